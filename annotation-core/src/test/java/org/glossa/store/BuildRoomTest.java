package org.glossa.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.Measurement;
import org.glossa.annotation.MeasurementValues;
import org.glossa.annotation.Precision;
import org.glossa.corpus.SmallDisk;
import org.glossa.order.BuildLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On file systems of a few MB: what a build asks for is enough, and not much less would be. */
class BuildRoomTest {
    private static final CodedConcept AREA = new CodedConcept("42798000", "SCT", "Area");

    /** Rows in memory are a sixteenth of the coordinates here. */
    private static final BuildLimits SMALL = new BuildLimits(2, 1 << 10, 32, 2_000, 4 << 10, 1 << 20, 64, 0);

    @TempDir
    Path folder;

    private record Ordinals() implements MeasurementValues {
        @Override
        public boolean isPresent(long annotation) {
            return annotation % 5 != 0;
        }

        @Override
        public float value(long annotation) {
            return annotation;
        }
    }

    private static AnnotationSet polygons(int count, int vertices) {
        SplittableRandom random = new SplittableRandom(20_267);
        List<double[]> nuclei = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            nuclei.add(SampleSet.nucleus(random, vertices, random.nextDouble(50_000), random.nextDouble(50_000), 9));
        }
        return new SampleSet()
                .group(GraphicType.POLYGON, 2, Precision.FLOAT32, nuclei, new Measurement(AREA, AREA, new Ordinals()))
                .group(GraphicType.POLYGON, 2, Precision.FLOAT64, nuclei.subList(0, count / 8))
                .build();
    }

    @Test
    void aBuildFitsIntoTheRoomThatItAsksFor() throws IOException {
        for (int vertices : new int[] {5, 24}) {
            try (AnnotationSet set = polygons(600_000 / vertices, vertices)) {
                long room = BuildRoom.of(set, SMALL);
                int megabytes = Math.toIntExact((room + (1 << 20) - 1) >> 20);
                try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk" + vertices), megabytes)) {
                    Path columns = disk.folder().resolve("set");
                    ColumnStore.write(set, columns, SMALL, (done, total) -> {});
                    StoredSet.open(columns).close();
                    FolderTree.delete(columns);
                    disk.resize(megabytes * 17 / 20);
                    assertThatThrownBy(() -> ColumnStore.write(set, columns, SMALL, (done, total) -> {}))
                            .isInstanceOf(IOException.class)
                            .hasMessageContaining("No space left");
                    assertThat(disk.folder()).isEmptyDirectory();
                }
            }
        }
    }

    /** Outlines with fewer vertices, and cells that tell of each group. */
    @Test
    void detailIsForeseen() throws IOException {
        SplittableRandom random = new SplittableRandom(20_268);
        SampleSet sample = new SampleSet();
        for (int group = 0; group < 40; group++) {
            List<double[]> regions = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                int vertices = i < 3 ? 2_000 : 4;
                regions.add(SampleSet.nucleus(
                        random, vertices, random.nextDouble(50_000), random.nextDouble(50_000), vertices));
            }
            sample.group(GraphicType.POLYGON, 2, Precision.FLOAT64, regions);
        }
        try (AnnotationSet set = sample.build()) {
            ColumnStore.write(set, folder.resolve("set"), (done, total) -> {});
            long bytes = bytes(folder.resolve("set"));
            long cells = Files.size(folder.resolve("set/polygon-2d-float64.cells.arrow"));
            long outlines = Files.size(folder.resolve("set/polygon-2d-float64.outlines.arrow"));
            assertThat(cells).isGreaterThan(100_000);
            assertThat(outlines).isGreaterThan(500_000);
            assertThat(BuildRoom.of(set)).isBetween(bytes, bytes * 6 / 5);
        }
    }

    private static long bytes(Path set) throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.list(set)) {
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    /** Within memory there is nothing but the files. */
    @Test
    void filesAreForeseenToAFewInAHundred() throws IOException {
        try (AnnotationSet set = polygons(4_000, 24)) {
            ColumnStore.write(set, folder.resolve("set"), (done, total) -> {});
            long bytes = bytes(folder.resolve("set"));
            assertThat(BuildRoom.of(set)).isBetween(bytes, bytes + bytes / 10 + 40_000);
        }
    }
}
