package org.glossa.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.glossa.corpus.Corpus;
import org.glossa.corpus.CorpusCase;
import org.glossa.corpus.Oracle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DICOM JSON of pydicom and dcmtk, read and written as a file, is the file that they made it of, as pydicom reads both. */
final class ForeignJsonTest {
    @TempDir
    Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        Oracle.python()
                .run(Oracle.script("write_dicom_variants.py").toString(), folder.toString())
                .orFail();
        for (CorpusCase corpusCase : Corpus.cases()) {
            Files.copy(corpusCase.input(), folder.resolve(corpusCase.name() + ".dcm"));
        }
        for (Path slide : Corpus.slide("square")) {
            Files.copy(slide, folder.resolve("slide-" + slide.getFileName()));
        }
        // neither has an inline form for fragments
        for (Path file : files()) {
            try (DicomFile dicom = DicomFile.open(file)) {
                if (TransferSyntax.isEncapsulated(dicom.transferSyntaxUid())) {
                    Files.delete(file);
                }
            }
        }
    }

    @Test
    void ofPydicom() throws IOException {
        Oracle.python()
                .run(Oracle.script("write_dicom_json.py").toString(), folder.toString())
                .orFail();
        for (Path file : files()) {
            restore(file, PydicomTest.sibling(file, ".pydicom.json"));
        }
        compare();
    }

    @Test
    void ofDcmtk() throws IOException {
        for (Path file : files()) {
            Path json = PydicomTest.sibling(file, ".dcmtk.json");
            Oracle.Result result = Oracle.dcm2json().run("--quiet", file.toString(), json.toString());
            if (result.exitCode() != 0 || !isUtf8(json)) {
                // dcmtk 3.6.7 has no NaN, and copies the bytes of other character sets
                Files.delete(file);
                continue;
            }
            restore(file, json);
        }
        compare();
    }

    private void restore(Path file, Path json) throws IOException {
        try (InputStream stream = Files.newInputStream(json)) {
            DataSet read = DicomJsonReader.read(stream, DicomJsonReader.BulkDataResolver.NONE)
                    .getFirst();
            PydicomTest.writeJson(read, PydicomTest.sibling(file, ".json"));
            DataSetWriter.writeFile(
                    PydicomTest.sibling(file, ".rewritten"),
                    "1.2",
                    "1.2",
                    TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                    read);
        } catch (IOException | RuntimeException e) {
            throw new AssertionError(file + "\n" + Files.readString(json, StandardCharsets.UTF_8), e);
        }
    }

    private static boolean isUtf8(Path json) throws IOException {
        try {
            Files.readString(json, StandardCharsets.UTF_8);
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private void compare() throws IOException {
        int files = files().size();
        Oracle.Result result = Oracle.python()
                .cases(files)
                .run(Oracle.script("compare_dicom_json.py").toString(), folder.toString());
        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        assertThat(files).isGreaterThan(120);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".dcm"))
                    .sorted()
                    .toList();
        }
    }
}
