package org.glossa.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.glossa.corpus.Corpus;
import org.glossa.corpus.Oracle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thumbnail is no level and never level 0, but annotations made on it can be asked for in the pixels of level 0. */
class ThumbnailIT {

    @TempDir
    Path folder;

    @Test
    void the_corners_of_a_thumbnail_are_those_of_level_0() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder.resolve("data"))) {
            Oracle.Result checked = Oracle.python()
                    .run(
                            Oracle.script("thumbnail_check.py").toString(),
                            server.url().toString(),
                            Corpus.folder().toString());
            assertThat(checked.exitCode()).as(checked.err() + server.log()).isZero();
        }
    }
}
