package org.glossa.geojson;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.glossa.annotation.AnnotationView;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupCursor;
import org.glossa.annotation.Measurement;
import org.glossa.annotation.MeasurementValues;
import org.glossa.feature.Features;
import org.glossa.feature.Features.Kind;
import org.jspecify.annotations.Nullable;

/** {@code properties} of objects, up to their children. */
final class FeatureProperties {
    private final JsonGenerator out;
    private final SetParts parts;
    private final Features features;
    private final GeometryWriter geometry;
    private final SourcePoints sourcePoints;

    /** Which objects have their coordinates a second time, in the space of the source. */
    enum SourcePoints {
        NONE,
        OF_THIRD_ORDINATES,
        ALL
    }

    /** What an object says only because of its place in the text. */
    record InPlace(
            boolean isHeld, long unnestedParent, @Nullable CollectionMember collection) {}

    FeatureProperties(JsonGenerator out, SetParts parts, GeometryWriter geometry, SourcePoints sourcePoints) {
        this.out = out;
        this.parts = parts;
        this.features = parts.features();
        this.geometry = geometry;
        this.sourcePoints = sourcePoints;
    }

    /** Writes the members of {@code properties}; the object stays open. */
    void write(long feature, FeatureMembers members, InPlace place) throws IOException {
        long first = features.firstPart(feature);
        FeatureGroup group = parts.group(first);
        String objectType = members.objectType();
        if (objectType != null) {
            out.writeFieldName("objectType");
            out.writeRawValue(objectType);
        } else if (group.dicom() != null) {
            out.writeStringField("objectType", "annotation");
        }
        String name = features.name(feature);
        if (name != null) {
            out.writeStringField("name", name);
        }
        RawMember.write(out, group.classMembers());
        RawMember.write(out, members.properties());
        writeMeasurements(group, features.annotation(first), members.measurements());
        writeDicom(feature, group, place);
    }

    private void writeMeasurements(FeatureGroup group, long annotation, @Nullable List<RawMember> others)
            throws IOException {
        List<Measurement> measurements = group.group().measurements();
        boolean open = others != null || group.dicom() != null && !measurements.isEmpty();
        if (open) {
            out.writeObjectFieldStart("measurements");
        }
        for (int i = 0; i < measurements.size(); i++) {
            MeasurementValues values = measurements.get(i).values();
            if (!values.isPresent(annotation)) {
                continue;
            }
            if (!open) {
                out.writeObjectFieldStart("measurements");
                open = true;
            }
            out.writeFieldName(group.measurementName(i));
            switch (values.precision()) {
                case FLOAT32 -> GeometryWriter.writeAnyNumber(out, values.value(annotation));
                case FLOAT64 -> GeometryWriter.writeAnyNumber(out, values.number(annotation));
            }
        }
        if (others != null) {
            RawMember.write(out, others);
        }
        if (open) {
            out.writeEndObject();
        }
    }

    private void writeDicom(long feature, FeatureGroup group, InPlace place) throws IOException {
        GroupMembers dicom = group.dicom();
        String content = features.content(feature);
        boolean anyPart = anyPartNeedsMore(feature, place);
        if (dicom == null
                && content == null
                && !anyPart
                && !group.isColourSupplied()
                && place.unnestedParent() < 0
                && place.collection() == null) {
            return;
        }
        long first = features.firstPart(feature);
        out.writeObjectFieldStart("dicom");
        if (dicom != null) {
            if (features.isPlain()) {
                out.writeNumberField("annotationIndex", features.annotation(first) + 1); // zero-based to one-based
            }
            out.writeNumberField("group", features.group(first));
            out.writeRaw(dicom.dicomMembers());
        }
        if (group.isColourSupplied()) {
            out.writeStringField("colour", "supplied");
        }
        if (content != null) {
            out.writeFieldName("content");
            out.writeRawValue(content);
        }
        if (place.unnestedParent() >= 0) {
            out.writeNumberField("parent", place.unnestedParent());
        }
        if (anyPart) {
            writeParts(feature, place);
        }
        CollectionMember collection = place.collection();
        if (collection != null) {
            out.writeFieldName("collection");
            collection.write(out);
        }
        out.writeEndObject();
    }

    private boolean anyPartNeedsMore(long feature, InPlace place) {
        if (features.kind(feature) == Kind.NONE) {
            return false;
        }
        if (!place.isHeld()) {
            return true;
        }
        long first = features.firstPart(feature);
        for (long part = first; part < features.firstPart(feature + 1); part++) {
            GroupCursor view = parts.view(part);
            if (GeometryWriter.needsPoints(view) || needsSource(view) || isOfAnotherGroup(part, first)) {
                return true;
            }
        }
        return false;
    }

    /** Of DICOM: in GeoJSON the objects themselves tell their groups. */
    private boolean isOfAnotherGroup(long part, long first) {
        return features.group(part) != features.group(first)
                && parts.group(part).dicom() != null;
    }

    private boolean needsSource(AnnotationView view) {
        return switch (sourcePoints) {
            case NONE -> false;
            case OF_THIRD_ORDINATES -> view.ordinates() == 3;
            case ALL -> true;
        };
    }

    private void writeParts(long feature, InPlace place) throws IOException {
        long first = features.firstPart(feature);
        if (features.partCount(feature) == 1) {
            writePart(first, place);
            return;
        }
        if (!place.isHeld()) {
            out.writeStringField("kind", features.kind(feature).name());
        }
        out.writeArrayFieldStart("parts");
        for (long part = first; part < features.firstPart(feature + 1); part++) {
            out.writeStartObject();
            if (isOfAnotherGroup(part, first)) {
                out.writeNumberField("group", features.group(part));
            }
            writePart(part, place);
            if (!place.isHeld()) {
                out.writeNumberField("marks", features.marks(part));
            }
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void writePart(long part, InPlace place) throws IOException {
        GroupCursor view = parts.view(part);
        GraphicType type = view.graphicType();
        if (parts.group(part).dicom() == null
                && (!place.isHeld() || type == GraphicType.ELLIPSE || type == GraphicType.RECTANGLE)) {
            out.writeStringField("graphicType", type.name());
        }
        if (!place.isHeld() || GeometryWriter.needsPoints(view)) {
            out.writeFieldName("points");
            geometry.writePoints(view);
        }
        if (needsSource(view)) {
            out.writeFieldName("sourcePoints");
            geometry.writeSourcePoints(view);
        }
    }
}
