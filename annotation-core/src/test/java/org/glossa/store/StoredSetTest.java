package org.glossa.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.AnnotationView;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupCursor;
import org.glossa.annotation.Precision;
import org.glossa.spatial.Box;
import org.glossa.spatial.PlanarTransform;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredSetTest {
    private static final Box BOX = new Box(10, 10, 500, 500);
    private static final RegionQuery QUERY = new RegionQuery(BOX, PlanarTransform.IDENTITY, Set.of());

    /** Points (i mod 1000, i / 10) in the box: those of 100 to 5000 whose column is 10 to 500. */
    private static final long EXPECTED = IntStream.range(0, 10_000)
            .filter(i -> i >= 100 && i <= 5000 && i % 1000 >= 10 && i % 1000 <= 500)
            .count();

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws Exception {
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            points.add(new double[] {i % 1000, i / 10.0});
        }
        try (AnnotationSet set = new SampleSet()
                .group(GraphicType.POINT, 2, Precision.FLOAT32, points)
                .build()) {
            ColumnStore.write(set, folder.resolve("set"), (done, total) -> {});
        }
    }

    @Test
    void floatsOfSomeVerticesAreCopiedAsTheSourceHasThem() throws Exception {
        double[] ordinates = IntStream.range(0, 30).mapToDouble(i -> i - 7.5).toArray();
        try (AnnotationSet source = new SampleSet()
                .group(GraphicType.POLYLINE, 3, Precision.FLOAT32, List.of(new double[] {1, 2, 3, 4, 5, 6}, ordinates))
                .build()) {
            ColumnStore.write(source, folder.resolve("lines"), (done, total) -> {});
            try (StoredSet set = StoredSet.open(folder.resolve("lines"))) {
                Cursor stored = set.cursor();
                stored.moveTo(0);
                if (stored.vertexCount() == 2) {
                    stored.moveTo(1);
                }
                GroupCursor read = new GroupCursor(source.groups().getFirst()).moveTo(1);
                for (AnnotationView view : List.of(stored, read)) {
                    float[] floats = new float[10];
                    view.copyFloats(4, 3, floats);
                    assertThat(floats).containsExactly(4.5f, 5.5f, 6.5f, 7.5f, 8.5f, 9.5f, 10.5f, 11.5f, 12.5f, 0);
                }
            }
        }
    }

    @Test
    void staysMappedUntilTheLastLeaseIsClosed() throws Exception {
        StoredSet set = StoredSet.open(folder.resolve("set"));
        StoredSet.Lease lease = set.acquire();
        Cursor cursor = set.cursor();
        cursor.moveTo(QUERY.run(set, 0, 1).position(0));
        set.close();
        set.close();
        assertThat(cursor.ordinate(0, 0)).isGreaterThanOrEqualTo(10);
        assertThatThrownBy(set::acquire)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("1.2.3.5 was closed");
        lease.close();
        lease.close();
        assertThatThrownBy(() -> cursor.ordinate(0, 0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> QUERY.run(set, 0, 1)).isInstanceOf(IllegalStateException.class);
    }

    /** What is not read yet is read from the mapping, when there is no file to read ahead from, or no reading for the thread. */
    @Test
    void isReadThoughItsFilesAreGoneAndItsReaderIsInterrupted() throws Exception {
        try (StoredSet set = StoredSet.open(folder.resolve("set"));
                StoredSet other = StoredSet.open(folder.resolve("set"))) {
            FolderTree.delete(folder.resolve("set"));
            assertThat(QUERY.count(set)).isEqualTo(EXPECTED);
            Thread.currentThread().interrupt();
            assertThat(QUERY.count(other)).isEqualTo(EXPECTED);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    /** Readers that took a lease before the set was closed read to the end, and read the right bytes. */
    @Test
    void closingWaitsForReaders() throws Exception {
        try (ExecutorService readers = Executors.newFixedThreadPool(4)) {
            for (int round = 0; round < 20; round++) {
                StoredSet set = StoredSet.open(folder.resolve("set"));
                RegionHits hits = RegionQuery.everything(set, Set.of(), 0, 10_000);
                CountDownLatch started = new CountDownLatch(4);
                CountDownLatch closed = new CountDownLatch(1);
                List<Future<Long>> answers = new ArrayList<>();
                for (int reader = 0; reader < 4; reader++) {
                    boolean isLate = reader == 3;
                    answers.add(readers.submit(() -> {
                        try (StoredSet.Lease _ = set.acquire()) {
                            started.countDown();
                            if (isLate) {
                                closed.await();
                            }
                            return found(set, hits);
                        }
                    }));
                }
                assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
                set.close();
                closed.countDown();
                for (Future<Long> answer : answers) {
                    assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo(EXPECTED);
                }
                assertThatThrownBy(() -> set.cursor().moveTo(0)).isInstanceOf(IllegalStateException.class);
            }
        }
    }

    private static long found(StoredSet set, RegionHits hits) {
        Cursor cursor = set.cursor();
        long found = 0;
        for (int i = 0; i < hits.count(); i++) {
            cursor.moveTo(hits.position(i));
            found += BOX.contains(cursor.ordinate(0, 0), cursor.ordinate(0, 1)) ? 1 : 0;
        }
        return found;
    }

    @Test
    void positionsOutsideAreRefused() throws Exception {
        try (StoredSet set = StoredSet.open(folder.resolve("set"))) {
            Cursor cursor = set.cursor();
            assertThatThrownBy(() -> cursor.moveTo(10_000)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> cursor.moveTo(1L << 50)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> cursor.moveTo(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }
}
