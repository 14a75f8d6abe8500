package org.glossa.sr.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.glossa.ann.AnnotationContext;
import org.glossa.annotation.AnnotationSet;
import org.glossa.column.ScratchColumns;
import org.glossa.corpus.Oracle;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.Tag;
import org.glossa.finding.Finding;
import org.glossa.image.AnswerSpace;
import org.glossa.ledger.Ledger;
import org.glossa.ledger.Losses;
import org.glossa.ledger.Restoration;
import org.glossa.sr.read.SrDocument;
import org.glossa.sr.read.SrReader;

/**
 * A report that was read and written again, in its space and without an image.
 *
 * @param findings of the writer
 */
record Rewritten(Path file, Ledger ledger, List<Finding> findings) {
    static Rewritten of(Path source, Restoration restoration, Path folder) throws Exception {
        Path target = Files.createTempFile(folder, "written", ".dcm");
        try (ScratchColumns scratch = new ScratchColumns(folder);
                DicomFile file = DicomFile.open(source);
                AnnotationSet set = SrReader.read(file, restoration, scratch).set();
                FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
            Losses losses = new Losses();
            SrWriter.Written report = SrWriter.write(
                    set,
                    AnnotationContext.ofOriginal(file.dataSet()),
                    SrOptions.in(AnswerSpace.ofSource(set), null),
                    losses,
                    channel);
            Ledger ledger = new Ledger();
            losses.addTo(ledger);
            return new Rewritten(target, ledger, report.findings());
        }
    }

    /** With what a report needs to be written again. */
    static SrDocument identified(SrDocument document) {
        document.root()
                .string(Tag.StudyInstanceUID, "1.2.3.1")
                .string(Tag.SeriesInstanceUID, "1.2.3.3")
                .string(Tag.PatientName, "Doe^John")
                .string(Tag.PatientID, "1")
                .string(Tag.ContinuityOfContent, "SEPARATE")
                .string(Tag.ContentDate, "20260401")
                .string(Tag.ContentTime, "120000");
        return document;
    }

    /** As pydicom reads both. */
    static void assertSameContent(List<Path> sources, List<Path> rewritten) {
        List<String> arguments = new ArrayList<>();
        arguments.add(Oracle.script("same_content.py").toString());
        for (int i = 0; i < sources.size(); i++) {
            arguments.add(sources.get(i).toString());
            arguments.add(rewritten.get(i).toString());
        }
        Oracle.Result said =
                Oracle.python().cases(sources.size()).run(arguments).orFail();
        assertThat(said.outLines()).singleElement().asString().matches("[1-9]\\d* items");
    }
}
