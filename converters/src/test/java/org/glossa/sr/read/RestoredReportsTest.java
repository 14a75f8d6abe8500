package org.glossa.sr.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.Precision;
import org.glossa.column.ScratchColumns;
import org.glossa.corpus.Corpus;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DataSetWriter;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.Element;
import org.glossa.dicom.Tag;
import org.glossa.finding.Finding;
import org.glossa.image.SpaceName;
import org.glossa.ledger.Restoration;
import org.glossa.option.Holes;
import org.glossa.sr.SrBlock;
import org.glossa.sr.write.SampleReports;
import org.glossa.sr.write.SetLines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What our writer put into private elements comes back, and whoever strips or damages them gets what others read. */
class RestoredReportsTest {
    @TempDir
    Path folder;

    /** Makes a set. */
    private interface Maker {
        AnnotationSet make(ScratchColumns scratch, DicomFile image, Precision precision) throws Exception;
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void a_set_of_geojson(Precision precision) throws Exception {
        for (SpaceName space : List.of(SpaceName.SOURCE_PIXELS, SpaceName.SLIDE_MM)) {
            for (Holes holes : List.of(Holes.KEYHOLE, Holes.SPLIT)) {
                comesBack(SampleReports::geoJson, precision, space, holes);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void a_set_of_bulk_annotations_in_millimetres(Precision precision) throws Exception {
        for (SpaceName space : List.of(SpaceName.LEVEL0_PIXELS, SpaceName.SLIDE_MM)) {
            comesBack(SampleReports::millimetres, precision, space, Holes.KEYHOLE);
        }
    }

    private void comesBack(Maker maker, Precision precision, SpaceName space, Holes holes) throws Exception {
        try (ScratchColumns scratch = new ScratchColumns(folder);
                DicomFile image = DicomFile.open(Corpus.slide("square").getFirst())) {
            AnnotationSet set = maker.make(scratch, image, precision);
            Path file = folder.resolve("report.dcm");
            SampleReports.write(set, image, space, holes, file);
            SrReader.SrSet read = SrReader.read(DicomFile.open(file), Restoration.RESTORE, scratch);
            try (AnnotationSet again = read.set()) {
                assertThat(read.findings()).extracting(Finding::code).doesNotContain("PRIVATE_BLOCK_DAMAGED");
                assertThat(SetLines.of(again)).containsExactlyElementsOf(SetLines.of(set));
                assertThat(read.otherTargets().isEmpty()).isTrue();
            }
        }
    }

    @Test
    void passed_over_when_it_is_to_be_ignored() throws Exception {
        try (ScratchColumns scratch = new ScratchColumns(folder);
                DicomFile image = DicomFile.open(Corpus.slide("square").getFirst())) {
            Path file = folder.resolve("report.dcm");
            SampleReports.write(
                    SampleReports.geoJson(scratch, image, Precision.FLOAT64), image, SpaceName.SOURCE_PIXELS, file);
            try (AnnotationSet set = SrReader.read(DicomFile.open(file), Restoration.IGNORE, scratch)
                    .set()) {
                assertThat(set.features().featureCount()).isPositive();
                assertThat(set.groups()).allMatch(group -> group.coordinates().precision() == Precision.FLOAT32);
                assertThat(set.groups())
                        .allMatch(group ->
                                group.description().extras().featureMembers().isEmpty());
                for (long i = 0; i < set.features().featureCount(); i++) {
                    assertThat(String.valueOf(set.features().content(i))).doesNotContain("006B");
                }
            }
        }
    }

    @Test
    void stripped_or_damaged_elements() throws Exception {
        try (ScratchColumns scratch = new ScratchColumns(folder);
                DicomFile image = DicomFile.open(Corpus.slide("square").getFirst())) {
            Path file = folder.resolve("report.dcm");
            SampleReports.write(
                    SampleReports.geoJson(scratch, image, Precision.FLOAT64), image, SpaceName.SOURCE_PIXELS, file);
            try (DicomFile written = DicomFile.open(file)) {
                List<String> ignored = lines(written, Restoration.IGNORE, scratch);
                for (int element :
                        new int[] {SrBlock.PART_GROUPS, SrBlock.FEATURE, SrBlock.PART_MARKS, SrBlock.VERTEX_COUNTS}) {
                    Path damaged = folder.resolve("damaged-" + element + ".dcm");
                    write(without(written.dataSet(), 0x006B1000 | element), damaged);
                    SrReader.SrSet read = SrReader.read(DicomFile.open(damaged), Restoration.RESTORE, scratch);
                    try (AnnotationSet set = read.set()) {
                        assertThat(read.findings()).extracting(Finding::code).contains("PRIVATE_BLOCK_DAMAGED");
                        assertThat(SetLines.of(set)).containsExactlyElementsOf(ignored);
                    }
                }
            }
        }
    }

    private static List<String> lines(DicomFile file, Restoration restoration, ScratchColumns scratch)
            throws Exception {
        return SetLines.of(SrReader.read(file, restoration, scratch).set());
    }

    static void write(DataSet root, Path file) throws Exception {
        try (var channel = java.nio.channels.FileChannel.open(
                file,
                java.nio.file.StandardOpenOption.CREATE,
                java.nio.file.StandardOpenOption.TRUNCATE_EXISTING,
                java.nio.file.StandardOpenOption.WRITE)) {
            DataSetWriter.writeFile(
                    channel,
                    root.string(Tag.SOPClassUID).orElse(""),
                    root.string(Tag.SOPInstanceUID).orElse("1.2.3"),
                    "1.2.840.10008.1.2.1",
                    root);
        }
    }

    /** Without a private element, wherever it stands. */
    private static DataSet without(DataSet data, int tag) {
        DataSet.Builder rest = DataSet.builder();
        for (Element element : data) {
            if (element.tag() == tag) {
                continue;
            }
            if (element.items().isEmpty()) {
                rest.element(element);
            } else {
                rest.sequence(
                        element.tag(),
                        element.items().stream().map(item -> without(item, tag)).toList());
            }
        }
        return rest.build();
    }
}
