package org.glossa.sr.read;

import java.io.IOException;
import org.glossa.sr.ContentItem;
import org.glossa.sr.SrConcepts;
import org.glossa.sr.ValueType;

/** Finds the Measurement Groups of a report, in the order of the tree, wherever containers hold them. */
final class GroupWalk {
    /** Takes the groups in turn. */
    @FunctionalInterface
    interface Visitor {
        void group(ContentItem group, GroupSurroundings surroundings) throws IOException;
    }

    private final SrFaults faults;
    private final Visitor visitor;

    private GroupWalk(SrFaults faults, Visitor visitor) {
        this.faults = faults;
        this.visitor = visitor;
    }

    static void over(ContentItem root, SrFaults faults, Visitor visitor) throws IOException {
        new GroupWalk(faults, visitor).container(root, GroupSurroundings.NONE);
    }

    static boolean isGroup(ContentItem item) {
        return item.is(ValueType.CONTAINER) && item.isNamed(SrConcepts.MEASUREMENT_GROUP);
    }

    private void container(ContentItem container, GroupSurroundings above) throws IOException {
        GroupSurroundings here = above.within(container, faults);
        for (ContentItem child : container.children()) {
            if (faults.valueType(child) == ValueType.CONTAINER) {
                if (child.isNamed(SrConcepts.MEASUREMENT_GROUP)) {
                    visitor.group(child, here);
                } else {
                    container(child, here);
                }
            }
        }
    }
}
