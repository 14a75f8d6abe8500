package org.glossa.service.region;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.glossa.corpus.Oracle;
import org.glossa.service.ServerProcess;
import org.glossa.synthetic.AnnotationFormat;
import org.glossa.synthetic.GenerateProgress;
import org.glossa.synthetic.GeneratedSlide;
import org.glossa.synthetic.SlideKind;
import org.glossa.synthetic.SlideRequest;
import org.glossa.synthetic.SyntheticSlide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What /collections tells of measurements, compared with what numpy makes of the file. */
class StatisticsIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void ofEachMeasurementEqualNumpy() throws Exception {
        GeneratedSlide slide = SyntheticSlide.generate(
                new SlideRequest(20_000, 8, 5, 20_000, 3, SlideKind.PLAIN, AnnotationFormat.ANN),
                folder.resolve("generated"),
                GenerateProgress.SILENT);
        try (ServerProcess server = ServerProcess.start(folder.resolve("data"))) {
            Stow stow = new Stow(server.url());
            stow.store(List.of(slide.annotations()));
            String uid = JSON.readTree(stow.get("/collections").body())
                    .at("/collections/0/sopInstanceUid")
                    .asText();
            stow.awaitReady(uid);
            String told = stow.get("/collections/" + uid).body();
            Path collection = Files.writeString(folder.resolve("collection.json"), told);

            Oracle.Result compared = Oracle.python()
                    .run(
                            Oracle.script("collection_statistics.py").toString(),
                            collection.toString(),
                            slide.annotations().toString())
                    .orFail();

            JsonNode groups = JSON.readTree(told).get("groups");
            assertThat(groups.size()).isGreaterThan(1);
            assertThat(compared.out().strip()).isEqualTo(Integer.toString(groups.size()));
            int second = groups.get(1).get("number").asInt();
            JsonNode narrowed = JSON.readTree(
                    stow.get("/collections/" + uid + "?group=" + second).body());
            assertThat(narrowed.get("groups")).hasSize(1);
            assertThat(narrowed.get("groups").get(0)).isEqualTo(groups.get(1));
            for (String group : List.of("999", "x")) {
                assertThat(stow.get("/collections/" + uid + "?group=" + group).statusCode())
                        .as(group)
                        .isEqualTo(400);
            }
        }
    }
}
