package org.glossa.open;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.Precision;
import org.glossa.corpus.Depth;
import org.glossa.store.ColumnStore;
import org.glossa.store.Cursor;
import org.glossa.store.RegionHits;
import org.glossa.store.RegionQuery;
import org.glossa.store.SampleSet;
import org.glossa.store.StoreCorruptException;
import org.glossa.store.StoredSet.Footprint;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Mappings are counted where the system lists them, not by what is tested. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenSetsTest {
    private static final int SETS = 40;
    private static final Duration LONG = Duration.ofHours(1);
    private static final OpenLimits ANY = new OpenLimits(1_000, 10_000, Long.MAX_VALUE);

    /** Groups; columns, tree, points and cells of one layer. */
    private static final int FILES = 5;

    private Path folder = Path.of("");

    /** Set i has i + 1 points (i, 0), (i, 1), … */
    @BeforeAll
    void write(@TempDir Path temporary) throws Exception {
        folder = temporary.toRealPath();
        for (int i = 0; i < SETS; i++) {
            List<double[]> points = new ArrayList<>();
            for (int point = 0; point <= i; point++) {
                points.add(new double[] {i, point});
            }
            try (AnnotationSet set = new SampleSet()
                    .group(GraphicType.POINT, 2, Precision.FLOAT32, points)
                    .build()) {
                ColumnStore.write(set, folderOf(i), (done, total) -> {});
            }
        }
    }

    private Path folderOf(int set) {
        return folder.resolve("set-" + set);
    }

    private OpenSet acquire(OpenSets sets, int set) throws IOException {
        return sets.acquire("" + set, folderOf(set));
    }

    private OpenSet acquireAnyHow(OpenSets sets, int set) throws IOException {
        OpenSet open = sets.acquireOpen("" + set);
        return open == null ? acquire(sets, set) : open;
    }

    private void requireRight(OpenSet open, int set) {
        RegionHits hits = RegionQuery.everything(open.set(), Set.of(), 0, 1_000);
        assertThat(hits.numberMatched()).isEqualTo(set + 1);
        Cursor cursor = open.set().cursor();
        double sum = 0;
        for (int i = 0; i < hits.count(); i++) {
            cursor.moveTo(hits.position(i));
            assertThat(cursor.ordinate(0, 0)).isEqualTo(set);
            sum += cursor.ordinate(0, 1);
        }
        assertThat(sum).isEqualTo(set * (set + 1) / 2.0);
    }

    private List<Integer> mappedSets() throws IOException {
        List<Integer> mapped = new ArrayList<>();
        for (int i = 0; i < SETS; i++) {
            if (mappings("/set-" + i + "/") > 0) {
                mapped.add(i);
            }
        }
        return mapped;
    }

    /** How many lines of the process's list of mappings name a file of this test whose path has these words. */
    private long mappings(String words) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
            return lines.filter(line -> line.contains(folder + words)).count();
        }
    }

    @Test
    void openedAtTheFirstQuestionAndClosedLeastRecentlyUsedFirst() throws Exception {
        try (OpenSets sets = new OpenSets(new OpenLimits(3, 1_000, Long.MAX_VALUE), LONG)) {
            assertThat(mappings("")).isZero();
            for (int set : new int[] {0, 1, 2, 0, 3}) {
                try (OpenSet open = acquire(sets, set)) {
                    requireRight(open, set);
                }
            }
            assertThat(mappedSets()).containsExactly(0, 2, 3);
            assertThat(sets.openSets()).isEqualTo(3);
            assertThat(sets.footprint().files()).isEqualTo(3 * FILES);
            assertThat(mappings("")).isEqualTo(3 * FILES);
        }
        assertThat(mappings("")).isZero();
    }

    @Test
    void whatIsInUseIsNeverUnmapped() throws Exception {
        try (OpenSets sets = new OpenSets(new OpenLimits(2, 1_000, Long.MAX_VALUE), LONG)) {
            OpenSet first = acquire(sets, 10);
            for (int set = 20; set < 30; set++) {
                acquire(sets, set).close();
            }
            assertThat(mappedSets()).containsExactly(10, 29);
            OpenSet second = acquire(sets, 11);
            assertThatThrownBy(() -> acquire(sets, 12))
                    .isInstanceOf(OpenLimitException.class)
                    .hasMessageContaining("in use are 2 sets");
            try (OpenSet again = acquire(sets, 10)) {
                assertThat(again.set()).isSameAs(first.set());
            }
            requireRight(first, 10);
            requireRight(second, 11);
            first.close();
            first.close();
            acquire(sets, 12).close();
            assertThat(mappedSets()).containsExactly(11, 12);
            second.close();
        }
        assertThat(mappings("")).isZero();
    }

    @Test
    void filesAndBytesAreLimitedToo() throws Exception {
        Footprint one;
        try (OpenSets sets = new OpenSets(ANY, LONG);
                OpenSet open = acquire(sets, 0)) {
            requireRight(open, 0);
            one = sets.footprint();
        }
        assertThat(one.files()).isEqualTo(FILES);
        for (OpenLimits limits :
                List.of(new OpenLimits(9, 2 * FILES + 1, Long.MAX_VALUE), new OpenLimits(9, 99, 3 * one.bytes() - 1))) {
            try (OpenSets sets = new OpenSets(limits, LONG)) {
                for (int i = 0; i < 3; i++) {
                    acquire(sets, i).close();
                }
                assertThat(mappedSets()).containsExactly(1, 2);
            }
        }
    }

    @Test
    void aSetLargerThanTheLimitsIsOpenedAlone() throws Exception {
        try (OpenSets sets = new OpenSets(new OpenLimits(9, 1, 1), LONG)) {
            acquire(sets, 1).close();
            try (OpenSet open = acquire(sets, 2)) {
                requireRight(open, 2);
                assertThat(mappedSets()).containsExactly(2);
                assertThatThrownBy(() -> acquire(sets, 3)).isInstanceOf(OpenLimitException.class);
            }
        }
    }

    @Test
    void aDroppedSetIsUnmappedAfterItsLastReaderAndOpenedAnew() throws Exception {
        try (OpenSets sets = new OpenSets(ANY, LONG)) {
            OpenSet old = acquire(sets, 5);
            OpenSet other = acquire(sets, 5);
            assertThat(old.drop()).isTrue();
            assertThat(other.drop()).isFalse();
            OpenSet fresh = acquire(sets, 5);
            assertThat(fresh.set()).isNotSameAs(old.set());
            assertThat(mappings("/set-5/")).isEqualTo(2 * FILES);
            assertThat(sets.footprint().files()).isEqualTo(2 * FILES);
            old.close();
            assertThat(mappings("/set-5/")).isEqualTo(2 * FILES);
            requireRight(other, 5);
            other.close();
            assertThat(mappings("/set-5/")).isEqualTo(FILES);
            requireRight(fresh, 5);
            fresh.close();
            sets.drop("5");
            sets.drop("6");
            assertThat(mappings("")).isZero();
            assertThat(sets.openSets()).isZero();
            assertThat(sets.footprint()).isEqualTo(Footprint.NONE);
        }
    }

    @Test
    void onlyWhatIsOpenCanBeHadWithoutItsFolder() throws Exception {
        OpenSets sets = new OpenSets(new OpenLimits(2, 1_000, Long.MAX_VALUE), LONG);
        assertThat(sets.acquireOpen("5")).isNull();
        assertThat(mappings("")).isZero();
        OpenSet first = acquire(sets, 5);
        OpenSet second = Objects.requireNonNull(sets.acquireOpen("5"));
        assertThat(second.set()).isSameAs(first.set());
        first.close();
        acquire(sets, 6).close();
        acquire(sets, 7).close();
        assertThat(mappedSets()).as("5 is in use").containsExactly(5, 7);
        assertThat(sets.acquireOpen("6")).isNull();
        requireRight(second, 5);

        Objects.requireNonNull(sets.acquireOpen("7")).close();
        acquire(sets, 8).close();
        assertThat(mappedSets()).as("7 is in use no more").containsExactly(5, 8);

        assertThat(second.drop()).isTrue();
        assertThat(sets.acquireOpen("5")).isNull();
        requireRight(second, 5);
        second.close();
        assertThat(mappedSets()).containsExactly(8);
        assertThatThrownBy(() -> sets.acquire("none", folder.resolve("none")))
                .isInstanceOf(StoreCorruptException.class);
        assertThat(sets.acquireOpen("none")).isNull();
        OpenSet last = Objects.requireNonNull(sets.acquireOpen("8"));
        sets.close();
        assertThat(sets.acquireOpen("8")).isNull();
        requireRight(last, 8);
        last.close();
        assertThat(sets.footprint()).isEqualTo(Footprint.NONE);
        assertThat(mappings("")).isZero();
    }

    @Test
    void whatCannotBeOpenedTakesNoRoom() throws Exception {
        try (OpenSets sets = new OpenSets(ANY, LONG)) {
            assertThatThrownBy(() -> sets.acquire("none", folder.resolve("none")))
                    .isInstanceOf(StoreCorruptException.class);
            Path damaged = Files.createDirectory(folder.resolve("damaged"));
            try (Stream<Path> files = Files.list(folderOf(7))) {
                for (Path file : files.toList()) {
                    Files.copy(file, damaged.resolve(file.getFileName()));
                }
            }
            Files.delete(damaged.resolve("point-2d-float32.arrow")); // after it was admitted
            assertThatThrownBy(() -> sets.acquire("damaged", damaged)).isInstanceOf(StoreCorruptException.class);
            assertThat(sets.footprint()).isEqualTo(Footprint.NONE);
            assertThat(sets.openSets()).isZero();
            assertThat(mappings("")).isZero();
        }
    }

    @Test
    void readersGoOnAfterTheEnd() throws Exception {
        OpenSets sets = new OpenSets(ANY, LONG);
        acquire(sets, 8).close();
        OpenSet held = acquire(sets, 9);
        sets.close();
        assertThat(mappedSets()).containsExactly(9);
        requireRight(held, 9);
        held.close();
        assertThat(mappings("")).isZero();
        assertThatThrownBy(() -> acquire(sets, 9)).isInstanceOf(IllegalStateException.class);
    }

    /**
     * As many threads as sets may be open ask for five times as many sets. Now and then all stand still, each with its set, and the
     * mappings are counted: the system's list is no snapshot while they move.
     */
    @Test
    void manyThreadsAskForMoreSetsThanMayBeOpen() throws Exception {
        int threads = 8;
        int rounds = Depth.count(400, 8_000);
        List<Long> counted = new ArrayList<>();
        CyclicBarrier still = new CyclicBarrier(threads, () -> counted.add(mappingsOf("")));
        try (OpenSets sets = new OpenSets(new OpenLimits(threads, 1_000, Long.MAX_VALUE), Duration.ZERO);
                ExecutorService readers = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> ends = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                SplittableRandom random = new SplittableRandom(thread);
                ends.add(readers.submit(() -> {
                    for (int round = 0; round < rounds; round++) {
                        int set = random.nextInt(SETS);
                        try (OpenSet open = acquire(sets, set)) {
                            if (round % 20 == 0) {
                                still.await(1, TimeUnit.MINUTES);
                            }
                            requireRight(open, set);
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> end : ends) {
                end.get(2, TimeUnit.MINUTES);
            }
            assertThat(counted).hasSize(rounds / 20).allMatch(mappings -> mappings <= threads * FILES);
            assertThat(counted.subList(1, counted.size())).contains((long) threads * FILES);
            assertThat(sets.openSets()).isEqualTo(threads);
            assertThat(mappings("")).isEqualTo(threads * FILES);
        }
        assertThat(mappings("")).isZero();
    }

    private long mappingsOf(String words) {
        try {
            return mappings(words);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Fewer sets may be open than threads ask at a time: some are refused, nobody reads what was unmapped. */
    @Test
    void refusedDroppedAndReadAtOnce() throws Exception {
        int threads = 8;
        AtomicInteger refused = new AtomicInteger();
        AtomicInteger answered = new AtomicInteger();
        try (OpenSets sets = new OpenSets(new OpenLimits(2, 1_000, Long.MAX_VALUE), LONG);
                ExecutorService readers = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> ends = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                SplittableRandom random = new SplittableRandom(100 + thread);
                ends.add(readers.submit(() -> {
                    for (int round = 0; round < 300; round++) {
                        int set = random.nextInt(5);
                        try (OpenSet open = acquireAnyHow(sets, set)) {
                            if (random.nextInt(8) == 0) {
                                open.drop();
                            }
                            requireRight(open, set);
                            answered.incrementAndGet();
                            assertThat(sets.footprint().files()).isLessThanOrEqualTo(2 * FILES);
                        } catch (OpenLimitException inUse) {
                            refused.incrementAndGet();
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> end : ends) {
                end.get(2, TimeUnit.MINUTES);
            }
            assertThat(answered.get() + refused.get()).isEqualTo(threads * 300);
            assertThat(refused).hasPositiveValue();
            assertThat(answered).hasPositiveValue();
        }
        assertThat(mappings("")).isZero();
    }
}
