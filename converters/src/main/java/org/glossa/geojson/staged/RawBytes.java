package org.glossa.geojson.staged;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.glossa.json.JsonReader;

/** Bytes of JSON values as they were written. Not thread-safe. */
public final class RawBytes extends OutputStream {
    private static final int FIRST = 64;
    private static final int MOST_KEPT = 1 << 16;

    private byte[] bytes = new byte[FIRST];
    private int count;

    /** Room of a large value is given back. */
    public void clear() {
        if (bytes.length > MOST_KEPT) {
            bytes = new byte[MOST_KEPT];
        }
        count = 0;
    }

    public int size() {
        return count;
    }

    @Override
    public void write(int one) {
        if (count == bytes.length) {
            makeRoom(1);
        }
        bytes[count++] = (byte) one;
    }

    @Override
    public void write(byte[] some, int from, int length) {
        if (length > bytes.length - count) {
            makeRoom(length);
        }
        System.arraycopy(some, from, bytes, count, length);
        count += length;
    }

    private void makeRoom(int more) {
        bytes = Arrays.copyOf(bytes, Math.max(Math.multiplyExact(bytes.length, 2), Math.addExact(count, more)));
    }

    public boolean sameAs(RawBytes other) {
        return Arrays.equals(bytes, 0, count, other.bytes, 0, other.count);
    }

    public void copyOf(RawBytes other) {
        clear();
        write(other.bytes, 0, other.count);
    }

    /** Passes over the value at hand when it has these bytes, which are of an object that was read before. */
    public boolean skipIfSame(JsonReader in) throws IOException {
        return in.skipIfSame(bytes, count);
    }

    public void append(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        write(utf8, 0, utf8.length);
    }

    /** Appends what stands for itself in JSON, up to the first character that may not. */
    public boolean appendPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character < ' ' || character > '~' || character == '"' || character == '\\') {
                return false;
            }
            write(character);
        }
        return true;
    }

    /** Takes away what was appended last. */
    public void cut(int size) {
        count = size;
    }

    public void append(RawBytes other, int from, int to) {
        write(other.bytes, from, to - from);
    }

    public String text() {
        return text(0, count);
    }

    public String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    public InputStream stream() {
        return new ByteArrayInputStream(bytes, 0, count);
    }
}
