package org.glossa.sr.write;

import java.nio.file.Path;
import org.glossa.ann.AnnotationContext;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.Precision;
import org.glossa.column.ScratchColumns;
import org.glossa.corpus.Corpus;
import org.glossa.dicom.DicomFile;
import org.glossa.feature.Features;
import org.glossa.image.AnswerSpace;
import org.glossa.image.SlideImage;
import org.glossa.image.SpaceName;
import org.glossa.ledger.Ledger;
import org.glossa.ledger.Losses;
import org.glossa.option.Holes;
import org.glossa.option.OutOfBounds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Writes reports of annotations on a slide. */
abstract class ReportWriting {
    static final int BEGIN = Features.BEGINS_MEMBER;
    static final String UUID = "00000000-0000-0000-0000-0000000000ff";

    @TempDir
    Path folder;

    DicomFile image;
    ScratchColumns scratch;
    SetMaker maker;

    @BeforeEach
    void open() throws Exception {
        image = DicomFile.open(Corpus.slide("square").getFirst());
        scratch = new ScratchColumns(folder);
        maker = new SetMaker(scratch, image.dataSet());
    }

    @AfterEach
    void close() throws Exception {
        image.close();
        scratch.close();
    }

    static org.glossa.annotation.GroupDescription description() {
        return SetMaker.plain("Nucleus", SetMaker.NUCLEUS);
    }

    int polygons(double[]... rings) {
        return group(GraphicType.POLYGON, rings);
    }

    int group(GraphicType type, double[]... annotations) {
        return maker.group(type, description(), Precision.FLOAT64, 2, annotations);
    }

    SlideImage slide() {
        return SlideImage.of(image.dataSet()).orElseThrow();
    }

    WrittenReport write(AnnotationSet set, SpaceName space, Holes holes) throws Exception {
        Path file = folder.resolve("written.dcm");
        SampleReports.Report report = SampleReports.write(set, image, space, holes, file);
        return new WrittenReport(
                DicomFile.open(file).dataSet(),
                report.ledger(),
                report.written().findings());
    }

    WrittenReport write(AnnotationSet set, OutOfBounds outside) throws Exception {
        Path file = folder.resolve("written.dcm");
        SrOptions options = new SrOptions(AnswerSpace.ofSource(set), slide(), Holes.KEYHOLE, outside, 10);
        Losses losses = new Losses();
        SrWriter.Written written;
        try (var channel = java.nio.channels.FileChannel.open(
                file,
                java.nio.file.StandardOpenOption.CREATE,
                java.nio.file.StandardOpenOption.TRUNCATE_EXISTING,
                java.nio.file.StandardOpenOption.WRITE)) {
            written = SrWriter.write(set, AnnotationContext.ofImage(image.dataSet()), options, losses, channel);
        }
        Ledger ledger = new Ledger();
        losses.addTo(ledger);
        return new WrittenReport(DicomFile.open(file).dataSet(), ledger, written.findings());
    }
}
