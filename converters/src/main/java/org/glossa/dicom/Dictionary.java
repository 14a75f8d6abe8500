package org.glossa.dicom;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of PS3.6 by tag and by keyword. The table stays the bytes of its resource, searched in place, so that the first
 * look-up costs one read of 350 KB and no objects; the first look-up by keyword adds a map.
 */
public final class Dictionary {
    private static final int TAG_DIGITS = 8;

    private Dictionary() {}

    /**
     * What PS3.6 says of an attribute.
     *
     * @param tag of repeating groups the tag that was asked for
     * @param keyword empty for a few retired attributes
     * @param vr the first of {@code alternatives}
     * @param vm value multiplicity as the standard prints it, such as {@code 1-n}
     * @param name the attribute's name in English
     * @param alternatives more than one where the VR depends on the pixel description, such as US or SS
     */
    public record Entry(
            int tag, String keyword, Vr vr, String vm, String name, boolean retired, List<Vr> alternatives) {}

    /**
     * The entry of a tag, or null when the table has none. Group lengths, private creators and the repeating groups 50xx and 60xx
     * have one; other private elements never.
     */
    public static @Nullable Entry lookup(int tag) {
        if (Tag.isPrivate(tag)) {
            return Tag.isPrivateCreator(tag)
                    ? new Entry(tag, "", Vr.LO, "1", "Private Creator", false, List.of(Vr.LO))
                    : null;
        }
        byte[] table = Table.BYTES;
        int line = Table.find(tag);
        if (line >= 0) {
            return entry(tag, table, line);
        }
        if (Tag.element(tag) == 0) {
            return new Entry(tag, "", Vr.UL, "1", "Group Length", true, List.of(Vr.UL));
        }
        for (int mask : Table.MASKS) {
            if (matches(table, mask, tag)) {
                return entry(tag, table, mask);
            }
        }
        return null;
    }

    /** The first VR of a tag's entry, or null; makes no garbage for the tags of a regular line. */
    static @Nullable Vr vr(int tag) {
        int line = Tag.isPrivate(tag) ? -1 : Table.find(tag);
        if (line >= 0) {
            return Vr.of(Table.BYTES[line + TAG_DIGITS + 1], Table.BYTES[line + TAG_DIGITS + 2]);
        }
        @Nullable Entry entry = lookup(tag);
        return entry == null ? null : entry.vr();
    }

    /**
     * The tag of a keyword; of a repeating group the one with zeros for the mask.
     *
     * @throws IllegalArgumentException when no attribute has the keyword; letters' case counts
     */
    public static int tag(String keyword) {
        Integer tag = Keywords.TAGS.get(keyword);
        if (tag == null) {
            throw new IllegalArgumentException(
                    "No DICOM attribute has the keyword " + keyword + "; use a keyword of PS3.6 or eight digits");
        }
        return tag;
    }

    private static boolean matches(byte[] table, int line, int tag) {
        for (int i = 0; i < TAG_DIGITS; i++) {
            byte digit = table[line + i];
            if (digit != 'x' && Character.digit(digit, 16) != (tag >>> (28 - 4 * i) & 0xF)) {
                return false;
            }
        }
        return true;
    }

    private static Entry entry(int tag, byte[] table, int line) {
        int end = line;
        while (table[end] != '\n') {
            end++;
        }
        String[] fields = new String(table, line, end - line, StandardCharsets.US_ASCII).split("\t", -1);
        List<Vr> alternatives = new ArrayList<>(2);
        for (String vr : fields[1].split("\\|")) {
            alternatives.add(Vr.valueOf(vr));
        }
        return new Entry(
                tag,
                fields[3],
                alternatives.getFirst(),
                fields[2],
                fields[4],
                fields[5].equals("R"),
                List.copyOf(alternatives));
    }

    /** Lines sorted by tag, those with a mask last. */
    private static final class Table {
        static final byte[] BYTES = read();
        static final int FIRST = lineAfter(0);
        static final int[] MASKS = masks();

        private static byte[] read() {
            try (InputStream in = Dictionary.class.getResourceAsStream("dictionary.tsv")) {
                if (in == null) {
                    throw new IllegalStateException("dictionary.tsv is missing from the jar");
                }
                return in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static int lineAfter(int position) {
            int next = position;
            while (BYTES[next] != '\n') {
                next++;
            }
            return next + 1;
        }

        private static int[] masks() {
            int[] lines = new int[256];
            int count = 0;
            int line = BYTES.length;
            while (line > FIRST) {
                int start = lineStart(line - 1);
                if (!hasMask(start)) {
                    break;
                }
                lines[count++] = start;
                line = start;
            }
            return Arrays.copyOf(lines, count);
        }

        private static boolean hasMask(int line) {
            for (int i = 0; i < TAG_DIGITS; i++) {
                if (BYTES[line + i] == 'x') {
                    return true;
                }
            }
            return false;
        }

        /** The start of the line that holds a position; a line holds its own end. */
        private static int lineStart(int position) {
            int start = position;
            while (start > FIRST && BYTES[start - 1] != '\n') {
                start--;
            }
            return start;
        }

        private static int tagAt(int line) {
            int tag = 0;
            for (int i = 0; i < TAG_DIGITS; i++) {
                tag = tag << 4 | Character.digit(BYTES[line + i], 16);
            }
            return tag;
        }

        /** Start of the line of a tag, −1 when there is none. */
        static int find(int tag) {
            int low = FIRST;
            int high = MASKS[MASKS.length - 1];
            while (low < high) {
                int line = lineStart((low + high) >>> 1);
                int order = Integer.compareUnsigned(tagAt(line), tag);
                if (order == 0) {
                    return line;
                }
                if (order < 0) {
                    low = lineAfter(line);
                } else {
                    high = line;
                }
            }
            return -1;
        }
    }

    private static final class Keywords {
        static final Map<String, Integer> TAGS = read();

        private static Map<String, Integer> read() {
            Map<String, Integer> tags = new HashMap<>(8192);
            String text =
                    new String(Table.BYTES, Table.FIRST, Table.BYTES.length - Table.FIRST, StandardCharsets.US_ASCII);
            for (String line : (Iterable<String>) text.lines()::iterator) {
                String[] fields = line.split("\t", -1);
                if (!fields[3].isEmpty()) {
                    tags.put(fields[3], Integer.parseUnsignedInt(fields[0].replace('x', '0'), 16));
                }
            }
            return tags;
        }
    }
}
