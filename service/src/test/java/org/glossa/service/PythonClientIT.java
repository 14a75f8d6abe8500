package org.glossa.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.glossa.corpus.Corpus;
import org.glossa.corpus.CorpusCase;
import org.glossa.corpus.Oracle;
import org.glossa.corpus.Shared;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Python's dicomweb-client against the running service: stored as raw bytes and again through the client, found by series
 * search, retrieved to the byte, metadata equal to pydicom's with bulk data followed, frames as stored.
 */
class PythonClientIT {

    @TempDir
    Path folder;

    @Test
    void highdicoms_files_come_back_as_they_were() throws Exception {
        check(List.of(
                Shared.require("corpus/highdicom/sm_annotations.dcm"),
                Shared.require("corpus/highdicom/sm_image.dcm"),
                Shared.require("corpus/highdicom/sm_image_dots.dcm"),
                Shared.require("corpus/highdicom/sr_document.dcm")));
    }

    @Test
    void the_corpus_comes_back_as_it_was() throws Exception {
        List<Path> files = new ArrayList<>();
        Corpus.slides().forEach(slide -> files.addAll(Corpus.slide(slide)));
        Corpus.cases().stream()
                .filter(PythonClientIT::isSpecialOrSparse)
                .forEach(corpusCase -> files.add(corpusCase.input()));
        check(files);
    }

    /** One of three of the matrix, and all others. */
    private static boolean isSpecialOrSparse(CorpusCase corpusCase) {
        return !corpusCase.name().matches(".*-(none|dense)");
    }

    private void check(List<Path> files) throws Exception {
        List<String> arguments = new ArrayList<>();
        arguments.add(Oracle.script("dicomweb_check.py").toString());
        try (ServerProcess server = ServerProcess.start(folder.resolve("data"))) {
            arguments.add(server.url().toString());
            files.forEach(file -> arguments.add(file.toString()));
            Oracle.Result compared = Oracle.python()
                    .cases(files.size())
                    .within(Duration.ofMinutes(3))
                    .run(arguments);
            assertThat(compared.exitCode()).as(compared.err() + server.log()).isZero();
            System.out.println("dicomweb-client: " + compared.out().strip());
        }
    }
}
