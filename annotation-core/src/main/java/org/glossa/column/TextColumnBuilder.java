package org.glossa.column;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a {@link TextColumn} row by row. Short texts that come often are kept once. Not thread-safe. */
public final class TextColumnBuilder {
    // Beyond so many different texts most are said once, and looking for them would fill the heap.
    private static final int MOST_SHARED = 1 << 14;
    private static final int LONGEST_SHARED = 512;

    /** Looking for texts ends when so small a part of the rows shared one by the time that the most are kept. */
    private static final int LEAST_USE = 16;

    private final GrowingColumn rows;
    private final GrowingColumn ends;
    private final GrowingColumn bytes;
    private final Map<String, Integer> shared = new HashMap<>();
    private long textCount;
    private boolean any;
    private boolean looking = true;
    private long found;

    public TextColumnBuilder(ScratchColumns scratch) {
        this.rows = scratch.grow();
        this.ends = scratch.grow();
        this.bytes = scratch.grow();
    }

    /**
     * Appends a row.
     *
     * @param text null for none
     * @throws ArithmeticException beyond 2³¹ − 1 different texts
     */
    public void add(@Nullable String text) throws IOException {
        if (text == null) {
            rows.addInt(TextColumn.ABSENT);
            return;
        }
        any = true;
        boolean mayBeShared = looking && text.length() <= LONGEST_SHARED;
        Integer known = mayBeShared ? shared.get(text) : null;
        if (known != null) {
            found++;
            rows.addInt(known);
            return;
        }
        bytes.addBytes(text.getBytes(StandardCharsets.UTF_8));
        ends.addLong(bytes.byteSize());
        int number = Math.toIntExact(textCount++);
        rows.addInt(number);
        if (mayBeShared) {
            keep(text, number);
        }
    }

    private void keep(String text, int number) {
        if (shared.size() < MOST_SHARED) {
            shared.put(text, number);
        } else if (found < MOST_SHARED / LEAST_USE) { // of identifiers none comes again
            looking = false;
            shared.clear();
        }
    }

    /** Whether a row has a text. */
    public boolean hasText() {
        return any;
    }

    public TextColumn build() throws IOException {
        return new TextColumn(rows.finish(), ends.finish(), bytes.finish());
    }
}
