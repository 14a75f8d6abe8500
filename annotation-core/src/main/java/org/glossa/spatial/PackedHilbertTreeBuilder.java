package org.glossa.spatial;

import java.io.IOException;
import java.util.Arrays;

/**
 * Makes the boxes of a {@link PackedHilbertTree} in the order in which they are stored: items as they are added, then the levels
 * above. Holds one byte per item on the heap. Not thread-safe.
 */
public final class PackedHilbertTreeBuilder {
    /** Takes the boxes in storage order. */
    @FunctionalInterface
    public interface BoxSink {
        void box(float minX, float minY, float maxX, float maxY) throws IOException;
    }

    private final long itemCount;
    private final BoxSink sink;
    private long added;
    private float[] parents;
    private int parentOrdinates;

    /** @param itemCount how many items will be added */
    public PackedHilbertTreeBuilder(long itemCount, BoxSink sink) {
        this.itemCount = itemCount;
        this.sink = sink;
        this.parents = new float
                [Math.toIntExact(4 * ((itemCount + PackedHilbertTree.FAN_OUT - 1) / PackedHilbertTree.FAN_OUT))];
    }

    /** Adds the box of the next row, rounded outward and without NaN. */
    public void add(float minX, float minY, float maxX, float maxY) throws IOException {
        if (added == itemCount) {
            throw new IllegalStateException("The tree is for " + itemCount + " items; one more was added");
        }
        sink.box(minX, minY, maxX, maxY);
        extend(added, minX, minY, maxX, maxY);
        added++;
    }

    /** Writes the levels above the items; call once, after the last item. */
    public void finish() throws IOException {
        if (added != itemCount) {
            throw new IllegalStateException("The tree is for " + itemCount + " items, got " + added);
        }
        long below = itemCount;
        while (below > 1) {
            float[] level = Arrays.copyOf(parents, parentOrdinates);
            parentOrdinates = 0;
            below = level.length / 4;
            for (int i = 0; i < below; i++) {
                float minX = level[4 * i];
                float minY = level[4 * i + 1];
                float maxX = level[4 * i + 2];
                float maxY = level[4 * i + 3];
                sink.box(minX, minY, maxX, maxY);
                extend(i, minX, minY, maxX, maxY);
            }
        }
    }

    private void extend(long child, float minX, float minY, float maxX, float maxY) {
        int parent = (int) (child / PackedHilbertTree.FAN_OUT) * 4;
        if (child % PackedHilbertTree.FAN_OUT == 0) {
            parents[parent] = minX;
            parents[parent + 1] = minY;
            parents[parent + 2] = maxX;
            parents[parent + 3] = maxY;
            parentOrdinates = parent + 4;
            return;
        }
        parents[parent] = Math.min(parents[parent], minX);
        parents[parent + 1] = Math.min(parents[parent + 1], minY);
        parents[parent + 2] = Math.max(parents[parent + 2], maxX);
        parents[parent + 3] = Math.max(parents[parent + 3], maxY);
    }
}
