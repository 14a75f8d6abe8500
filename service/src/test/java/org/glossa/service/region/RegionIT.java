package org.glossa.service.region;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.glossa.corpus.Shared;
import org.glossa.service.ServerProcess;
import org.glossa.synthetic.AnnotationFormat;
import org.glossa.synthetic.GenerateProgress;
import org.glossa.synthetic.GeneratedSlide;
import org.glossa.synthetic.SlideKind;
import org.glossa.synthetic.SlideRequest;
import org.glossa.synthetic.SyntheticSlide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** /collections as clients see it, before the packaged server, with a real file of other people's software. */
class RegionIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    /** What comes first. */
    enum Arrival {
        ANNOTATIONS_BEFORE_IMAGE,
        BOTH_TOGETHER,
        ANNOTATIONS_AFTER_IMAGE
    }

    @ParameterizedTest
    @EnumSource
    void answersAreTheSameWhateverCameFirst(Arrival arrival) throws Exception {
        Path annotations = Shared.require("corpus/highdicom/sm_annotations.dcm");
        Path image = Shared.require("corpus/highdicom/sm_image.dcm");
        JsonNode expected = JSON.readTree(
                        Shared.require("corpus/expected-values.json").toFile())
                .get("highdicom/sm_annotations.dcm");
        String set = expected.get("sopInstanceUID").asText();
        try (ServerProcess server = ServerProcess.start(folder.resolve("data"))) {
            Stow stow = new Stow(server.url());
            switch (arrival) {
                case ANNOTATIONS_BEFORE_IMAGE -> {
                    stow.store(List.of(annotations));
                    stow.awaitReady(set);
                    assertLevelZeroIsMissing(
                            stow, set, expected.get("referencedImage").asText());
                    stow.store(List.of(image));
                }
                case BOTH_TOGETHER -> stow.store(List.of(annotations, image));
                case ANNOTATIONS_AFTER_IMAGE -> {
                    stow.store(List.of(image));
                    stow.store(List.of(annotations));
                }
            }
            stow.awaitReady(set);
            assertTwoPoints(stow, set, expected.get("groups").get(0));
            assertProblems(stow, set);
            assertPages(stow, set);
            assertHead(stow, set);
        }
    }

    private static void assertLevelZeroIsMissing(Stow stow, String set, String image) throws Exception {
        HttpResponse<String> refused = stow.get("/collections/" + set + "/items?bbox=0,0,50,50");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(JSON.readTree(refused.body()).get("missing").asText()).isEqualTo(image);
        assertThat(JSON.readTree(refused.body()).get("detail").asText()).contains(image, "source-pixels");
        assertThat(features(stow, "/collections/" + set + "/items?bbox=0,0,50,50&crs=source-pixels"))
                .hasSize(2);
        JsonNode described = JSON.readTree(stow.get("/collections/" + set).body());
        assertThat(described.has("slide")).isFalse();
        JsonNode levelZero = described.get("spaces").get(0);
        assertThat(levelZero.get("name").asText()).isEqualTo("level0-pixels");
        assertThat(levelZero.get("available").asBoolean()).isFalse();
        assertThat(levelZero.get("missing").asText()).isEqualTo(image);
    }

    private static void assertTwoPoints(Stow stow, String set, JsonNode group) throws Exception {
        HttpResponse<String> answer = stow.get("/collections/" + set + "/items?bbox=0,0,50,50");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/geo+json");
        assertThat(answer.headers().firstValue("Content-Length")).isPresent();
        JsonNode collection = JSON.readTree(answer.body());
        assertThat(collection.get("numberMatched").asInt()).isEqualTo(2);
        assertThat(collection.get("numberReturned").asInt()).isEqualTo(2);
        for (JsonNode feature : collection.get("features")) {
            int index = feature.get("properties")
                    .get("dicom")
                    .get("annotationIndex")
                    .asInt();
            assertThat(feature.get("id").asText()).isEqualTo("1-" + index);
            JsonNode point = group.get("coordinates").get(index - 1); // one-based to zero-based
            assertThat(bits(feature.get("geometry").get("coordinates"))).isEqualTo(bits(point));
            assertThat((float) feature.get("properties")
                            .get("measurements")
                            .get("Area um2")
                            .asDouble())
                    .isEqualTo((float) group.get("measurements")
                            .get(0)
                            .get("values")
                            .get(index - 1)
                            .asDouble());
        }
        assertThat(answer.body()).contains("[34.6,18.4]", "[28.7,34.9]");
        assertThat(features(stow, "/collections/" + set + "/items?bbox=34.6,18.4,34.6,18.4"))
                .hasSize(1);
        assertThat(features(stow, "/collections/" + set + "/items?bbox=18.4,34.6,18.4,34.6"))
                .isEmpty();
        assertThat(features(stow, "/collections/" + set + "/items?bbox=34.7,0,50,50"))
                .isEmpty();
        JsonNode slide = JSON.readTree(stow.get("/collections/" + set).body()).get("slide");
        assertThat(slide.get("columns").asInt()).isEqualTo(50);
        assertThat(slide.get("tileRows").asInt()).isEqualTo(10);
    }

    private static List<Long> bits(JsonNode point) {
        List<Long> bits = new ArrayList<>();
        point.forEach(ordinate -> bits.add(Double.doubleToRawLongBits(ordinate.asDouble())));
        return bits;
    }

    private static void assertProblems(Stow stow, String set) throws Exception {
        for (String query : List.of(
                "bbox=1,2,3",
                "bbox=0,0,NaN,1",
                "bbox=5,0,4,1",
                "bbox=0,5,1,4",
                "limit=0",
                "limit=-3",
                "limit=10001",
                "crs=pixels",
                "crs=frame",
                "f=gml",
                "group=2",
                "group=x",
                "boxx=0,0,1,1",
                "group=1&group=1",
                "next=0",
                "next=000000000000000000000000")) {
            HttpResponse<String> refused = stow.get("/collections/" + set + "/items?" + query);
            assertThat(refused.statusCode()).as(query + " " + refused.body()).isEqualTo(400);
            assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(JSON.readTree(refused.body()).get("detail").asText())
                    .as(query)
                    .startsWith("got ")
                    .contains("allowed: ")
                    .contains("remedy: ");
        }
        for (String path : List.of("/collections/1.2.3", "/collections/1.2.3/items", "/collections/x/items?limit=5")) {
            assertThat(stow.get(path).statusCode()).as(path).isEqualTo(404);
        }
    }

    private static void assertPages(Stow stow, String set) throws Exception {
        JsonNode first = JSON.readTree(stow.get("/collections/" + set + "/items?bbox=0,0,50,50&limit=1")
                .body());
        assertThat(first.get("numberMatched").asInt()).isEqualTo(2);
        assertThat(first.get("features")).hasSize(1);
        JsonNode second = JSON.readTree(stow.get(link(first, "next")).body());
        assertThat(second.get("features")).hasSize(1);
        assertThat(link(second, "next")).isNull();
        assertThat(second.get("features").get(0).get("id"))
                .isNotEqualTo(first.get("features").get(0).get("id"));
        assertThat(JSON.readTree(stow.get(link(first, "self")).body()).get("features"))
                .isEqualTo(first.get("features"));
    }

    private static void assertHead(Stow stow, String set) throws Exception {
        String path = "/collections/" + set + "/items?bbox=0,0,50,50";
        HttpResponse<String> head = stow.send("HEAD", path);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Type")).hasValue("application/geo+json");
        assertThat(head.body()).isEmpty();
    }

    @Test
    void pagesOfALargeSetAreTheWholeOnceAndNeverAnEmptyAnswerBeforeItIsReady() throws Exception {
        int count = 60_000;
        GeneratedSlide slide = SyntheticSlide.generate(
                new SlideRequest(count, 24, 3, 30_000, 3, SlideKind.PLAIN, AnnotationFormat.ANN),
                folder.resolve("generated"),
                GenerateProgress.SILENT);
        try (ServerProcess server = ServerProcess.start(folder.resolve("data"), List.of("-Xmx256m"), List.of())) {
            Stow stow = new Stow(server.url());
            stow.store(slide.levels());
            stow.store(List.of(slide.annotations()));
            String set = onlySet(stow).get("sopInstanceUid").asText();
            assertNeverEmptyBeforeReady(stow, set, count);

            Set<String> ids = new HashSet<>();
            String page = "/collections/" + set + "/items?limit=10000";
            int pages = 0;
            for (; page != null; pages++) {
                HttpResponse<String> answer = stow.get(page);
                // More than 4 MB: sent in pieces.
                assertThat(answer.headers().firstValue("Content-Length")).isEmpty();
                JsonNode collection = JSON.readTree(answer.body());
                assertThat(collection.get("numberMatched").asInt()).isEqualTo(count);
                collection
                        .get("features")
                        .forEach(feature ->
                                assertThat(ids.add(feature.get("id").asText())).isTrue());
                page = link(collection, "next");
            }
            assertThat(ids).hasSize(count);
            assertThat(pages).isEqualTo(6);
            assertGroupsAddUp(stow, set, count);
            assertDamagedColumnsAreBuiltAgain(
                    stow, set, folder.resolve("data/columns").resolve(set));
            assertThat(server.log()).doesNotContain("ERROR");
        }
    }

    private static void assertNeverEmptyBeforeReady(Stow stow, String set, int count) throws Exception {
        HttpResponse<String> answer = stow.get("/collections/" + set + "/items?limit=1");
        int waits = 0;
        while (answer.statusCode() == 409) {
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
            JsonNode described = JSON.readTree(stow.get("/collections/" + set).body());
            assertThat(described.get("groups")).hasSize(3);
            assertThat(described.get("progress").get("total").asInt()).isEqualTo(count);
            waits++;
            answer = stow.get("/collections/" + set + "/items?limit=1");
        }
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body()).get("numberMatched").asInt()).isEqualTo(count);
        assertThat(waits).as("the set was asked while it was indexed").isPositive();
    }

    /** Damages the columns under the running server, which has them mapped. */
    private static void assertDamagedColumnsAreBuiltAgain(Stow stow, String set, Path columns) throws Exception {
        String path = "/collections/" + set + "/items?limit=100";
        JsonNode before = features(stow, path);
        Path largest;
        try (Stream<Path> files = Files.list(columns)) {
            largest = files.max(Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
        }
        try (FileChannel channel = FileChannel.open(largest, StandardOpenOption.WRITE)) {
            byte[] noise = new byte[(int) (channel.size() / 2)];
            new Random(1).nextBytes(noise);
            channel.write(ByteBuffer.wrap(noise), 4096);
        }
        HttpResponse<String> answer = stow.get(path);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        for (int i = 0; i < 400 && answer.statusCode() == 503; i++) {
            Thread.sleep(50);
            answer = stow.get(path);
        }
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body()).get("features")).isEqualTo(before);
    }

    private static void assertGroupsAddUp(Stow stow, String set, int count) throws Exception {
        String box = "/collections/" + set + "/items?bbox=0,0,30000,30000&limit=1";
        int sum = 0;
        for (int group = 1; group <= 3; group++) {
            sum += JSON.readTree(stow.get(box + "&group=" + group).body())
                    .get("numberMatched")
                    .asInt();
        }
        assertThat(sum).isEqualTo(count);
        assertThat(JSON.readTree(stow.get(box + "&group=3,1,2").body())
                        .get("numberMatched")
                        .asInt())
                .isEqualTo(count);
    }

    @Test
    void aSetThatCannotBeIndexedSaysWhy() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.createFile(data.resolve("columns")); // where a folder should be
        try (ServerProcess server = ServerProcess.start(data)) {
            Stow stow = new Stow(server.url());
            stow.store(List.of(Shared.require("corpus/highdicom/sm_annotations.dcm")));
            JsonNode set = onlySet(stow);
            for (int i = 0; i < 200 && !set.get("state").asText().equals("failed"); i++) {
                Thread.sleep(50);
                set = onlySet(stow);
            }
            assertThat(set.get("state").asText()).isEqualTo("failed");
            String uid = set.get("sopInstanceUid").asText();
            HttpResponse<String> refused = stow.get("/collections/" + uid + "/items");
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(refused.headers().firstValue("Retry-After")).isEmpty();
            assertThat(refused.body()).contains("COLUMNS_NOT_WRITTEN");
            JsonNode described = JSON.readTree(stow.get("/collections/" + uid).body());
            assertThat(described.get("findings").toString()).contains("COLUMNS_NOT_WRITTEN");
            assertThat(described.get("groups")).hasSize(1);
        }
    }

    private static JsonNode onlySet(Stow stow) throws Exception {
        return JSON.readTree(stow.get("/collections").body()).get("collections").get(0);
    }

    private static JsonNode features(Stow stow, String path) throws Exception {
        HttpResponse<String> answer = stow.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).get("features");
    }

    private static String link(JsonNode collection, String relation) {
        for (JsonNode link : collection.get("links")) {
            if (link.get("rel").asText().equals(relation)) {
                return link.get("href").asText();
            }
        }
        return null;
    }
}
