package org.glossa.geojson.staged;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.glossa.json.JsonReader;
import org.jspecify.annotations.Nullable;

/** Members of an object as they were written, the last of equal names in the place of the first. Not thread-safe. */
public final class Members {
    private static final int FEW = 16;

    private final RawBytes values = new RawBytes();
    private String[] names = new String[FEW];
    private int[] starts = new int[FEW];
    private int[] ends = new int[FEW];
    private int count;

    /** Of names, once there are many. */
    private @Nullable Map<String, Integer> places;

    public void clear() {
        values.clear();
        count = 0;
        places = null;
    }

    public boolean isEmpty() {
        return count == 0;
    }

    /** Takes the value that follows the name at hand. */
    public void take(String name, JsonReader in) throws IOException {
        int start = values.size();
        in.copyValue(values);
        put(name, start);
    }

    public void put(String name, RawBytes raw) {
        int start = values.size();
        values.append(raw, 0, raw.size());
        put(name, start);
    }

    public void put(String name, String json) {
        int start = values.size();
        values.append(json);
        put(name, start);
    }

    public void remove(String name) {
        int place = find(name);
        if (place >= 0) {
            System.arraycopy(names, place + 1, names, place, count - place - 1);
            System.arraycopy(starts, place + 1, starts, place, count - place - 1);
            System.arraycopy(ends, place + 1, ends, place, count - place - 1);
            count--;
            places = null;
        }
    }

    /** The value of a member, null when there is none. */
    @Nullable
    public String get(String name) {
        int place = find(name);
        return place < 0 ? null : values.text(starts[place], ends[place]);
    }

    /** A member with its value as written. */
    public record Member(String name, String json) {}

    public List<Member> all() {
        List<Member> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(new Member(names[i], values.text(starts[i], ends[i])));
        }
        return all;
    }

    /** The first few names in words. */
    public String names() {
        if (count == 0) {
            return "no members";
        }
        String few = String.join(", ", Arrays.asList(names).subList(0, Math.min(count, 3)));
        return "the members " + Findings.shown(few) + (count > 3 ? " …" : "");
    }

    private void put(String name, int start) {
        int place = find(name);
        if (place < 0) {
            if (count == names.length) {
                names = Arrays.copyOf(names, count * 2);
                starts = Arrays.copyOf(starts, count * 2);
                ends = Arrays.copyOf(ends, count * 2);
            }
            place = count++;
            names[place] = name;
            if (places != null) {
                places.put(name, place);
            }
        }
        starts[place] = start;
        ends[place] = values.size();
    }

    private int find(String name) {
        if (count > FEW) {
            Map<String, Integer> known = places;
            if (known == null) {
                known = new HashMap<>();
                for (int i = 0; i < count; i++) {
                    known.put(names[i], i);
                }
                places = known;
            }
            return known.getOrDefault(name, -1);
        }
        for (int i = 0; i < count; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** Appends the members with commas between them. */
    public void appendTo(RawBytes target) {
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                target.write(',');
            }
            appendName(target, names[i]);
            target.append(values, starts[i], ends[i]);
        }
    }

    public static void appendName(RawBytes target, String name) {
        target.write('"');
        int start = target.size();
        if (!target.appendPlain(name)) {
            target.cut(start);
            byte[] quoted = JsonStringEncoder.getInstance().quoteAsUTF8(name);
            target.write(quoted, 0, quoted.length);
        }
        target.write('"');
        target.write(':');
    }
}
