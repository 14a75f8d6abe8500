package org.glossa.geojson;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.glossa.annotation.Algorithm;
import org.glossa.annotation.AnnotationView;
import org.glossa.annotation.CieLab;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.GroupDescription;

/**
 * What every feature of a group repeats, written once: the codes alone are several times the size of a small outline, and escaping
 * them anew for each feature would cost more than its coordinates.
 */
final class GroupMembers {
    private static final JsonFactory JSON = new JsonFactory();

    private final String idPrefix;
    private final SerializableString classification;
    private final SerializableString dicom;
    private final List<SerializableString> measurementNames;

    GroupMembers(AnnotationView view) throws IOException {
        GroupDescription group = view.group();
        this.idPrefix = group.number() + "-";
        this.classification = new SerializedString(text(out -> writeClassification(out, group)));
        String object = text(out -> writeDicom(out, view));
        this.dicom = new SerializedString("," + object.substring(1, object.length() - 1));
        this.measurementNames = MeasurementNames.of(view.measurementNames()).stream()
                .<SerializableString>map(SerializedString::new)
                .toList();
    }

    String featureId(long annotationIndex) {
        return idPrefix + annotationIndex;
    }

    /** What precedes the index of an annotation in its feature's id. */
    String idPrefix() {
        return idPrefix;
    }

    /** A whole JSON object. */
    SerializableString classification() {
        return classification;
    }

    /** The members of {@code properties.dicom} that all features of the group share, from the comma before the first of them. */
    SerializableString dicomMembers() {
        return dicom;
    }

    SerializableString measurementName(int measurement) {
        return measurementNames.get(measurement);
    }

    private static void writeClassification(JsonGenerator out, GroupDescription group) throws IOException {
        out.writeStartObject();
        ClassShown shown = ClassShown.of(group);
        SrgbColour colour = shown.colour();
        out.writeStringField("name", shown.name());
        out.writeFieldName("color");
        out.writeArray(new int[] {colour.red(), colour.green(), colour.blue()}, 0, 3);
        out.writeEndObject();
    }

    private static void writeDicom(JsonGenerator out, AnnotationView view) throws IOException {
        GroupDescription group = view.group();
        out.writeStartObject();
        out.writeStringField("groupUID", group.uid());
        out.writeNumberField("groupNumber", group.number());
        out.writeStringField("groupLabel", group.label());
        writeUnlessEmpty(out, "groupDescription", group.description());
        out.writeStringField("graphicType", view.graphicType().name());
        out.writeStringField("coordinatesVR", coordinatesVr(view));
        writeUnlessEmpty(out, "category", group.category());
        writeUnlessEmpty(out, "type", group.type());
        if (!group.typeModifiers().isEmpty()) {
            out.writeArrayFieldStart("typeModifiers");
            for (CodedConcept modifier : group.typeModifiers()) {
                writeConcept(out, modifier);
            }
            out.writeEndArray();
        }
        out.writeStringField("generationType", group.generation().name());
        writeAlgorithms(out, group.algorithms());
        if (!group.opticalPaths().isEmpty()) {
            out.writeArrayFieldStart("opticalPaths");
            for (String path : group.opticalPaths()) {
                out.writeString(path);
            }
            out.writeEndArray();
        }
        writeCommonZ(out, group.commonZ());
        CieLab colour = group.colour();
        if (colour != null) {
            out.writeFieldName("recommendedDisplayCIELab");
            out.writeArray(new int[] {colour.lightness(), colour.a(), colour.b()}, 0, 3);
        }
        out.writeEndObject();
    }

    private static String coordinatesVr(AnnotationView view) {
        return switch (view.precision()) {
            case FLOAT32 -> "OF";
            case FLOAT64 -> "OD";
        };
    }

    private static void writeAlgorithms(JsonGenerator out, List<Algorithm> algorithms) throws IOException {
        if (algorithms.isEmpty()) {
            return;
        }
        out.writeArrayFieldStart("algorithms");
        for (Algorithm algorithm : algorithms) {
            out.writeStartObject();
            out.writeStringField("name", algorithm.name());
            out.writeStringField("version", algorithm.version());
            CodedConcept family = algorithm.family();
            if (family != null) {
                writeUnlessEmpty(out, "family", family);
            }
            writeUnlessEmpty(out, "parameters", algorithm.parameters());
            writeUnlessEmpty(out, "source", algorithm.source());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void writeCommonZ(JsonGenerator out, List<Double> commonZ) throws IOException {
        if (commonZ.isEmpty()) {
            return;
        }
        if (commonZ.size() == 1) {
            out.writeFieldName("z");
            GeometryWriter.writeAnyNumber(out, commonZ.getFirst());
            return;
        }
        out.writeArrayFieldStart("z");
        for (double z : commonZ) {
            GeometryWriter.writeAnyNumber(out, z);
        }
        out.writeEndArray();
    }

    private static void writeUnlessEmpty(JsonGenerator out, String name, String value) throws IOException {
        if (!value.isEmpty()) {
            out.writeStringField(name, value);
        }
    }

    private static void writeUnlessEmpty(JsonGenerator out, String name, CodedConcept concept) throws IOException {
        if (!concept.value().isEmpty() || !concept.meaning().isEmpty()) {
            out.writeFieldName(name);
            writeConcept(out, concept);
        }
    }

    static void writeConcept(JsonGenerator out, CodedConcept concept) throws IOException {
        out.writeStartObject();
        out.writeStringField("value", concept.value());
        out.writeStringField("scheme", concept.scheme());
        writeUnlessEmpty(out, "schemeVersion", concept.schemeVersion());
        out.writeStringField("meaning", concept.meaning());
        out.writeEndObject();
    }

    @FunctionalInterface
    private interface Content {
        void write(JsonGenerator out) throws IOException;
    }

    private static String text(Content content) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            content.write(out);
        }
        return text.toString();
    }
}
