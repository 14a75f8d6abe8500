package org.glossa.sr.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.Measurement;
import org.glossa.annotation.Precision;
import org.glossa.column.ScratchColumns;
import org.glossa.corpus.Corpus;
import org.glossa.dicom.DicomFile;
import org.glossa.feature.Features;
import org.glossa.image.SpaceName;
import org.glossa.ledger.Restoration;
import org.glossa.option.Holes;
import org.glossa.sr.read.SrReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our reader gives back what a report was written of, bit for bit; without our private elements it has the regions that others see. */
class ReportRoundTripTest {
    @TempDir
    Path folder;

    private interface Maker {
        AnnotationSet make(ScratchColumns scratch, DicomFile image) throws Exception;
    }

    @Test
    void features_in_pixels() throws Exception {
        assertRestored((scratch, image) -> SampleReports.geoJson(scratch, image, Precision.FLOAT32));
    }

    @Test
    void features_in_pixels_of_doubles() throws Exception {
        assertRestored((scratch, image) -> SampleReports.geoJson(scratch, image, Precision.FLOAT64));
    }

    @Test
    void bulk_annotations_in_millimetres() throws Exception {
        assertRestored((scratch, image) -> SampleReports.millimetres(scratch, image, Precision.FLOAT32));
    }

    @Test
    void bulk_annotations_in_millimetres_of_doubles() throws Exception {
        assertRestored((scratch, image) -> SampleReports.millimetres(scratch, image, Precision.FLOAT64));
    }

    private void assertRestored(Maker maker) throws Exception {
        try (DicomFile image = DicomFile.open(Corpus.slide("square").getFirst());
                ScratchColumns scratch = new ScratchColumns(folder)) {
            AnnotationSet source = maker.make(scratch, image);
            for (Holes holes : List.of(Holes.KEYHOLE, Holes.SPLIT)) {
                for (SpaceName space : List.of(SpaceName.SOURCE_PIXELS, SpaceName.SLIDE_MM)) {
                    Path file = folder.resolve("report.dcm");
                    SampleReports.write(source, image, space, holes, file);
                    try (AnnotationSet read = SrReader.read(DicomFile.open(file), Restoration.RESTORE, scratch)
                            .set()) {
                        assertThat(described(read)).as("%s %s", holes, space).isEqualTo(described(source));
                    }
                    try (AnnotationSet others = SrReader.read(DicomFile.open(file), Restoration.IGNORE, scratch)
                            .set()) {
                        assertThat(others.features().featureCount())
                                .isGreaterThanOrEqualTo(source.features().featureCount() - 1);
                    }
                }
            }
        }
    }

    private static List<String> described(AnnotationSet set) {
        List<String> all = new ArrayList<>();
        all.add(set.sopInstanceUid() + " " + set.space() + " " + set.image() + " " + set.extras());
        for (AnnotationGroup group : set.groups()) {
            all.add(group.role() + " " + group.graphicType() + " "
                    + group.coordinates().precision() + " "
                    + group.coordinates().ordinates() + " " + group.description());
            for (long i = 0; i < group.annotationCount(); i++) {
                all.add("  row " + i + coordinates(group, i) + measured(group, i));
            }
            for (Measurement measurement : group.measurements()) {
                all.add("  " + measurement.concept() + " " + measurement.unit() + " " + measurement.name() + " "
                        + measurement.values().precision());
            }
        }
        Features features = set.features();
        all.add(features.isPlain() ? "plain" : "features");
        for (long f = 0; f < features.featureCount(); f++) {
            StringBuilder text = new StringBuilder();
            text.append(features.kind(f)).append(' ').append(features.idForm(f)).append(' ');
            text.append(features.id(f)).append(" '").append(features.name(f)).append("' ");
            text.append(features.parent(f))
                    .append(' ')
                    .append(features.members(f))
                    .append(' ');
            text.append(features.content(f));
            for (long p = features.firstPart(f); p < features.firstPart(f + 1); p++) {
                text.append(" (" + features.group(p) + " " + features.annotation(p) + " " + features.marks(p) + ")");
            }
            all.add(text.toString());
        }
        return all;
    }

    private static String coordinates(AnnotationGroup group, long row) {
        StringBuilder text = new StringBuilder();
        var coordinates = group.coordinates();
        for (long v = coordinates.firstVertex(row); v < coordinates.firstVertex(row + 1); v++) {
            for (int k = 0; k < coordinates.ordinates(); k++) {
                text.append(' ').append(Long.toHexString(Double.doubleToRawLongBits(coordinates.ordinate(v, k))));
            }
        }
        return text.toString();
    }

    private static String measured(AnnotationGroup group, long row) {
        StringBuilder text = new StringBuilder();
        for (Measurement measurement : group.measurements()) {
            text.append(
                    measurement.values().isPresent(row)
                            ? " m"
                                    + Long.toHexString(Double.doubleToRawLongBits(
                                            measurement.values().number(row)))
                            : " -");
        }
        return text.toString();
    }
}
