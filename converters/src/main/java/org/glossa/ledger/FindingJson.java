package org.glossa.ledger;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.glossa.finding.Finding;
import org.glossa.finding.Place;

/** Findings as JSON: in problems, in what a collection says of itself, and in {@code info --json}. */
public final class FindingJson {
    private FindingJson() {}

    /** An array of objects. */
    public static void write(JsonGenerator out, List<Finding> findings) throws IOException {
        out.writeStartArray();
        for (Finding finding : findings) {
            write(out, finding);
        }
        out.writeEndArray();
    }

    private static void write(JsonGenerator out, Finding finding) throws IOException {
        out.writeStartObject();
        out.writeStringField("code", finding.code());
        out.writeStringField("severity", Ledger.word(finding.severity()));
        switch (finding.place()) {
            case Place.DataElement element -> {
                writeOffset(out, element.byteOffset());
                out.writeStringField("tagPath", element.tagPath());
            }
            case Place.JsonValue value -> {
                writeOffset(out, value.byteOffset());
                out.writeStringField("pointer", value.pointer());
            }
            case Place.FileBytes bytes -> {
                out.writeStringField("file", bytes.file());
                writeOffset(out, bytes.firstByte());
                if (bytes.byteCount() >= 0) {
                    out.writeNumberField("byteCount", bytes.byteCount());
                }
            }
            case Place.Whole whole -> {
                // no place within
            }
        }
        out.writeStringField("got", finding.got());
        out.writeStringField("allowed", finding.allowed());
        out.writeStringField("remedy", finding.remedy());
        out.writeStringField("clause", finding.clause());
        out.writeStringField("sentence", finding.sentence());
        out.writeEndObject();
    }

    private static void writeOffset(JsonGenerator out, long byteOffset) throws IOException {
        if (byteOffset >= 0) {
            out.writeNumberField("byteOffset", byteOffset);
        }
    }
}
