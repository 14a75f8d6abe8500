package org.glossa.spatial;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A static R-tree without pointers over rows that already lie in Hilbert order; read only, thread-safe.
 *
 * <p>The items' boxes, in row order, are level 0. Each run of 16 boxes has its union in level 1, each 16 of those in level 2, and so
 * on up to a single box. All levels lie in one array, items first, so the children of box i of level l are the boxes 16 i … 16 i + 15
 * of level l − 1 (fewer at the end), and the rows below it are one range: no pointer and no row number is stored, a subtree that
 * lies within the window is reported as a range without being read, and hits come out in ascending order. Because neighbours on
 * the Hilbert curve are neighbours in the plane, 16 consecutive items make a compact node (the scheme of flatbush and FlatGeobuf,
 * which sort row numbers where we sort the rows themselves).
 *
 * <p>A box is four floats minX, minY, maxX, maxY, little-endian, rounded outward ({@link OutwardFloat}): 16 bytes, a node is four
 * cache lines. The window is rounded inward to float, which changes no comparison and keeps double out of the loop.
 */
public final class PackedHilbertTree {
    /** Children of a node. */
    public static final int FAN_OUT = 16;

    /** Bytes of one box. */
    public static final int BOX_BYTES = 16;

    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment boxes;
    private final long[] levelStarts;
    private final ReadGuard guard;

    /**
     * @param boxes exactly {@link #boxCount} boxes
     * @param itemCount rows of the tree
     * @param guard asked before boxes are read; offsets count from the first box
     */
    public PackedHilbertTree(MemorySegment boxes, long itemCount, ReadGuard guard) {
        this.levelStarts = levelStarts(itemCount);
        long expected = levelStarts[levelStarts.length - 1] * BOX_BYTES;
        if (boxes.byteSize() != expected) {
            throw new IllegalArgumentException(
                    "A tree of " + itemCount + " items has " + expected + " bytes of boxes, got " + boxes.byteSize());
        }
        this.boxes = boxes;
        this.guard = guard;
    }

    /** Boxes of all levels together. */
    public static long boxCount(long itemCount) {
        long[] starts = levelStarts(itemCount);
        return starts[starts.length - 1];
    }

    /** Where each level begins, counted in boxes, and at the end the number of all boxes. */
    static long[] levelStarts(long itemCount) {
        if (itemCount < 0 || itemCount > 1L << 56) {
            throw new IllegalArgumentException("A tree has 0 to 2^56 items, got " + itemCount);
        }
        long[] starts = new long[20];
        int levels = 0;
        long next = 0;
        for (long count = itemCount; count > 0; count = count == 1 ? 0 : (count + FAN_OUT - 1) / FAN_OUT) {
            starts[levels++] = next;
            next += count;
        }
        starts[levels] = next;
        return Arrays.copyOf(starts, levels + 1);
    }

    public long itemCount() {
        return levelStarts.length == 1 ? 0 : levelStarts[1];
    }

    /** The box that holds all items; null for a tree without items. */
    public @Nullable Box bounds() {
        if (levelStarts.length == 1) {
            return null;
        }
        long offset = levelStarts[levelStarts.length - 2] * BOX_BYTES;
        guard.beforeRead(offset, BOX_BYTES);
        return new Box(
                boxes.get(FLOAT, offset),
                boxes.get(FLOAT, offset + 4),
                boxes.get(FLOAT, offset + 8),
                boxes.get(FLOAT, offset + 12));
    }

    /** Ordinate 0 to 3 (minX, minY, maxX, maxY) of the box of a row. */
    public float box(long row, int ordinate) {
        long offset = Objects.checkIndex(row, itemCount()) * BOX_BYTES + 4L * ordinate;
        guard.beforeRead(offset, Float.BYTES);
        return boxes.get(FLOAT, offset);
    }

    /**
     * Finds the rows whose boxes meet the outer window.
     *
     * @param inner a window within the outer one; rows whose boxes lie in it are reported by {@link RowVisitor#contained}. Null:
     *     every row is a candidate
     */
    public void search(Box outer, @Nullable Box inner, RowVisitor visitor) {
        if (levelStarts.length == 1) {
            return;
        }
        new Search(this, outer, inner, null, visitor).run();
    }

    /**
     * Finds the rows whose boxes meet a region of another shape.
     *
     * @param outer surely holds the region
     * @param judge asked of boxes that meet the outer window; rows whose boxes it calls contained are reported by
     *     {@link RowVisitor#contained}, open ones are candidates
     */
    public void searchRegion(Box outer, BoxJudge judge, RowVisitor visitor) {
        if (levelStarts.length == 1) {
            return;
        }
        new Search(this, outer, null, judge, visitor).run();
    }

    /** One walk down the tree. Contained ranges that follow each other are joined before they are reported. */
    private static final class Search {
        private final MemorySegment boxes;
        private final long[] levelStarts;
        private final ReadGuard guard;
        private final float outerMinX;
        private final float outerMinY;
        private final float outerMaxX;
        private final float outerMaxY;
        private final float innerMinX;
        private final float innerMinY;
        private final float innerMaxX;
        private final float innerMaxY;
        private final @Nullable BoxJudge judge;
        private final RowVisitor visitor;
        private long runFirst;
        private long runEnd;
        private boolean sated;

        Search(PackedHilbertTree tree, Box outer, @Nullable Box inner, @Nullable BoxJudge judge, RowVisitor visitor) {
            this.boxes = tree.boxes;
            this.levelStarts = tree.levelStarts;
            this.guard = tree.guard;
            this.judge = judge;
            this.visitor = visitor;
            this.outerMinX = OutwardFloat.atLeast(outer.minX());
            this.outerMinY = OutwardFloat.atLeast(outer.minY());
            this.outerMaxX = OutwardFloat.atMost(outer.maxX());
            this.outerMaxY = OutwardFloat.atMost(outer.maxY());
            // NaN compares false, so that nothing lies within a window that is not there.
            this.innerMinX = inner == null ? Float.NaN : OutwardFloat.atLeast(inner.minX());
            this.innerMinY = inner == null ? Float.NaN : OutwardFloat.atLeast(inner.minY());
            this.innerMaxX = inner == null ? Float.NaN : OutwardFloat.atMost(inner.maxX());
            this.innerMaxY = inner == null ? Float.NaN : OutwardFloat.atMost(inner.maxY());
        }

        void run() {
            children(levelStarts.length - 2, 0, 1);
            endRun();
        }

        /** Looks at the boxes first … end - 1 of a level. */
        void children(int level, long first, long end) {
            long offset = (levelStarts[level] + first) * BOX_BYTES;
            guard.beforeRead(offset, (end - first) * BOX_BYTES);
            for (long i = first; i < end && !sated; i++, offset += BOX_BYTES) {
                float minX = boxes.get(FLOAT, offset);
                float maxX = boxes.get(FLOAT, offset + 8);
                if (!(minX <= outerMaxX && maxX >= outerMinX)) {
                    continue;
                }
                float minY = boxes.get(FLOAT, offset + 4);
                float maxY = boxes.get(FLOAT, offset + 12);
                if (!(minY <= outerMaxY && maxY >= outerMinY)) {
                    continue;
                }
                if (minX >= innerMinX && maxX <= innerMaxX && minY >= innerMinY && maxY <= innerMaxY) {
                    contained(level, i);
                } else if (judge == null) {
                    open(level, i);
                } else {
                    switch (judge.judge(minX, minY, maxX, maxY)) {
                        case DISJOINT -> {}
                        case CONTAINED -> contained(level, i);
                        case OPEN -> open(level, i);
                    }
                }
            }
        }

        private void open(int level, long box) {
            if (level == 0) {
                endRun();
                visitor.candidate(box);
                sated = visitor.isSated();
            } else {
                children(level - 1, box * FAN_OUT, Math.min((box + 1) * FAN_OUT, count(level - 1)));
            }
        }

        private void contained(int level, long box) {
            int shift = 4 * level;
            long first = box << shift;
            long end = Math.min((box + 1) << shift, count(0));
            if (first != runEnd) {
                endRun();
                runFirst = first;
            }
            runEnd = end;
        }

        void endRun() {
            if (runEnd > runFirst) {
                visitor.contained(runFirst, runEnd);
                sated = visitor.isSated();
            }
            runFirst = runEnd;
        }

        private long count(int level) {
            return levelStarts[level + 1] - levelStarts[level];
        }
    }
}
