package org.glossa.corpus.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.glossa.corpus.AllowList;
import org.glossa.corpus.ConversionMatrix;
import org.glossa.corpus.ConversionMatrix.Cell;
import org.glossa.corpus.Corpus;
import org.glossa.corpus.Depth;
import org.glossa.corpus.DicomValidator;
import org.glossa.corpus.Oracle;
import org.glossa.corpus.conversion.MatrixSources.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatrixSourcesTest {
    private static final String OTHER_ENTITY =
            "Warning - Different information entities for attribute - Element=<AccessionNumber> IE <";

    private final ConversionMatrix matrix = ConversionMatrix.read();

    @Test
    void everyCellHasASourceAndEverySourceACell() {
        List<Run> runs = MatrixSources.runs(matrix);

        // attributes go to SR twice, by each kind of its coordinates
        long reports = matrix.attributes().stream()
                .filter(cell -> cell.target().equals("sr"))
                .count();
        assertThat(runs)
                .hasSize((int) (matrix.cells().size() + matrix.attributes().size() + reports));
        assertThat(runs).allSatisfy(run -> assertThat(run.bytes()).isNotEmpty());
        assertThat(rows("geojson")).containsExactlyInAnyOrderElementsOf(MatrixGeoJson.geometryRows());
        assertThat(matrix.attributes().stream()
                        .filter(cell -> cell.source().equals("geojson"))
                        .map(ConversionMatrix.AttributeCell::attribute)
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(MatrixGeoJson.attributeRows());
    }

    @Test
    void ordinatesOfGeoJsonAreOfTheirPrecision() throws Exception {
        for (Cell cell : matrix.cells()) {
            if (cell.source().equals("geojson") && !cell.precision().equals("none")) {
                JsonNode text =
                        new ObjectMapper().readTree(MatrixSources.bytes("geojson", cell.geometry(), cell.precision()));
                Set<String> ordinates = new TreeSet<>();
                text.findValues("coordinates").forEach(node -> collect(node, ordinates));
                assertThat(ordinates).as(cell.geometry()).isNotEmpty().allSatisfy(word -> {
                    double number = Double.parseDouble(word);
                    switch (cell.precision()) {
                        case "float32-exact" ->
                            assertThat((double) (float) number).isEqualTo(number);
                        case "two-decimals" -> assertThat(word).matches("\\d+(\\.\\d{1,2})?");
                        case "double" -> {
                            // the third ordinate is no coordinate of the plane
                            if (!word.endsWith(".5")) {
                                assertThat((double) (float) number).isNotEqualTo(number);
                            }
                        }
                        default -> throw new AssertionError(cell.precision());
                    }
                });
            }
        }
    }

    @Test
    void theScriptWritesTheCommittedFilesAgainToTheByte(@TempDir Path folder) throws Exception {
        Path committed = Corpus.folder().resolve("matrix");
        Oracle.python()
                .cases(MatrixSources.dicomFiles().size())
                .run(Oracle.script("make_matrix.py").toString(), folder.toString())
                .orFail();
        Path made = folder.resolve("matrix");
        assertThat(files(made)).containsExactlyElementsOf(files(committed));
        for (String file : files(committed)) {
            assertThat(Files.mismatch(committed.resolve(file), made.resolve(file)))
                    .as(file)
                    .isEqualTo(-1);
        }
    }

    @Test
    void theValidatorOf2022FindsNoError() {
        AllowList none = AllowList.load(MatrixSourcesTest.class, "dciodvfy-matrix.tsv");
        assertNoErrors(DicomValidator.edition2022(none), MatrixSources.dicomFiles());
    }

    @Test
    void theValidatorOf2026FindsNoError() {
        AllowList none = AllowList.load(MatrixSourcesTest.class, "dciodvfy-matrix.tsv");
        List<Path> files = MatrixSources.dicomFiles();
        int step = Depth.count(5, 1);
        List<Path> sample = Stream.iterate(0, i -> i < files.size(), i -> i + step)
                .map(files::get)
                .toList();
        assertNoErrors(DicomValidator.edition2026(none), sample);
    }

    /** dcentvfy takes the Accession Number of SR for one of the series, of ANN for one of the study, and warns of its own tables. */
    @Test
    void allInstancesOfTheStudyAreConsistent() {
        List<String> files =
                MatrixSources.dicomFiles().stream().map(Path::toString).toList();
        for (Oracle oracle : List.of(Oracle.dcentvfy(), Oracle.dcentvfy2026())) {
            Oracle.Result said = oracle.cases(files.size()).run(files);
            assertThat((said.out() + said.err()).lines().filter(line -> !line.startsWith(OTHER_ENTITY)))
                    .isEmpty();
            assertThat(said.exitCode()).isZero();
        }
    }

    private Set<String> rows(String source) {
        return matrix.cells().stream()
                .filter(cell -> cell.source().equals(source))
                .map(Cell::geometry)
                .collect(Collectors.toSet());
    }

    private static void collect(JsonNode node, Set<String> ordinates) {
        if (node.isArray()) {
            node.forEach(child -> collect(child, ordinates));
        } else {
            ordinates.add(node.asText());
        }
    }

    private static void assertNoErrors(DicomValidator validator, List<Path> files) {
        for (Path file : files) {
            assertThat(validator.errors(file))
                    .as("%s, dciodvfy %s", file, validator.version())
                    .isEmpty();
        }
    }

    private static List<String> files(Path folder) throws Exception {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
