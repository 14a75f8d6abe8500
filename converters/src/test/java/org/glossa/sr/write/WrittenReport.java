package org.glossa.sr.write;

import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Tag;
import org.glossa.finding.Finding;
import org.glossa.ledger.Ledger;
import org.glossa.ledger.LedgerEntry.Carriage;

/** A report as text. */
record WrittenReport(DataSet root, Ledger ledger, List<Finding> findings) {
    List<DataSet> items() {
        return root.items(Tag.ContentSequence).stream()
                .filter(item -> text(item).startsWith("CONTAINER 126010"))
                .flatMap(item -> item.items(Tag.ContentSequence).stream())
                .toList();
    }

    List<List<String>> groups() {
        return items().stream()
                .map(item -> item.items(Tag.ContentSequence).stream()
                        .map(WrittenReport::text)
                        .toList())
                .toList();
    }

    List<String> regions() {
        return groups().stream()
                .flatMap(List::stream)
                .filter(text -> text.startsWith("SCOORD"))
                .toList();
    }

    List<Integer> points() {
        return regions().stream()
                .map(text -> (int) text.chars().filter(c -> c == ',').count() / 2 + 1)
                .toList();
    }

    List<String> templates() {
        return items().stream()
                .map(item -> item.firstItem(Tag.ContentTemplateSequence)
                        .flatMap(template -> template.string(Tag.TemplateIdentifier))
                        .orElse(""))
                .toList();
    }

    Map<String, Long> codes() {
        Map<String, Long> codes = new TreeMap<>();
        ledger.entries()
                .forEach(entry ->
                        codes.put(entry.code() + (entry.carriage() == Carriage.RESTORABLE ? "*" : ""), entry.count()));
        return codes;
    }

    private static String code(DataSet item, int tag) {
        return item.firstItem(tag)
                .flatMap(code -> code.string(Tag.CodeValue).or(() -> code.string(Tag.LongCodeValue)))
                .orElse("");
    }

    static String text(DataSet item) {
        String type = item.string(Tag.ValueType).orElseThrow();
        String named = type + " " + code(item, Tag.ConceptNameCodeSequence);
        return switch (type) {
            case "TEXT" -> named + " " + item.string(Tag.TextValue).orElseThrow();
            case "UIDREF" -> named + " " + item.string(Tag.UID).orElseThrow();
            case "CODE" -> named + " " + code(item, Tag.ConceptCodeSequence);
            case "NUM" -> named + " " + number(item);
            case "SCOORD", "SCOORD3D" ->
                type + " " + item.string(Tag.GraphicType).orElseThrow() + " " + floats(item) + " "
                        + item.string(Tag.PixelOriginInterpretation)
                                .or(() -> item.string(Tag.ReferencedFrameOfReferenceUID))
                                .orElse("");
            default -> named;
        };
    }

    private static String floats(DataSet item) {
        return Arrays.toString(item.bytes(Tag.GraphicData)
                .toArray(ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(java.nio.ByteOrder.LITTLE_ENDIAN)));
    }

    private static String number(DataSet item) {
        List<DataSet> measured = new ArrayList<>(item.items(Tag.MeasuredValueSequence));
        if (measured.isEmpty()) {
            return "qualifier " + code(item, Tag.NumericValueQualifierCodeSequence);
        }
        DataSet value = measured.getFirst();
        String decimal = value.string(Tag.NumericValue).orElseThrow();
        var wide = value.decimal(Tag.FloatingPointValue);
        return decimal + (wide.isPresent() ? " " + wide.getAsDouble() : "") + " "
                + code(value, Tag.MeasurementUnitsCodeSequence);
    }
}
