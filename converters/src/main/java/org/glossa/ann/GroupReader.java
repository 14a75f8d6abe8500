package org.glossa.ann;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.VertexOffsets;
import org.glossa.dicom.Scope;
import org.glossa.dicom.Tag;
import org.glossa.finding.Finding;
import org.glossa.finding.MalformedInputException;

/** An item of Annotation Group Sequence (006A,0002), PS3.3 table C.37.1-2. */
final class GroupReader {
    private static final String CLAUSE = "PS3.3 C.37.1.2";

    private final Scope group;
    private final int position;
    private final CoordinateType coordinateType;
    private final List<Finding> findings;

    /** @param position of the item in its sequence, one-based */
    GroupReader(Scope group, int position, CoordinateType coordinateType, List<Finding> findings) {
        this.group = group;
        this.position = position;
        this.coordinateType = coordinateType;
        this.findings = findings;
    }

    AnnotationGroup read() throws MalformedInputException {
        GroupDescription description = new GroupDescriptionReader(group, position, findings).checked(coordinateType);
        GraphicType type = graphicType();
        boolean commonZ = group.data().bytes(Tag.CommonZCoordinateValue).byteSize() > 0;
        int ordinates = coordinateType == CoordinateType.TWO_D || commonZ ? 2 : 3;
        PointColumn points = PointColumn.of(group, ordinates, findings);
        VertexOffsets offsets = type.hasFixedVertexCount() ? fixedOffsets(type, points) : listedOffsets(type, points);
        return new AnnotationGroup(
                description,
                type,
                points.split(offsets),
                new MeasurementReader(offsets.annotationCount(), findings).read(group));
    }

    private GraphicType graphicType() throws MalformedInputException {
        String text = group.text(Tag.GraphicType);
        for (GraphicType type : GraphicType.values()) {
            if (type.name().equals(text)) {
                return type;
            }
        }
        throw new MalformedInputException(Finding.error(
                "GRAPHIC_TYPE_UNKNOWN",
                group.at(Tag.GraphicType),
                text.isEmpty() ? "no value" : "\"" + text + "\"",
                "one of " + Arrays.toString(GraphicType.values()),
                "write the graphic type of the group",
                CLAUSE));
    }

    private VertexOffsets fixedOffsets(GraphicType type, PointColumn points) throws MalformedInputException {
        if (group.data().contains(Tag.LongPrimitivePointIndexList)) {
            findings.add(Finding.warning(
                    "INDEX_LIST_NOT_NEEDED",
                    group.at(Tag.LongPrimitivePointIndexList),
                    "an index list for " + type,
                    "an index list for POLYLINE and POLYGON only",
                    "leave the list out; it is not read",
                    CLAUSE));
        }
        int each = type.fixedVertexCount();
        long annotations = declaredCount().orElse(points.vertexCount() / each);
        if (points.vertexCount() % each != 0 || points.vertexCount() / each != annotations) {
            throw new MalformedInputException(Finding.error(
                    "COORDINATES_COUNT",
                    group.at(points.tag()),
                    points.vertexCount() + " points of " + points.ordinates() + " values",
                    annotations + " annotations (006A,000C) of " + each + " points each",
                    "make the coordinates and Number of Annotations agree",
                    CLAUSE));
        }
        return VertexOffsets.fixed(each, annotations);
    }

    private VertexOffsets listedOffsets(GraphicType type, PointColumn points) throws MalformedInputException {
        boolean listed = group.data().contains(Tag.LongPrimitivePointIndexList);
        OptionalLong declared = declaredCount();
        if (!listed && declared.orElse(1) != 0) {
            throw new MalformedInputException(Finding.error(
                    "INDEX_LIST_ABSENT",
                    group.at(Tag.LongPrimitivePointIndexList),
                    "no index list for " + type,
                    "an entry for each annotation",
                    "write Long Primitive Point Index List (0066,0040)",
                    CLAUSE));
        }
        long entries = group.data().bytes(Tag.LongPrimitivePointIndexList).byteSize() / PointIndexList.ENTRY_BYTES;
        long annotations = declared.orElse(entries);
        if (annotations == 0 && points.vertexCount() > 0) {
            throw new MalformedInputException(Finding.error(
                    "COORDINATES_COUNT",
                    group.at(points.tag()),
                    points.vertexCount() + " points",
                    "none: Number of Annotations (006A,000C) is 0",
                    "make the coordinates and Number of Annotations agree",
                    CLAUSE));
        }
        return PointIndexList.of(group, type, points, annotations, findings);
    }

    private OptionalLong declaredCount() {
        return group.data().integer(Tag.NumberOfAnnotations);
    }
}
