package org.glossa.geojson;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Positions as text that a generator takes piece by piece: its own calls for each bracket and number cost more than the decimals. Without
 * white space. Not thread-safe.
 */
final class PositionText {
    private static final int PIECE_BYTES = 2 << 10;

    /** A position of three doubles, with its brackets and commas. */
    private static final int MOST_POSITION_BYTES = 96;

    private final JsonGenerator out;
    private final Piece piece = new Piece();
    private final byte[] bytes = piece.bytes;
    private int length;

    PositionText(JsonGenerator out) {
        this.out = out;
    }

    void startPosition() {
        bytes[length++] = '[';
    }

    void endPosition() {
        bytes[length++] = ']';
    }

    /** Between ordinates of a position. */
    void comma() {
        bytes[length++] = ',';
    }

    /** Between positions, which is where a full piece is handed over. */
    void nextPosition() throws IOException {
        comma();
        if (length > PIECE_BYTES - MOST_POSITION_BYTES) {
            end();
        }
    }

    /** @param value finite */
    void add(float value) {
        length = FloatText.write(value, bytes, length);
    }

    /** @param value finite */
    void add(double value) {
        length = FloatText.writeText(Double.toString(value), bytes, length);
    }

    /** Hands over what is left, in an array that the generator began and that has nothing else. */
    void end() throws IOException {
        out.writeRaw(piece.of(length));
        length = 0;
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
