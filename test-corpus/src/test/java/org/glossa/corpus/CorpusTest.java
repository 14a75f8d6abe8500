package org.glossa.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CorpusTest {

    @Test
    void holds_every_graphic_type_in_each_space_precision_and_way_of_measuring() {
        List<String> names = Corpus.cases().stream().map(CorpusCase::name).toList();
        for (String type : List.of("point", "polyline", "polygon", "ellipse", "rectangle")) {
            for (String space : List.of("2d", "3d", "3d-commonz")) {
                for (String vr : List.of("of", "od")) {
                    for (String measured : List.of("none", "dense", "sparse")) {
                        assertThat(names).contains(String.join("-", type, space, vr, measured));
                    }
                }
            }
        }
        assertThat(Corpus.slides()).containsExactly("cropped", "oblique", "planes", "sparse", "square");
        assertThat(Corpus.slide("square")).hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void expected_values_are_of_this_very_file(CorpusCase corpusCase) throws Exception {
        byte[] file = Files.readAllBytes(corpusCase.input());
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file)))
                .isEqualTo(corpusCase.expected().sha256());
        for (ExpectedGroup group : corpusCase.expected().groups()) {
            assertThat(group.annotations()).hasSize((int) group.numberOfAnnotations());
            assertThat(group.levelZero()).hasSameSizeAs(group.annotations());
        }
    }

    @Test
    void the_script_writes_the_committed_files_again_to_the_byte(@TempDir Path folder) throws Exception {
        List<Path> committed = files(Corpus.folder());
        Oracle.python()
                .cases(committed.size())
                .run(Oracle.script("make_cases.py").toString(), folder.toString())
                .orFail();
        assertThat(relative(folder)).containsExactlyElementsOf(relative(Corpus.folder()));
        for (Path file : committed) {
            Path made = folder.resolve(Corpus.folder().relativize(file));
            assertThat(Files.mismatch(file, made))
                    .as("first byte in which %s and the file that make_cases.py writes differ", file)
                    .isEqualTo(-1);
        }
    }

    static List<CorpusCase> cases() {
        return Corpus.cases();
    }

    private static List<String> relative(Path folder) throws Exception {
        return files(folder).stream()
                .map(file -> folder.relativize(file).toString())
                .toList();
    }

    private static List<Path> files(Path folder) throws Exception {
        try (Stream<Path> walk =
                Stream.concat(Files.walk(folder.resolve("cases")), Files.walk(folder.resolve("slides")))) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
