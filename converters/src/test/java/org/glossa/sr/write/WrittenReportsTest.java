package org.glossa.sr.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.glossa.annotation.Precision;
import org.glossa.column.ScratchColumns;
import org.glossa.corpus.AllowList;
import org.glossa.corpus.Corpus;
import org.glossa.corpus.DicomValidator;
import org.glossa.corpus.Oracle;
import org.glossa.corpus.ReportValidator;
import org.glossa.dicom.DicomFile;
import org.glossa.image.SpaceName;
import org.glossa.option.Holes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs of others find no error in the reports that we write, alone and beside their slide. */
class WrittenReportsTest {
    private static final Path IMAGE = Corpus.slide("square").getFirst();
    private static final List<Path> FILES = new ArrayList<>();

    @TempDir
    static Path folder;

    @BeforeAll
    static void write() throws Exception {
        try (DicomFile image = DicomFile.open(IMAGE);
                ScratchColumns scratch = new ScratchColumns(folder)) {
            for (SpaceName space : List.of(SpaceName.SLIDE_MM, SpaceName.SOURCE_PIXELS)) {
                for (Precision precision : Precision.values()) {
                    Path flat = folder.resolve("pixels-" + precision + "-" + space + ".dcm");
                    SampleReports.write(SampleReports.geoJson(scratch, image, precision), image, space, flat);
                    FILES.add(flat);
                }
                Path solid = folder.resolve("millimetres-" + space + ".dcm");
                SampleReports.write(SampleReports.millimetres(scratch, image, Precision.FLOAT64), image, space, solid);
                FILES.add(solid);
            }
            Path split = folder.resolve("split.dcm");
            SampleReports.write(
                    SampleReports.geoJson(scratch, image, Precision.FLOAT64),
                    image,
                    SpaceName.SLIDE_MM,
                    Holes.SPLIT,
                    split);
            FILES.add(split);
        }
    }

    @Test
    void dciodvfy_of_2022_finds_no_error() {
        assertNoErrors(DicomValidator.edition2022(AllowList.empty()));
    }

    @Test
    void dciodvfy_of_2026_finds_no_error() {
        assertNoErrors(DicomValidator.edition2026(AllowList.empty()));
    }

    @Test
    void dcentvfy_finds_slide_and_reports_consistent() {
        AllowList allowed = AllowList.load(WrittenReportsTest.class, "dcentvfy.tsv");
        List<String> study = new ArrayList<>(List.of(IMAGE.toString()));
        FILES.forEach(file -> study.add(file.toString()));
        for (Oracle dcentvfy : List.of(Oracle.dcentvfy(), Oracle.dcentvfy2026())) {
            Oracle.Result said = dcentvfy.cases(study.size()).run(study);
            List<String> lines = (said.out() + said.err())
                    .lines()
                    .map(line -> line.replaceAll(" for file .*", ""))
                    .toList();
            assertThat(allowed.unexpected(lines, "any")).isEmpty();
            assertThat(said.exitCode()).isZero();
        }
        allowed.assertAllUsed();
    }

    @Test
    void dsrdump_reads_them() {
        for (Path file : FILES) {
            Oracle.Result said = Oracle.dsrdump().run("+Pn", file.toString()).orFail();
            assertThat(said.err().lines().filter(line -> line.startsWith("E:")))
                    .as("%s", file)
                    .isEmpty();
            assertThat(said.out()).contains("Measurement Group", "Tracking Unique Identifier");
        }
    }

    @Test
    void pixelmed_finds_the_content_that_the_templates_ask_for() {
        AllowList allowed = AllowList.load(WrittenReportsTest.class, "pixelmed.tsv");
        // it takes seconds for each: floats have the items that doubles have
        List<Path> sample = FILES.stream()
                .filter(file -> !file.toString().contains("FLOAT32"))
                .toList();
        assertThat(new ReportValidator(allowed).problems(sample)).isEmpty();
        allowed.assertAllUsed();
    }

    private static void assertNoErrors(DicomValidator validator) {
        for (Path file : FILES) {
            assertThat(validator.errors(file))
                    .as("%s, dciodvfy %s", file, validator.version())
                    .isEmpty();
        }
    }
}
