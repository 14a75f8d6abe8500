package org.glossa.json;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The names of members as strings; the same few come in every object of a large file. */
final class NameCache {
    private static final int SLOTS = 256;
    private static final int LONGEST = 128;

    private final byte[][] keys = new byte[SLOTS][0];
    private final @Nullable String[] values = new String[SLOTS];

    /** Makes a text of bytes. */
    @FunctionalInterface
    interface Decoder {
        String decode(byte[] bytes, int start, int end);
    }

    String get(byte[] bytes, int start, int end, Decoder decoder) {
        if (end - start > LONGEST) {
            return decoder.decode(bytes, start, end);
        }
        int hash = end - start;
        for (int i = start; i < end; i++) {
            hash = hash * 31 + bytes[i];
        }
        int slot = (hash ^ hash >>> 8 ^ hash >>> 16) & (SLOTS - 1);
        byte[] key = keys[slot];
        String value = values[slot];
        if (value != null && Arrays.equals(key, 0, key.length, bytes, start, end)) {
            return value;
        }
        String made = decoder.decode(bytes, start, end);
        keys[slot] = Arrays.copyOfRange(bytes, start, end);
        values[slot] = made;
        return made;
    }
}
