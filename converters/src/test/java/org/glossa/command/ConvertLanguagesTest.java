package org.glossa.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.glossa.corpus.Corpus;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.Tag;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code convert} from GeoJSON, and to reports: options, exit codes, and what is left behind. */
class ConvertLanguagesTest {
    private static final String HOLE =
            "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[1,1],[20,1],[20,20],[1,1]],"
                    + "[[12,4],[16,4],[16,8],[12,4]]]},\"properties\":{\"objectType\":\"annotation\"}}";

    @TempDir
    private Path folder;

    private final Path slide = Corpus.slide("square").getFirst().getParent();
    private Path hole;

    @BeforeEach
    void write() throws Exception {
        hole = Files.writeString(folder.resolve("hole.geojson"), HOLE);
    }

    private Verb convert(String to, Path out, Object... more) {
        Object[] arguments = new Object[7 + more.length];
        Object[] first = {hole, "--to", to, "--out", out, "--image", slide};
        System.arraycopy(first, 0, arguments, 0, 7);
        System.arraycopy(more, 0, arguments, 7, more.length);
        return Verb.run(new ConvertCommand(), arguments);
    }

    @ParameterizedTest
    @CsvSource({
        "ann, keyhole, 0, HOLE_BRIDGED",
        "ann, split, 0, HOLE_SPLIT",
        "ann, drop, 0, HOLE_DROPPED",
        "ann, fail, 2, HOLE_REFUSED",
        "sr, keyhole, 0, HOLE_BRIDGED",
        "sr, split, 0, HOLE_SPLIT",
        "sr, drop, 0, HOLE_DROPPED",
        "sr, fail, 2, HOLE_REFUSED"
    })
    void holesBecomeWhatWasAskedFor(String to, String holes, int exitCode, String code) throws Exception {
        Path out = folder.resolve("out.dcm");
        Path ledger = folder.resolve("ledger.json");
        Verb plain = convert(to, out, "--holes", holes, "--ledger", ledger);
        assertThat(plain.exitCode()).as(plain.err()).isEqualTo(exitCode);
        assertThat(plain.err()).contains(code);
        assertThat(Files.exists(out)).isEqualTo(exitCode == 0);
        assertThat(JsonMapper.builder()
                        .build()
                        .readTree(ledger.toFile())
                        .get("entries")
                        .findValuesAsText("code"))
                .contains(code);

        Path strict = folder.resolve("strict.dcm");
        assertThat(convert(to, strict, "--holes", holes, "--strict").exitCode()).isEqualTo(3);
        assertThat(strict).doesNotExist();
        try (var files = Files.list(folder)) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith(".")))
                    .as("no temporary file stays")
                    .isEmpty();
        }
    }

    @Test
    void theLedgerSaysBetweenWhatItLies() throws Exception {
        Path ledger = folder.resolve("ledger.json");
        assertThat(convert("sr", folder.resolve("a.dcm"), "--ledger", ledger).exitCode())
                .isZero();
        JsonNode json = JsonMapper.builder().build().readTree(ledger.toFile());
        assertThat(json.at("/version").asInt()).isEqualTo(1);
        assertThat(json.at("/source/language").asText()).isEqualTo("geojson");
        assertThat(json.at("/target/coordRefSys").asText()).startsWith("urn:glossa:crs:slide-mm:");
        try (DicomFile report = DicomFile.open(folder.resolve("a.dcm"))) {
            assertThat(report.dataSet().string(Tag.SOPInstanceUID))
                    .hasValue(json.at("/target/sopInstanceUID").asText());
            assertThat(report.dataSet().string(Tag.SOPClassUID)).hasValue("1.2.840.10008.5.1.4.1.1.88.34");
        }
    }

    @Test
    void pixelsCanBeAskedForInAReport() throws Exception {
        Path ledger = folder.resolve("ledger.json");
        assertThat(convert("sr", folder.resolve("a.dcm"), "--space", "level0-pixels", "--ledger", ledger)
                        .exitCode())
                .isZero();
        JsonNode json = JsonMapper.builder().build().readTree(ledger.toFile());
        assertThat(json.at("/target/coordRefSys").asText()).contains("-pixels:");
        assertThat(json.get("entries").findValuesAsText("code")).doesNotContain("SPACE_CHANGED");
    }

    @Test
    void tooManyObjectsForAReportAreRefusedWithTheirNumber() {
        Path out = folder.resolve("a.dcm");
        Verb refused = convert("sr", out, "--max-sr", "0");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("1 ");
        assertThat(out).doesNotExist();
    }

    @Test
    void aNameInGzIsCompressedAndRoundedAndInLines() throws Exception {
        Path out = folder.resolve("a.geojson.gz");
        assertThat(convert("geojson", out, "--newline-delimited", "--decimals", "0")
                        .exitCode())
                .isZero();
        try (var stream = new GZIPInputStream(Files.newInputStream(out))) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text.lines()).hasSize(1);
            assertThat(text).startsWith("{\"type\":\"Feature\"");
        }
    }

    @Test
    void theDateIsTheCallersAndNeverTheClocks() throws Exception {
        Path first = folder.resolve("a.dcm");
        Path again = folder.resolve("b.dcm");
        Path dated = folder.resolve("c.dcm");
        assertThat(convert("ann", first).exitCode()).isZero();
        assertThat(convert("ann", again).exitCode()).isZero();
        assertThat(convert("ann", dated, "--content-date", "20010203040506").exitCode())
                .isZero();
        assertThat(Files.mismatch(first, again)).isEqualTo(-1);
        try (DicomFile file = DicomFile.open(dated)) {
            assertThat(file.dataSet().string(Tag.ContentDate)).hasValue("20010203");
            assertThat(file.dataSet().string(Tag.ContentTime).orElse("")).startsWith("040506");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--holes, fill, 'keyhole, split, drop, fail'",
        "--precision, half, 'auto, float32, float64'",
        "--out-of-bounds, wrap, 'keep, clip, fail'",
        "--max-sr, many, an integer",
        "--content-date, today, YYYYMMDD",
        "--decimals, -1, 0 to 15",
        "--mapping, none.json, no such file"
    })
    void anOptionThatCannotBeSaysWhatCan(String name, String value, String allowed) {
        Verb refused = convert("ann", folder.resolve("a.dcm"), name, value);
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains(value, allowed);
    }
}
