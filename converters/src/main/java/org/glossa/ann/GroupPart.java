package org.glossa.ann;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.Measurement;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Tag;
import org.glossa.dicom.Vr;

/**
 * A group, or as much of it as fits into one item of Annotation Group Sequence.
 *
 * @param group zero-based in its set
 * @param part one-based; 1 of 1 for a whole group
 * @param columns number of annotations, coordinates, index list and measurements
 * @param notANumbers measured values that are in our private block only because they are no numbers
 */
record GroupPart(int group, int part, int parts, DataSet columns, long notANumbers) {
    /** All parts of a group, in order; copies no column that the source has already. */
    static List<GroupPart> of(int number, AnnotationGroup group, List<AnnotationRange> ranges, ScratchColumns scratch)
            throws IOException {
        List<List<MeasurementColumn>> measured = new ArrayList<>();
        for (Measurement measurement : group.measurements()) {
            List<MeasurementColumn> ofParts = new ArrayList<>();
            for (AnnotationRange range : ranges) {
                ofParts.add(MeasurementColumn.of(measurement.values(), range, scratch));
            }
            measured.add(ofParts);
        }
        boolean numbered = ranges.size() > 1 || measured.stream().anyMatch(GroupPart::isLeftOut);
        List<GroupPart> parts = new ArrayList<>();
        for (int i = 0; i < ranges.size(); i++) {
            DataSet.Builder columns = columns(group, ranges.get(i), scratch);
            List<DataSet> written = new ArrayList<>();
            List<DataSet> leftOut = new ArrayList<>();
            long notANumbers = 0;
            for (int m = 0; m < measured.size(); m++) {
                DataSet.Builder item = named(group.measurements().get(m));
                if (numbered) {
                    new GlossaBlock.Builder(item).number(GlossaBlock.MEASUREMENT, m + 1L); // zero-based to one-based
                }
                MeasurementColumn column = measured.get(m).get(i);
                if (column.leftOut() > 0 || i == 0 && isNowhere(measured.get(m))) {
                    leftOut.add(leftOut(group.measurements().get(m), m, column));
                    notANumbers += column.leftOut();
                }
                if (column.present() > 0) {
                    written.add(item.sequence(Tag.MeasurementValuesSequence, column.item())
                            .build());
                }
            }
            if (!written.isEmpty()) {
                columns.sequence(Tag.MeasurementsSequence, written);
            }
            if (!leftOut.isEmpty()) {
                new GlossaBlock.Builder(columns).sequence(GlossaBlock.LEFT_OUT, leftOut);
            }
            parts.add(new GroupPart(number, i + 1, ranges.size(), columns.build(), notANumbers));
        }
        return parts;
    }

    /** An item needs values, so that a measurement without any goes to our block, once. */
    private static boolean isNowhere(List<MeasurementColumn> ofParts) {
        return ofParts.stream().allMatch(column -> column.present() == 0);
    }

    private static boolean isLeftOut(List<MeasurementColumn> ofParts) {
        return isNowhere(ofParts) || ofParts.stream().anyMatch(column -> column.leftOut() > 0);
    }

    private static DataSet.Builder named(Measurement measurement) {
        return DataSet.builder()
                .sequence(Tag.ConceptNameCodeSequence, CodeItems.of(measurement.concept()))
                .sequence(Tag.MeasurementUnitsCodeSequence, CodeItems.of(measurement.unit()));
    }

    private static DataSet leftOut(Measurement measurement, int index, MeasurementColumn column) {
        DataSet.Builder item = named(measurement);
        new GlossaBlock.Builder(item)
                .number(GlossaBlock.MEASUREMENT, index + 1L) // zero-based to one-based
                .bytes(GlossaBlock.NOT_A_NUMBER_INDEXES, Vr.OL, column.leftOutIndexes())
                .bytes(GlossaBlock.NOT_A_NUMBER_VALUES, Vr.OF, column.leftOutValues());
        return item.build();
    }

    private static DataSet.Builder columns(AnnotationGroup group, AnnotationRange range, ScratchColumns scratch)
            throws IOException {
        Coordinates coordinates = group.coordinates();
        DataSet.Builder columns = DataSet.builder().integers(Tag.NumberOfAnnotations, range.count());
        MemorySegment values = values(coordinates, range, scratch);
        switch (coordinates.precision()) {
            case FLOAT32 -> columns.bytes(Tag.PointCoordinatesData, Vr.OF, values);
            case FLOAT64 -> columns.bytes(Tag.DoublePointCoordinatesData, Vr.OD, values);
        }
        if (!group.graphicType().hasFixedVertexCount()) {
            columns.bytes(Tag.LongPrimitivePointIndexList, Vr.OL, PointIndexList.entries(coordinates, range, scratch));
        }
        return columns;
    }

    private static MemorySegment values(Coordinates coordinates, AnnotationRange range, ScratchColumns scratch)
            throws IOException {
        long first = coordinates.firstVertex(range.first());
        long end = coordinates.firstVertex(range.end());
        int vertexBytes = coordinates.vertexBytes();
        int chunk = coordinates.chunkOf(first);
        long start = coordinates.chunkStart(chunk);
        if (end <= coordinates.chunkStart(chunk + 1)) {
            return coordinates.chunk(chunk).asSlice((first - start) * vertexBytes, (end - first) * vertexBytes);
        }
        MemorySegment joined = scratch.allocate((end - first) * vertexBytes);
        long vertex = first;
        while (vertex < end) {
            chunk = coordinates.chunkOf(vertex);
            start = coordinates.chunkStart(chunk);
            long stop = Math.min(end, coordinates.chunkStart(chunk + 1));
            MemorySegment.copy(
                    coordinates.chunk(chunk),
                    (vertex - start) * vertexBytes,
                    joined,
                    (vertex - first) * vertexBytes,
                    (stop - vertex) * vertexBytes);
            vertex = stop;
        }
        return joined;
    }
}
