package org.glossa.ann;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.Measurement;
import org.glossa.annotation.MeasurementValues;
import org.glossa.code.CodeReader;
import org.glossa.dicom.Scope;
import org.glossa.dicom.Tag;
import org.glossa.dicom.Vr;
import org.glossa.finding.Finding;
import org.glossa.finding.MalformedInputException;

/** Measurements Sequence (0066,0121) of a group. */
final class MeasurementReader {
    private static final String CLAUSE = "PS3.3 C.37.1.2.1.2";

    private final long annotationCount;
    private final List<Finding> findings;
    private final CodeReader codes;

    MeasurementReader(long annotationCount, List<Finding> findings) {
        this.annotationCount = annotationCount;
        this.findings = findings;
        this.codes = new CodeReader(findings);
    }

    List<Measurement> read(Scope group) throws MalformedInputException {
        List<Measurement> measurements = new ArrayList<>();
        for (Scope item : group.items(Tag.MeasurementsSequence)) {
            CodedConcept concept = codes.required(item, Tag.ConceptNameCodeSequence);
            CodedConcept unit = codes.required(item, Tag.MeasurementUnitsCodeSequence);
            measurements.add(new Measurement(concept, unit, values(item)));
        }
        return measurements;
    }

    private MeasurementValues values(Scope measurement) throws MalformedInputException {
        List<Scope> items = measurement.items(Tag.MeasurementValuesSequence);
        if (items.size() != 1) {
            throw refusal(
                    "MEASUREMENT_VALUES_ITEMS",
                    measurement,
                    Tag.MeasurementValuesSequence,
                    0,
                    items.size() + " items",
                    "one item",
                    "write the values of a measurement in one item");
        }
        Scope item = items.getFirst();
        MemorySegment values = BulkValue.of(item, Tag.FloatingPointValues, Vr.OF, findings);
        if (values.byteSize() % Float.BYTES != 0) {
            throw refusal(
                    "MEASUREMENT_VALUES_LENGTH",
                    item,
                    Tag.FloatingPointValues,
                    values.byteSize() / Float.BYTES * Float.BYTES,
                    values.byteSize() + " bytes",
                    "a multiple of 4 bytes",
                    "write each value as a 32-bit float");
        }
        long count = values.byteSize() / Float.BYTES;
        if (!item.data().contains(Tag.AnnotationIndexList)) {
            if (count != annotationCount) {
                throw refusal(
                        "MEASUREMENT_VALUES_COUNT",
                        item,
                        Tag.FloatingPointValues,
                        0,
                        count + " values without Annotation Index List (006A,0011)",
                        annotationCount + ", one for each annotation",
                        "write every value, or an Annotation Index List that says whose they are");
            }
            return new DenseMeasurementValues(values);
        }
        return indexed(item, values, count);
    }

    private MeasurementValues indexed(Scope item, MemorySegment values, long count) throws MalformedInputException {
        MemorySegment list = BulkValue.of(item, Tag.AnnotationIndexList, Vr.OL, findings);
        if (list.byteSize() != count * AnnotationIndexes.ENTRY_BYTES) {
            throw refusal(
                    "MEASUREMENT_INDEX_COUNT",
                    item,
                    Tag.AnnotationIndexList,
                    0,
                    list.byteSize() + " bytes of Annotation Index List for " + count + " values",
                    count * AnnotationIndexes.ENTRY_BYTES + " bytes: one 32-bit index for each value",
                    "write as many indices as values");
        }
        AnnotationIndexes indexes = new AnnotationIndexes(list);
        boolean ascending = true;
        long previous = 0;
        for (long i = 0; i < count; i++) {
            long index = indexes.oneBased(i);
            if (index < 1 || index > annotationCount) {
                throw refusal(
                        "MEASUREMENT_INDEX_OUT_OF_RANGE",
                        item,
                        Tag.AnnotationIndexList,
                        i * AnnotationIndexes.ENTRY_BYTES,
                        "index " + index,
                        "1 to " + annotationCount + ": annotations of the group, counted from 1",
                        "write the number of the annotation that the value belongs to");
            }
            if (index == previous) {
                throw repeated(item, i, index);
            }
            if (index < previous && ascending) {
                ascending = false;
                findings.add(Finding.warning(
                        "MEASUREMENT_INDEX_NOT_ASCENDING",
                        item.at(Tag.AnnotationIndexList, i * AnnotationIndexes.ENTRY_BYTES),
                        "index " + index + " after " + previous,
                        "ascending indices",
                        "write the values in the order of the annotations",
                        CLAUSE));
            }
            previous = index;
        }
        return ascending ? new SparseMeasurementValues(indexes, values) : shuffled(item, indexes, values);
    }

    private MeasurementValues shuffled(Scope item, AnnotationIndexes indexes, MemorySegment values)
            throws MalformedInputException {
        ShuffledMeasurementValues shuffled = new ShuffledMeasurementValues(values, annotationCount);
        for (long i = 0; i < indexes.count(); i++) {
            if (!shuffled.assign(indexes.oneBased(i) - 1, i)) { // one-based to zero-based
                throw repeated(item, i, indexes.oneBased(i));
            }
        }
        return shuffled;
    }

    private static MalformedInputException repeated(Scope item, long position, long index) {
        return refusal(
                "MEASUREMENT_INDEX_REPEATED",
                item,
                Tag.AnnotationIndexList,
                position * AnnotationIndexes.ENTRY_BYTES,
                "index " + index + " again",
                "each annotation at most once",
                "write one value for each annotation");
    }

    private static MalformedInputException refusal(
            String code, Scope scope, int tag, long byteOfValue, String got, String allowed, String remedy) {
        return new MalformedInputException(Finding.error(
                code,
                scope.data().contains(tag) ? scope.at(tag, byteOfValue) : scope.at(tag),
                got,
                allowed,
                remedy,
                CLAUSE));
    }
}
