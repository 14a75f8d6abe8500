package org.glossa.geojson.staged;

import java.io.IOException;
import java.util.Arrays;
import org.glossa.json.JsonReader;
import org.glossa.json.JsonToken;
import org.jspecify.annotations.Nullable;

/** Measurements of one feature until its group is known; an object of numbers, or a list of {@code {name, value}}. Not thread-safe. */
public final class StagedMeasurements {
    private final Findings findings;
    private String[] names = new String[32];
    private double[] values = new double[32];
    private int count;

    /** Entries that are no numbers, as an object. */
    private final Members leftMembers = new Members();

    /** Elements of a list that are no numbers with a name. */
    private final RawBytes leftElements = new RawBytes();

    private final RawBytes element = new RawBytes();

    public StagedMeasurements(Findings findings) {
        this.findings = findings;
    }

    public void clear() {
        count = 0;
        leftMembers.clear();
        leftElements.clear();
    }

    public int count() {
        return count;
    }

    /** May come again; the last of equal names counts. */
    public String name(int index) {
        return names[index];
    }

    public double value(int index) {
        return values[index];
    }

    /** What is left as the value of a member {@code measurements}, null when nothing is. */
    @Nullable
    public RawBytes left() {
        if (leftMembers.isEmpty() && leftElements.size() == 0) {
            return null;
        }
        RawBytes left = new RawBytes();
        if (!leftMembers.isEmpty()) {
            left.write('{');
            leftMembers.appendTo(left);
            left.write('}');
            return left;
        }
        left.write('[');
        left.append(leftElements, 0, leftElements.size());
        left.write(']');
        return left;
    }

    /** Reads the value at hand, in place of what is here; false and untouched when it is neither an object nor an array. */
    public boolean read(JsonReader in) throws IOException {
        clear();
        if (in.token() == JsonToken.START_OBJECT) {
            while (in.next() != JsonToken.END_OBJECT) {
                String name = in.text();
                in.next();
                if (isNumber(in)) {
                    add(name, number(in));
                } else {
                    leftMembers.take(name, in);
                }
            }
            return true;
        }
        if (in.token() == JsonToken.START_ARRAY) {
            while (in.next() != JsonToken.END_ARRAY) {
                element(in);
            }
            return true;
        }
        return false;
    }

    private void element(JsonReader in) throws IOException {
        element.clear();
        if (in.token() != JsonToken.START_OBJECT) {
            in.copyValue(element);
            leave();
            return;
        }
        String name = null;
        boolean valued = false;
        double value = 0;
        boolean plain = true;
        element.write('{');
        while (in.next() != JsonToken.END_OBJECT) {
            String member = in.text();
            if (element.size() > 1) {
                element.write(',');
            }
            Members.appendName(element, member);
            in.next();
            if (member.equals("name") && in.token() == JsonToken.STRING) {
                name = in.text();
                in.copyValue(element);
            } else if (member.equals("value") && isNumber(in)) {
                value = number(in);
                valued = true;
                in.copyValue(element);
            } else {
                plain = false;
                in.copyValue(element);
            }
        }
        element.write('}');
        if (name == null || !valued) {
            leave();
            return;
        }
        if (!plain) {
            findings.warn(
                    in,
                    "MEASUREMENT_MEMBER_IGNORED",
                    "a measurement with more members than name and value",
                    "name and value",
                    "say the unit in the name; other members are left out");
        }
        add(name, value);
    }

    private void leave() {
        if (leftElements.size() > 0) {
            leftElements.write(',');
        }
        leftElements.append(element, 0, element.size());
    }

    private void add(String name, double value) {
        if (count == names.length) {
            names = Arrays.copyOf(names, count * 2);
            values = Arrays.copyOf(values, count * 2);
        }
        names[count] = name;
        values[count++] = value;
    }

    private static boolean isNumber(JsonReader in) {
        return in.token() == JsonToken.NUMBER || in.token() == JsonToken.STRING && word(in.text()) != null;
    }

    private static double number(JsonReader in) {
        Double word = in.token() == JsonToken.NUMBER ? null : word(in.text());
        return word == null ? in.doubleValue() : word;
    }

    /** A value as QuPath and Python write what JSON has no numbers for; null when it is another text. */
    public static @Nullable Double word(String text) {
        return switch (text) {
            case "NaN", "nan" -> Double.NaN;
            case "Infinity", "inf" -> Double.POSITIVE_INFINITY;
            case "-Infinity", "-inf" -> Double.NEGATIVE_INFINITY;
            default -> null;
        };
    }
}
