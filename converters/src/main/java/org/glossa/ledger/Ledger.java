package org.glossa.ledger;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.glossa.finding.Severity;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one conversion. As JSON it follows the schema {@code ledger.schema.json} beside this class. Not thread-safe.
 */
public final class Ledger {
    /** Of the JSON form; a new member leaves it, another meaning raises it. */
    public static final int VERSION = 1;

    private final List<LedgerEntry> entries = new ArrayList<>();
    private @Nullable LedgerDocument source;
    private @Nullable LedgerDocument target;

    /** Says between which documents the entries lie. */
    public void between(LedgerDocument source, LedgerDocument target) {
        this.source = source;
        this.target = target;
    }

    public void add(LedgerEntry entry) {
        entries.add(entry);
    }

    public List<LedgerEntry> entries() {
        return List.copyOf(entries);
    }

    /** Whether {@code --strict} refuses: something is lost, or an option of the caller refused it. */
    public boolean isRefusedByStrict() {
        return entries.stream()
                .anyMatch(entry -> entry.severity() == Severity.LOSS || entry.severity() == Severity.ERROR);
    }

    /** Writes {@code {"version", "source", "target", "entries"}}; severities are {@code info}, {@code warning}, {@code loss} and {@code error}. */
    public void write(JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeNumberField("version", VERSION);
        write(out, "source", source);
        write(out, "target", target);
        out.writeArrayFieldStart("entries");
        for (LedgerEntry entry : entries) {
            write(out, entry);
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, String name, @Nullable LedgerDocument document) throws IOException {
        if (document == null) {
            return;
        }
        out.writeObjectFieldStart(name);
        out.writeStringField("language", document.language());
        if (!document.sopInstanceUid().isEmpty()) {
            out.writeStringField("sopInstanceUID", document.sopInstanceUid());
        }
        if (!document.coordRefSys().isEmpty()) {
            out.writeStringField("coordRefSys", document.coordRefSys());
        }
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, LedgerEntry entry) throws IOException {
        out.writeStartObject();
        out.writeStringField("code", entry.code());
        out.writeStringField("severity", word(entry.severity()));
        out.writeBooleanField("restorable", entry.carriage() == LedgerEntry.Carriage.RESTORABLE);
        out.writeNumberField("count", entry.count());
        out.writeArrayFieldStart("attributes");
        for (Attribute attribute : entry.attributes()) {
            out.writeString(attribute.word());
        }
        out.writeEndArray();
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
