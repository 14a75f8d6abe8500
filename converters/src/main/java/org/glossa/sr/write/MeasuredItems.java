package org.glossa.sr.write;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.Measurement;
import org.glossa.annotation.Precision;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Element;
import org.glossa.dicom.Tag;
import org.glossa.sr.SrConcepts;

/** Measured values to items NUM (PS3.3 C.18.1). Not thread-safe. */
final class MeasuredItems {
    private final ItemMaker items;
    private final SourcePlaces places;
    private final Map<CodedConcept, DataSet> units = new HashMap<>();

    MeasuredItems(ItemMaker items, SourcePlaces places) {
        this.items = items;
        this.places = places;
    }

    /**
     * The values of one annotation.
     *
     * @param columns which measurement of the group each item is of, from zero
     * @param omitted how many values are no finite numbers and have no item, for highdicom does not open a report with one; an item with a
     *     qualifier that the source report has is written again
     * @param areExact whether the items say the values bit for bit
     */
    record Measured(List<DataSet> items, List<Integer> columns, List<Double> values, long omitted, boolean areExact) {}

    Measured of(AnnotationGroup group, long annotation, Content content) {
        List<DataSet> made = new ArrayList<>();
        List<Integer> columns = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        boolean exact = true;
        long omitted = 0;
        for (int i = 0; i < group.measurements().size(); i++) {
            Measurement measurement = group.measurements().get(i);
            if (!measurement.values().isPresent(annotation)) {
                continue;
            }
            double value = measurement.values().number(annotation);
            columns.add(i);
            values.add(value);
            if (saysIt(content, measurement, value)) {
                exact = false;
                continue;
            }
            if (!Double.isFinite(value) && !places.areOfReport()) {
                exact = false;
                omitted++;
                continue;
            }
            exact &= Double.doubleToRawLongBits(value) == Double.doubleToLongBits(value);
            made.add(item(measurement, value));
        }
        return new Measured(made, columns, values, omitted, exact);
    }

    private DataSet item(Measurement measurement, double value) {
        DataSet.Builder item = items.item(ItemMaker.CONTAINS, "NUM", measurement.concept());
        if (!Double.isFinite(value)) {
            return item.empty(Tag.MeasuredValueSequence)
                    .sequence(Tag.NumericValueQualifierCodeSequence, items.code(qualifier(value)))
                    .build();
        }
        DataSet.Builder measured = DataSet.builder();
        unit(measurement.unit()).forEach(measured::verbatim);
        double decimal = measurement.values().precision() == Precision.FLOAT32
                ? new BigDecimal(Float.toString((float) value)).doubleValue()
                : value;
        measured.doubles(Tag.NumericValue, decimal);
        if (!isSame(text(decimal), value)) {
            measured.doubles(Tag.FloatingPointValue, value);
        }
        return item.sequence(Tag.MeasuredValueSequence, measured.build()).build();
    }

    private static double text(double value) {
        return DataSet.builder()
                .doubles(Tag.NumericValue, value)
                .build()
                .decimal(Tag.NumericValue)
                .orElse(Double.NaN);
    }

    private static boolean isSame(double one, double other) {
        return Double.doubleToRawLongBits(one) == Double.doubleToRawLongBits(other);
    }

    private static CodedConcept qualifier(double value) {
        if (Double.isNaN(value)) {
            return SrConcepts.NOT_A_NUMBER;
        }
        return value < 0 ? SrConcepts.NEGATIVE_INFINITY : SrConcepts.POSITIVE_INFINITY;
    }

    private DataSet unit(CodedConcept unit) {
        return units.computeIfAbsent(
                unit,
                one -> DataSet.builder()
                        .sequence(Tag.MeasurementUnitsCodeSequence, items.code(one))
                        .build());
    }

    /** Whether an item of the source that is written as it is stands for the value. */
    private static boolean saysIt(Content content, Measurement measurement, double value) {
        return content.entries().stream()
                .map(Content.Entry::item)
                .filter(item -> item.string(Tag.ValueType).orElse("").equals("NUM"))
                .filter(item -> isAlike(Content.name(item), measurement.concept()))
                .anyMatch(item -> hasValue(item, measurement.unit(), value));
    }

    private static boolean hasValue(DataSet item, CodedConcept unit, double value) {
        DataSet measured = item.firstItem(Tag.MeasuredValueSequence).orElse(null);
        if (measured == null) {
            return item.firstItem(Tag.NumericValueQualifierCodeSequence)
                    .flatMap(code -> code.string(Tag.CodeValue))
                    .filter(code -> !Double.isFinite(value)
                            && code.equals(qualifier(value).value()))
                    .isPresent();
        }
        Element wide = measured.get(Tag.FloatingPointValue);
        double said = (wide == null ? measured.decimal(Tag.NumericValue) : measured.decimal(Tag.FloatingPointValue))
                .orElse(Double.NaN);
        boolean sameUnit = measured.firstItem(Tag.MeasurementUnitsCodeSequence)
                .flatMap(code -> code.string(Tag.CodeValue))
                .filter(unit.value()::equals)
                .isPresent();
        return sameUnit && said == value;
    }

    private static boolean isAlike(CodedConcept one, CodedConcept other) {
        return one.value().equals(other.value()) && one.scheme().equals(other.scheme());
    }
}
