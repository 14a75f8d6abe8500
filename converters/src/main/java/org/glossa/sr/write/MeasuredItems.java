package org.glossa.sr.write;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.Measurement;
import org.glossa.annotation.Precision;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Tag;
import org.glossa.sr.SrConcepts;
import org.jspecify.annotations.Nullable;

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
     * @param shifted how many values come in place of another of the same code and unit, which is not there or omitted
     * @param areExact whether the items say the values bit for bit
     */
    record Measured(
            List<DataSet> items,
            List<Integer> columns,
            List<Double> values,
            long omitted,
            long shifted,
            boolean areExact) {}

    Measured of(AnnotationGroup group, long annotation, Content content) {
        List<DataSet> made = new ArrayList<>();
        List<Integer> columns = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        Set<Said> said = said(content);
        boolean exact = true;
        long omitted = 0;
        long shifted = 0;
        Set<List<CodedConcept>> lacking = new HashSet<>();
        for (int i = 0; i < group.measurements().size(); i++) {
            Measurement measurement = group.measurements().get(i);
            List<CodedConcept> codes = List.of(measurement.concept(), measurement.unit());
            if (!measurement.values().isPresent(annotation)) {
                lacking.add(codes);
                continue;
            }
            double value = measurement.values().number(annotation);
            columns.add(i);
            values.add(value);
            if (said.contains(Said.of(measurement.concept(), measurement.unit(), value))
                    || said.contains(Said.of(measurement.concept(), null, value))) {
                exact = false;
                continue;
            }
            if (!Double.isFinite(value) && !places.areOfReport()) {
                exact = false;
                omitted++;
                lacking.add(codes);
                continue;
            }
            shifted += lacking.contains(codes) ? 1 : 0;
            exact &= Double.doubleToRawLongBits(value) == Double.doubleToLongBits(value);
            made.add(item(measurement, value));
        }
        return new Measured(made, columns, values, omitted, shifted, exact);
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

    /** A value that an item of the source, which is written as it is, says. @param unit null when it says none */
    private record Said(
            String concept, String scheme, @Nullable String unit, long bits) {
        static Said of(CodedConcept concept, @Nullable CodedConcept unit, double value) {
            // +0 of either zero; NaN is one value
            return new Said(
                    concept.value(),
                    concept.scheme(),
                    unit == null ? null : unit.value(),
                    Double.doubleToLongBits(value + 0.0));
        }
    }

    private static Set<Said> said(Content content) {
        Set<Said> said = new HashSet<>();
        for (Content.Entry entry : content.entries()) {
            if (entry.item().string(Tag.ValueType).orElse("").equals("NUM")) {
                add(entry.item(), said);
            }
        }
        return said;
    }

    private static void add(DataSet item, Set<Said> said) {
        CodedConcept concept = Content.name(item);
        DataSet measured = item.firstItem(Tag.MeasuredValueSequence).orElse(null);
        if (measured == null) {
            CodedConcept qualifier = Content.concept(item, Tag.NumericValueQualifierCodeSequence);
            for (double value : new double[] {Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY}) {
                if (SrConcepts.is(qualifier, qualifier(value))) {
                    said.add(Said.of(concept, null, value));
                }
            }
            return;
        }
        boolean hasUnit = !measured.items(Tag.MeasurementUnitsCodeSequence).isEmpty();
        CodedConcept unit = hasUnit ? Content.concept(measured, Tag.MeasurementUnitsCodeSequence) : SrConcepts.NO_UNITS;
        boolean wide = measured.decimals(Tag.FloatingPointValue).length > 0;
        double value = measured.decimal(wide ? Tag.FloatingPointValue : Tag.NumericValue)
                .orElse(Double.NaN);
        said.add(Said.of(concept, unit, value));
    }
}
