package org.glossa.ann;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.glossa.ann.BulkAnnotationReader.BulkAnnotations;
import org.glossa.annotation.AnnotationSet;
import org.glossa.corpus.Corpus;
import org.glossa.corpus.CorpusCase;
import org.glossa.corpus.ExpectedSet;
import org.glossa.corpus.Oracle;
import org.glossa.dicom.DicomFile;
import org.junit.jupiter.api.io.TempDir;
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

    @ParameterizedTest
    @MethodSource("cases")
    void readsTheSameInBigEndianAndDeflated(CorpusCase corpusCase, @TempDir Path folder) throws Exception {
        for (String syntax : List.of("+tb", "+td")) {
            Path file = folder.resolve(syntax + ".dcm");
            Oracle.dcmconv()
                    .run(syntax, corpusCase.input().toString(), file.toString())
                    .orFail();
            assertReads(file, corpusCase.expected());
        }
    }

    /** As dcmjs and other software with an older dictionary writes them. */
    @ParameterizedTest
    @MethodSource("cases")
    void readsTheSameWithColumnsOfVrUn(CorpusCase corpusCase, @TempDir Path folder) throws Exception {
        byte[] bytes = Files.readAllBytes(corpusCase.input());
        int columns = 0;
        for (int tag : new int[] {0x00660016, 0x00660022, 0x00660040, 0x00660125, 0x006A0011}) {
            for (int i = 132; i + 6 <= bytes.length; i++) {
                boolean isHeader = bytes[i] == (byte) (tag >> 16)
                        && bytes[i + 1] == 0
                        && bytes[i + 2] == (byte) tag
                        && bytes[i + 3] == (byte) (tag >> 8)
                        && bytes[i + 4] == 'O';
                if (isHeader) {
                    bytes[i + 4] = 'U';
                    bytes[i + 5] = 'N';
                    columns++;
                }
            }
        }
        assumeThat(columns).as("Implicit VR has nothing to change").isPositive();
        assertReads(Files.write(folder.resolve("un.dcm"), bytes), corpusCase.expected());
    }

    private static void assertReads(Path file, ExpectedSet expected) throws Exception {
        try (AnnotationSet set = BulkAnnotationReader.read(DicomFile.open(file)).set()) {
            ExpectedSets.assertSame(set, expected);
        }
    }
}
