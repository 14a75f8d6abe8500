package org.glossa.open;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.Precision;
import org.glossa.store.ColumnStore;
import org.glossa.store.Cursor;
import org.glossa.store.RegionHits;
import org.glossa.store.RegionQuery;
import org.glossa.store.SampleSet;
import org.glossa.store.StoreCorruptException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody else writes to derived files while a set is held. */
class WrittenWhileReadTest {
    private static final OpenLimits ANY = new OpenLimits(10, 100, Long.MAX_VALUE);
    private static final int POLYGONS = 30_000;

    @TempDir
    Path folder;

    private Path columns = Path.of("");

    @BeforeEach
    void write() throws IOException {
        SplittableRandom random = new SplittableRandom(20_272);
        List<double[]> nuclei = new ArrayList<>();
        for (int i = 0; i < POLYGONS; i++) {
            nuclei.add(SampleSet.nucleus(random, 24, random.nextDouble(9_000), random.nextDouble(9_000), 9));
        }
        columns = folder.resolve("set");
        try (AnnotationSet set = new SampleSet()
                .group(GraphicType.POLYGON, 2, Precision.FLOAT32, nuclei)
                .build()) {
            ColumnStore.write(set, columns, (done, total) -> {});
        }
    }

    private static double sum(OpenSet open) {
        RegionHits hits = RegionQuery.everything(open.set(), Set.of(), 0, POLYGONS);
        Cursor cursor = open.set().cursor();
        double sum = 0;
        for (int i = 0; i < hits.count(); i++) {
            cursor.moveTo(hits.position(i));
            sum += cursor.ordinate(0, 0);
        }
        return sum;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(columns)) {
            return files.filter(file -> file.toString().endsWith(".arrow"))
                    .sorted()
                    .toList();
        }
    }

    private static void shorten(Path file, long bytes) throws IOException {
        try (RandomAccessFile shortened = new RandomAccessFile(file.toFile(), "rw")) {
            shortened.setLength(bytes);
        }
    }

    /** What the JVM may not survive is a fault in instructions that it did not expect to touch mapped memory. */
    @Test
    void aFileThatIsShortenedBeforeItsBlocksAreComparedIsDamage() throws Exception {
        try (OpenSets sets = new OpenSets(ANY, Duration.ofHours(1));
                OpenSet open = sets.acquire("set", columns)) {
            shorten(columns.resolve("polygon-2d-float32.arrow"), 1 << 20);
            Throwable failure = catchThrowable(() -> sum(open));
            assertThat(StoreCorruptException.causeOf(failure)).isNotNull();
            assertThatThrownBy(() -> sets.acquire("set", columns)).isInstanceOf(StoreCorruptException.class);
        }
    }

    /** Its blocks were compared, so that the fault is met in the columns themselves. */
    @Test
    void aFileThatIsShortenedAfterItsBlocksWereComparedIsDamage() throws Exception {
        try (OpenSets sets = new OpenSets(ANY, Duration.ofHours(1));
                OpenSet open = sets.acquire("set", columns)) {
            sum(open);
            shorten(columns.resolve("polygon-2d-float32.arrow"), 1 << 20);
            Throwable failure = catchThrowable(() -> {
                sum(open);
                open.requireUnwritten();
            });
            assertThat(failure instanceof FilesChangedException || StoreCorruptException.causeOf(failure) != null)
                    .isTrue();
        }
    }

    @Test
    void aHoldTellsThatAnyFileWasWrittenToSince() throws Exception {
        try (OpenSets sets = new OpenSets(ANY, Duration.ofHours(1))) {
            for (Path file : files()) {
                try (OpenSet open = sets.acquire("set", columns)) {
                    double sum = sum(open);
                    open.requireUnwritten();
                    byte[] bytes = Files.readAllBytes(file);
                    Thread.sleep(20); // dates of files are those of the last tick of a clock
                    Files.write(file, bytes);
                    assertThatThrownBy(open::requireUnwritten)
                            .as("%s", file)
                            .isInstanceOf(FilesChangedException.class)
                            .hasMessageContaining("wrote to the derived files");
                    try (OpenSet again = sets.acquire("set", columns)) {
                        assertThat(sum(again)).isEqualTo(sum);
                        again.requireUnwritten();
                    }
                    assertThatThrownBy(open::requireUnwritten).isInstanceOf(FilesChangedException.class);
                }
            }
        }
    }

    @Test
    void aHoldTellsThatAFileIsGone() throws Exception {
        try (OpenSets sets = new OpenSets(ANY, Duration.ofHours(1));
                OpenSet open = sets.acquire("set", columns)) {
            Files.delete(files().getFirst());
            assertThatThrownBy(open::requireUnwritten).isInstanceOf(FilesChangedException.class);
        }
    }
}
