package org.glossa.ann;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.Precision;
import org.glossa.column.ScratchColumns;
import org.glossa.corpus.Depth;
import org.glossa.finding.MalformedInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists that count values are never taken for lists that count points, and the other way about. */
class PointIndexListTest {
    private static final int ROUNDS = Depth.count(300, 20_000);

    /** Outlines of cells about random centres, and the numbers that a list says of them. */
    private static final class Outlines {
        final List<Float> values = new ArrayList<>();
        final List<Long> firstPoints = new ArrayList<>();
        final int stride;
        long points;

        Outlines(int stride) {
            this.stride = stride;
        }

        void add(SplittableRandom random, int vertices, double radius) {
            firstPoints.add(points);
            double x = random.nextDouble(1000, 100_000);
            double y = random.nextDouble(1000, 100_000);
            for (int i = 0; i < vertices; i++) {
                double angle = 2 * Math.PI * i / vertices;
                values.add((float) (x + radius * Math.cos(angle)));
                values.add((float) (y + radius * Math.sin(angle)));
                if (stride == 3) {
                    values.add(0f);
                }
            }
            points += vertices;
        }

        AnnObject object(String graphicType, long[] indexes) {
            AnnObject object = stride == 3 ? AnnObject.threeD() : AnnObject.twoD();
            float[] floats = new float[values.size()];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = values.get(i);
            }
            object.group(graphicType, firstPoints.size()).floats(floats).indexes(indexes);
            return object;
        }

        long[] countingValues() {
            return firstPoints.stream().mapToLong(first -> 1 + first * stride).toArray();
        }

        long[] countingPoints() {
            return firstPoints.stream().mapToLong(first -> 1 + first).toArray();
        }
    }

    @ParameterizedTest
    @CsvSource({"2, POLYGON", "3, POLYGON", "2, POLYLINE", "3, POLYLINE"})
    void soundListsAreRead(int stride, String graphicType) throws Exception {
        SplittableRandom random = new SplittableRandom(20261122);
        for (int round = 0; round < ROUNDS; round++) {
            Outlines outlines = new Outlines(stride);
            int annotations = random.nextInt(1, 40);
            for (int i = 0; i < annotations; i++) {
                outlines.add(random, random.nextInt(3, 30), 40);
            }
            // A tissue outline after the cells: the last annotation has most of the vertices.
            if (random.nextBoolean()) {
                outlines.add(random, 2 * (int) outlines.points + random.nextInt(500), 800);
            }
            Coordinates coordinates = BulkAnnotationReader.read(outlines.object(graphicType, outlines.countingValues())
                            .file())
                    .set()
                    .groups()
                    .getFirst()
                    .coordinates();
            for (int i = 0; i < outlines.firstPoints.size(); i++) {
                assertThat(coordinates.firstVertex(i)).isEqualTo(outlines.firstPoints.get(i));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"2, POLYGON", "3, POLYGON", "2, POLYLINE", "3, POLYLINE"})
    void listsThatCountPointsAreRefused(int stride, String graphicType) throws Exception {
        SplittableRandom random = new SplittableRandom(20261123);
        for (int round = 0; round < ROUNDS; round++) {
            Outlines outlines = new Outlines(stride);
            int annotations = random.nextInt(2, 40);
            // Multiples of the stride are aligned whatever is counted: the harder case, as often as not.
            int unit = random.nextBoolean() ? stride : 1;
            for (int i = 0; i < annotations; i++) {
                outlines.add(random, unit * random.nextInt(3, 15), 40);
            }
            AnnObject object = outlines.object(graphicType, outlines.countingPoints());
            var file = object.file();
            assertThatThrownBy(() -> BulkAnnotationReader.read(file))
                    .as("round %d", round)
                    .isInstanceOfSatisfying(MalformedInputException.class, e -> {
                        assertThat(e.finding().code()).isEqualTo("INDEX_LIST_COUNTS_POINTS");
                        assertThat(e.finding().remedy()).contains("values (not points)");
                    });
        }
    }

    @Test
    void indexesAreUnsigned() throws Exception {
        AnnObject object = AnnObject.twoD();
        object.group("POLYGON", 2).floats(0, 0, 4, 0, 4, 4, 9, 9, 12, 9, 9, 12).indexes(1, 0x8000_0001L);
        var file = object.file();
        assertThatThrownBy(() -> BulkAnnotationReader.read(file))
                .isInstanceOfSatisfying(MalformedInputException.class, e -> {
                    assertThat(e.finding().code()).isEqualTo("INDEX_LIST_BEYOND_VALUES");
                    assertThat(e.finding().got()).contains("2147483649");
                });
    }

    @Test
    void aListOfPointsInThreeOrdinatesIsMadeAnewForTwo(@TempDir Path folder) throws Exception {
        Outlines outlines = new Outlines(3);
        SplittableRandom random = new SplittableRandom(1);
        outlines.add(random, 5, 40);
        outlines.add(random, 4, 40);
        AnnObject object = outlines.object("POLYGON", outlines.countingValues());
        Coordinates solid = BulkAnnotationReader.read(object.file())
                .set()
                .groups()
                .getFirst()
                .coordinates();
        Coordinates flat =
                new Coordinates(MemorySegment.ofArray(new float[9 * 2]), Precision.FLOAT32, 2, solid.offsets());
        try (ScratchColumns scratch = new ScratchColumns(folder)) {
            AnnotationRange all = new AnnotationRange(0, 2);
            assertThat(PointIndexList.entries(solid, all, scratch).toArray(ValueLayout.JAVA_INT_UNALIGNED))
                    .containsExactly(1, 16);
            assertThat(PointIndexList.entries(flat, all, scratch).toArray(ValueLayout.JAVA_INT_UNALIGNED))
                    .containsExactly(1, 11);
        }
    }
}
