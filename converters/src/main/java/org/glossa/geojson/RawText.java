package org.glossa.geojson;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.NumberOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON as text that a generator takes piece by piece: its own calls for each name, bracket and number cost more than the decimals.
 * Without white space. The generator does not see what is in it, so that whoever adds to it sets the commas. Not thread-safe.
 */
final class RawText {
    private static final int PIECE_BYTES = 2 << 10;

    /** A number with what {@link FloatText} may write behind it. */
    private static final int MOST_NUMBER_BYTES = 32;

    /** A comma and a position of three floats. */
    private static final int MOST_POSITION_BYTES = 4 * FloatText.MOST_BYTES;

    private final JsonGenerator out;
    private final Piece piece = new Piece();
    private final byte[] bytes = piece.bytes;
    private int length;

    RawText(JsonGenerator out) {
        this.out = out;
    }

    void add(char ascii) throws IOException {
        makeRoom(1);
        bytes[length++] = (byte) ascii;
    }

    /** @param ascii shorter than a piece */
    void add(byte[] ascii) throws IOException {
        makeRoom(ascii.length);
        System.arraycopy(ascii, 0, bytes, length, ascii.length);
        length += ascii.length;
    }

    /** Adds JSON of any characters and any length. */
    void add(SerializableString json) throws IOException {
        end();
        out.writeRaw(json);
    }

    /** Adds JSON of any characters and any length. */
    void add(String json) throws IOException {
        end();
        out.writeRaw(json);
    }

    void add(long value) throws IOException {
        makeRoom(MOST_NUMBER_BYTES);
        length = NumberOutput.outputLong(value, bytes, length);
    }

    /** The shortest decimal that restores the float; {@code "NaN"}, {@code "Infinity"} and {@code "-Infinity"} as strings. */
    void add(float value) throws IOException {
        makeRoom(MOST_NUMBER_BYTES);
        if (Float.isFinite(value)) {
            length = FloatText.write(value, bytes, length);
        } else {
            length = FloatText.writeText('"' + Float.toString(value) + '"', bytes, length);
        }
    }

    /** The shortest decimal that restores the double; {@code "NaN"}, {@code "Infinity"} and {@code "-Infinity"} as strings. */
    void add(double value) throws IOException {
        makeRoom(MOST_NUMBER_BYTES);
        String text = Double.toString(value);
        length = FloatText.writeText(Double.isFinite(value) ? text : '"' + text + '"', bytes, length);
    }

    /**
     * Adds positions, each with a comma before it.
     *
     * @param ordinates finite, those of one position after those of another
     * @param perPosition 2 or 3
     */
    void addPositions(float[] ordinates, int positions, int perPosition) throws IOException {
        int from = 0;
        for (int position = 0; position < positions; position++) {
            makeRoom(MOST_POSITION_BYTES);
            int at = length;
            bytes[at++] = ',';
            bytes[at++] = '[';
            at = FloatText.write(ordinates[from], bytes, at);
            for (int ordinate = 1; ordinate < perPosition; ordinate++) {
                bytes[at++] = ',';
                at = FloatText.write(ordinates[from + ordinate], bytes, at);
            }
            bytes[at++] = ']';
            length = at;
            from += perPosition;
        }
    }

    private void makeRoom(int count) throws IOException {
        if (length > PIECE_BYTES - count) {
            end();
        }
    }

    /** Hands over what is left, which has to be done before the generator is used by others. */
    void end() throws IOException {
        if (length > 0) {
            out.writeRaw(piece.of(length));
            length = 0;
        }
    }

    /** ASCII that needs no escapes, as generators copy it. */
    private static final class Piece implements SerializableString {
        private static final int NO_ROOM = -1;

        private final byte[] bytes = new byte[PIECE_BYTES];
        private int length;

        Piece of(int count) {
            length = count;
            return this;
        }

        @Override
        public String getValue() {
            return new String(bytes, 0, length, StandardCharsets.US_ASCII);
        }

        @Override
        public int charLength() {
            return length;
        }

        @Override
        public char[] asQuotedChars() {
            return getValue().toCharArray();
        }

        @Override
        public byte[] asUnquotedUTF8() {
            return Arrays.copyOf(bytes, length);
        }

        @Override
        public byte[] asQuotedUTF8() {
            return asUnquotedUTF8();
        }

        @Override
        public int appendUnquotedUTF8(byte[] buffer, int offset) {
            if (length > buffer.length - offset) {
                return NO_ROOM;
            }
            System.arraycopy(bytes, 0, buffer, offset, length);
            return length;
        }

        @Override
        public int appendQuotedUTF8(byte[] buffer, int offset) {
            return appendUnquotedUTF8(buffer, offset);
        }

        @Override
        public int appendUnquoted(char[] buffer, int offset) {
            if (length > buffer.length - offset) {
                return NO_ROOM;
            }
            for (int i = 0; i < length; i++) {
                buffer[offset + i] = (char) bytes[i];
            }
            return length;
        }

        @Override
        public int appendQuoted(char[] buffer, int offset) {
            return appendUnquoted(buffer, offset);
        }

        @Override
        public int writeUnquotedUTF8(OutputStream target) throws IOException {
            target.write(bytes, 0, length);
            return length;
        }

        @Override
        public int writeQuotedUTF8(OutputStream target) throws IOException {
            return writeUnquotedUTF8(target);
        }

        @Override
        public int putUnquotedUTF8(ByteBuffer buffer) {
            if (length > buffer.remaining()) {
                return NO_ROOM;
            }
            buffer.put(bytes, 0, length);
            return length;
        }

        @Override
        public int putQuotedUTF8(ByteBuffer buffer) {
            return putUnquotedUTF8(buffer);
        }
    }
}
