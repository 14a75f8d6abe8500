package org.glossa.convert;

import java.io.IOException;
import java.nio.file.Path;
import org.glossa.ann.BulkAnnotationReader;
import org.glossa.ann.BulkAnnotationReader.BulkAnnotations;
import org.glossa.column.ScratchColumns;
import org.glossa.dicom.DicomFile;
import org.glossa.ledger.Losses;
import org.glossa.ledger.Restoration;
import org.glossa.sr.read.SrReader;
import org.glossa.sr.read.SrReader.SrSet;

/** Opens annotations of DICOM files. When it throws, the file stays open. */
final class DicomSource {
    private DicomSource() {}

    static Source annotations(DicomFile file, Path scratchFolder, Restoration restoration) throws IOException {
        ScratchColumns scratch = new ScratchColumns(scratchFolder);
        try {
            BulkAnnotations read = BulkAnnotationReader.read(file, restoration, scratch);
            return new Source(Language.ANN, read.set(), read.findings(), new Losses(), file, scratch);
        } catch (IOException | RuntimeException e) {
            scratch.close();
            throw e;
        }
    }

    static Source report(DicomFile file, Path scratchFolder, Restoration restoration) throws IOException {
        ScratchColumns scratch = new ScratchColumns(scratchFolder);
        try {
            SrSet read = SrReader.read(file, restoration, scratch);
            return new Source(Language.SR, read.set(), read.findings(), read.otherTargets(), file, scratch);
        } catch (IOException | RuntimeException e) {
            scratch.close();
            throw e;
        }
    }
}
