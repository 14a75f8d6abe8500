package org.glossa.ann;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.glossa.ann.BulkAnnotationReader.BulkAnnotations;
import org.glossa.ann.BulkAnnotationWriter.Written;
import org.glossa.annotation.AnnotationSet;
import org.glossa.corpus.Corpus;
import org.glossa.corpus.CorpusCase;
import org.glossa.dicom.DicomFile;

/** Every committed case, read and written again. */
final class RewrittenCorpus {
    private RewrittenCorpus() {}

    /** A case and the file that we wrote from it. */
    record Rewritten(CorpusCase original, Path file, Written written) {}

    static List<Rewritten> in(Path folder) throws IOException, UnwritableAnnotationsException {
        List<Rewritten> all = new ArrayList<>();
        for (CorpusCase original : Corpus.cases()) {
            Path file = folder.resolve(original.name() + ".dcm");
            all.add(new Rewritten(original, file, rewrite(original.input(), file)));
        }
        return all;
    }

    static Written rewrite(Path original, Path target) throws IOException, UnwritableAnnotationsException {
        DicomFile file = DicomFile.open(original);
        BulkAnnotations read = BulkAnnotationReader.read(file);
        try (AnnotationSet set = read.set()) {
            Files.deleteIfExists(target);
            return BulkAnnotationWriter.write(set, AnnotationContext.ofOriginal(file.dataSet()), target);
        }
    }
}
