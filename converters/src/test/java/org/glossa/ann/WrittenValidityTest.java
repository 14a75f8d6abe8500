package org.glossa.ann;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.glossa.ann.BulkAnnotationReader.BulkAnnotations;
import org.glossa.ann.RewrittenCorpus.Rewritten;
import org.glossa.annotation.AnnotationSet;
import org.glossa.corpus.AllowList;
import org.glossa.corpus.Corpus;
import org.glossa.corpus.Depth;
import org.glossa.corpus.DicomValidator;
import org.glossa.corpus.Oracle;
import org.glossa.corpus.Shared;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DataSetWriter;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.Tag;
import org.glossa.dicom.Vr;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The validators of others find no error in what we write, alone and beside its slide. */
class WrittenValidityTest {
    private static final long SEED = 7;
    private static final int SETS = 12;

    @TempDir
    static Path folder;

    private static List<Rewritten> rewritten;
    private static final List<Path> FOR_IMAGE = new ArrayList<>();

    @BeforeAll
    static void write() throws Exception {
        rewritten = RewrittenCorpus.in(folder);
        try (DicomFile image = DicomFile.open(Corpus.slide("square").getFirst())) {
            for (int i = 0; i < SETS; i++) {
                Path file = folder.resolve("random-" + i + ".dcm");
                AnnotationSet set = RandomSets.of(SEED + i, image.dataSet());
                BulkAnnotationWriter.write(set, AnnotationContext.ofImage(image.dataSet()), file);
                FOR_IMAGE.add(file);
            }
        }
    }

    @Test
    void dciodvfy_of_2022_finds_no_error() {
        AllowList allowed = AllowList.load(WrittenValidityTest.class, "dciodvfy-2022.tsv");
        assertNoErrors(
                DicomValidator.edition2022(allowed),
                Stream.concat(rewritten.stream().map(Rewritten::file), FOR_IMAGE.stream()));
        allowed.assertAllUsed();
    }

    @Test
    void dciodvfy_of_2026_finds_no_error() {
        AllowList allowed = AllowList.load(WrittenValidityTest.class, "dciodvfy-2026.tsv");
        assertNoErrors(
                DicomValidator.edition2026(allowed), Stream.concat(sample().map(Rewritten::file), FOR_IMAGE.stream()));
        allowed.assertAllUsed();
    }

    @Test
    void what_is_flat_fulfils_the_working_groups_profile() {
        AllowList allowed = AllowList.load(WrittenValidityTest.class, "dciodvfy-2026-wg26.tsv");
        assertNoErrors(
                DicomValidator.profile("WG26SP2025", allowed),
                sample().filter(one ->
                                one.original().expected().coordinateType().equals("2D"))
                        .map(Rewritten::file));
        allowed.assertAllUsed();
    }

    @Test
    void dcentvfy_finds_slides_originals_and_rewritten_instances_consistent() {
        List<Path> study = new ArrayList<>(FOR_IMAGE);
        Corpus.slides().forEach(slide -> study.addAll(Corpus.slide(slide)));
        rewritten.forEach(one -> study.addAll(List.of(one.original().input(), one.file())));
        assertConsistent(Oracle.dcentvfy(), study);
        assertConsistent(Oracle.dcentvfy2026(), study);
    }

    @Test
    void what_highdicom_wrote_wrongly_is_right_when_it_is_rewritten() throws Exception {
        Path original = Shared.require("corpus/highdicom/sm_annotations.dcm");
        Path image = Shared.require("corpus/highdicom/sm_image.dcm");
        Path file = folder.resolve("sm.dcm");
        assertThat(RewrittenCorpus.rewrite(original, file).findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo("ATTRIBUTE_LEFT_OUT");
                    assertThat(finding.place().describe()).endsWith("(006A,0002)[1]/(006A,000F)");
                });
        assertNoErrors(DicomValidator.edition2022(AllowList.empty()), Stream.of(file));
        assertNoErrors(DicomValidator.edition2026(AllowList.empty()), Stream.of(file));
        assertNoErrors(DicomValidator.profile("WG26SP2025", AllowList.empty()), Stream.of(file));
        assertConsistent(Oracle.dcentvfy2026(), List.of(image, original, file));
        Oracle.Result said = Oracle.python()
                .run(Oracle.script("same_annotations.py").toString(), original.toString(), file.toString());
        // the attribute that must not be there is the one difference
        assertThat(said.outLines())
                .containsExactly(original + ": group 1 appliesToAllZPlanes: NO -> None", "1 pairs, 1 groups");
    }

    /** Everything that patient and study may say, in a character set in which bytes are not those of UTF-8. */
    @Test
    void patient_study_and_specimen_are_those_of_the_image_byte_for_byte() throws Exception {
        Path rich = folder.resolve("rich-image.dcm");
        try (DicomFile image = DicomFile.open(Corpus.slide("square").getFirst())) {
            DataSet.Builder said = DataSet.builder();
            image.dataSet().forEach(said::verbatim);
            addEverything(said);
            DataSetWriter.writeFile(
                    rich,
                    image.dataSet().string(Tag.SOPClassUID).orElseThrow(),
                    image.dataSet().string(Tag.SOPInstanceUID).orElseThrow(),
                    image.transferSyntaxUid(),
                    said.build());
        }
        Path written = folder.resolve("rich.dcm");
        Path moved = folder.resolve("rich-rewritten.dcm");
        try (DicomFile image = DicomFile.open(rich)) {
            AnnotationSet set = RandomSets.of(SEED, image.dataSet());
            BulkAnnotationWriter.write(set, AnnotationContext.ofImage(image.dataSet()), written);
            // an annotation object of another patient is brought to the patient of its slide
            DicomFile original = DicomFile.open(Corpus.named("latin-label").input());
            BulkAnnotations read = BulkAnnotationReader.read(original);
            try (AnnotationSet other = read.set()) {
                AnnotationContext context =
                        AnnotationContext.ofOriginal(original.dataSet()).withImage(image.dataSet());
                BulkAnnotationWriter.write(other, context, moved);
            }
        }
        assertConsistent(Oracle.dcentvfy(), List.of(rich, written, moved));
        assertConsistent(Oracle.dcentvfy2026(), List.of(rich, written, moved));
        try (DicomFile image = DicomFile.open(rich);
                DicomFile one = DicomFile.open(written);
                DicomFile other = DicomFile.open(moved)) {
            for (int tag :
                    new int[] {Tag.PatientName, Tag.PatientComments, Tag.StudyDescription, Tag.SpecificCharacterSet}) {
                assertThat(one.dataSet().bytes(tag).mismatch(image.dataSet().bytes(tag)))
                        .isEqualTo(-1);
                assertThat(other.dataSet().bytes(tag).mismatch(image.dataSet().bytes(tag)))
                        .isEqualTo(-1);
            }
            assertThat(other.dataSet()
                            .items(Tag.AnnotationGroupSequence)
                            .getFirst()
                            .string(Tag.AnnotationGroupLabel))
                    .contains("Zellkerne, groß, 5 µm²");
        }
    }

    private static void addEverything(DataSet.Builder image) {
        DataSet issuer = DataSet.builder()
                .string(Tag.UniversalEntityID, "http://hospital.example/mrns")
                .string(Tag.UniversalEntityIDType, "URI")
                .build();
        DataSet otherId = DataSet.builder()
                .string(Tag.PatientID, "OTHER-1")
                .string(Tag.IssuerOfPatientID, "ELSEWHERE")
                .string(Tag.TypeOfPatientID, "TEXT")
                .build();
        image.string(Tag.SpecificCharacterSet, "ISO_IR 100")
                .bytes(Tag.PatientName, Vr.PN, latin("Müller^Jörg"))
                .bytes(Tag.PatientComments, Vr.LT, latin("größer als üblich"))
                .bytes(Tag.StudyDescription, Vr.LO, latin("Präparat 5"))
                .string(Tag.IssuerOfPatientID, "HOSPITAL")
                .sequence(Tag.IssuerOfPatientIDQualifiersSequence, issuer)
                .sequence(Tag.OtherPatientIDsSequence, otherId)
                .string(Tag.PatientBirthTime, "101112")
                .string(Tag.PatientAge, "054Y")
                .string(0x00102160, "unknown")
                .sequence(Tag.IssuerOfAccessionNumberSequence, issuer)
                .string(Tag.ClinicalTrialSponsorName, "Sponsor")
                .string(Tag.ClinicalTrialProtocolID, "P-1")
                .string(0x00120021, "Protocol")
                .string(0x00120030, "Site 1")
                .string(0x00120031, "Site")
                .string(0x00120040, "Subject 1")
                .string(0x00120050, "Week 3")
                .string(Tag.ClinicalTrialSeriesID, "of the image's series only")
                .string(0x00081060, "Reader^Ruth")
                .string(0x00321033, "Pathology");
    }

    private static MemorySegment latin(String text) {
        return MemorySegment.ofArray(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void assertNoErrors(DicomValidator validator, Stream<Path> files) {
        files.forEach(file -> assertThat(validator.errors(file))
                .as("%s, dciodvfy %s", file, validator.version())
                .isEmpty());
    }

    private static void assertConsistent(Oracle dcentvfy, List<Path> study) {
        Oracle.Result said = dcentvfy.cases(study.size())
                .run(study.stream().map(Path::toString).toList());
        assertThat(said.out() + said.err()).isEmpty();
        assertThat(said.exitCode()).isZero();
    }

    /** PyPI's program starts slowly: a reduced run leaves out most of the matrix of types, spaces and precisions. */
    private static Stream<Rewritten> sample() {
        return rewritten.stream()
                .filter(one -> Depth.current() == Depth.DEEP
                        || !one.original().name().matches(".*-(od|of)-(none|dense|sparse)")
                        || one.original().name().endsWith("-od-sparse"));
    }
}
