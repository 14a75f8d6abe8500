package org.glossa.spatial;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.glossa.column.GrowingColumn;
import org.glossa.column.ScratchColumns;

/**
 * Makes the boxes of a {@link PackedHilbertTree} in the order in which they are stored: items as they are added, then the levels
 * above. Those wait in scratch columns, because each is stored after the one below: some KiB of heap, and about a byte for each item in
 * temporary files when they are many. Not thread-safe.
 */
public final class PackedHilbertTreeBuilder {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** Takes the boxes in storage order. */
    @FunctionalInterface
    public interface BoxSink {
        void box(float minX, float minY, float maxX, float maxY) throws IOException;
    }

    private final long itemCount;
    private final BoxSink sink;
    private final List<Level> levels = new ArrayList<>();
    private long added;

    /** A level above the items: the boxes that are complete, and the one that grows. */
    private static final class Level {
        final GrowingColumn boxes;
        int children;
        float minX;
        float minY;
        float maxX;
        float maxY;

        Level(GrowingColumn boxes) {
            this.boxes = boxes;
        }
    }

    /**
     * @param itemCount how many items will be added
     * @param scratch where upper levels wait; open until the tree is finished
     */
    public PackedHilbertTreeBuilder(long itemCount, ScratchColumns scratch, BoxSink sink) {
        this.itemCount = itemCount;
        this.sink = sink;
        int count = PackedHilbertTree.levelStarts(itemCount).length - 1;
        for (int level = 1; level < count; level++) {
            levels.add(new Level(scratch.grow()));
        }
    }

    /** Adds the box of the next row, rounded outward and without NaN. */
    public void add(float minX, float minY, float maxX, float maxY) throws IOException {
        if (added == itemCount) {
            throw new IllegalStateException("The tree is for " + itemCount + " items; one more was added");
        }
        sink.box(minX, minY, maxX, maxY);
        added++;
        if (!levels.isEmpty()) {
            extend(0, minX, minY, maxX, maxY);
        }
    }

    /** Writes the levels above the items; call once, after the last item. */
    public void finish() throws IOException {
        if (added != itemCount) {
            throw new IllegalStateException("The tree is for " + itemCount + " items, got " + added);
        }
        for (int i = 0; i < levels.size(); i++) {
            if (levels.get(i).children > 0) {
                complete(i);
            }
            MemorySegment boxes = levels.get(i).boxes.finish();
            for (long at = 0; at < boxes.byteSize(); at += PackedHilbertTree.BOX_BYTES) {
                sink.box(
                        boxes.get(FLOAT, at),
                        boxes.get(FLOAT, at + 4),
                        boxes.get(FLOAT, at + 8),
                        boxes.get(FLOAT, at + 12));
            }
        }
    }

    private void extend(int index, float minX, float minY, float maxX, float maxY) throws IOException {
        Level level = levels.get(index);
        if (level.children == 0) {
            level.minX = minX;
            level.minY = minY;
            level.maxX = maxX;
            level.maxY = maxY;
        } else {
            level.minX = Math.min(level.minX, minX);
            level.minY = Math.min(level.minY, minY);
            level.maxX = Math.max(level.maxX, maxX);
            level.maxY = Math.max(level.maxY, maxY);
        }
        level.children++;
        if (level.children == PackedHilbertTree.FAN_OUT) {
            complete(index);
        }
    }

    /** The box that grows takes no more children. */
    private void complete(int index) throws IOException {
        Level level = levels.get(index);
        level.children = 0;
        level.boxes.addFloat(level.minX);
        level.boxes.addFloat(level.minY);
        level.boxes.addFloat(level.maxX);
        level.boxes.addFloat(level.maxY);
        if (index + 1 < levels.size()) {
            extend(index + 1, level.minX, level.minY, level.maxX, level.maxY);
        }
    }
}
