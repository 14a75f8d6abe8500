package org.glossa.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.glossa.corpus.Depth;
import org.glossa.corpus.Oracle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Arrow of all sets of a slide as pyarrow, geoarrow-c and shapely read it, against the same sets one by one and against the files as
 * pydicom reads them; one set at a time may be open.
 */
class SlideArrowIT {

    @TempDir
    Path folder;

    @Test
    void theUnionIsItsSetsInOneSchema() throws Exception {
        int boxes = Depth.count(8, 200);
        List<String> options = List.of("-Xmx256m", "-Dglossa.columns.open-sets=1");
        try (ServerProcess server = ServerProcess.start(folder.resolve("data"), options, List.of())) {
            Oracle.Result compared = Oracle.python()
                    .cases(boxes)
                    .within(Duration.ofMinutes(Depth.count(4, 20)))
                    .run(
                            Oracle.script("slide_arrow_check.py").toString(),
                            server.url().toString(),
                            folder.resolve("sets").toString(),
                            "20261126",
                            Integer.toString(boxes));
            assertThat(compared.exitCode()).as(compared.err() + server.log()).isZero();
            System.out.println("arrow of a slide: " + compared.out().strip());
        }
    }
}
