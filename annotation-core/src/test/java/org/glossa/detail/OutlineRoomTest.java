package org.glossa.detail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.Precision;
import org.glossa.corpus.Depth;
import org.glossa.order.LayerSource;
import org.glossa.store.ColumnStore;
import org.glossa.store.SampleSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The room that outlines with fewer vertices ask for is enough, and not much less would be. */
class OutlineRoomTest {
    private static final int SEED = 20_272;

    @TempDir
    private Path folder;

    /** How an outline runs. */
    private enum Run {
        SMOOTH,
        ROUGH,
        STRAIGHT,
        MIXED
    }

    private static double[] outline(Run run, SplittableRandom random, int vertices) {
        Run as = run == Run.MIXED ? Run.values()[random.nextInt(3)] : run;
        double radius = random.nextDouble(20, 3_000);
        double roughness = as == Run.ROUGH ? random.nextDouble(0.2, 2) : 0;
        double noise = 0;
        double[] xy = new double[2 * vertices];
        for (int i = 0; i < vertices; i++) {
            double angle = 2 * Math.PI * i / vertices;
            noise = 0.9 * noise + roughness * random.nextDouble(-1, 1);
            double r = radius * (as == Run.STRAIGHT ? 1 : 1 + 0.3 * Math.sin(3 * angle)) + noise;
            double turn = as == Run.STRAIGHT ? Math.PI / 2 * Math.floor(2 * angle / Math.PI) : angle;
            double along = as == Run.STRAIGHT ? angle - turn : 0;
            xy[2 * i] = 9_000 + r * (Math.cos(turn) - along * Math.sin(turn));
            xy[2 * i + 1] = 9_000 + r * (Math.sin(turn) + along * Math.cos(turn));
        }
        return xy;
    }

    private static SampleSet sample(
            SampleSet sample, Run run, int vertices, SplittableRandom random, GraphicType type) {
        List<double[]> outlines = new ArrayList<>();
        for (int left = vertices; left > 0; ) {
            int count = random.nextInt(300, random.nextInt(8) == 0 ? 4_000 : 900);
            outlines.add(outline(run, random, count));
            left -= count;
            // beside them what is too small to be simplified, and what has no place
            outlines.add(outline(run, random, random.nextInt(3, 200)));
        }
        double[] nowhere = outline(run, random, 500);
        nowhere[77] = Double.NaN;
        outlines.add(nowhere);
        return sample.group(type, 2, Precision.FLOAT32, outlines);
    }

    private void check(SampleSet sample, double most, String name) throws IOException {
        try (AnnotationSet set = sample.build()) {
            int[] indexes = IntStream.range(0, set.groups().size()).toArray();
            long asked = RowOutlinesWriter.fileBytes(new LayerSource(set.groups(), indexes));
            Path stored = folder.resolve(name);
            ColumnStore.write(set, stored, (done, total) -> {});
            String type = set.groups().getFirst().graphicType().name().toLowerCase(Locale.ROOT);
            long written = Files.size(stored.resolve(type + "-2d-float32.outlines.arrow"));
            assertThat(asked).as(name).isBetween(written, (long) (most * written) + 2 * FileShape.EXTRA_BYTES);
        }
    }

    @ParameterizedTest
    @EnumSource
    void asksForEnoughAndLittleMore(Run run) throws IOException {
        for (int seed = 0; seed < Depth.count(1, 40); seed++) {
            SplittableRandom random = new SplittableRandom(SEED + 100 * seed + run.ordinal());
            GraphicType type = random.nextBoolean() ? GraphicType.POLYGON : GraphicType.POLYLINE;
            int vertices = random.nextInt(150_000, Depth.count(200_000, 2_000_000));
            SampleSet sample = sample(new SampleSet(), run, vertices / 2, random, type);
            // Of very many that are very unlike a lot misses by more.
            check(
                    sample(sample, run, vertices / 2, random, type),
                    Depth.current() == Depth.DEEP ? 2 : 1.3,
                    run + "-" + seed);
        }
    }

    /** All are tried: the room is what they take. */
    @Test
    void isExactWhereOutlinesAreFew() throws IOException {
        check(sample(new SampleSet(), Run.MIXED, 30_000, new SplittableRandom(SEED), GraphicType.POLYGON), 1, "few");
    }

    /** One of 400,000 vertices says nothing of three others. */
    @Test
    void isWhatTheyMayTakeWhereTheLotSaysNothing() throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        List<double[]> large = List.of(outline(Run.SMOOTH, random, 60_000), outline(Run.ROUGH, random, 60_000));
        check(new SampleSet().group(GraphicType.POLYGON, 2, Precision.FLOAT32, large), 200, "large");
    }
}
