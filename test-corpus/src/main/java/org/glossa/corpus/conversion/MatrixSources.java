package org.glossa.corpus.conversion;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.glossa.corpus.ConversionMatrix;
import org.glossa.corpus.ConversionMatrix.AttributeCell;
import org.glossa.corpus.ConversionMatrix.Cell;
import org.glossa.corpus.ConversionMatrix.Entry;
import org.glossa.corpus.ConversionMatrix.Target;
import org.glossa.corpus.Corpus;

/**
 * A document for each row of the {@link ConversionMatrix}, which holds what the row is about and nothing else that has a ledger code, apart
 * from what a document of its language cannot be without ({@link #unavoidable}). Those in DICOM lie in {@code matrix}, as
 * {@code make_matrix.py} writes them; all are about the image {@link #image()}.
 */
public final class MatrixSources {
    private static final String GROUP_BESIDE = "GROUP_IN_PRIVATE_MEMBER";
    private static final Map<String, Path> FILES = files();
    private static final Map<String, String> GEOMETRY_OF_ATTRIBUTE = geometryOfAttribute();

    private MatrixSources() {}

    /**
     * One conversion that is to be run.
     *
     * @param name for messages
     * @param source {@code geojson}, {@code ann}, {@code sr-scoord} or {@code sr-scoord3d}; {@code sr} is {@code sr-scoord}
     * @param bytes of the source
     * @param options {@code name=value}
     * @param entries all that the ledger has, by code
     * @param ofRow those of the row alone, without its precision and what is unavoidable
     */
    public record Run(
            String name,
            String source,
            byte[] bytes,
            Target target,
            List<String> options,
            SortedMap<String, Entry> entries,
            Set<String> ofRow) {
        /** {@code .geojson} or {@code .dcm}. */
        public String extension() {
            return source.equals("geojson") ? ".geojson" : ".dcm";
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Level 0 of the slide that all sources are about: 1,024 x 1,024 pixels of 0.25 um, turned as most scanners do. */
    public static Path image() {
        return folder().resolve("image.dcm");
    }

    /** Another slide of the study, which one source has regions on. */
    public static Path otherImage() {
        return folder().resolve("other-image.dcm");
    }

    /** The DICOM files, images included. */
    public static List<Path> dicomFiles() {
        List<Path> all = new ArrayList<>(List.of(image(), otherImage()));
        all.addAll(FILES.values());
        return all;
    }

    /** A run for each cell of the matrix: geometries, then attributes to all four targets. */
    public static List<Run> runs(ConversionMatrix matrix) {
        List<Run> runs = new ArrayList<>();
        for (Cell cell : matrix.cells()) {
            SortedMap<String, Entry> entries = new TreeMap<>(cell.entries());
            addUnavoidable(matrix, cell.source(), cell.target(), entries);
            besides(cell).forEach(code -> addCode(matrix, code, entries));
            runs.add(new Run(
                    cell.source() + " " + cell.geometry() + " " + cell.precision() + " " + cell.options() + " -> "
                            + cell.target().column(),
                    cell.source(),
                    bytes(cell.source(), cell.geometry(), cell.precision()),
                    cell.target(),
                    cell.options(),
                    entries,
                    Set.copyOf(cell.entries().keySet())));
        }
        for (AttributeCell cell : matrix.attributes()) {
            for (Target target : Target.values()) {
                if (cell.target().equals(target.column().replaceFirst("-.*", ""))) {
                    runs.add(attributeRun(matrix, cell, target));
                }
            }
        }
        return runs;
    }

    private static Run attributeRun(ConversionMatrix matrix, AttributeCell cell, Target target) {
        String source = cell.source().equals("sr") ? "sr-scoord" : cell.source();
        String geometry = geometryOf(cell);
        Cell base = matrix.cells().stream()
                .filter(of -> of.source().equals(source)
                        && of.geometry().equals(geometry)
                        && of.target() == target
                        && of.precision().equals("float32-exact")
                        && of.options().isEmpty())
                .findFirst()
                .orElseThrow();
        SortedMap<String, Entry> entries = new TreeMap<>(base.entries());
        entries.putAll(cell.entries());
        addUnavoidable(matrix, source, target, entries);
        if (cell.attribute().equals("all z planes")) {
            // its point lies where float32 has the pixel
            entries.remove("PRECISION_FLOAT32");
        }
        if (target == Target.ANN && cell.attribute().equals("observer")) {
            // who observed says whether a person or a program made it
            entries.remove("GENERATION_UNSTATED");
        }
        if (source.equals("ann") && cell.attribute().equals("algorithm")) {
            // what has an algorithm was made by a program
            entries.remove("GENERATION_TYPE_NOT_CARRIED");
        }
        return new Run(
                source + " attribute " + cell.attribute() + " -> " + target.column(),
                source,
                bytes(cell),
                target,
                List.of(),
                entries,
                Set.copyOf(cell.entries().keySet()));
    }

    /**
     * What the ledger always has: each group of ANN has a number, a UID, a label and a generation type, each report a class and a title,
     * and none who made its annotations.
     *
     * @return codes, all of them restorable
     */
    public static Set<String> unavoidable(String source, Target target) {
        boolean toReport = target == Target.SR_SCOORD || target == Target.SR_SCOORD3D;
        return switch (source) {
            case "ann" ->
                toReport
                        ? Set.of("GROUP_NOT_CARRIED", "GENERATION_TYPE_NOT_CARRIED")
                        : target == Target.GEOJSON ? Set.of(GROUP_BESIDE) : Set.of();
            case "sr-scoord", "sr-scoord3d" ->
                target == Target.GEOJSON
                        ? Set.of(GROUP_BESIDE, "CONTENT_IN_PRIVATE_MEMBER")
                        : target == Target.ANN ? Set.of("GENERATION_UNSTATED") : Set.of();
            case "geojson" -> Set.of();
            default -> throw new IllegalArgumentException("source " + source);
        };
    }

    /** What the ledger has of the annotation beside one that ANN cannot have: its space is another, and it has a z of 0 to lose. */
    private static Set<String> besides(Cell cell) {
        boolean flat = cell.target() == Target.SR_SCOORD || cell.target() == Target.GEOJSON;
        return switch (cell.geometry()) {
            case "null geometry", "empty geometry" -> ofSpace(cell.target());
            case "no region" ->
                cell.source().equals("sr-scoord")
                        ? ofSpace(cell.target())
                        : flat ? Set.of("SPACE_CHANGED", "Z_DROPPED") : Set.of();
            case "ELLIPSOID" -> flat ? Set.of("SPACE_CHANGED", "Z_DROPPED") : Set.of();
            default -> Set.of();
        };
    }

    private static Set<String> ofSpace(Target target) {
        return target == Target.SR_SCOORD3D ? Set.of("SPACE_CHANGED") : Set.of();
    }

    private static void addUnavoidable(
            ConversionMatrix matrix, String source, Target target, SortedMap<String, Entry> entries) {
        unavoidable(source, target).forEach(code -> addCode(matrix, code, entries));
    }

    private static void addCode(ConversionMatrix matrix, String code, SortedMap<String, Entry> entries) {
        matrix.codes().stream()
                .filter(known -> known.code().equals(code))
                .forEach(known -> entries.putIfAbsent(code, new Entry(known, true)));
    }

    /** The source of a row of geometry.tsv in a precision of precision.tsv. */
    public static byte[] bytes(String source, String geometry, String precision) {
        return source.equals("geojson")
                ? MatrixGeoJson.geometry(geometry, precision).getBytes(StandardCharsets.UTF_8)
                : read(file(key("geometry", source, geometry, precision)));
    }

    /** The source of a row of attributes.tsv. */
    public static byte[] bytes(AttributeCell cell) {
        return cell.source().equals("geojson")
                ? MatrixGeoJson.attribute(cell.attribute()).getBytes(StandardCharsets.UTF_8)
                : read(file(key("attribute", cell.source(), cell.attribute(), "float32-exact")));
    }

    private static String geometryOf(AttributeCell cell) {
        if (cell.source().equals("geojson")) {
            return cell.attribute().equals("nucleusGeometry") ? "Polygon" : "Point";
        }
        String geometry = GEOMETRY_OF_ATTRIBUTE.get(cell.source() + " " + cell.attribute());
        if (geometry == null) {
            throw new IllegalStateException("index.tsv has no " + cell.source() + " " + cell.attribute());
        }
        return geometry;
    }

    private static Path folder() {
        return Corpus.folder().resolve("matrix");
    }

    private static Path file(String key) {
        Path file = FILES.get(key);
        if (file == null) {
            throw new IllegalArgumentException("index.tsv has no " + key);
        }
        return file;
    }

    private static String key(String table, String source, String row, String precision) {
        return String.join("|", table, source, row, precision);
    }

    private static Map<String, Path> files() {
        Map<String, Path> files = new LinkedHashMap<>();
        for (String[] line : index()) {
            files.put(key(line[0], line[1], line[2], line[4]), folder().resolve(line[5]));
        }
        return files;
    }

    private static Map<String, String> geometryOfAttribute() {
        Map<String, String> geometries = new LinkedHashMap<>();
        for (String[] line : index()) {
            if (line[0].equals("attribute")) {
                geometries.put(line[1] + " " + line[2], line[3]);
            }
        }
        return geometries;
    }

    /** Lines of table, source, row, geometry, precision, file. */
    private static List<String[]> index() {
        try {
            return Files.readAllLines(folder().resolve("index.tsv")).stream()
                    .filter(line -> !line.startsWith("#"))
                    .skip(1)
                    .map(line -> line.split("\t", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
