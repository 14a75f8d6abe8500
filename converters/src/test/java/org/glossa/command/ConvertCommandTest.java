package org.glossa.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.glossa.corpus.Corpus;
import org.glossa.corpus.CorpusCase;
import org.glossa.corpus.Oracle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ConvertCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new ConvertCommand())
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private Path out(String name) {
        return folder.resolve(name);
    }

    private static String input(String name) {
        return Corpus.named(name).input().toString();
    }

    private static JsonNode read(Path file) throws Exception {
        return JsonMapper.builder().build().readTree(file.toFile());
    }

    @Test
    void everyCaseIsReadByShapelyWithTheCoordinatesThatNumpyDecodes() throws Exception {
        List<CorpusCase> cases = Corpus.cases();
        for (CorpusCase corpusCase : cases) {
            Files.copy(corpusCase.input(), out(corpusCase.name() + ".dcm"));
            assertThat(run(
                            corpusCase.input().toString(),
                            "--to",
                            "geojson",
                            "--out",
                            out(corpusCase.name() + ".geojson").toString()))
                    .as(corpusCase.name())
                    .isZero();
        }
        long features =
                cases.stream().mapToLong(c -> c.expected().annotationCount()).sum();
        assertThat(Oracle.python()
                        .cases(cases.size())
                        .run(Oracle.script("geojson_check.py").toString(), folder.toString())
                        .orFail()
                        .out())
                .isEqualToIgnoringNewLines(cases.size() + " files, " + features + " features");
    }

    @Test
    void coordinatesStayAsTheyAreWithoutTheImageAndThatIsSaid() throws Exception {
        Path geojson = out("a.geojson");
        assertThat(run(input("lower-level"), "--to", "geojson", "--out", geojson.toString()))
                .isZero();

        assertThat(read(geojson).get("coordRefSys").asText()).startsWith("urn:glossa:crs:source-pixels:");
        assertThat(err.toString())
                .contains("coordinates stay in source-pixels")
                .contains(Corpus.named("lower-level").expected().referencedImage());
    }

    @Test
    void theSlideTellsTheWayToLevelZero() throws Exception {
        Path geojson = out("a.geojson");
        Path ledger = out("ledger.json");
        String slide = Corpus.slide("oblique").getFirst().getParent().toString();
        assertThat(run(
                        input("lower-level"),
                        "--to",
                        "geojson",
                        "--out",
                        geojson.toString(),
                        "--image",
                        slide,
                        "--ledger",
                        ledger.toString()))
                .isZero();

        var expected = Corpus.named("lower-level").expected();
        JsonNode collection = read(geojson);
        assertThat(collection.get("coordRefSys").asText())
                .isEqualTo("urn:glossa:crs:level0-pixels:" + expected.levelZeroImage());
        assertThat(collection
                        .get("features")
                        .get(0)
                        .get("geometry")
                        .get("coordinates")
                        .get(0)
                        .asDouble())
                .isEqualTo(expected.groups()
                        .getFirst()
                        .levelZero()
                        .getFirst()
                        .getFirst()
                        .getFirst());
        assertThat(err.toString()).isEmpty();
        assertThat(codes(read(ledger)))
                .containsExactly(
                        "CONTENT_HEADER_NOT_CARRIED",
                        "ELLIPSE_POLYGONISED",
                        "GROUP_IN_PRIVATE_MEMBER",
                        "LEVEL_RESCALED",
                        "RECTANGLE_AS_RING");
    }

    @Test
    void oneLevelOfThePyramidIsNotEnoughWhenItIsNotTheAnnotatedOne() {
        String level0 = Corpus.slide("oblique").getFirst().toString();
        Path geojson = out("a.geojson");

        assertThat(run(
                        input("lower-level"),
                        "--to",
                        "geojson",
                        "--out",
                        geojson.toString(),
                        "--image",
                        level0,
                        "--space",
                        "level0-pixels"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("is not the annotated one");
        assertThat(geojson).doesNotExist();
    }

    @Test
    void aLossIsToldAndStrictRefusesIt() throws Exception {
        Path geojson = out("a.geojson");
        String slide = Corpus.slide("square").getFirst().toString();
        String[] arguments = {
            input("polygon-3d-of-none"), "--to", "geojson", "--out", geojson.toString(), "--image", slide
        };
        assertThat(run(arguments)).isZero();
        assertThat(err.toString()).contains("loss: Z_DROPPED", "first at (006A,0002)[1]");
        Files.delete(geojson);

        String[] strict = Arrays.copyOf(arguments, arguments.length + 1);
        strict[arguments.length] = "--strict";
        assertThat(run(strict)).isEqualTo(3);
        assertThat(geojson).doesNotExist();
        assertThat(folder).isEmptyDirectory();

        strict = Arrays.copyOf(strict, strict.length + 2);
        strict[strict.length - 2] = "--space";
        strict[strict.length - 1] = "slide-mm";
        assertThat(run(strict)).isZero();
        assertThat(read(geojson)
                        .get("features")
                        .get(0)
                        .get("geometry")
                        .get("coordinates")
                        .get(0)
                        .get(0))
                .hasSize(3);
    }

    @Test
    void attributesWithoutAMemberAreKeptBeside() throws Exception {
        Path geojson = out("a.geojson");
        assertThat(run(input("all-z-planes"), "--to", "geojson", "--out", geojson.toString()))
                .isZero();

        JsonNode group = read(geojson).get("dicom").get("groups").get(0);
        assertThat(group.get("zPlanes").asText()).isEqualTo("ALL");
        assertThat(group.get("item").has("006A0009")).isTrue();
    }

    @Test
    void nothingIsOverwrittenUnasked() throws Exception {
        Path geojson = out("a.geojson");
        Files.writeString(geojson, "mine");
        String[] arguments = {input("colour"), "--to", "geojson", "--out", geojson.toString()};

        assertThat(run(arguments)).isEqualTo(2);
        assertThat(geojson).hasContent("mine");
        assertThat(err.toString()).contains("exists already").contains("--force");

        String[] forced = Arrays.copyOf(arguments, arguments.length + 1);
        forced[arguments.length] = "--force";
        assertThat(run(forced)).isZero();
        assertThat(read(geojson).get("features")).hasSize(6);
    }

    @Test
    void otherLanguagesAreRefusedByName() {
        assertThat(run(input("colour"), "--to", "shapefile", "--out", out("a").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("shapefile").contains("allowed: geojson, ann, sr");
    }

    @Test
    void whatIsNoAnnotationObjectIsRefused() {
        assertThat(run(Corpus.slide("square").getFirst().toString(), "--to", "geojson", "--out", "-"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("SOP_CLASS_OTHER", "VL Whole Slide Microscopy Image", "GeoJSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://example.org/slide", "https:///slide", "http://exa mple/", "missing.dcm"})
    void imagesThatCannotBeReadAreRefused(String image) {
        assertThat(run(input("colour"), "--to", "geojson", "--out", out("a").toString(), "--image", image))
                .isEqualTo(2);
        assertThat(err.toString()).contains(image);
        assertThat(out("a")).doesNotExist();
    }

    @Test
    void aSpaceThatIsNoneIsRefused() {
        assertThat(run(input("colour"), "--to", "geojson", "--out", out("a").toString(), "--space", "miles"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("level0-pixels, source-pixels, frame, slide-mm");
    }

    private static List<String> codes(JsonNode ledger) {
        List<String> codes = new ArrayList<>();
        ledger.get("entries").forEach(entry -> codes.add(entry.get("code").asText()));
        return codes;
    }
}
