package org.glossa.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class GenerateCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(Object... arguments) {
        String[] words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = arguments[i].toString();
        }
        return new CommandLine(new GenerateCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
    }

    @Test
    void namesTheFilesAndTellsEachStepOnce() {
        Path slide = folder.resolve("s");
        assertThat(run("--annotations", 20, "--size", 300, "--seed", -4, "--out", slide))
                .isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        slide.resolve("slide/level-0.dcm").toString(),
                        slide.resolve("slide/level-1.dcm").toString(),
                        slide.resolve("annotations.dcm").toString());
        assertThat(err.toString().lines())
                .containsExactly(
                        "glossa generate: counting groups 100 %",
                        "glossa generate: outlining nuclei 100 %",
                        "glossa generate: writing annotations.dcm 100 %",
                        "glossa generate: sorting nuclei into tiles 100 %",
                        "glossa generate: drawing tiles 100 %",
                        "glossa generate: writing images 100 %");
    }

    @Test
    void aFolderThatHoldsSomethingNeedsForce() throws Exception {
        Files.writeString(folder.resolve("notes.txt"), "mine");
        assertThat(run("--annotations", 3, "--size", 100, "--out", folder)).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("--out: got " + folder + ", which is not empty; allowed: a new or empty folder;")
                .contains("--force");
        assertThat(folder.resolve("annotations.dcm")).doesNotExist();
        assertThat(run("--annotations", 3, "--size", 100, "--out", folder, "--force"))
                .isZero();
        assertThat(folder.resolve("annotations.dcm")).exists();
        assertThat(folder.resolve("notes.txt")).hasContent("mine");
    }

    @Test
    void aFileIsNoFolder() throws Exception {
        Path file = Files.writeString(folder.resolve("notes.txt"), "mine");
        assertThat(run("--out", file, "--force")).isEqualTo(2);
        assertThat(err.toString()).startsWith("--out: got " + file + ", a file; allowed: a new or empty folder");
    }

    @Test
    void badArgumentsAreBadUsage() {
        assertThat(run("--annotations", 2, "--groups", 3, "--out", folder)).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("--groups: got 3 for 2 annotations; allowed: at most one group per annotation;");
        assertThat(run("--size", "big", "--out", folder)).isEqualTo(2);
        assertThat(run("--slide", "painted", "--out", folder)).isEqualTo(2);
        assertThat(run("--annotations", 2)).isEqualTo(2);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void fewAnnotationsHaveFewGroups() {
        assertThat(run("--annotations", 1, "--size", 100, "--out", folder.resolve("one")))
                .isZero();
        assertThat(run("--annotations", 0, "--size", 100, "--slide", "plain", "--out", folder.resolve("none")))
                .isZero();
    }
}
