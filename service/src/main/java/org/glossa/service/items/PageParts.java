package org.glossa.service.items;

import java.io.IOException;
import java.util.List;
import org.glossa.open.OpenSet;
import org.jspecify.annotations.Nullable;

/** Goes through the sets of a page in turn and holds one at a time, so that a page may have more sets than may be open. */
public final class PageParts implements AutoCloseable {
    private final List<PagePart> parts;
    private int entered;
    private @Nullable OpenSet open;

    public PageParts(List<PagePart> parts) {
        this.parts = List.copyOf(parts);
    }

    /** Of a set that is open already; takes the hold on it over. */
    public static PageParts of(OpenSet open, PagePart part) {
        PageParts one = new PageParts(List.of(part));
        one.open = open;
        return one;
    }

    /** SOP Instance UIDs in turn. */
    List<String> setUids() {
        return parts.stream().map(PagePart::sopInstanceUid).toList();
    }

    /** Lets go of the set before, to which nothing was written meanwhile, and opens the next one; null after the last. */
    @Nullable
    PagePart next() throws IOException {
        if (entered == parts.size()) {
            return null;
        }
        PagePart part = parts.get(entered++);
        OpenSet before = open;
        if (entered > 1 || before == null) {
            if (before != null) {
                before.requireUnwritten();
            }
            close();
            open = null;
            open = part.opening().open();
        }
        return part;
    }

    /** Place of the part in turn. */
    int place() {
        return entered - 1;
    }

    /** The set in turn; null before the first one. */
    @Nullable
    OpenSet open() {
        return open;
    }

    @Override
    public void close() {
        if (open != null) {
            open.close();
        }
    }
}
