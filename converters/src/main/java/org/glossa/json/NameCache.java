package org.glossa.json;

import java.util.Arrays;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The names of members as strings; the same few come in every object of a large file, mostly one after the same other. */
final class NameCache {
    private static final int SLOTS = 256;
    private static final int LONGEST = 128;

    private static final int MOST_SHARED = 4_096;

    private final @Nullable Name[] names = new Name[SLOTS];

    /** The same string for equal names in all caches that share this. */
    final ConcurrentMap<String, String> shared;

    private @Nullable Name last;

    NameCache(ConcurrentMap<String, String> shared) {
        this.shared = shared;
    }

    /** A name that came before. */
    static final class Name {
        final byte[] bytes;
        final String text;

        /** What came after it the last time. */
        private @Nullable Name next;

        Name(byte[] bytes, String text) {
            this.bytes = bytes;
            this.text = text;
        }
    }

    /** Makes a text of bytes. */
    @FunctionalInterface
    interface Decoder {
        String decode(byte[] bytes, int start, int end);
    }

    /** Passes the name that is likely to come and its quote, when it does come; null and nothing passed when it does not. */
    @Nullable
    Name pass(JsonBytes in) {
        Name before = last;
        Name likely = before == null ? null : before.next;
        if (likely == null) {
            return null;
        }
        int end = in.position + likely.bytes.length;
        if (end >= in.limit
                || in.bytes[end] != '"'
                || !Arrays.equals(in.bytes, in.position, end, likely.bytes, 0, likely.bytes.length)) {
            return null;
        }
        in.position = end + 1;
        last = likely;
        return likely;
    }

    private String shared(String text) {
        String known = shared.size() < MOST_SHARED ? shared.putIfAbsent(text, text) : shared.get(text);
        return known == null ? text : known;
    }

    /** @param bytes without backslashes */
    String get(byte[] bytes, int start, int end, Decoder decoder) {
        if (end - start > LONGEST) {
            last = null;
            return decoder.decode(bytes, start, end);
        }
        int hash = end - start;
        for (int i = start; i < end; i++) {
            hash = hash * 31 + bytes[i];
        }
        int slot = (hash ^ hash >>> 8 ^ hash >>> 16) & (SLOTS - 1);
        Name name = names[slot];
        if (name == null || !Arrays.equals(name.bytes, 0, name.bytes.length, bytes, start, end)) {
            name = new Name(Arrays.copyOfRange(bytes, start, end), shared(decoder.decode(bytes, start, end)));
            names[slot] = name;
        }
        Name before = last;
        if (before != null) {
            before.next = name;
        }
        last = name;
        return name.text;
    }
}
