package org.glossa.ann;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.glossa.ann.BulkAnnotationReader.BulkAnnotations;
import org.glossa.annotation.AnnotationSet;
import org.glossa.corpus.Corpus;
import org.glossa.corpus.CorpusCase;
import org.glossa.corpus.ExpectedSet;
import org.glossa.dicom.DicomFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every committed case, against what pydicom and numpy read in it: bit for bit, and without a finding that they do not deserve. */
class BulkAnnotationCorpusTest {
    static Stream<CorpusCase> cases() {
        return Corpus.cases().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void readsWhatPydicomAndNumpyRead(CorpusCase corpusCase) throws Exception {
        ExpectedSet expected = corpusCase.expected();
        BulkAnnotations read = BulkAnnotationReader.read(DicomFile.open(corpusCase.input()));
        try (AnnotationSet set = read.set()) {
            assertThat(set.sopInstanceUid()).isEqualTo(expected.sopInstanceUid());
            ExpectedSets.assertSame(set, expected);
        }
    }
}
