package org.glossa.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.glossa.corpus.Corpus;
import org.glossa.corpus.Depth;
import org.glossa.corpus.Oracle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The whole corpus asked in level-0 pixels and in each set's own space: lower levels, frames, millimetres of turned slides.
 * Annotations that came before their slide, with it and after it give the answers that numpy computed.
 */
class SlideSpacesIT {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"before", "with", "after"})
    void answers_are_those_of_numpy_whenever_the_slide_arrives(String when) throws Exception {
        try (ServerProcess server = ServerProcess.start(folder.resolve("data"))) {
            Oracle.Result compared = Oracle.python()
                    .cases(Corpus.cases().size())
                    .within(Duration.ofMinutes(3))
                    .run(
                            Oracle.script("spaces_check.py").toString(),
                            server.url().toString(),
                            Corpus.folder().toString(),
                            when,
                            Depth.current().name().toLowerCase(Locale.ROOT));
            assertThat(compared.exitCode()).as(compared.err() + server.log()).isZero();
            System.out.println(
                    "spaces, annotations " + when + " slides: " + compared.out().strip());
        }
    }
}
