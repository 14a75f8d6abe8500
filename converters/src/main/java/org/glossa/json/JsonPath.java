package org.glossa.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.glossa.finding.Finding;
import org.glossa.finding.MalformedInputException;
import org.glossa.finding.Place;

/** The containers around the token at hand, and where in each it is. */
final class JsonPath {
    private static final int NO_NAME = -1;

    private boolean[] objects = new boolean[16];
    private long[] indexes = new long[16];

    /** Where the name of each level ends in {@link #names}; it begins where that of the level above ends. */
    private int[] nameEnds = new int[16];

    private byte[] names = new byte[256];
    private int depth;

    int depth() {
        return depth;
    }

    boolean inObject() {
        return depth > 0 && objects[depth - 1];
    }

    void push(boolean object) {
        if (depth == objects.length) {
            objects = Arrays.copyOf(objects, depth * 2);
            indexes = Arrays.copyOf(indexes, depth * 2);
            nameEnds = Arrays.copyOf(nameEnds, depth * 2);
        }
        objects[depth] = object;
        indexes[depth] = object ? NO_NAME : 0;
        nameEnds[depth] = nameStart(depth);
        depth++;
    }

    void clear() {
        depth = 0;
    }

    void pop() {
        depth--;
    }

    /** A comma was passed. */
    void nextElement() {
        if (!objects[depth - 1]) {
            indexes[depth - 1]++;
        }
    }

    /** So many commas were passed in an array. */
    void nextElements(long count) {
        indexes[depth - 1] += count;
    }

    boolean inArray() {
        return depth > 0 && !objects[depth - 1];
    }

    /** The raw bytes of the name of a member, without quotes. */
    void name(byte[] bytes, int start, int end) {
        int from = nameStart(depth - 1);
        int to = from + end - start;
        if (to > names.length) {
            names = Arrays.copyOf(names, Math.max(to, names.length * 2));
        }
        System.arraycopy(bytes, start, names, from, end - start);
        nameEnds[depth - 1] = to;
        indexes[depth - 1] = 0;
    }

    private int nameStart(int level) {
        return level == 0 ? 0 : nameEnds[level - 1];
    }

    /** RFC 6901, of the outermost so many levels. */
    String pointer(int levels) {
        StringBuilder pointer = new StringBuilder();
        for (int level = 0; level < levels; level++) {
            if (!objects[level]) {
                pointer.append('/').append(indexes[level]);
            } else if (indexes[level] != NO_NAME) {
                int start = nameStart(level);
                String name = JsonText.unescaped(names, start, nameEnds[level]);
                pointer.append('/').append(name.replace("~", "~0").replace("/", "~1"));
            }
        }
        return pointer.toString();
    }

    static MalformedInputException malformed(
            long offset, String pointer, String code, String got, String allowed, String remedy) {
        return new MalformedInputException(
                Finding.error(code, new Place.JsonValue(offset, pointer), got, allowed, remedy, "RFC 8259"));
    }

    @Override
    public String toString() {
        return pointer(depth) + " " + new String(names, 0, nameStart(depth), StandardCharsets.UTF_8);
    }
}
