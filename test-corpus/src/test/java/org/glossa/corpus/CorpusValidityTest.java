package org.glossa.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The validators of others accept the corpus, so that a reader that refuses a case is wrong and not the case. */
class CorpusValidityTest {

    @Test
    void the_validator_of_2022_finds_no_error() {
        AllowList allowed = AllowList.load(CorpusValidityTest.class, "dciodvfy-2022.tsv");
        assertNoErrors(DicomValidator.edition2022(allowed), all());
        allowed.assertAllUsed();
    }

    @Test
    void the_validator_of_2026_finds_no_error() {
        AllowList allowed = AllowList.load(CorpusValidityTest.class, "dciodvfy-2026.tsv");
        assertNoErrors(DicomValidator.edition2026(allowed), sample());
        allowed.assertAllUsed();
    }

    @Test
    void two_dimensional_cases_fulfil_the_working_groups_profile() {
        AllowList allowed = AllowList.load(CorpusValidityTest.class, "dciodvfy-2026-wg26.tsv");
        List<Path> flat = Stream.concat(
                        Corpus.slides().stream().flatMap(slide -> Corpus.slide(slide).stream()),
                        sampleCases()
                                .filter(c -> c.expected().coordinateType().equals("2D"))
                                .map(CorpusCase::input))
                .toList();
        assertNoErrors(DicomValidator.profile("WG26SP2025", allowed), flat);
        allowed.assertAllUsed();
    }

    @Test
    void all_instances_of_the_study_are_consistent() {
        List<String> files = all().stream().map(Path::toString).toList();
        Oracle.Result said = Oracle.dcentvfy().cases(files.size()).run(files);
        assertThat(said.out() + said.err()).isEmpty();
        assertThat(said.exitCode()).isZero();
    }

    private static void assertNoErrors(DicomValidator validator, List<Path> files) {
        for (Path file : files) {
            assertThat(validator.errors(file))
                    .as("%s, dciodvfy %s", file, validator.version())
                    .isEmpty();
        }
    }

    private static List<Path> all() {
        List<Path> files = new ArrayList<>();
        Corpus.slides().forEach(slide -> files.addAll(Corpus.slide(slide)));
        Corpus.cases().forEach(c -> files.add(c.input()));
        return files;
    }

    /** PyPI's programs start slowly: a reduced run leaves out the matrix in double precision and without measurements. */
    private static Stream<CorpusCase> sampleCases() {
        return Corpus.cases().stream()
                .filter(c -> Depth.current() == Depth.DEEP || !c.name().matches(".*-(od-(none|dense|sparse)|of-none)"));
    }

    private static List<Path> sample() {
        return Stream.concat(
                        Corpus.slides().stream().flatMap(slide -> Corpus.slide(slide).stream()),
                        sampleCases().map(CorpusCase::input))
                .toList();
    }
}
