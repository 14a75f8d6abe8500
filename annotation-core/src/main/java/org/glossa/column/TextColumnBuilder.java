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

    private final GrowingColumn rows;
    private final GrowingColumn ends;
    private final GrowingColumn bytes;
    private final Map<String, Integer> shared = new HashMap<>();
    private long textCount;
    private boolean any;

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
        Integer known = text.length() <= LONGEST_SHARED ? shared.get(text) : null;
        if (known != null) {
            rows.addInt(known);
            return;
        }
        bytes.addBytes(text.getBytes(StandardCharsets.UTF_8));
        ends.addLong(bytes.byteSize());
        int number = Math.toIntExact(textCount++);
        rows.addInt(number);
        if (shared.size() < MOST_SHARED && text.length() <= LONGEST_SHARED) {
            shared.put(text, number);
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
