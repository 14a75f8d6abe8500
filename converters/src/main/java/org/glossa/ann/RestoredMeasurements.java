package org.glossa.ann;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.Measurement;
import org.glossa.annotation.MeasurementValues;
import org.glossa.annotation.Precision;
import org.glossa.code.CodeReader;
import org.glossa.dicom.Scope;
import org.glossa.dicom.Tag;
import org.glossa.finding.Finding;

/**
 * The measurements of a group from all its items and from what our private block keeps apart: measurements without any value, and values
 * that are no numbers.
 */
final class RestoredMeasurements {
    /** Beyond any number of a measurement: what the block does not number comes last, in the order of its items. */
    private static final long UNNUMBERED = 1L << 32;

    /** Beyond those: what has the number of another. */
    private static final long TAKEN = 2 * UNNUMBERED;

    private final List<Scope> items;
    private final List<AnnotationGroup> parts;
    private final List<Finding> findings;
    private final Map<Long, Column> columns = new TreeMap<>();

    /** The values of a measurement in each part. */
    private static final class Column {
        private final CodedConcept concept;
        private final CodedConcept unit;
        private final MeasurementValues[] values;
        private String name = "";
        private Precision precision = Precision.FLOAT32;

        Column(CodedConcept concept, CodedConcept unit, int parts) {
            this.concept = concept;
            this.unit = unit;
            this.values = new MeasurementValues[parts];
            Arrays.fill(values, new AbsentMeasurementValues());
        }
    }

    private RestoredMeasurements(List<Scope> items, List<AnnotationGroup> parts, List<Finding> findings) {
        this.items = items;
        this.parts = parts;
        this.findings = findings;
    }

    /**
     * @param items of Annotation Group Sequence that are one group together
     * @param parts as read from each
     */
    static List<Measurement> of(List<Scope> items, List<AnnotationGroup> parts, List<Finding> findings) {
        boolean asWritten = parts.size() == 1
                && GlossaBlock.of(items.getFirst().data())
                        .map(ours ->
                                ours.items(GlossaBlock.LEFT_OUT).isEmpty() && !ours.has(GlossaBlock.NAMED_MEASUREMENTS))
                        .orElse(true);
        return asWritten ? parts.getFirst().measurements() : new RestoredMeasurements(items, parts, findings).restore();
    }

    private List<Measurement> restore() {
        for (int part = 0; part < parts.size(); part++) {
            addWritten(part);
            addLeftOut(part);
        }
        PartIndex annotations = PartIndex.of(parts, AnnotationGroup::annotationCount);
        List<Measurement> restored = new ArrayList<>();
        for (Column column : columns.values()) {
            MeasurementValues values = column.values.length == 1
                    ? column.values[0]
                    : new JoinedMeasurementValues(List.of(column.values), annotations);
            restored.add(new Measurement(
                    column.concept,
                    column.unit,
                    column.precision == Precision.FLOAT32 ? values : new WidenedValues(values),
                    column.name));
        }
        return restored;
    }

    private void addWritten(int part) {
        List<Scope> written = items.get(part).items(Tag.MeasurementsSequence);
        List<Measurement> measurements = parts.get(part).measurements();
        for (int i = 0; i < measurements.size(); i++) {
            Measurement measurement = measurements.get(i);
            Column column = column(number(written.get(i), i), measurement.concept(), measurement.unit());
            addSaid(written.get(i), column);
            column.values[part] = measurement.values();
        }
    }

    private void addLeftOut(int part) {
        Optional<GlossaBlock> block = GlossaBlock.of(items.get(part).data());
        if (block.isEmpty()) {
            return;
        }
        CodeReader codes = new CodeReader(findings);
        List<Scope> leftOut = block.get().scopes(items.get(part), GlossaBlock.LEFT_OUT);
        for (int i = 0; i < leftOut.size(); i++) {
            Scope item = leftOut.get(i);
            Column column = column(
                    number(item, parts.get(part).measurements().size() + i),
                    codes.required(item, Tag.ConceptNameCodeSequence),
                    codes.required(item, Tag.MeasurementUnitsCodeSequence));
            addSaid(item, column);
            MemorySegment indexes = bytes(item, GlossaBlock.NOT_A_NUMBER_INDEXES);
            MemorySegment values = bytes(item, GlossaBlock.NOT_A_NUMBER_VALUES);
            MemorySegment doubleIndexes = bytes(item, GlossaBlock.DOUBLE_INDEXES);
            MemorySegment doubles = bytes(item, GlossaBlock.DOUBLE_VALUES);
            long count = parts.get(part).annotationCount();
            if (!isSound(new AnnotationIndexes(indexes), values, Float.BYTES, count)
                    || !isSound(new AnnotationIndexes(doubleIndexes), doubles, Double.BYTES, count)) {
                findings.add(Finding.warning(
                        "PRIVATE_BLOCK_DAMAGED",
                        item.at(Tag.ConceptNameCodeSequence),
                        "values that are no numbers or no floats, with a list that does not fit them",
                        "as many ascending annotation numbers as values",
                        "write the instance again from its source; these values are not read",
                        ""));
            } else if (indexes.byteSize() > 0) {
                column.values[part] =
                        new RestoredNotANumbers(column.values[part], new AnnotationIndexes(indexes), values);
            } else if (doubleIndexes.byteSize() > 0) {
                column.values[part] =
                        new RestoredDoubles(column.values[part], new AnnotationIndexes(doubleIndexes), doubles);
            }
        }
    }

    private static void addSaid(Scope item, Column column) {
        GlossaBlock.of(item.data()).ifPresent(ours -> {
            String name = ours.json(GlossaBlock.NAME);
            column.name = name.isEmpty() ? column.name : name;
            column.precision = ours.has(GlossaBlock.DOUBLES) ? Precision.FLOAT64 : column.precision;
        });
    }

    private static boolean isSound(
            AnnotationIndexes indexes, MemorySegment values, int valueBytes, long annotationCount) {
        if (indexes.entries().byteSize() % AnnotationIndexes.ENTRY_BYTES != 0
                || values.byteSize() != indexes.count() * valueBytes) {
            return false;
        }
        long previous = 0;
        for (long i = 0; i < indexes.count(); i++) {
            long index = indexes.oneBased(i);
            if (index <= previous || index > annotationCount) {
                return false;
            }
            previous = index;
        }
        return true;
    }

    /** @param place among the items of a group, which every part has alike */
    private static long number(Scope item, int place) {
        return GlossaBlock.of(item.data())
                .map(ours -> ours.number(GlossaBlock.MEASUREMENT).orElse(UNNUMBERED + place))
                .orElse(UNNUMBERED + place);
    }

    private static MemorySegment bytes(Scope item, int element) {
        return GlossaBlock.of(item.data()).map(ours -> ours.bytes(element)).orElse(MemorySegment.ofArray(new byte[0]));
    }

    /** The column of that number, unless another measurement has taken it. */
    private Column column(long number, CodedConcept concept, CodedConcept unit) {
        Column known = columns.get(number);
        if (known != null && known.concept.equals(concept) && known.unit.equals(unit)) {
            return known;
        }
        long free = known == null ? number : TAKEN + columns.size();
        Column made = new Column(concept, unit, parts.size());
        columns.put(free, made);
        return made;
    }
}
