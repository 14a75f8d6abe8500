package org.glossa.service.dicomweb;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The parts of a multipart body (RFC 2046 section 5.1), one after another in constant memory, whatever their length. A preamble and an
 * epilogue are skipped, and lines may end in LF alone. Not thread-safe.
 *
 * <p>{@link #nextPart()}, then {@link #headers()} and {@link #body()}; what of a body was not read is skipped by the next call.
 */
public final class MultipartReader {
    private static final int BUFFER_BYTES = 1 << 16;
    /** RFC 2046 section 5.1.1. */
    private static final int MAXIMUM_BOUNDARY = 70;
    /** White space between a delimiter and its line break. */
    private static final int MAXIMUM_PADDING = 128;

    private final InputStream in;
    private final byte[] delimiter; // LF, two hyphens, boundary; a CR before it belongs to it
    private final int[] skip = new int[256];
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private long bufferOffset; // of buffer[0] in the body
    private int position;
    private int limit;
    private int readable; // bytes from position on that are surely content
    private boolean partEnded;
    private boolean closed;
    private final int maximumHeaderBytes;
    private final int maximumHeaderFields;
    private Map<String, String> headers = Map.of();

    /**
     * Reads from the beginning of a body.
     *
     * @param maximumHeaderBytes longest headers of a part
     * @param maximumHeaderFields most header fields of a part
     */
    public MultipartReader(InputStream in, String boundary, int maximumHeaderBytes, int maximumHeaderFields) {
        if (boundary.isEmpty() || boundary.length() > MAXIMUM_BOUNDARY) {
            throw new IllegalArgumentException(
                    "a multipart boundary has 1 to " + MAXIMUM_BOUNDARY + " characters, got " + boundary.length());
        }
        this.in = in;
        this.maximumHeaderBytes = maximumHeaderBytes;
        this.maximumHeaderFields = maximumHeaderFields;
        this.delimiter = ("\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        // Boyer-Moore-Horspool: how far to move when the last byte looked at is this one
        Arrays.fill(skip, delimiter.length);
        for (int i = 0; i < delimiter.length - 1; i++) {
            skip[delimiter[i] & 0xFF] = delimiter.length - 1 - i;
        }
        // the first delimiter needs no line break before it: pretend one
        buffer[0] = '\r';
        buffer[1] = '\n';
        limit = 2;
        bufferOffset = -2;
    }

    /**
     * Goes to the next part.
     *
     * @return false after the closing delimiter
     * @throws MalformedMultipartException when the body ends before it, or the headers of a part are no headers
     */
    public boolean nextPart() throws IOException {
        if (closed) {
            return false;
        }
        while (!partEnded) {
            int content = advance(); // may move the buffer, and position with it
            position += content;
        }
        position += delimiterBytes();
        fill(2);
        if (limit - position >= 2 && buffer[position] == '-' && buffer[position + 1] == '-') {
            closed = true;
            skipEpilogue();
            return false;
        }
        readLine(bufferOffset + position); // transport padding
        headers = readHeaders();
        partEnded = false;
        return true;
    }

    /** Header fields of the current part, names in lower case. */
    public Map<String, String> headers() {
        return headers;
    }

    /** Content of the current part. */
    public InputStream body() {
        return new Body();
    }

    private final class Body extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, target.length);
            if (length == 0) {
                return 0;
            }
            if (partEnded || advance() == 0) {
                return -1;
            }
            int count = Math.min(length, readable);
            System.arraycopy(buffer, position, target, offset, count);
            position += count;
            return count;
        }
    }

    /** Finds content from {@code position} on: how many bytes, or 0 when the part ends here. */
    private int advance() throws IOException {
        while (true) {
            int found = find();
            if (found >= 0) {
                int contentEnd = found > position && buffer[found - 1] == '\r' ? found - 1 : found;
                if (contentEnd == position && isDelimiterLine()) {
                    partEnded = true;
                    return 0;
                }
                // a boundary that is only the beginning of a longer word is content
                readable = contentEnd > position ? contentEnd - position : found - position + 1;
                return readable;
            }
            // the last bytes may begin a delimiter, with a CR before it
            int safe = limit - position - delimiter.length;
            if (safe > 0) {
                readable = safe;
                return safe;
            }
            int missing = limit - position + 1;
            fill(missing);
            if (limit - position < missing) {
                throw ended();
            }
        }
    }

    /** Where the next delimiter's LF is in the buffer, or −1. */
    private int find() {
        int last = delimiter.length - 1;
        int end = position + last;
        while (end < limit) {
            int i = last;
            while (i >= 0 && buffer[end - last + i] == delimiter[i]) {
                i--;
            }
            if (i < 0) {
                return end - last;
            }
            end += skip[buffer[end] & 0xFF];
        }
        return -1;
    }

    /** Whether the delimiter at {@code position} stands alone on its line, or closes the body. */
    private boolean isDelimiterLine() throws IOException {
        int length = delimiterBytes();
        fill(length + MAXIMUM_PADDING);
        int at = position + length;
        if (at + 1 < limit && buffer[at] == '-' && buffer[at + 1] == '-') {
            return true;
        }
        while (at < limit && (buffer[at] == ' ' || buffer[at] == '\t')) {
            at++;
        }
        return at < limit && (buffer[at] == '\n' || buffer[at] == '\r');
    }

    private int delimiterBytes() {
        return delimiter.length + (buffer[position] == '\r' ? 1 : 0);
    }

    private Map<String, String> readHeaders() throws IOException {
        Map<String, String> fields = new TreeMap<>();
        long start = bufferOffset + position;
        String last = "";
        int count = 0;
        for (String line = readLine(start); !line.isEmpty(); line = readLine(start)) {
            boolean folded = line.charAt(0) == ' ' || line.charAt(0) == '\t';
            int colon = line.indexOf(':');
            if (folded && !last.isEmpty()) {
                fields.merge(last, line.strip(), (value, more) -> value + " " + more);
            } else if (colon > 0) {
                last = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
                fields.put(last, line.substring(colon + 1).strip());
                if (++count > maximumHeaderFields) {
                    throw new MalformedMultipartException(
                            start,
                            "got a part with more than " + maximumHeaderFields
                                    + " header fields (glossa.limits.part-header-fields); send Content-Type alone");
                }
            } else {
                throw new MalformedMultipartException(
                        start, "got a line in the headers of a part that is no header; end them by an empty line");
            }
        }
        stepBackToEmptyPart();
        return fields;
    }

    /** The line break that ends the headers may be the one that the next delimiter begins with: a part without content. */
    private void stepBackToEmptyPart() throws IOException {
        fill(delimiter.length + MAXIMUM_PADDING);
        if (limit - position < delimiter.length - 1
                || !Arrays.equals(buffer, position, position + delimiter.length - 1, delimiter, 1, delimiter.length)) {
            return;
        }
        int lineBreak = buffer[position - 2] == '\r' ? 2 : 1;
        position -= lineBreak;
        if (!isDelimiterLine()) {
            position += lineBreak;
        }
    }

    /** A line without its break. */
    private String readLine(long headersStart) throws IOException {
        int length = 0;
        while (true) {
            fill(length + 1);
            if (limit - position <= length) {
                throw ended();
            }
            if (bufferOffset + position + length - headersStart >= maximumHeaderBytes) {
                throw new MalformedMultipartException(
                        headersStart,
                        "got headers of a part above " + maximumHeaderBytes
                                + " bytes (glossa.limits.part-header-bytes); send Content-Type alone");
            }
            if (buffer[position + length] == '\n') {
                break;
            }
            length++;
        }
        boolean carriageReturn = length > 0 && buffer[position + length - 1] == '\r';
        String line = new String(buffer, position, carriageReturn ? length - 1 : length, StandardCharsets.ISO_8859_1);
        position += length + 1;
        return line;
    }

    /** Reads until {@code count} bytes are there from {@code position} on, or the source ends. Keeps the two bytes before. */
    private void fill(int count) throws IOException {
        if (limit - position >= count) {
            return;
        }
        if (position + count > buffer.length) {
            int kept = Math.min(position, 2);
            int start = position - kept;
            System.arraycopy(buffer, start, buffer, 0, limit - start);
            bufferOffset += start;
            position -= start;
            limit -= start;
        }
        while (limit - position < count) {
            int read = in.read(buffer, limit, buffer.length - limit);
            if (read < 0) {
                return;
            }
            limit += read;
        }
    }

    private MalformedMultipartException ended() {
        return new MalformedMultipartException(
                bufferOffset + limit,
                "got the end of the request before the closing delimiter; send the body whole, with --boundary-- at its end");
    }

    private void skipEpilogue() throws IOException {
        while (in.read(buffer, 0, buffer.length) >= 0) {
            // nothing in it is meant for us
        }
    }
}
