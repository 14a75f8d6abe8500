package org.glossa.geojson;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.AnnotationView.MeasurementName;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.GroupCursor;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DicomJson;
import org.glossa.image.CoordRefSys;
import org.glossa.spatial.PlanarTransform;

/**
 * Writes a whole set as one GeoJSON FeatureCollection, streaming. Beside {@code coordRefSys} the collection has a foreign member
 * {@code dicom}: the identity of the set and, for each group, the codes of its measurements, which a feature only names in words, and the
 * attributes that features have no member for, as DICOM JSON.
 */
public final class FeatureCollectionWriter {
    private static final int PROGRESS_EVERY = 4096;

    private final String coordRefSys;
    private final PlanarTransform transform;
    private final CoordinateSpace answerSpace;

    /** How many annotations are written. */
    @FunctionalInterface
    public interface Progress {
        void done(long annotationsDone, long annotationsTotal);
    }

    /**
     * @param coordRefSys of {@code answerSpace}, see {@link CoordRefSys}
     * @param transform from the space of the set to {@code answerSpace}
     */
    public FeatureCollectionWriter(String coordRefSys, PlanarTransform transform, CoordinateSpace answerSpace) {
        this.coordRefSys = coordRefSys;
        this.transform = transform;
        this.answerSpace = answerSpace;
    }

    /**
     * @param remainders for each group what features do not carry of its DICOM item, see {@link GroupRemainder}; or none at all
     * @param target stays open, in UTF-8
     * @return how many annotations were written with {@code "geometry": null}
     */
    public long write(AnnotationSet set, List<DataSet> remainders, OutputStream target, Progress progress)
            throws IOException {
        JsonFactory json = new JsonFactory();
        try (JsonGenerator out = json.createGenerator(target, JsonEncoding.UTF8)) {
            out.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            out.writeStartObject();
            out.writeStringField("type", "FeatureCollection");
            out.writeStringField("coordRefSys", coordRefSys);
            writeSource(out, set, remainders);
            out.writeArrayFieldStart("features");
            long withoutGeometry = writeFeatures(out, set, progress);
            out.writeEndArray();
            out.writeEndObject();
            out.writeRaw('\n');
            return withoutGeometry;
        }
    }

    private long writeFeatures(JsonGenerator out, AnnotationSet set, Progress progress) throws IOException {
        FeatureWriter features = new FeatureWriter(out, transform, answerSpace);
        long total = set.annotationCount();
        long done = 0;
        for (AnnotationGroup group : set.groups()) {
            GroupCursor cursor = new GroupCursor(group);
            for (long annotation = 0; annotation < group.annotationCount(); annotation++) {
                out.writeRaw('\n');
                features.write(cursor.moveTo(annotation));
                if (++done % PROGRESS_EVERY == 0) {
                    progress.done(done, total);
                }
            }
        }
        progress.done(total, total);
        return features.withoutGeometry();
    }

    private static void writeSource(JsonGenerator out, AnnotationSet set, List<DataSet> remainders) throws IOException {
        out.writeObjectFieldStart("dicom");
        out.writeStringField("sopInstanceUID", set.sopInstanceUid());
        var image = set.image();
        if (image != null) {
            out.writeStringField("referencedImage", image.sopInstanceUid());
        }
        out.writeArrayFieldStart("groups");
        for (int i = 0; i < set.groups().size(); i++) {
            out.writeStartObject();
            writeGroup(out, set.groups().get(i));
            if (i < remainders.size() && remainders.get(i).size() > 0) {
                out.writeFieldName("attributes");
                DicomJson.write(out, remainders.get(i), null);
            }
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void writeGroup(JsonGenerator out, AnnotationGroup group) throws IOException {
        out.writeNumberField("number", group.description().number());
        out.writeStringField("uid", group.description().uid());
        out.writeStringField("label", group.description().label());
        out.writeStringField("graphicType", group.graphicType().name());
        out.writeNumberField("annotationCount", group.annotationCount());
        List<MeasurementName> measurements = new GroupCursor(group).measurementNames();
        List<String> names = GroupMembers.names(measurements);
        out.writeArrayFieldStart("measurements");
        for (int i = 0; i < names.size(); i++) {
            out.writeStartObject();
            out.writeStringField("name", names.get(i));
            writeConcept(out, "concept", measurements.get(i).concept());
            writeConcept(out, "unit", measurements.get(i).unit());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void writeConcept(JsonGenerator out, String name, CodedConcept concept) throws IOException {
        out.writeFieldName(name);
        GroupMembers.writeConcept(out, concept);
    }
}
