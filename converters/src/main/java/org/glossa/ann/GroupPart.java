package org.glossa.ann;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.Coordinates;
import org.glossa.column.ScratchColumns;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Tag;
import org.glossa.dicom.Vr;

/**
 * A group, or as much of it as fits into one item of Annotation Group Sequence.
 *
 * @param group zero-based in its set
 * @param part one-based; 1 of 1 for a whole group
 * @param content the item without number, UID and label
 * @param first of its annotations, zero-based in the group
 * @param measurements of the whole group
 */
record GroupPart(int group, int part, int parts, DataSet content, long first, MeasurementItems measurements) {
    /** All parts of a group, in order; copies no column that the source has already. */
    static List<GroupPart> of(
            int number,
            AnnotationGroup group,
            CoordinateType coordinateType,
            List<AnnotationRange> ranges,
            ScratchColumns scratch)
            throws IOException {
        DataSet said = GroupItem.of(group, coordinateType);
        MeasurementItems measurements = new MeasurementItems(group, ranges, scratch);
        List<GroupPart> parts = new ArrayList<>();
        for (int i = 0; i < ranges.size(); i++) {
            DataSet.Builder content = DataSet.builder();
            said.forEach(content::verbatim);
            addColumns(content, group, ranges.get(i), scratch);
            measurements.addTo(content, i);
            int part = i + 1; // zero-based to one-based
            parts.add(new GroupPart(
                    number, part, ranges.size(), content.build(), ranges.get(i).first(), measurements));
        }
        return parts;
    }

    private static void addColumns(
            DataSet.Builder content, AnnotationGroup group, AnnotationRange range, ScratchColumns scratch)
            throws IOException {
        Coordinates coordinates = group.coordinates();
        content.integers(Tag.NumberOfAnnotations, range.count());
        MemorySegment values = values(coordinates, range, scratch);
        switch (coordinates.precision()) {
            case FLOAT32 -> content.bytes(Tag.PointCoordinatesData, Vr.OF, values);
            case FLOAT64 -> content.bytes(Tag.DoublePointCoordinatesData, Vr.OD, values);
        }
        if (!group.graphicType().hasFixedVertexCount()) {
            content.bytes(Tag.LongPrimitivePointIndexList, Vr.OL, PointIndexList.entries(coordinates, range, scratch));
        }
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
