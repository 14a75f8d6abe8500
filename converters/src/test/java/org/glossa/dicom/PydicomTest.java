package org.glossa.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.glossa.corpus.Oracle;
import org.glossa.corpus.Shared;
import org.glossa.finding.MalformedInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of pydicom and highdicom: our JSON and our rewriting mean what pydicom reads. */
final class PydicomTest {
    @TempDir
    Path folder;

    @Test
    void everyFormThatPydicomWrites() throws IOException {
        Oracle.python()
                .run(Oracle.script("write_dicom_variants.py").toString(), folder.toString())
                .orFail();
        assertThat(compare()).isGreaterThan(25);
    }

    /** Files of scanners and toolkits, among them the character set examples of PS3.5; the refused ones are refused for a reason. */
    @Test
    void filesThatComeWithPydicom() throws IOException {
        Oracle.python()
                .run(Oracle.script("copy_pydicom_files.py").toString(), folder.toString())
                .orFail();
        Map<String, String> refused = new TreeMap<>();
        for (Path path : files(folder)) {
            try (DicomFile file = DicomFile.open(path)) {
                assertThat(file.byteSize()).isEqualTo(Files.size(path));
            } catch (MalformedInputException e) {
                refused.put(path.getFileName().toString(), e.finding().code());
                Files.delete(path);
            }
        }
        assertThat(refused)
                .containsEntry("MR_truncated.dcm", "TRUNCATED_VALUE")
                .containsEntry("rtplan_truncated.dcm", "TRUNCATED_VALUE")
                .containsEntry("no_meta.dcm", "NOT_DICOM")
                .doesNotContainKeys("image_dfl.dcm", "MR_small_bigendian.dcm");
        refused.values().removeIf(code -> code.equals("UNSUPPORTED_TRANSFER_SYNTAX") || code.equals("NOT_DICOM"));
        assertThat(refused).hasSize(2);
        // it has an IS that is no number, which pydicom's JSON does not survive
        Files.delete(folder.resolve("badVR.dcm"));
        assertThat(compare()).isGreaterThan(75);
    }

    @Test
    void sharedCorpus() throws IOException {
        for (Path file : files(Shared.require("corpus/highdicom"))) {
            Files.copy(file, folder.resolve(file.getFileName()));
        }
        assertThat(compare()).isGreaterThanOrEqualTo(4);
    }

    private int compare() throws IOException {
        List<Path> files = files(folder);
        for (Path path : files) {
            try (DicomFile file = DicomFile.open(path)) {
                writeJson(file.dataSet(), sibling(path, ".json"));
                rewrite(file, sibling(path, ".rewritten"));
            }
        }
        Oracle.Result result = Oracle.python()
                .cases(files.size())
                .run(Oracle.script("compare_dicom_json.py").toString(), folder.toString());
        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        List<String> arguments = new ArrayList<>(List.of("--quiet"));
        files.forEach(path -> arguments.add(sibling(path, ".rewritten").toString()));
        Oracle.dcmdump().cases(files.size()).run(arguments).orFail();
        return files.size();
    }

    static void writeJson(DataSet dataSet, Path target) throws IOException {
        try (OutputStream out = Files.newOutputStream(target);
                JsonGenerator json = new JsonFactory().createGenerator(out)) {
            DicomJson.write(json, dataSet, null);
        }
    }

    static void rewrite(DicomFile file, Path target) throws IOException {
        String syntax = file.transferSyntaxUid();
        DataSetWriter.writeFile(
                target,
                file.dataSet().string(Tag.SOPClassUID).orElse("1.2"),
                file.dataSet().string(Tag.SOPInstanceUID).orElse("1.2"),
                TransferSyntax.isEncapsulated(syntax) ? syntax : TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                file.dataSet());
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".dcm"))
                    .sorted()
                    .toList();
        }
    }

    static Path sibling(Path path, String suffix) {
        return path.resolveSibling(path.getFileName().toString().replace(".dcm", suffix));
    }
}
