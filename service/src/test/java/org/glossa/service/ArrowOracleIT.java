package org.glossa.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.glossa.corpus.Corpus;
import org.glossa.corpus.Depth;
import org.glossa.corpus.Oracle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Arrow answers as others read them: pyarrow takes the streams, geoarrow-c and shapely the geometries, and pydicom says what each value
 * is in the file; the source's coordinates to the byte.
 */
class ArrowOracleIT {

    @TempDir
    Path folder;

    @Test
    void answers_equal_what_pydicom_and_shapely_make_of_the_file() throws Exception {
        int boxes = Depth.count(8, 80);
        try (ServerProcess server = ServerProcess.start(folder.resolve("data"), List.of("-Xmx256m"), List.of())) {
            Oracle.Result compared = Oracle.python()
                    .cases(boxes)
                    .within(Duration.ofMinutes(Depth.count(4, 20)))
                    .run(
                            Oracle.script("arrow_check.py").toString(),
                            server.url().toString(),
                            folder.resolve("sets").toString(),
                            Corpus.folder().toString(),
                            "20261126",
                            Integer.toString(boxes));
            assertThat(compared.exitCode()).as(compared.err() + server.log()).isZero();
            System.out.println("arrow: " + compared.out().strip());
        }
    }
}
