package org.glossa.ann;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.Precision;
import org.glossa.annotation.VertexOffsets;
import org.glossa.dicom.Scope;
import org.glossa.dicom.Tag;
import org.glossa.dicom.Vr;
import org.glossa.finding.Finding;
import org.glossa.finding.MalformedInputException;

/**
 * Point Coordinates Data (0066,0016) or Double Point Coordinates Data (0066,0022) of a group, before one knows where its annotations
 * begin.
 */
final class PointColumn {
    private static final String CLAUSE = "PS3.3 C.37.1.2";
    private static final MemorySegment NONE = MemorySegment.ofArray(new byte[0]);

    private final int tag;
    private final MemorySegment values;
    private final Precision precision;
    private final int ordinates;
    private final Coordinates vertices;

    private PointColumn(int tag, MemorySegment values, Precision precision, int ordinates) {
        this.tag = tag;
        this.values = values;
        this.precision = precision;
        this.ordinates = ordinates;
        long vertexCount = values.byteSize() / ((long) ordinates * precision.bytes());
        this.vertices = new Coordinates(values, precision, ordinates, VertexOffsets.fixed(1, vertexCount));
    }

    /**
     * @param ordinates values of a point: 2 or 3
     * @throws MalformedInputException when there are both or none, or no whole number of points
     */
    static PointColumn of(Scope group, int ordinates, List<Finding> findings) throws MalformedInputException {
        boolean single = group.data().contains(Tag.PointCoordinatesData);
        boolean twofold = group.data().contains(Tag.DoublePointCoordinatesData);
        if (single && twofold) {
            throw new MalformedInputException(Finding.error(
                    "COORDINATES_TWICE",
                    group.at(Tag.DoublePointCoordinatesData),
                    "both (0066,0016) Point Coordinates Data and (0066,0022) Double Point Coordinates Data",
                    "exactly one of the two",
                    "write the coordinates once",
                    CLAUSE));
        }
        if (!single && !twofold) {
            return absent(group, ordinates, findings);
        }
        int tag = single ? Tag.PointCoordinatesData : Tag.DoublePointCoordinatesData;
        Precision precision = single ? Precision.FLOAT32 : Precision.FLOAT64;
        MemorySegment values = BulkValue.of(group, tag, single ? Vr.OF : Vr.OD, findings);
        long pointBytes = (long) ordinates * precision.bytes();
        long whole = values.byteSize() / pointBytes * pointBytes;
        if (whole != values.byteSize()) {
            throw new MalformedInputException(Finding.error(
                    "COORDINATES_LENGTH",
                    group.at(tag, whole),
                    values.byteSize() + " bytes",
                    "a multiple of " + pointBytes + " bytes: points of " + ordinates + " values of " + precision.bytes()
                            + " bytes",
                    "write " + ordinates + " values for each point",
                    CLAUSE));
        }
        return new PointColumn(tag, values, precision, ordinates);
    }

    private static PointColumn absent(Scope group, int ordinates, List<Finding> findings)
            throws MalformedInputException {
        Finding finding = Finding.error(
                "COORDINATES_ABSENT",
                group.at(Tag.PointCoordinatesData),
                "neither (0066,0016) Point Coordinates Data nor (0066,0022) Double Point Coordinates Data",
                "exactly one of the two",
                "write the coordinates of the group",
                CLAUSE);
        if (group.data().integer(Tag.NumberOfAnnotations).orElse(-1) != 0) {
            throw new MalformedInputException(finding);
        }
        findings.add(finding);
        return new PointColumn(Tag.PointCoordinatesData, NONE, Precision.FLOAT32, ordinates);
    }

    /** The tag of the element that holds the values. */
    int tag() {
        return tag;
    }

    int ordinates() {
        return ordinates;
    }

    long vertexCount() {
        return vertices.vertexCount();
    }

    Coordinates split(VertexOffsets offsets) {
        return new Coordinates(values, precision, ordinates, offsets);
    }

    /** Length in the plane of the open line through the vertices from {@code first} to before {@code end}; not finite when one is not. */
    double pathLength(long first, long end) {
        double length = 0;
        for (long vertex = first + 1; vertex < end; vertex++) {
            double dx = vertices.ordinate(vertex, 0) - vertices.ordinate(vertex - 1, 0);
            double dy = vertices.ordinate(vertex, 1) - vertices.ordinate(vertex - 1, 1);
            length += Math.sqrt(dx * dx + dy * dy);
        }
        return length;
    }
}
