package org.glossa.column;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A text or none for each row, in UTF-8; rows of the same text may share it. Rows are counted from zero. Thread-safe; lives as long as its
 * segments.
 */
public final class TextColumn {
    /** Entry of a row without text. */
    static final int ABSENT = -1;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment rows;
    private final MemorySegment ends;
    private final MemorySegment bytes;

    /**
     * @param rows for each row the number of its text as int32, from zero; −1 for none
     * @param ends for each text where it ends in {@code bytes}, as int64; it begins where the one before ends
     * @param bytes all texts in UTF-8
     */
    public TextColumn(MemorySegment rows, MemorySegment ends, MemorySegment bytes) {
        this.rows = rows;
        this.ends = ends;
        this.bytes = bytes;
    }

    public long rowCount() {
        return rows.byteSize() / Integer.BYTES;
    }

    /** How many texts there are, each counted once however many rows have it. */
    public long textCount() {
        return ends.byteSize() / Long.BYTES;
    }

    /** The number of a row's text, from zero; −1 for none. */
    public int text(long row) {
        return rows.get(INT, row * Integer.BYTES);
    }

    /** The text of a row, null when it has none. */
    public @Nullable String get(long row) {
        int text = text(row);
        return text == ABSENT ? null : new String(utf8(text).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }

    /** The bytes of a text, by its number. */
    public MemorySegment utf8(int text) {
        long start = text == 0 ? 0 : ends.get(LONG, (text - 1L) * Long.BYTES);
        return bytes.asSlice(start, ends.get(LONG, (long) text * Long.BYTES) - start);
    }
}
