package org.glossa.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.glossa.corpus.Corpus;
import org.glossa.corpus.CorpusCase;
import org.glossa.corpus.Depth;
import org.glossa.corpus.Oracle;
import org.glossa.corpus.Oracle.Result;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The corpus as dcmtk writes it in every transfer syntax that it knows: our reading is pydicom's. */
final class TransferSyntaxesTest {
    private static final List<List<String>> FORMS = List.of(
            List.of("+e", "-g"),
            List.of("-e", "-g"),
            List.of("+e", "+g", "+p", "512", "64"),
            List.of("-e", "+g", "+p", "4096", "10"));

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"+te", "+ti", "+tb", "+td"})
    void isReadAsPydicomReadsIt(String syntax) throws Exception {
        List<CorpusCase> cases = Corpus.cases();
        int step = Depth.count(12, 1);
        for (int i = 0; i < cases.size(); i += step) {
            for (int form = 0; form < FORMS.size(); form++) {
                convert(cases.get(i).input(), syntax, FORMS.get(form), "%03d-%d.dcm".formatted(i, form));
            }
        }
        for (Path slide : Corpus.slide("square")) {
            convert(slide, syntax, FORMS.getFirst(), slide.getFileName().toString());
        }
        int compared = compare();
        System.out.println("dcmconv " + syntax + ": " + compared + " files read as pydicom reads them");
        assertThat(compared).isGreaterThan(20);
    }

    private void convert(Path source, String syntax, List<String> form, String name) {
        List<String> arguments = new ArrayList<>(List.of(syntax));
        arguments.addAll(form);
        arguments.add(source.toString());
        arguments.add(folder.resolve(name).toString());
        Oracle.dcmconv().run(arguments).orFail();
    }

    private int compare() throws Exception {
        List<Path> files = files();
        for (Path path : files) {
            try (DicomFile file = DicomFile.open(path)) {
                PydicomTest.writeJson(file.dataSet(), PydicomTest.sibling(path, ".json"));
                PydicomTest.rewrite(file, PydicomTest.sibling(path, ".rewritten"));
            }
        }
        Result result = Oracle.python()
                .cases(files.size())
                .run(Oracle.script("compare_dicom_json.py").toString(), folder.toString());
        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        return files.size();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(file -> file.toString().endsWith(".dcm"))
                    .sorted()
                    .toList();
        }
    }
}
