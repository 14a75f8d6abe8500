package org.glossa.ann;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.Measurement;
import org.glossa.annotation.Precision;
import org.glossa.code.CodeItems;
import org.glossa.column.ScratchColumns;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Tag;
import org.glossa.dicom.Vr;

/**
 * The measurements of a group in each of its parts: those with values in Measurements Sequence (0066,0121), whose items must have some;
 * what has none, and values that are no numbers, in our private block.
 */
final class MeasurementItems {
    private final List<Measurement> measurements;
    private final List<AnnotationRange> parts;

    /** For each measurement its values in each part. */
    private final List<List<MeasurementColumn>> columns = new ArrayList<>();

    /** Whether others see less than all measurements in each part, so that our reader needs their numbers. */
    private final boolean isNumbered;

    MeasurementItems(AnnotationGroup group, List<AnnotationRange> parts, ScratchColumns scratch) throws IOException {
        this.measurements = group.measurements();
        this.parts = List.copyOf(parts);
        for (Measurement measurement : measurements) {
            List<MeasurementColumn> ofParts = new ArrayList<>();
            for (AnnotationRange part : parts) {
                ofParts.add(MeasurementColumn.of(measurement.values(), part, scratch));
            }
            columns.add(ofParts);
        }
        this.isNumbered = parts.size() > 1 || columns.stream().anyMatch(MeasurementItems::isLeftOut);
    }

    private static boolean isLeftOut(List<MeasurementColumn> ofParts) {
        return isNowhere(ofParts) || ofParts.stream().anyMatch(column -> column.leftOut() > 0 || column.doubles() > 0);
    }

    private static boolean isNowhere(List<MeasurementColumn> ofParts) {
        return ofParts.stream().allMatch(column -> column.present() == 0);
    }

    /** @param part zero-based */
    void addTo(DataSet.Builder group, int part) {
        List<DataSet> written = new ArrayList<>();
        List<DataSet> leftOut = new ArrayList<>();
        for (int i = 0; i < measurements.size(); i++) {
            MeasurementColumn column = columns.get(i).get(part);
            if (column.present() > 0) {
                written.add(written(i, column));
            }
            if (column.leftOut() > 0 || column.doubles() > 0 || part == 0 && isNowhere(columns.get(i))) {
                leftOut.add(leftOut(i, column));
            }
        }
        if (!written.isEmpty()) {
            group.sequence(Tag.MeasurementsSequence, written);
        }
        if (!leftOut.isEmpty()) {
            new GlossaBlock.Builder(group).sequence(GlossaBlock.LEFT_OUT, leftOut);
        }
        if (measurements.stream().anyMatch(MeasurementItems::saysMore)) {
            new GlossaBlock.Builder(group).number(GlossaBlock.NAMED_MEASUREMENTS, 1);
        }
    }

    private static boolean saysMore(Measurement measurement) {
        return !measurement.name().isEmpty() || measurement.values().precision() == Precision.FLOAT64;
    }

    /** Calls for the values of a part that others do not see as they are. */
    void eachChange(int part, MeasurementColumn.Changes changes) {
        for (int i = 0; i < measurements.size(); i++) {
            columns.get(i).get(part).eachChange(changes);
            if (followsOneThatIsNowhere(i)) {
                AnnotationRange range = parts.get(part);
                for (long annotation = range.first(); annotation < range.end(); annotation++) {
                    if (measurements.get(i).values().isPresent(annotation)) {
                        changes.mistaken(annotation - range.first() + 1); // to one-based
                    }
                }
            }
        }
    }

    /** Others see the first measurement of a code that has values; one before it has none that they see. */
    private boolean followsOneThatIsNowhere(int measurement) {
        if (isNowhere(columns.get(measurement))) {
            return false;
        }
        for (int i = 0; i < measurement; i++) {
            if (isNowhere(columns.get(i)) && codes(measurements.get(i)).equals(codes(measurements.get(measurement)))) {
                return true;
            }
        }
        return false;
    }

    private static List<String> codes(Measurement measurement) {
        return List.of(
                measurement.concept().value(),
                measurement.concept().scheme(),
                measurement.unit().value(),
                measurement.unit().scheme());
    }

    private DataSet written(int measurement, MeasurementColumn column) {
        DataSet.Builder item = named(measurement);
        if (isNumbered) {
            number(item, measurement);
        }
        return item.sequence(Tag.MeasurementValuesSequence, column.item()).build();
    }

    private DataSet leftOut(int measurement, MeasurementColumn column) {
        DataSet.Builder item = named(measurement);
        number(item, measurement)
                .bytes(GlossaBlock.NOT_A_NUMBER_INDEXES, Vr.OL, column.leftOutIndexes())
                .bytes(GlossaBlock.NOT_A_NUMBER_VALUES, Vr.OF, column.leftOutValues());
        if (column.doubles() > 0) {
            new GlossaBlock.Builder(item)
                    .bytes(GlossaBlock.DOUBLE_INDEXES, Vr.OL, column.doubleIndexes())
                    .bytes(GlossaBlock.DOUBLE_VALUES, Vr.OD, column.doubleValues());
        }
        return item.build();
    }

    private DataSet.Builder named(int measurement) {
        Measurement said = measurements.get(measurement);
        DataSet.Builder item = DataSet.builder()
                .sequence(Tag.ConceptNameCodeSequence, CodeItems.of(said.concept()))
                .sequence(Tag.MeasurementUnitsCodeSequence, CodeItems.of(said.unit()));
        if (!said.name().isEmpty()) {
            new GlossaBlock.Builder(item).json(GlossaBlock.NAME, said.name());
        }
        if (said.values().precision() == Precision.FLOAT64) {
            new GlossaBlock.Builder(item).number(GlossaBlock.DOUBLES, 1);
        }
        return item;
    }

    private static GlossaBlock.Builder number(DataSet.Builder item, int measurement) {
        return new GlossaBlock.Builder(item).number(GlossaBlock.MEASUREMENT, measurement + 1L); // to one-based
    }
}
