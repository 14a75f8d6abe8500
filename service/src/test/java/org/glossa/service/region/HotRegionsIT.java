package org.glossa.service.region;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.glossa.service.PostgresServer;
import org.glossa.service.ServerProcess;
import org.glossa.service.ServerProcess.Launch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a server remembers between two questions for a region: enough to ask nothing of the catalogue, which is shown by there being
 * none, and never what is so no more.
 */
class HotRegionsIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void aHotRegionAsksNothingOfTheCatalogue() throws Exception {
        SlideSamples slide = new SlideSamples(folder, "2.25.81");
        try (PostgresServer postgres = PostgresServer.start()) {
            Launch launch = Launch.PLAIN
                    .withJvmOptions(List.of("-Ddatasources.default.connection-timeout=1000"))
                    .withJvmOptions(PostgresServer.jvmOptions(postgres.newDatabase()));
            try (ServerProcess server = ServerProcess.start(folder.resolve("data"), launch)) {
                Stow stow = new Stow(server.url());
                stow.store(List.of(
                        slide.levelZeroFile(),
                        slide.levelOneFile(),
                        slide.points(1, slide.levelOne(), 1, 5, 5, 100, 100),
                        slide.points(2, "", 1, 0.0255f, 0.0125f, 0),
                        slide.points(3, slide.levelZero(), 1, 1, 1)));
                for (int set = 1; set <= 3; set++) {
                    stow.awaitReady(slide.set(set));
                }
                List<String> questions = new ArrayList<>();
                for (String items : List.of(
                        "/collections/" + slide.set(1),
                        "/collections/" + slide.set(2),
                        "/slides/" + slide.levelOne(),
                        "/slides/" + slide.frameOfReference())) {
                    questions.add(items + "/items");
                    questions.add(items + "/items?bbox=0,0,30,30&f=arrow");
                    questions.add(items + "/items?crs=slide-mm&limit=1");
                    questions.add(items + "/items?bbox=-9,-9,-5,-5");
                }
                questions.add("/collections/" + slide.set(1) + "/items?crs=source-pixels");
                Map<String, String> before = new LinkedHashMap<>();
                for (String question : questions) {
                    HttpResponse<String> answer = stow.get(question);
                    assertThat(answer.statusCode()).as(question).isEqualTo(200);
                    before.put(question, text(answer));
                }

                postgres.stop();
                for (String question : questions) {
                    HttpResponse<String> answer = stow.get(question);
                    assertThat(answer.statusCode())
                            .as(question + " " + answer.body())
                            .isEqualTo(200);
                    assertThat(text(answer)).isEqualTo(before.get(question));
                }
                for (String cold : List.of(
                        "/slides/" + slide.levelZero() + "/items",
                        "/collections/1.2.3/items",
                        "/collections/" + slide.set(1))) {
                    HttpResponse<String> answer = stow.get(cold);
                    assertThat(answer.statusCode()).as(cold).isEqualTo(503);
                    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                }
            }
        }
    }

    private static String text(HttpResponse<String> answer) {
        return answer.body().replaceFirst("\"timeStamp\":\"[^\"]*\"", "");
    }

    @Test
    void whatIsStoredLaterChangesTheNextAnswer() throws Exception {
        SlideSamples slide = new SlideSamples(folder, "2.25.82");
        try (ServerProcess server = ServerProcess.start(folder.resolve("data"))) {
            Stow stow = new Stow(server.url());
            String set = "/collections/" + slide.set(1) + "/items";
            String millimetres = "/collections/" + slide.set(2) + "/items";
            String union = "/slides/" + slide.levelOne() + "/items";
            stow.store(List.of(
                    slide.points(1, slide.levelOne(), 1, 5, 5, 100, 100), slide.points(2, "", 1, 0.02f, 0.01f, 0)));
            stow.awaitReady(slide.set(1));
            stow.awaitReady(slide.set(2));
            for (int time = 0; time < 2; time++) {
                assertThat(points(stow, set + "?crs=source-pixels")).isEqualTo("[5.0,5.0] [100.0,100.0]");
                assertThat(stow.get(set).statusCode()).isEqualTo(409);
                assertThat(stow.get(millimetres).statusCode()).isEqualTo(409);
                assertThat(stow.get(union).statusCode()).isEqualTo(409);
            }

            stow.store(List.of(slide.levelOneFile()));
            for (int time = 0; time < 2; time++) { // it is the widest there is
                assertThat(points(stow, set)).isEqualTo("[5.0,5.0] [100.0,100.0]");
                assertThat(points(stow, millimetres)).isEqualTo("[5.0,2.5]");
                assertThat(points(stow, union)).isEqualTo("[5.0,5.0] [100.0,100.0] [5.0,2.5]");
            }

            stow.store(List.of(slide.levelZeroFile()));
            for (int time = 0; time < 2; time++) {
                assertThat(points(stow, set)).isEqualTo("[20.0,20.0] [400.0,400.0]");
                assertThat(points(stow, millimetres)).isEqualTo("[20.0,10.0]");
                assertThat(points(stow, union)).isEqualTo("[20.0,20.0] [400.0,400.0] [20.0,10.0]");
            }

            stow.store(List.of(slide.points(3, slide.levelZero(), 1, 7, 7)));
            stow.awaitReady(slide.set(3));
            assertThat(points(stow, union)).isEqualTo("[20.0,20.0] [400.0,400.0] [20.0,10.0] [7.0,7.0]");
            stow.store(List.of(slide.successor(4, 3, 8, 8)));
            stow.awaitReady(slide.set(4));
            assertThat(points(stow, union)).isEqualTo("[20.0,20.0] [400.0,400.0] [20.0,10.0] [8.0,8.0]");

            stow.store(List.of(slide.otherPyramidFile())); // in the same frame of reference
            assertThat(stow.get(millimetres).statusCode()).isEqualTo(409);
            assertThat(points(stow, set)).isEqualTo("[20.0,20.0] [400.0,400.0]");
            assertThat(points(stow, union)).isEqualTo("[20.0,20.0] [400.0,400.0] [8.0,8.0]");
        }
    }

    /** Rounded to a ten-thousandth, for millimetres are floats; in the order of the source within each set. */
    private static String points(Stow stow, String items) throws Exception {
        HttpResponse<String> answer = stow.get(items);
        assertThat(answer.statusCode()).as(items + " " + answer.body()).isEqualTo(200);
        List<String> sets = new ArrayList<>();
        Map<String, Map<String, String>> points = new LinkedHashMap<>();
        for (JsonNode feature : JSON.readTree(answer.body()).get("features")) {
            String id = feature.get("id").asText();
            JsonNode at = feature.get("geometry").get("coordinates");
            points.computeIfAbsent(id.substring(0, id.lastIndexOf('/') + 1), none -> new TreeMap<>())
                    .put(id, "[" + rounded(at.get(0)) + "," + rounded(at.get(1)) + "]");
        }
        points.values().forEach(ofSet -> sets.add(String.join(" ", ofSet.values())));
        return String.join(" ", sets);
    }

    private static double rounded(JsonNode ordinate) {
        return Math.round(ordinate.asDouble() * 1e4) / 1e4;
    }
}
