package org.glossa.ann;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.Measurement;

/** What a set in memory says, for {@code highdicom_reads.py}: numbers as the hexadecimal digits of their little-endian bytes. */
final class SetTruth {
    private SetTruth() {}

    static void write(AnnotationSet set, Path file) throws IOException {
        try (JsonGenerator out = new JsonFactory().createGenerator(Files.newBufferedWriter(file))) {
            out.writeStartObject();
            out.writeStringField(
                    "coordinateType", set.space() instanceof CoordinateSpace.SlideMillimetres ? "3D" : "2D");
            out.writeArrayFieldStart("groups");
            for (AnnotationGroup group : set.groups()) {
                write(out, group);
            }
            out.writeEndArray();
            out.writeEndObject();
        }
    }

    private static void write(JsonGenerator out, AnnotationGroup group) throws IOException {
        out.writeStartObject();
        out.writeNumberField("number", group.description().number());
        out.writeStringField("uid", group.description().uid());
        out.writeStringField("label", group.description().label());
        out.writeStringField("graphicType", group.graphicType().name());
        Coordinates coordinates = group.coordinates();
        out.writeStringField("precision", coordinates.precision().name());
        out.writeNumberField("ordinates", coordinates.ordinates());
        out.writeArrayFieldStart("commonZ");
        for (double z : group.description().commonZ()) {
            out.writeNumber(z);
        }
        out.writeEndArray();
        out.writeArrayFieldStart("annotations");
        for (long i = 0; i < coordinates.annotationCount(); i++) {
            long first = coordinates.firstVertex(i) * coordinates.vertexBytes();
            long length = coordinates.vertexCount(i) * coordinates.vertexBytes();
            byte[] bytes = coordinates.chunk(0).asSlice(first, length).toArray(ValueLayout.JAVA_BYTE);
            out.writeString(HexFormat.of().formatHex(bytes));
        }
        out.writeEndArray();
        out.writeArrayFieldStart("measurements");
        for (Measurement measurement : group.measurements()) {
            out.writeStartArray();
            for (long i = 0; i < coordinates.annotationCount(); i++) {
                boolean present = measurement.values().isPresent(i);
                int bits = Integer.reverseBytes(
                        Float.floatToRawIntBits(measurement.values().value(i)));
                out.writeString(present ? HexFormat.of().toHexDigits(bits) : "");
            }
            out.writeEndArray();
        }
        out.writeEndArray();
        out.writeEndObject();
    }
}
