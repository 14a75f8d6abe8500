package org.glossa.diff;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.glossa.diff.Difference.Example;

/** Differences as a JSON object; its schema is the resource {@code org/glossa/diff/diff.schema.json}. */
public final class DiffJson {
    /** Raised when a member changes its meaning or goes; not when one is added. */
    public static final int VERSION = 1;

    private DiffJson() {}

    public static void write(JsonGenerator out, Diff diff) throws IOException {
        out.writeStartObject();
        out.writeNumberField("version", VERSION);
        out.writeBooleanField("same", diff.isEmpty());
        out.writeNumberField("annotationsCompared", diff.annotationsCompared());
        out.writeArrayFieldStart("differences");
        for (Difference difference : diff.differences()) {
            write(out, difference);
        }
        out.writeEndArray();
        out.writeArrayFieldStart("remarks");
        for (String remark : diff.remarks()) {
            out.writeString(remark);
        }
        out.writeEndArray();
        out.writeStringField("summary", DiffText.summary(diff));
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, Difference difference) throws IOException {
        out.writeStartObject();
        out.writeStringField("attribute", difference.attribute().word());
        out.writeNumberField("count", difference.count());
        if (!Double.isNaN(difference.maxAbsError())) {
            out.writeNumberField("maxAbsError", difference.maxAbsError());
        }
        out.writeArrayFieldStart("firstExamples");
        for (Example example : difference.firstExamples()) {
            out.writeStartObject();
            out.writeStringField("first", example.first());
            out.writeStringField("second", example.second());
            out.writeStringField("inFirst", example.inFirst());
            out.writeStringField("inSecond", example.inSecond());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }
}
