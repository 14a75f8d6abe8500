package org.glossa.dicom;

import java.util.ArrayList;
import java.util.List;

/** Where a {@link StructureWalk} stands: runs of elements (of the data set or an item) and of items (of a sequence), in turn. */
final class WalkStack {
    private final List<Frame> frames = new ArrayList<>();
    private int depth;
    private boolean startsWithItems;
    private final String before;

    /** @param before the path as long as nothing was met */
    WalkStack(String before) {
        this.before = before;
    }

    /** One run. */
    static final class Frame {
        /** Where the run ends, or must have ended when its length is undefined. */
        long limit;

        boolean undefined;
        Encoding encoding = Encoding.EXPLICIT_VR;
        /** Runs of elements: the element at hand. Runs of items: the sequence. */
        int tag;
        /** Runs of items: one-based number of the item at hand, 0 before the first. */
        long item;
        /** Runs of elements: how many were met. */
        int elements;
        /** The most elements that one way down from the element or item at hand, or from one before it, had. */
        int below;
        /** Runs of items: UN taken for a sequence; when that fails it is UN after all. */
        boolean tentative;
    }

    Frame beginWithElements(long limit, Encoding encoding) {
        depth = 0;
        startsWithItems = false;
        return push(limit, encoding, 0);
    }

    Frame beginWithItems(long limit, Encoding encoding) {
        depth = 0;
        startsWithItems = true;
        return push(limit, encoding, 0);
    }

    Frame push(long limit, Encoding encoding, int tag) {
        if (depth == frames.size()) {
            frames.add(new Frame());
        }
        Frame frame = frames.get(depth++);
        frame.limit = limit;
        frame.undefined = false;
        frame.encoding = encoding;
        frame.tag = tag;
        frame.item = 0;
        frame.elements = 0;
        frame.below = 0;
        frame.tentative = false;
        return frame;
    }

    Frame top() {
        return frames.get(depth - 1);
    }

    void pop() {
        Frame done = top();
        depth--;
        if (depth > 0) {
            top().below = Math.max(top().below, done.elements + done.below);
        }
    }

    int depth() {
        return depth;
    }

    boolean isEmpty() {
        return depth == 0;
    }

    /** Whether the run on top is one of items. */
    boolean isInItems() {
        return isItems(depth - 1);
    }

    private boolean isItems(int frame) {
        return (frame & 1) == (startsWithItems ? 0 : 1);
    }

    /** Up to the element at hand, or to the item before its first element. */
    String path() {
        if (depth == 0) {
            return "";
        }
        List<TagPath.Item> steps = new ArrayList<>();
        for (int i = 0; i < depth; i++) {
            if (isItems(i) && frames.get(i).item > 0) {
                steps.add(new TagPath.Item(frames.get(i).tag, frames.get(i).item));
            }
        }
        Frame last = top();
        if (isInItems() ? last.item == 0 : last.elements > 0) {
            return new TagPath(steps, last.tag).toString();
        }
        if (steps.isEmpty()) {
            return before;
        }
        TagPath.Item item = steps.removeLast();
        return new TagPath(steps, item.sequence()) + "[" + item.number() + "]";
    }
}
