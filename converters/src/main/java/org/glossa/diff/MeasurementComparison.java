package org.glossa.diff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.glossa.annotation.Measurement;
import org.glossa.annotation.MeasurementValues;
import org.glossa.diff.Difference.Example;
import org.glossa.ledger.Attribute;

/** What was measured of two rows. */
final class MeasurementComparison {
    private final SetView first;
    private final SetView second;
    private final GroupPairs pairs;
    private final DifferenceLog log;
    private final Map<Long, List<Columns>> columns = new HashMap<>();
    private final Set<String> named = new HashSet<>();

    MeasurementComparison(SetView first, SetView second, GroupPairs pairs, DifferenceLog log) {
        this.first = first;
        this.second = second;
        this.pairs = pairs;
        this.log = log;
    }

    /**
     * Measurements of two groups that are the same.
     *
     * @param ofFirst its place in the group of the first side, −1 for none
     * @param ofSecond likewise
     */
    private record Columns(int ofFirst, int ofSecond) {}

    void compare(long row, long other) {
        int group = first.groupOf(row);
        int otherGroup = second.groupOf(other);
        List<Measurement> measurements = first.group(group).measurements();
        List<Measurement> others = second.group(otherGroup).measurements();
        if (measurements.isEmpty() && others.isEmpty()) {
            return;
        }
        long annotation = row - first.firstRow(group);
        long otherAnnotation = other - second.firstRow(otherGroup);
        for (Columns pair : columns.computeIfAbsent((long) group << 32 | otherGroup, key -> pair(group, otherGroup))) {
            MeasurementValues values =
                    pair.ofFirst < 0 ? null : measurements.get(pair.ofFirst).values();
            MeasurementValues otherValues =
                    pair.ofSecond < 0 ? null : others.get(pair.ofSecond).values();
            boolean present = values != null && values.isPresent(annotation);
            boolean otherPresent = otherValues != null && otherValues.isPresent(otherAnnotation);
            if (present != otherPresent
                    || values != null
                            && otherValues != null
                            && present
                            && !Numbers.isSame(
                                    values.number(annotation),
                                    values.precision(),
                                    otherValues.number(otherAnnotation),
                                    otherValues.precision())) {
                double number = values != null && present ? values.number(annotation) : Double.NaN;
                double otherNumber =
                        otherValues != null && otherPresent ? otherValues.number(otherAnnotation) : Double.NaN;
                Measurement measurement = pair.ofFirst < 0 ? others.get(pair.ofSecond) : measurements.get(pair.ofFirst);
                log.note(
                        Attribute.MEASUREMENT,
                        Math.abs(number - otherNumber),
                        () -> new Example(
                                first.place(row),
                                second.place(other),
                                present ? describe(measurement) + ' ' + number : "",
                                otherPresent ? describe(measurement) + ' ' + otherNumber : "",
                                first.featureOf(row)));
            }
        }
    }

    private List<Columns> pair(int group, int otherGroup) {
        List<Measurement> measurements = first.group(group).measurements();
        List<Measurement> others = second.group(otherGroup).measurements();
        List<Integer> left = new ArrayList<>();
        for (int i = 0; i < others.size(); i++) {
            left.add(i);
        }
        int[] found = new int[measurements.size()];
        for (Likeness likeness : Likeness.values()) {
            for (int i = 0; i < found.length; i++) {
                if (found[i] > 0) {
                    continue;
                }
                for (Integer candidate : left) {
                    if (likeness.holds(measurements.get(i), others.get(candidate))) {
                        found[i] = candidate + 1;
                        left.remove(candidate);
                        break;
                    }
                }
            }
        }
        List<Columns> all = new ArrayList<>();
        for (int i = 0; i < found.length; i++) {
            Measurement measurement = measurements.get(i);
            if (found[i] == 0 && left.size() == 1 && pairs.second(group) == otherGroup && unpaired(found) == 1) {
                found[i] = left.removeFirst() + 1;
            }
            all.add(new Columns(i, found[i] - 1));
            if (found[i] > 0) {
                compareNames(group, otherGroup, measurement, others.get(found[i] - 1));
            }
        }
        left.forEach(other -> all.add(new Columns(-1, other)));
        return all;
    }

    private static long unpaired(int[] found) {
        long count = 0;
        for (int column : found) {
            count += column == 0 ? 1 : 0;
        }
        return count;
    }

    /** Why two measurements are the same, the best reason first. */
    private enum Likeness {
        CODES_AND_NAME,
        CODES,
        CONCEPT,
        NAME,
        /** The name that GeoJSON has begins with the meaning of the code that DICOM has. */
        MEANING;

        boolean holds(Measurement first, Measurement second) {
            return switch (this) {
                case CODES_AND_NAME -> isCoded(first, second) && first.name().equals(second.name());
                case CODES -> isCoded(first, second);
                case CONCEPT -> Concepts.describe(first.concept()).equals(Concepts.describe(second.concept()));
                case MEANING -> isNamedAfter(first, second) || isNamedAfter(second, first);
                case NAME -> !first.name().isEmpty() && first.name().equals(second.name());
            };
        }

        private static boolean isNamedAfter(Measurement named, Measurement coded) {
            String meaning = coded.concept().meaning();
            return coded.name().isEmpty() && !meaning.isEmpty() && named.name().startsWith(meaning);
        }

        private static boolean isCoded(Measurement first, Measurement second) {
            return codes(first).equals(codes(second));
        }
    }

    private void compareNames(int group, int otherGroup, Measurement measurement, Measurement other) {
        String codes = codes(measurement);
        String others = codes(other);
        if (!codes.equals(others) && named.add(group + " " + codes + others)) {
            log.note(
                    Attribute.MEASUREMENT_NAME,
                    () -> new Example(
                            first.place(group), second.place(otherGroup), describe(measurement), describe(other)));
        }
    }

    private static String codes(Measurement measurement) {
        return Concepts.describe(measurement.concept()) + Concepts.describe(measurement.unit());
    }

    private static String describe(Measurement measurement) {
        String name = measurement.name().isEmpty() ? measurement.concept().meaning() : measurement.name();
        return name + ' ' + codes(measurement);
    }
}
