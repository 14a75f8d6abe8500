package org.glossa.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.glossa.command.FileInfo.Fact;
import org.glossa.command.FileInfo.GroupRow;
import org.glossa.finding.Finding;
import org.glossa.ledger.FindingJson;
import org.glossa.ledger.Ledger;

/** {@link FileInfo} for humans and for programs. */
final class InfoPrinter {
    private static final List<String> HEADINGS =
            List.of("#", "label", "type", "graphic type", "annotations", "vertices", "precision", "measurements");

    private InfoPrinter() {}

    static void printText(FileInfo info, PrintWriter out) {
        int width = info.facts().stream()
                .mapToInt(fact -> fact.label().length())
                .max()
                .orElse(0);
        for (Fact fact : info.facts()) {
            out.println(
                    fact.label() + " ".repeat(width - fact.label().length() + 2) + Printable.of(text(fact.value())));
        }
        if (!info.groups().isEmpty()) {
            out.println();
            printTable(info.groups(), out);
        }
        out.println();
        if (info.findings().isEmpty()) {
            out.println("No findings.");
        }
        for (Finding finding : info.findings()) {
            out.println(Ledger.word(finding.severity()) + ": " + Printable.of(finding.sentence()));
        }
    }

    private static String text(Object value) {
        if (value instanceof List<?> values) {
            return values.stream().map(String::valueOf).collect(Collectors.joining(" \\ "));
        }
        return String.valueOf(value);
    }

    private static void printTable(List<GroupRow> groups, PrintWriter out) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADINGS);
        for (GroupRow group : groups) {
            rows.add(List.of(
                    Integer.toString(group.number()),
                    Printable.of(group.label()),
                    Printable.of(group.type()),
                    group.graphicType(),
                    Long.toString(group.annotationCount()),
                    Long.toString(group.vertexCount()),
                    group.precision() + " x " + group.ordinates(),
                    Printable.of(String.join(", ", group.measurements()))));
        }
        int[] widths = new int[HEADINGS.size()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                String cell = row.get(column);
                line.append(cell).append(" ".repeat(widths[column] - cell.length() + 2));
            }
            out.println(line.toString().stripTrailing());
        }
    }

    static void printJson(FileInfo info, PrintWriter out) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            for (Fact fact : info.facts()) {
                json.writeFieldName(fact.key());
                writeValue(json, fact.value());
            }
            if (!info.groups().isEmpty()) {
                json.writeArrayFieldStart("groups");
                for (GroupRow group : info.groups()) {
                    writeGroup(json, group);
                }
                json.writeEndArray();
            }
            json.writeFieldName("findings");
            FindingJson.write(json, info.findings());
            json.writeEndObject();
        }
        out.println();
    }

    private static void writeValue(JsonGenerator json, Object value) throws IOException {
        switch (value) {
            case List<?> values -> {
                json.writeStartArray();
                for (Object element : values) {
                    writeValue(json, element);
                }
                json.writeEndArray();
            }
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            default -> json.writeString(value.toString());
        }
    }

    private static void writeGroup(JsonGenerator json, GroupRow group) throws IOException {
        json.writeStartObject();
        json.writeNumberField("number", group.number());
        json.writeStringField("uid", group.uid());
        json.writeStringField("label", group.label());
        json.writeStringField("category", group.category());
        json.writeStringField("type", group.type());
        json.writeStringField("generationType", group.generationType());
        json.writeStringField("graphicType", group.graphicType());
        json.writeNumberField("annotationCount", group.annotationCount());
        json.writeNumberField("vertexCount", group.vertexCount());
        json.writeStringField("precision", group.precision());
        json.writeNumberField("ordinates", group.ordinates());
        json.writeFieldName("measurements");
        writeValue(json, group.measurements());
        json.writeEndObject();
    }
}
