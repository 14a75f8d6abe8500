package org.glossa.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.glossa.finding.MalformedInputException;
import org.jspecify.annotations.Nullable;

/** A window on a stream of bytes that keeps the token at hand whole. Fields are open to the scanners of this package, which are its point. */
final class JsonBytes {
    /** {@link #scanString} met a backslash. */
    static final int HAS_ESCAPES = 1;

    /** {@link #scanString} met a byte beyond ASCII. */
    static final int BEYOND_ASCII = 2;

    /** {@link #scanString} ended with the stream, without a quote. */
    static final int ENDED = 4;

    /** {@link #scanString} ended after a control character. */
    static final int CONTROL = 8;

    /** {@link #scanWord} found the word. */
    static final int MATCHES = -2;

    /** The longest text or number that is read. */
    static final int MOST_TOKEN_BYTES = 1 << 28;

    private static final int FIRST_CAPACITY = 1 << 16;
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long LINE_FEEDS = 0x0A0A0A0A0A0A0A0AL;
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final int RECORD_SEPARATOR = 0x1E;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    byte[] bytes;
    int position;
    int limit;

    /** First byte of the token at hand, kept in the window until the next one begins. */
    int mark = -1;

    private final InputStream stream;
    private long base;
    private boolean ended;
    private @Nullable OutputStream copy;
    private int copied;

    /** Line feeds before {@link #counted}. */
    private long lineFeeds;

    /** In the window. */
    private int counted;

    JsonBytes(InputStream stream) {
        this.stream = stream;
        this.bytes = new byte[FIRST_CAPACITY];
    }

    /** Nothing, until {@link #window} gives something. */
    JsonBytes() {
        this.stream = InputStream.nullInputStream();
        this.bytes = new byte[0];
        this.ended = true;
    }

    /** These bytes and no others from here on; they are not written to. */
    void window(byte[] whole, int count) {
        bytes = whole;
        position = 0;
        limit = count;
        mark = -1;
        counted = 0;
    }

    /** Passes so many bytes; false when the stream has less. No token is at hand. */
    boolean pass(long count) throws IOException {
        mark = -1;
        long left = count;
        while (left > limit - position) {
            left -= limit - position;
            position = limit;
            if (!fill()) {
                return false;
            }
        }
        position += (int) left;
        return true;
    }

    /** Offset of the next byte in the stream. */
    long offset() {
        return base + position;
    }

    /** Offset in the stream of a byte in the window. */
    long offsetOf(int index) {
        return base + index;
    }

    boolean hasEnded() {
        return ended;
    }

    /** Passes white space; gives the byte after it, which is passed and marked too, or −1 at the end. */
    int nonSpace(boolean atRoot) throws IOException {
        mark = -1;
        if (offset() == 0) {
            passByteOrderMark();
        }
        while (true) {
            while (position < limit) {
                int character = bytes[position++] & 0xFF;
                boolean space = character == ' '
                        || character == '\n'
                        || character == '\r'
                        || character == '\t'
                        || (character == RECORD_SEPARATOR && atRoot);
                if (!space) {
                    mark = position - 1;
                    return character;
                }
            }
            if (!fill()) {
                return -1;
            }
        }
    }

    private void passByteOrderMark() throws IOException {
        mark = 0;
        while (limit < BYTE_ORDER_MARK.length && fill()) {
            position = 0;
        }
        if (limit >= 3 && Arrays.equals(bytes, 0, 3, BYTE_ORDER_MARK, 0, 3)) {
            position = BYTE_ORDER_MARK.length;
        }
        mark = -1;
    }

    /** Scans to the quote that ends a text and past it; the flags say what was met. */
    int scanString() throws IOException {
        int flags = 0;
        while (true) {
            byte[] window = bytes;
            int end = limit;
            int at = position;
            while (at < end) {
                byte character = window[at++];
                if (character == '"') {
                    position = at;
                    return flags;
                }
                if (character == '\\') {
                    flags |= HAS_ESCAPES;
                    position = at;
                    if (at == end && !fill()) {
                        return flags | ENDED;
                    }
                    window = bytes;
                    end = limit;
                    at = position + 1; // what is escaped may be a quote
                } else if (character < 0) {
                    flags |= BEYOND_ASCII;
                } else if (character < 0x20) {
                    position = at;
                    return flags | CONTROL;
                }
            }
            position = at;
            if (!fill()) {
                return flags | ENDED;
            }
        }
    }

    /**
     * Passes the bytes of a word.
     *
     * @return {@link #MATCHES}, else the first byte that differs, passed too, or −1 at the end
     */
    int scanWord(byte[] word) throws IOException {
        for (byte letter : word) {
            if (position == limit && !fill()) {
                return -1;
            }
            byte character = bytes[position++];
            if (character != letter) {
                return character & 0xFF;
            }
        }
        return MATCHES;
    }

    /** Line feeds before a byte of the window that is not before the one that was asked for last. */
    long lineFeedsBefore(int index) {
        long found = 0;
        int at = counted;
        for (; at <= index - Long.BYTES; at += Long.BYTES) { // this passes over every byte of every text
            long different = (long) EIGHT.get(bytes, at) ^ LINE_FEEDS;
            if ((different - ONES & ~different & HIGH_BITS) != 0) { // else none is 0
                long lowBits = (different & ~HIGH_BITS) + ~HIGH_BITS;
                found += Long.bitCount(~(lowBits | different) & HIGH_BITS);
            }
        }
        for (; at < index; at++) {
            found += bytes[at] == '\n' ? 1 : 0;
        }
        counted = Math.max(counted, index);
        lineFeeds += found;
        return lineFeeds;
    }

    /** Gets more bytes behind those of the window; from the mark on they stay. False at the end of the stream. */
    boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        int keep = mark >= 0 ? mark : position;
        if (copy != null) {
            copy.write(bytes, copied, limit - copied);
            copied = limit;
        }
        makeRoom(keep);
        int count = stream.read(bytes, limit, bytes.length - limit);
        if (count < 0) {
            ended = true;
            return false;
        }
        limit += count;
        return true;
    }

    /** Gets more bytes until there are so many before {@link #limit}; false when the stream has less. No token is at hand. */
    boolean fillWhole(int count) throws IOException {
        mark = -1;
        while (limit - position < count) {
            if (!fill()) {
                return false;
            }
        }
        return true;
    }

    private void makeRoom(int keep) throws MalformedInputException {
        if (keep > 0) {
            lineFeedsBefore(keep);
            counted -= keep;
            System.arraycopy(bytes, keep, bytes, 0, limit - keep);
            base += keep;
            limit -= keep;
            position -= keep;
            copied -= keep;
            mark = mark >= 0 ? 0 : mark;
        }
        if (limit < bytes.length) {
            return;
        }
        if (bytes.length == MOST_TOKEN_BYTES) {
            throw JsonPath.malformed(
                    base,
                    "",
                    "JSON_TOKEN_TOO_LONG",
                    "a text or number of more than " + MOST_TOKEN_BYTES + " bytes",
                    "at most " + MOST_TOKEN_BYTES + " bytes",
                    "look for a quote that is missing");
        }
        bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }

    /** From the mark on, what is passed is written to the stream too, until {@link #endCopy}. */
    void beginCopy(OutputStream out) {
        copy = out;
        copied = mark;
    }

    void endCopy() throws IOException {
        OutputStream out = copy;
        if (out != null) {
            out.write(bytes, copied, position - copied);
        }
        copy = null;
    }
}
