package org.glossa.spatial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.glossa.column.ScratchColumns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedHilbertTreeTest {
    private static final ReadGuard TRUSTING = (offset, length) -> {};
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** Rows in the order in which they came, with whether they were said to be contained. */
    private static final class Found implements RowVisitor {
        final TreeMap<Long, Boolean> rows = new TreeMap<>();
        private long last = -1;

        @Override
        public void contained(long firstRow, long endRow) {
            assertThat(endRow).isGreaterThan(firstRow);
            for (long row = firstRow; row < endRow; row++) {
                add(row, true);
            }
        }

        @Override
        public void candidate(long row) {
            add(row, false);
        }

        private void add(long row, boolean contained) {
            assertThat(row).isGreaterThan(last);
            last = row;
            rows.put(row, contained);
        }
    }

    private static PackedHilbertTree tree(float[][] boxes) throws IOException {
        MemorySegment segment = MemorySegment.ofArray(new byte[(int) PackedHilbertTree.boxCount(boxes.length) * 16]);
        long[] next = {0};
        try (ScratchColumns scratch = new ScratchColumns(Path.of(System.getProperty("java.io.tmpdir")))) {
            PackedHilbertTreeBuilder builder = new PackedHilbertTreeBuilder(boxes.length, scratch, (a, b, c, d) -> {
                for (float ordinate : new float[] {a, b, c, d}) {
                    segment.set(FLOAT, 4 * next[0]++, ordinate);
                }
            });
            for (float[] box : boxes) {
                builder.add(box[0], box[1], box[2], box[3]);
            }
            builder.finish();
        }
        assertThat(next[0] * 4).isEqualTo(segment.byteSize());
        return new PackedHilbertTree(segment, boxes.length, TRUSTING);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 15, 16, 17, 255, 256, 257, 1000, 4096, 4097, 20_000})
    void findsWhatAScanFinds(int count) throws IOException {
        SplittableRandom random = new SplittableRandom(count);
        float[][] boxes = new float[count][];
        for (int i = 0; i < count; i++) {
            // Rows near each other lie near each other, as on the curve, so that whole nodes are contained.
            float x = (float) (i % 128 + random.nextDouble(3));
            float y = (float) (i / 128 + random.nextDouble(3));
            boxes[i] = new float[] {x, y, x + (random.nextInt(5) == 0 ? 0 : random.nextInt(3)), y + random.nextInt(3)};
        }
        PackedHilbertTree tree = tree(boxes);
        assertThat(tree.itemCount()).isEqualTo(count);
        for (int query = 0; query < 300; query++) {
            double x = random.nextDouble(-5, 135);
            double y = random.nextDouble(-5, 165);
            Box outer = new Box(x, y, x + random.nextDouble(60), y + random.nextDouble(60));
            Box inner = query % 3 == 0 ? null : new Box(x + (outer.maxX() - x) * 0.01, y, outer.maxX(), outer.maxY());
            Found found = new Found();
            tree.search(outer, inner, found);
            TreeMap<Long, Boolean> expected = new TreeMap<>();
            for (int i = 0; i < count; i++) {
                Box box = new Box(boxes[i][0], boxes[i][1], boxes[i][2], boxes[i][3]);
                if (box.intersects(outer)) {
                    expected.put((long) i, inner != null && inner.contains(box));
                }
            }
            assertThat(found.rows).as("%d items, window %s", count, outer).isEqualTo(expected);
        }
    }

    @Test
    void tellsXFromY() throws IOException {
        PackedHilbertTree tree = tree(new float[][] {{0, 10, 1, 11}, {10, 0, 11, 1}});
        Found found = new Found();
        tree.search(new Box(-1, 9, 2, 12), null, found);
        assertThat(found.rows.keySet()).containsExactly(0L);
    }

    @Test
    void everythingIsOneRun() throws IOException {
        float[][] boxes = new float[5000][];
        for (int i = 0; i < boxes.length; i++) {
            boxes[i] = new float[] {i, i, i + 1, i + 1};
        }
        int[] calls = {0};
        Box all = new Box(0, 0, 5000, 5000);
        tree(boxes).search(all, all, new RowVisitor() {
            @Override
            public void contained(long firstRow, long endRow) {
                calls[0]++;
                assertThat(firstRow).isZero();
                assertThat(endRow).isEqualTo(5000);
            }

            @Override
            public void candidate(long row) {
                throw new AssertionError("row " + row + " is contained");
            }
        });
        assertThat(calls[0]).isEqualTo(1);
        assertThat(tree(boxes).bounds()).isEqualTo(all);
    }

    @Test
    void windowsBetweenFloatsAreNotWidened() throws IOException {
        float x = 16_777_216;
        PackedHilbertTree tree = tree(new float[][] {{x, 0, x, 0}});
        Found before = new Found();
        tree.search(new Box(x - 2, -1, x - 0.25, 1), null, before);
        assertThat(before.rows).isEmpty();
        Found touching = new Found();
        tree.search(new Box(x - 2, -1, x, 1), null, touching);
        assertThat(touching.rows).hasSize(1);
        Found after = new Found();
        tree.search(new Box(x + 0.25, -1, x + 2, 1), null, after);
        assertThat(after.rows).isEmpty();
    }

    @Test
    void refusesBytesOfAnotherTree() {
        assertThatThrownBy(() -> new PackedHilbertTree(MemorySegment.ofArray(new byte[32]), 3, TRUSTING))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("64 bytes of boxes, got 32");
    }
}
