package org.glossa.convert;

import java.io.IOException;
import java.nio.file.Path;
import org.glossa.ann.BulkAnnotationReader;
import org.glossa.ann.BulkAnnotationReader.BulkAnnotations;
import org.glossa.dicom.DicomFile;
import org.glossa.ledger.Losses;
import org.glossa.ledger.Restoration;

/** Opens annotations of DICOM files. When it throws, the file stays open. */
final class DicomSource {
    private DicomSource() {}

    static Source annotations(DicomFile file, Restoration restoration) throws IOException {
        BulkAnnotations read = BulkAnnotationReader.read(file);
        return new Source(Language.ANN, read.set(), read.findings(), new Losses(), file, null);
    }

    static Source report(DicomFile file, Slide slide, Path scratchFolder, Restoration restoration)
            throws IOException, ConversionRefusedException {
        throw ConversionRefusedException.of("TODO", "", "", "");
    }
}
