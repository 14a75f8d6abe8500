package org.glossa.ledger;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.glossa.finding.Severity;

/** The entries of one conversion. Not thread-safe. */
public final class Ledger {
    private final List<LedgerEntry> entries = new ArrayList<>();

    public void add(LedgerEntry entry) {
        entries.add(entry);
    }

    public List<LedgerEntry> entries() {
        return List.copyOf(entries);
    }

    /** Whether something is in the output no more: what {@code --strict} refuses. */
    public boolean hasLoss() {
        return entries.stream().anyMatch(entry -> entry.severity() == Severity.LOSS);
    }

    /** Writes {@code {"entries": […]}}; severities are {@code info}, {@code warning}, {@code loss} and {@code error}. */
    public void write(JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeArrayFieldStart("entries");
        for (LedgerEntry entry : entries) {
            write(out, entry);
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, LedgerEntry entry) throws IOException {
        out.writeStartObject();
        out.writeStringField("code", entry.code());
        out.writeStringField("severity", word(entry.severity()));
        out.writeBooleanField("restorable", entry.carriage() == LedgerEntry.Carriage.RESTORABLE);
        out.writeNumberField("count", entry.count());
        out.writeArrayFieldStart("firstPaths");
        for (String path : entry.firstPaths()) {
            out.writeString(path);
        }
        out.writeEndArray();
        if (!Double.isNaN(entry.maxAbsError())) {
            out.writeNumberField("maxAbsError", entry.maxAbsError());
        }
        out.writeStringField("detail", entry.detail());
        out.writeEndObject();
    }

    /** As reports and the ledger spell a severity. */
    public static String word(Severity severity) {
        return switch (severity) {
            case INFORMATION -> "info";
            case WARNING -> "warning";
            case LOSS -> "loss";
            case ERROR -> "error";
        };
    }
}
