package org.glossa.geojson;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.glossa.ann.GroupItem;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.GroupRole;
import org.glossa.annotation.Measurement;
import org.glossa.annotation.Precision;
import org.glossa.dicom.DicomJson;
import org.glossa.spatial.PlanarTransform;

/** The member {@code dicom} of a collection: what a set and its groups say beside their features. */
final class CollectionMember {
    /** A power of two, before which an offset costs no digit of a factor. */
    private static final double FAR = 0x1p40;

    private final AnnotationSet set;
    private final List<FeatureGroup> groups;
    private final String sourceSpace;
    private final PlanarTransform fromSource;

    /**
     * @param sourceSpace the coordRefSys of the set's own space; empty when the answer says everything in it
     * @param fromSource the way from that space to the answer's
     */
    CollectionMember(AnnotationSet set, List<FeatureGroup> groups, String sourceSpace, PlanarTransform fromSource) {
        this.set = set;
        this.groups = groups;
        this.sourceSpace = sourceSpace;
        this.fromSource = fromSource;
    }

    /** Whether there is anything to say: of GeoJSON there is not. */
    boolean isNeeded() {
        return hasGroups() || !set.extras().report().isEmpty() || !sourceSpace.isEmpty();
    }

    private boolean hasGroups() {
        return groups.stream().anyMatch(group -> group.dicom() != null);
    }

    /** Writes the object. */
    void write(JsonGenerator out) throws IOException {
        out.writeStartObject();
        if (!set.sopInstanceUid().isEmpty()) {
            out.writeStringField("sopInstanceUID", set.sopInstanceUid());
        }
        var image = set.image();
        if (image != null) {
            out.writeStringField("referencedImage", image.sopInstanceUid());
            if (!image.sopClassUid().isEmpty()) {
                out.writeStringField("referencedImageClass", image.sopClassUid());
            }
        }
        if (!sourceSpace.isEmpty()) {
            out.writeStringField("sourceSpace", sourceSpace);
            writeFromSource(out);
        }
        if (!set.extras().report().isEmpty()) {
            out.writeFieldName("report");
            out.writeRawValue(set.extras().report());
        }
        if (hasGroups()) {
            out.writeArrayFieldStart("groups");
            for (FeatureGroup group : groups) {
                if (group.dicom() == null) {
                    out.writeNull();
                } else {
                    writeGroup(out, group.group());
                }
            }
            out.writeEndArray();
        }
        out.writeEndObject();
    }

    /** {@code [a,b,c,d,e,f]} of x' = a x + b y + c, y' = d x + e y + f. */
    private void writeFromSource(JsonGenerator out) throws IOException {
        double dx = fromSource.x(0, 0);
        double dy = fromSource.y(0, 0);
        out.writeArrayFieldStart("fromSource");
        out.writeNumber((fromSource.x(FAR, 0) - dx) / FAR);
        out.writeNumber((fromSource.x(0, FAR) - dx) / FAR);
        out.writeNumber(dx);
        out.writeNumber((fromSource.y(FAR, 0) - dy) / FAR);
        out.writeNumber((fromSource.y(0, FAR) - dy) / FAR);
        out.writeNumber(dy);
        out.writeEndArray();
    }

    private static void writeGroup(JsonGenerator out, AnnotationGroup group) throws IOException {
        out.writeStartObject();
        out.writeNumberField("number", group.description().number());
        out.writeStringField("uid", group.description().uid());
        out.writeStringField("label", group.description().label());
        out.writeStringField("graphicType", group.graphicType().name());
        out.writeNumberField("annotationCount", group.annotationCount());
        if (group.role() != GroupRole.ANNOTATIONS) {
            out.writeStringField("role", group.role().name());
        }
        out.writeStringField(
                "coordinatesVR",
                switch (group.coordinates().precision()) {
                    case FLOAT32 -> "OF";
                    case FLOAT64 -> "OD";
                });
        out.writeNumberField("ordinates", group.coordinates().ordinates());
        out.writeStringField("zPlanes", group.description().zPlanes().name());
        out.writeFieldName("item");
        DicomJson.write(out, GroupItem.whole(group), null);
        String attributes = group.description().extras().attributes();
        if (!attributes.isEmpty()) {
            out.writeFieldName("attributes");
            out.writeRawValue(attributes);
        }
        writeMeasurements(out, group);
        out.writeEndObject();
    }

    private static void writeMeasurements(JsonGenerator out, AnnotationGroup group) throws IOException {
        List<String> names = FeatureGroup.names(group);
        out.writeArrayFieldStart("measurements");
        for (int i = 0; i < names.size(); i++) {
            Measurement measurement = group.measurements().get(i);
            out.writeStartObject();
            out.writeStringField("name", names.get(i));
            out.writeFieldName("concept");
            GroupMembers.writeConcept(out, measurement.concept());
            out.writeFieldName("unit");
            GroupMembers.writeConcept(out, measurement.unit());
            if (measurement.values().precision() == Precision.FLOAT64) {
                out.writeStringField("precision", Precision.FLOAT64.name());
            }
            out.writeEndObject();
        }
        out.writeEndArray();
    }
}
