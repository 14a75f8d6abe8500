package org.glossa.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What conversions between GeoJSON, ANN and SR must keep and what their ledgers must say, as tables in
 * {@code test-corpus/src/main/resources/conversion}. The tables were written before the converters, so that these are measured by them.
 */
public final class ConversionMatrix {
    private static final String LOSSLESS = "L";

    private static final Set<String> WITHOUT_COORDINATES = Set.of("null geometry", "empty geometry", "no region");

    /** The languages, SR once by each kind of its coordinates; a column of geometry.tsv each. */
    public enum Target {
        ANN("ann"),
        SR_SCOORD("sr-scoord"),
        SR_SCOORD3D("sr-scoord3d"),
        GEOJSON("geojson");

        private final String column;

        Target(String column) {
            this.column = column;
        }

        public String column() {
            return column;
        }
    }

    /** How grave a ledger code is, as the ledger spells it: info, warning, loss or error. */
    public record Code(String code, String severity, String meaning) {}

    /**
     * An expected kind of ledger entry.
     *
     * @param restorable whether our reader restores what others cannot read
     */
    public record Entry(Code code, boolean restorable) {}

    /**
     * One geometry in one precision on its way to one target.
     *
     * @param source {@code geojson}, {@code ann}, {@code sr-scoord} or {@code sr-scoord3d}
     * @param geometry as in geometry.tsv, such as {@code POLYGON, 3D}; an option of the conversion may follow
     * @param precision {@code float32-exact}, {@code two-decimals} or {@code double}; {@code none} without coordinates
     * @param options {@code name=value} of the conversion; may be empty
     * @param entries what the ledger has, by code; nothing else
     */
    public record Cell(
            String source,
            String geometry,
            Target target,
            String precision,
            List<String> options,
            SortedMap<String, Entry> entries) {
        /** Whether nothing is lost, not even to others. */
        public boolean isLossless() {
            return entries.values().stream()
                    .noneMatch(entry -> entry.code().severity().equals("loss"));
        }
    }

    /** What is not geometry, on its way to {@code ann}, {@code sr} or {@code geojson}. */
    public record AttributeCell(String source, String attribute, String target, SortedMap<String, Entry> entries) {}

    private final Map<String, Code> codes = new LinkedHashMap<>();
    private final List<Cell> cells = new ArrayList<>();
    private final List<AttributeCell> attributes = new ArrayList<>();

    private ConversionMatrix() {
        for (Map<String, String> row : rows("codes.tsv")) {
            String code = cell(row, "code");
            codes.put(code, new Code(code, cell(row, "severity"), cell(row, "meaning")));
        }
        for (Map<String, String> row : rows("attributes.tsv")) {
            for (String target : List.of("ann", "sr", "geojson")) {
                attributes.add(new AttributeCell(
                        cell(row, "source"), cell(row, "attribute"), target, entries(cell(row, target))));
            }
        }
        List<Map<String, String>> precisions = rows("precision.tsv");
        for (Map<String, String> geometry : rows("geometry.tsv")) {
            for (Map<String, String> precision : precisions) {
                if (space(geometry).equals(cell(precision, "space")) && canHold(geometry, precision)) {
                    add(geometry, precision);
                }
            }
        }
    }

    /** Reads the tables. */
    public static ConversionMatrix read() {
        return new ConversionMatrix();
    }

    /** Each geometry in each precision to each target. */
    public List<Cell> cells() {
        return List.copyOf(cells);
    }

    public List<AttributeCell> attributes() {
        return List.copyOf(attributes);
    }

    /** All codes that a ledger may have, in the order of the alphabet. */
    public List<Code> codes() {
        return List.copyOf(codes.values());
    }

    private void add(Map<String, String> geometry, Map<String, String> precision) {
        List<String> options = new ArrayList<>();
        Arrays.stream(cell(geometry, "geometry").split(", "))
                .filter(word -> word.contains("="))
                .forEach(options::add);
        Arrays.stream(cell(precision, "options").split(" "))
                .filter(word -> !word.isEmpty())
                .forEach(options::add);
        for (Target target : Target.values()) {
            SortedMap<String, Entry> entries = entries(cell(geometry, target.column()));
            if (entries.keySet().stream().noneMatch(ConversionMatrix::leavesNoCoordinate)) {
                entries.putAll(entries(cell(precision, target.column())));
            }
            cells.add(new Cell(
                    cell(geometry, "source"),
                    cell(geometry, "geometry"),
                    target,
                    cell(precision, "precision"),
                    List.copyOf(options),
                    entries));
        }
    }

    private static boolean leavesNoCoordinate(String code) {
        return code.equals("GEOMETRY_ABSENT") || code.equals("HOLE_REFUSED") || code.equals("SOLID_NOT_CARRIED");
    }

    private static String space(Map<String, String> geometry) {
        String name = cell(geometry, "geometry");
        if (WITHOUT_COORDINATES.contains(name)) {
            return "none";
        }
        return cell(geometry, "source").equals("sr-scoord3d") || name.contains(", 3D") ? "millimetres" : "pixels";
    }

    /** SR has no coordinates but float32 (FL). */
    private static boolean canHold(Map<String, String> geometry, Map<String, String> precision) {
        return !cell(geometry, "source").startsWith("sr-")
                || Set.of("float32-exact", "none").contains(cell(precision, "precision"));
    }

    private SortedMap<String, Entry> entries(String words) {
        SortedMap<String, Entry> entries = new TreeMap<>();
        if (words.equals(LOSSLESS)) {
            return entries;
        }
        for (String word : words.split(" ")) {
            boolean restorable = word.endsWith("*");
            String code = restorable ? word.substring(0, word.length() - 1) : word;
            Code known = codes.get(code);
            if (known == null) {
                throw new IllegalStateException("codes.tsv does not say what " + code + " means");
            }
            entries.put(code, new Entry(known, restorable));
        }
        return entries;
    }

    private static List<Map<String, String>> rows(String file) {
        Path path = Corpus.folder().resolve("conversion").resolve(file);
        try {
            List<String[]> lines = Files.readAllLines(path).stream()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .toList();
            String[] columns = lines.getFirst();
            return lines.stream().skip(1).map(line -> row(path, columns, line)).collect(Collectors.toList());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    private static Map<String, String> row(Path path, String[] columns, String[] line) {
        if (line.length != columns.length) {
            throw new IllegalStateException(
                    path + ": " + columns.length + " columns, got " + line.length + " in " + String.join("|", line));
        }
        Map<String, String> row = new HashMap<>();
        for (int i = 0; i < columns.length; i++) {
            row.put(columns[i], line[i]);
        }
        return row;
    }

    private static String cell(Map<String, String> row, String column) {
        String cell = row.get(column);
        if (cell == null) {
            throw new IllegalStateException("no column " + column);
        }
        return cell;
    }
}
