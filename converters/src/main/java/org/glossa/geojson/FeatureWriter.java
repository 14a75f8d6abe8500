package org.glossa.geojson;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.Map;
import org.glossa.annotation.AnnotationView;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.GroupDescription;
import org.glossa.spatial.PlanarTransform;
import org.jspecify.annotations.Nullable;

/**
 * Writes annotations as GeoJSON Features, for answers of regions and for converted files. Not thread-safe.
 *
 * <p>Coordinates that no transform touches are the shortest decimals that restore the source's floats or doubles. An annotation with
 * an ordinate that is not finite has {@code "geometry": null}; a polygon or line of too few vertices repeats its last one, as the region
 * test does. Both have their vertices as the source has them in {@code properties.dicom.points}.
 */
public final class FeatureWriter {
    private static final SerializableString TYPE = new SerializedString("type");
    private static final SerializableString FEATURE = new SerializedString("Feature");
    private static final SerializableString ID = new SerializedString("id");
    private static final SerializableString PROPERTIES = new SerializedString("properties");
    private static final SerializableString MEASUREMENTS = new SerializedString("measurements");
    private static final SerializableString DICOM = new SerializedString("dicom");
    private static final SerializableString ANNOTATION_INDEX = new SerializedString("annotationIndex");
    private static final SerializableString OBJECT_TYPE = new SerializedString("objectType");
    private static final SerializableString ANNOTATION = new SerializedString("annotation");
    private static final SerializableString CLASSIFICATION = new SerializedString("classification");

    private final JsonGenerator out;
    private final GeometryWriter geometry;
    private final String sopInstanceUid;
    private final Map<GroupDescription, GroupMembers> groups = new IdentityHashMap<>();
    private @Nullable GroupDescription lastGroup;
    private @Nullable GroupMembers lastMembers;
    private long withoutGeometry;

    /**
     * @param out stays open
     * @param transform from the space of the annotations to {@code answerSpace}
     * @param answerSpace decides whether z is written (millimetres) and how fine the outline of an ellipse is
     */
    public FeatureWriter(JsonGenerator out, PlanarTransform transform, CoordinateSpace answerSpace) {
        this(out, transform, answerSpace, "");
    }

    /**
     * For features of several sets in one collection.
     *
     * @param sopInstanceUid of the set that the annotations are of: it precedes their ids, with a slash between, and is a member of
     *     {@code properties.dicom}; empty to leave it out
     */
    public FeatureWriter(
            JsonGenerator out, PlanarTransform transform, CoordinateSpace answerSpace, String sopInstanceUid) {
        this.out = out;
        this.sopInstanceUid = sopInstanceUid;
        this.geometry = new GeometryWriter(out, transform, answerSpace);
    }

    public void write(AnnotationView view) throws IOException {
        GroupMembers group = members(view);
        out.writeStartObject();
        out.writeFieldName(TYPE);
        out.writeString(FEATURE);
        String id = group.featureId(view.annotationIndex());
        out.writeFieldName(ID);
        out.writeString(sopInstanceUid.isEmpty() ? id : sopInstanceUid + "/" + id);
        boolean held = geometry.canHold(view);
        if (held) {
            geometry.write(view);
        } else {
            withoutGeometry++;
            out.writeNullField("geometry");
        }
        out.writeFieldName(PROPERTIES);
        out.writeStartObject();
        out.writeFieldName(OBJECT_TYPE);
        out.writeString(ANNOTATION);
        out.writeFieldName(CLASSIFICATION);
        out.writeRawValue(group.classification());
        writeMeasurements(view, group);
        out.writeFieldName(DICOM);
        out.writeStartObject();
        if (!sopInstanceUid.isEmpty()) {
            out.writeStringField("sopInstanceUid", sopInstanceUid);
        }
        out.writeFieldName(ANNOTATION_INDEX);
        out.writeNumber(view.annotationIndex());
        out.writeRaw(group.dicomMembers());
        if (!held || GeometryWriter.needsPoints(view)) {
            out.writeFieldName("points");
            geometry.writePoints(view);
        }
        out.writeEndObject();
        out.writeEndObject();
        out.writeEndObject();
    }

    /** How many annotations so far were written with {@code "geometry": null}. */
    public long withoutGeometry() {
        return withoutGeometry;
    }

    private void writeMeasurements(AnnotationView view, GroupMembers group) throws IOException {
        int count = view.measurementNames().size();
        if (count == 0) {
            return;
        }
        out.writeFieldName(MEASUREMENTS);
        out.writeStartObject();
        for (int measurement = 0; measurement < count; measurement++) {
            if (view.hasMeasurement(measurement)) {
                out.writeFieldName(group.measurementName(measurement));
                switch (view.measurementPrecision(measurement)) {
                    case FLOAT32 -> GeometryWriter.writeAnyNumber(out, view.measurement(measurement));
                    case FLOAT64 -> GeometryWriter.writeAnyNumber(out, view.measuredNumber(measurement));
                }
            }
        }
        out.writeEndObject();
    }

    @SuppressWarnings(
            "ReferenceEquality") // the same group is the same object, and comparing twelve members costs more than
    // writing
    private GroupMembers members(AnnotationView view) throws IOException {
        GroupDescription group = view.group();
        GroupMembers members = lastMembers;
        if (members != null && group == lastGroup) {
            return members;
        }
        members = groups.get(group);
        if (members == null) {
            members = new GroupMembers(view);
            groups.put(group, members);
        }
        lastGroup = group;
        lastMembers = members;
        return members;
    }
}
