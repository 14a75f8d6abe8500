package org.glossa.geojson.read;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.glossa.json.JsonReader;

/** Bytes of JSON values as they were written. */
final class RawBytes extends ByteArrayOutputStream {
    private static final int MOST_KEPT = 1 << 16;

    /** Room of a large value is given back. */
    void clear() {
        if (buf.length > MOST_KEPT) {
            buf = new byte[MOST_KEPT];
        }
        reset();
    }

    boolean sameAs(RawBytes other) {
        return Arrays.equals(buf, 0, count, other.buf, 0, other.count);
    }

    void copyOf(RawBytes other) {
        clear();
        write(other.buf, 0, other.count);
    }

    /** Passes over the value at hand when it has these bytes, which are of an object that was read before. */
    boolean skipIfSame(JsonReader in) throws IOException {
        return in.skipIfSame(buf, count);
    }

    void append(String ascii) {
        byte[] bytes = ascii.getBytes(StandardCharsets.UTF_8);
        write(bytes, 0, bytes.length);
    }

    void append(RawBytes other, int from, int to) {
        write(other.buf, from, to - from);
    }

    String text() {
        return new String(buf, 0, count, StandardCharsets.UTF_8);
    }

    String text(int from, int to) {
        return new String(buf, from, to - from, StandardCharsets.UTF_8);
    }

    InputStream stream() {
        return new ByteArrayInputStream(buf, 0, count);
    }
}
