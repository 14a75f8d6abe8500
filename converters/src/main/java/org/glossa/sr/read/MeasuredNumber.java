package org.glossa.sr.read;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.glossa.annotation.CodedConcept;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Tag;
import org.glossa.sr.ContentItem;
import org.glossa.sr.SrConcepts;
import org.jspecify.annotations.Nullable;

/**
 * What an item NUM says as a column of values does, PS3.3 C.18.1.
 *
 * @param unit null when the item has no value but a qualifier that is one
 * @param plain whether it says nothing more
 */
record MeasuredNumber(
        ContentItem item, CodedConcept concept, @Nullable CodedConcept unit, double value, boolean plain) {
    /** Numeric Value Qualifier Code Sequence. */
    static final int QUALIFIER = 0x0040A301;

    private static final Set<Integer> PLAIN_ITEM = Set.of(
            Tag.RelationshipType, Tag.ValueType, Tag.ConceptNameCodeSequence, Tag.MeasuredValueSequence, QUALIFIER);
    private static final Set<Integer> PLAIN_VALUE =
            Set.of(Tag.NumericValue, Tag.FloatingPointValue, Tag.MeasurementUnitsCodeSequence);

    private static final Map<CodedConcept, Double> QUALIFIERS = Map.of(
            SrConcepts.NOT_A_NUMBER, Double.NaN,
            SrConcepts.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY,
            SrConcepts.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

    private static final String CLAUSE = "PS3.3 C.18.1";

    /** What 16 characters of a number may leave out of it. */
    private static final double DIGITS = 1e-8;

    /** Null when the item has no value, neither as a number nor as a qualifier that is one. */
    static @Nullable MeasuredNumber of(ContentItem item, SrFaults faults) {
        CodedConcept concept = item.name();
        faults.checkScheme(item, Tag.ConceptNameCodeSequence, concept);
        DataSet measured = item.data().firstItem(Tag.MeasuredValueSequence).orElse(null);
        boolean plain = Plain.only(item.data(), PLAIN_ITEM)
                && item.data().items(Tag.MeasuredValueSequence).size() <= 1;
        if (measured == null) {
            return qualified(item, concept, plain);
        }
        OptionalDouble value = value(item, measured, faults);
        if (value.isEmpty()) {
            return null;
        }
        CodedConcept unit = SrConcepts.NO_UNITS;
        if (measured.items(Tag.MeasurementUnitsCodeSequence).isEmpty()) {
            plain = false;
            faults.fault(
                    "UNITS_MISSING",
                    item,
                    Tag.MeasuredValueSequence,
                    "a value without units",
                    "one item in Measurement Units Code Sequence (0040,08EA)",
                    "write the unit; it is read as having none",
                    CLAUSE);
        } else {
            unit = ContentItem.root(measured).concept(Tag.MeasurementUnitsCodeSequence);
        }
        plain = plain
                && Plain.only(measured, PLAIN_VALUE)
                && isSaidByDecimal(measured, value.getAsDouble())
                && Double.isFinite(value.getAsDouble())
                && !item.data().contains(QUALIFIER);
        return new MeasuredNumber(item, concept, unit, value.getAsDouble(), plain);
    }

    private static OptionalDouble value(ContentItem item, DataSet measured, SrFaults faults) {
        double[] exact = measured.decimals(Tag.FloatingPointValue);
        if (exact.length > 0) {
            return OptionalDouble.of(exact[0]);
        }
        OptionalDouble decimal = measured.decimal(Tag.NumericValue);
        if (decimal.isEmpty()) {
            faults.fault(
                    "NUMERIC_VALUE_INVALID",
                    item,
                    Tag.MeasuredValueSequence,
                    "\"" + measured.string(Tag.NumericValue).orElse("") + "\"",
                    "a decimal string",
                    "write a number, or an empty Measured Value Sequence and a qualifier; the item is kept as it is",
                    CLAUSE);
        }
        return decimal;
    }

    /** Whether Numeric Value is one number, the same but for the digits that DS, or a float, has no room for. */
    private static boolean isSaidByDecimal(DataSet measured, double value) {
        double[] decimals = measured.decimals(Tag.NumericValue);
        if (decimals.length != 1) {
            return false;
        }
        float single = (float) value;
        return Math.abs(decimals[0] - value) <= Math.abs(value) * DIGITS
                || single != 0 && Float.isFinite(single) && (float) decimals[0] == single;
    }

    private static @Nullable MeasuredNumber qualified(ContentItem item, CodedConcept concept, boolean plain) {
        CodedConcept qualifier = item.concept(QUALIFIER);
        return QUALIFIERS.entrySet().stream()
                .filter(known -> SrConcepts.is(qualifier, known.getKey()))
                .findFirst()
                .map(known -> new MeasuredNumber(
                        item, concept, null, known.getValue(), plain && qualifier.equals(known.getKey())))
                .orElse(null);
    }

    /** What is measured; items of one subject are values of the same. */
    Subject subject() {
        return new Subject(concept, unit);
    }

    /** @param unit null when it is not known */
    record Subject(CodedConcept concept, @Nullable CodedConcept unit) {}
}
