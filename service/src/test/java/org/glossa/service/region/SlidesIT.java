package org.glossa.service.region;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.glossa.corpus.Depth;
import org.glossa.service.ServerProcess;
import org.glossa.service.ServerProcess.Launch;
import org.glossa.service.objects.Step;
import org.glossa.service.steps.StepControl;
import org.glossa.service.steps.StepControl.Side;
import org.glossa.store.FolderTree;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * /slides as clients see it, before the packaged server. Where the points of each set lie on level 0 is told by how the slide was laid
 * out; features of a union are also those of its sets at /collections.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlidesIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init") // before all
    private StepControl control;

    @SuppressWarnings("NullAway.Init") // before all
    private ServerProcess server;

    @SuppressWarnings("NullAway.Init") // before all
    private Stow stow;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        control = new StepControl(folder);
        // fewer than the sets of the largest slide here
        Launch launch = control.controlled(Launch.PLAIN).withJvmOptions(List.of("-Dglossa.columns.open-sets=2"));
        server = ServerProcess.start(folder.resolve("data"), launch);
        stow = new Stow(server.url());
    }

    @AfterAll
    void stop() throws Exception {
        server.close();
    }

    @Test
    void setsOfAllLevelsAndMillimetresAreOne() throws Exception {
        SlideSamples slide = new SlideSamples(folder, "2.25.71");
        stow.store(List.of(
                slide.levelZeroFile(),
                slide.levelOneFile(),
                slide.labelFile(),
                slide.points(1, slide.levelZero(), 1, 10, 10, 20, 20, 900, 700),
                slide.points(2, slide.levelOne(), 2, 5, 5, 100, 100),
                slide.points(3, "", 1, 0.0255f, 0.0125f, 0, 0.4f, 0.4f, 0),
                slide.points(4, slide.label(), 1, 5, 5)));
        awaitReady(slide, 1, 2, 3, 4);
        String a = slide.set(1);
        String b = slide.set(2);
        String c = slide.set(3);
        List<String> near = List.of(a + "/1-1", a + "/1-2", b + "/2-1", c + "/1-1");
        for (String uid : List.of(slide.levelZero(), slide.levelOne(), slide.label(), slide.frameOfReference())) {
            JsonNode answer = json("/slides/" + uid + "/items?bbox=0,0,30,30");
            assertThat(answer.get("numberMatched").asInt()).as(uid).isEqualTo(4);
            assertThat(answer.get("numberReturned").asInt()).isEqualTo(4);
            assertThat(answer.get("coordRefSys").asText()).endsWith("level0-pixels:" + slide.levelZero());
            assertThat(ids(answer)).hasSize(4).containsExactlyInAnyOrderElementsOf(near);
            assertThat(ids(answer).stream().map(id -> id.substring(0, id.indexOf('/'))))
                    .containsExactly(a, a, b, c);
        }
        JsonNode all = json("/slides/" + slide.levelZero() + "/items");
        assertThat(all.get("numberMatched").asInt()).isEqualTo(7);
        assertThat(all.toString()).contains("[20.0,20.0]", "[400.0,400.0]");
        requireFeaturesOfTheSets(all, "");
        requireFeaturesOfTheSets(json("/slides/" + slide.levelZero() + "/items?crs=slide-mm"), "crs=slide-mm");
        requireGroups(slide);
        requirePages(slide);
        requireSlidesInTheList();
        requireDescription(slide);
        requireProblems(slide);
        HttpResponse<String> head = stow.send("HEAD", "/slides/" + slide.levelZero() + "/items?bbox=0,0,30,30");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Type")).hasValue("application/geo+json");
        assertThat(head.headers().firstValue("OGC-NumberMatched")).hasValue("4");
        assertThat(head.headers().firstValue("OGC-NumberReturned")).hasValue("4");
        assertThat(head.headers().firstValue("Link")).isEmpty();
        assertThat(head.body()).isEmpty();
        HttpResponse<String> arrow = stow.send("HEAD", "/slides/" + slide.levelZero() + "/items?f=arrow&limit=3");
        assertThat(arrow.headers().firstValue("Content-Type")).hasValue("application/vnd.apache.arrow.stream");
        assertThat(arrow.headers().firstValue("OGC-NumberReturned")).hasValue("3");
        assertThat(arrow.headers().firstValue("Link").orElseThrow()).contains("f=arrow", "next=");
    }

    /** But for the set's UID, each feature is that of /collections. */
    private void requireFeaturesOfTheSets(JsonNode union, String query) throws Exception {
        Set<String> sets = new TreeSet<>();
        List<JsonNode> features = new ArrayList<>();
        for (JsonNode feature : union.get("features")) {
            String id = feature.get("id").asText();
            ObjectNode dicom = (ObjectNode) feature.get("properties").get("dicom");
            sets.add(dicom.remove("sopInstanceUid").asText());
            assertThat(sets).contains(id.substring(0, id.indexOf('/')));
            features.add(((ObjectNode) feature).put("id", id.substring(id.indexOf('/') + 1)));
        }
        List<JsonNode> expected = new ArrayList<>();
        for (String set : sets) {
            json("/collections/" + set + "/items?" + query).get("features").forEach(expected::add);
        }
        assertThat(features).isEqualTo(expected);
    }

    private void requireGroups(SlideSamples slide) throws Exception {
        String items = "/slides/" + slide.levelZero() + "/items?group=";
        assertThat(json(items + "1").get("numberMatched").asInt()).isEqualTo(5);
        assertThat(json(items + "2").get("numberMatched").asInt()).isEqualTo(2);
        assertThat(json(items + "2,1&bbox=0,0,30,30").get("numberMatched").asInt())
                .isEqualTo(4);
        HttpResponse<String> refused = stow.get(items + "1,3");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("got group=3; allowed: 1, 2;");
    }

    private void requirePages(SlideSamples slide) throws Exception {
        JsonNode all = json("/slides/" + slide.levelZero() + "/items");
        for (int limit : new int[] {1, 2, 3, 7}) {
            List<String> joined = new ArrayList<>();
            int pages = 0;
            String next = "/slides/" + slide.levelZero() + "/items?limit=" + limit;
            for (; next != null; pages++) {
                JsonNode page = json(next);
                assertThat(page.get("numberMatched").asInt()).isEqualTo(7);
                joined.addAll(ids(page));
                next = link(page, "next");
            }
            assertThat(joined).isEqualTo(ids(all));
            assertThat(pages).isEqualTo((7 + limit - 1) / limit);
        }
    }

    /** The list finds slides in another way than the description of one set. */
    private void requireSlidesInTheList() throws Exception {
        JsonNode list = json("/collections").get("collections");
        assertThat(list.size()).isGreaterThanOrEqualTo(4);
        for (JsonNode set : list) {
            String uid = set.get("sopInstanceUid").asText();
            assertThat(set.get("slide"))
                    .as(uid)
                    .isEqualTo(json("/collections/" + uid).get("slide"));
        }
    }

    private void requireDescription(SlideSamples slide) throws Exception {
        JsonNode described = json("/slides/" + slide.frameOfReference());
        assertThat(described.get("uid").asText()).isEqualTo(slide.frameOfReference());
        assertThat(described.get("state").asText()).isEqualTo("ready");
        assertThat(described.get("numberOfAnnotations").asInt()).isEqualTo(7);
        assertThat(described.get("slide").get("sopInstanceUid").asText()).isEqualTo(slide.levelZero());
        List<String> sets = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        for (JsonNode set : described.get("sets")) {
            sets.add(set.get("sopInstanceUid").asText());
            counts.add(set.get("numberOfAnnotations").asInt());
            assertThat(set.get("state").asText()).isEqualTo("ready");
            assertThat(stow.get(link(set, "items")).statusCode()).isEqualTo(200);
            assertThat(set.get("links").toString()).contains("/items?f=arrow");
        }
        assertThat(sets).containsExactly(slide.set(1), slide.set(2), slide.set(3));
        assertThat(counts).containsExactly(3, 2, 2);
        assertThat(described.get("superseded")).isEmpty();
        assertThat(described.get("unplaced")).hasSize(1);
        assertThat(described.get("unplaced").get(0).get("sopInstanceUid").asText())
                .isEqualTo(slide.set(4));
        assertThat(json(link(described, "items")).get("numberMatched").asInt()).isEqualTo(7);
    }

    private void requireProblems(SlideSamples slide) throws Exception {
        for (String query : List.of(
                "bbox=1,2,3",
                "bbox=5,0,4,1",
                "limit=0",
                "limit=10001",
                "crs=pixels",
                "crs=frame",
                "crs=source-pixels",
                "f=gml",
                "f=arrow&limit=10000001",
                "coords=raw",
                "coords=source",
                "f=arrow&coords=source",
                "group=x",
                "boxx=0,0,1,1",
                "polygon=0,0,1,0,1,1",
                "bbox=",
                "bbox=NaN,0,1,1",
                "bbox=0,0,Infinity,1",
                "bbox=0,0,1,1,2",
                "f=geojson&f=arrow",
                "f=arrow&crs=frame",
                "f=arrow&group=3",
                "next=0",
                "next=0000000000000000000000000000000000000000")) {
            HttpResponse<String> refused = stow.get("/slides/" + slide.levelZero() + "/items?" + query);
            assertThat(refused.statusCode()).as(query + " " + refused.body()).isEqualTo(400);
            assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(JSON.readTree(refused.body()).get("detail").asText())
                    .as(query)
                    .startsWith("got ")
                    .contains("allowed: ")
                    .contains("remedy: ");
        }
        HttpResponse<String> source = stow.get("/slides/" + slide.levelZero() + "/items?f=arrow&coords=source");
        assertThat(source.body())
                .contains("got coords=source", "2 x float32 in ", slide.set(1), slide.set(2), "allowed: ", "remedy: ");
        // a set is no slide
        for (String path :
                List.of("/slides/1.2.3", "/slides/1.2.3/items", "/slides/" + slide.set(1), "/slides/%00/items")) {
            assertThat(stow.get(path).statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void seededBoxesAgainstAScan() throws Exception {
        SplittableRandom random = new SplittableRandom(202681);
        SlideSamples slide = new SlideSamples(folder, "2.25.72");
        List<Path> files = new ArrayList<>(List.of(slide.levelZeroFile(), slide.levelOneFile()));
        List<float[]> sets = new ArrayList<>();
        for (int set = 1; set <= 6; set++) {
            boolean isFine = random.nextBoolean();
            float[] ordinates = new float[2 * random.nextInt(1, 400)];
            for (int i = 0; i < ordinates.length; i++) {
                ordinates[i] = random.nextInt(isFine ? 4000 : 1000) / 4f;
            }
            files.add(slide.points(set, isFine ? slide.levelZero() : slide.levelOne(), 1, ordinates));
            float[] onLevelZero = ordinates.clone();
            for (int i = 0; i < onLevelZero.length && !isFine; i++) {
                onLevelZero[i] *= 4; // exact
            }
            sets.add(onLevelZero);
        }
        stow.store(files);
        awaitReady(slide, 1, 2, 3, 4, 5, 6);
        for (int question = 0; question < Depth.count(40, 1_000); question++) {
            int x = random.nextInt(1000);
            int y = random.nextInt(1000);
            int maxX = x + random.nextInt(600);
            int maxY = y + random.nextInt(600);
            Set<String> expected = new HashSet<>();
            for (int set = 0; set < sets.size(); set++) {
                float[] at = sets.get(set);
                for (int i = 0; i < at.length; i += 2) {
                    if (at[i] >= x && at[i] <= maxX && at[i + 1] >= y && at[i + 1] <= maxY) {
                        expected.add(slide.set(set + 1) + "/1-" + (i / 2 + 1));
                    }
                }
            }
            Set<String> found = new HashSet<>();
            String next = "/slides/" + slide.levelOne() + "/items?bbox=" + x + "," + y + "," + maxX + "," + maxY
                    + "&limit=" + random.nextInt(60, 600);
            while (next != null) {
                JsonNode page = json(next);
                assertThat(page.get("numberMatched").asInt()).isEqualTo(expected.size());
                ids(page).forEach(id -> assertThat(found.add(id)).as(id).isTrue());
                next = link(page, "next");
            }
            assertThat(found).isEqualTo(expected);
        }
    }

    @Test
    void onlyTheNewestOfAChainIsAsked() throws Exception {
        SlideSamples slide = new SlideSamples(folder, "2.25.73");
        String items = "/slides/" + slide.levelZero() + "/items?limit=1";
        stow.store(List.of(
                slide.levelZeroFile(),
                slide.points(1, slide.levelZero(), 1, 1, 1),
                slide.points(2, slide.levelZero(), 1, 2, 2, 3, 3)));
        awaitReady(slide, 1, 2);
        JsonNode before = json(items);
        assertThat(before.get("numberMatched").asInt()).isEqualTo(3);

        stow.store(List.of(
                slide.successor(3, 1, 5, 5),
                slide.successor(4, 3, 6, 6),
                slide.successor(8, 9, 7, 7), // a circle
                slide.successor(9, 8, 8, 8)));
        awaitReady(slide, 3, 4, 8, 9);
        JsonNode after = json("/slides/" + slide.levelZero() + "/items");
        assertThat(ids(after))
                .containsExactlyInAnyOrder(
                        slide.set(2) + "/1-1",
                        slide.set(2) + "/1-2",
                        slide.set(4) + "/1-1",
                        slide.set(8) + "/1-1",
                        slide.set(9) + "/1-1");
        JsonNode superseded = json("/slides/" + slide.levelZero()).get("superseded");
        assertThat(superseded).hasSize(2);
        assertThat(superseded.get(0).get("sopInstanceUid").asText()).isEqualTo(slide.set(1));
        assertThat(superseded.get(0).get("by").get(0).asText()).isEqualTo(slide.set(3));
        assertThat(superseded.get(1).get("by").get(0).asText()).isEqualTo(slide.set(4));
        // still there by its own name
        assertThat(json("/collections/" + slide.set(1) + "/items")
                        .get("numberMatched")
                        .asInt())
                .isEqualTo(1);

        HttpResponse<String> changed = stow.get(link(before, "next"));
        assertThat(changed.statusCode()).isEqualTo(409);
        assertThat(changed.headers().firstValue("Retry-After")).isEmpty();
        assertThat(changed.body()).contains("begin again");
    }

    @Test
    void setsBeforeTheirSlide() throws Exception {
        SlideSamples slide = new SlideSamples(folder, "2.25.74");
        stow.store(List.of(
                slide.points(1, slide.levelZero(), 1, 1, 1), slide.points(2, slide.levelZero(), 1, 2, 2, 3, 3)));
        awaitReady(slide, 1, 2);
        String path = "/slides/" + slide.levelZero();
        HttpResponse<String> refused = stow.get(path + "/items");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(JSON.readTree(refused.body()).get("missing").asText()).isEqualTo(slide.levelZero());
        assertThat(stow.get(path + "/items?f=arrow").statusCode()).isEqualTo(409);
        assertThat(json(path + "/items?crs=source-pixels").get("numberMatched").asInt())
                .isEqualTo(3);
        JsonNode described = json(path);
        assertThat(described.get("missing").asText()).isEqualTo(slide.levelZero());
        assertThat(described.get("sets")).hasSize(2);
        assertThat(stow.get("/slides/" + slide.frameOfReference()).statusCode()).isEqualTo(404);

        stow.store(List.of(slide.points(3, slide.levelOne(), 1, 5, 5)));
        awaitReady(slide, 3);
        stow.store(List.of(slide.levelZeroFile()));
        // set 3 is of the series, and its image is not there
        refused = stow.get("/slides/" + slide.frameOfReference() + "/items");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(JSON.readTree(refused.body()).get("missing").asText()).isEqualTo(slide.levelOne());
        stow.store(List.of(slide.levelOneFile()));
        assertThat(json("/slides/" + slide.frameOfReference() + "/items")
                        .get("numberMatched")
                        .asInt())
                .isEqualTo(4);
    }

    @Test
    void aSlideWithoutSetsAndAFrameOfReferenceOfTwoPyramids() throws Exception {
        SlideSamples slide = new SlideSamples(folder, "2.25.75");
        stow.store(List.of(slide.levelZeroFile()));
        JsonNode none = json("/slides/" + slide.frameOfReference() + "/items?bbox=0,0,5,5");
        assertThat(none.get("numberMatched").asInt()).isZero();
        assertThat(none.get("features")).isEmpty();
        assertThat(none.get("coordRefSys").asText()).endsWith(slide.levelZero());
        assertThat(stow.get("/slides/" + slide.frameOfReference() + "/items?crs=source-pixels")
                        .statusCode())
                .isEqualTo(400);

        stow.store(List.of(slide.otherPyramidFile(), slide.points(1, "", 1, 0.5f, 0.5f, 0)));
        awaitReady(slide, 1);
        for (String path : List.of("", "/items")) {
            HttpResponse<String> ambiguous = stow.get("/slides/" + slide.frameOfReference() + path);
            assertThat(ambiguous.statusCode()).isEqualTo(409);
            assertThat(ambiguous.body()).contains("2 pyramids", slide.levelZero());
        }
        JsonNode described = json("/slides/" + slide.levelZero());
        assertThat(described.get("sets")).isEmpty();
        assertThat(described.get("unplaced")).hasSize(1);
    }

    @Test
    void neverLessThanAllSets() throws Exception {
        SlideSamples slide = new SlideSamples(folder, "2.25.76");
        String items = "/slides/" + slide.levelZero() + "/items";
        stow.store(List.of(slide.levelZeroFile(), slide.points(1, slide.levelZero(), 1, 1, 1)));
        awaitReady(slide, 1);
        control.hold(Step.BUILD, Side.BEFORE, 1);
        stow.store(List.of(slide.points(2, slide.levelZero(), 1, 2, 2)));
        for (int i = 0; i < 200 && !control.isHeld(); i++) {
            Thread.sleep(50);
        }
        assertThat(control.isHeld()).isTrue();
        HttpResponse<String> refused = stow.get(items);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(refused.body()).contains("1 of the slide's 2 sets", slide.set(2));
        assertThat(stow.get(items + "?f=arrow").statusCode()).isEqualTo(409);
        assertThat(json("/slides/" + slide.levelZero()).get("state").asText()).isEqualTo("indexing");
        control.release();
        awaitReady(slide, 2);
        assertThat(json(items).get("numberMatched").asInt()).isEqualTo(2);

        FolderTree.delete(folder.resolve("data/columns").resolve(slide.set(2)));
        refused = stow.get(items);
        assertThat(refused.statusCode()).as("a damaged set is built again").isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        awaitReady(slide, 2);
        assertThat(json(items).get("numberMatched").asInt()).isEqualTo(2);

        Path columns = folder.resolve("data/columns");
        Path aside = folder.resolve("data/columns-aside");
        Files.move(columns, aside);
        Files.createFile(columns); // where a folder should be
        stow.store(List.of(slide.points(3, slide.levelZero(), 1, 3, 3)));
        for (int i = 0;
                i < 200 && stow.get(items).headers().firstValue("Retry-After").isPresent();
                i++) {
            Thread.sleep(50);
        }
        refused = stow.get(items);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("COLUMNS_NOT_WRITTEN", slide.set(3));
        Files.delete(columns);
        Files.move(aside, columns);
    }

    private void awaitReady(SlideSamples slide, int... sets) throws Exception {
        for (int set : sets) {
            stow.awaitReady(slide.set(set));
        }
    }

    private JsonNode json(String path) throws Exception {
        HttpResponse<String> answer = stow.get(path);
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static List<String> ids(JsonNode collection) {
        List<String> ids = new ArrayList<>();
        collection.get("features").forEach(feature -> ids.add(feature.get("id").asText()));
        return ids;
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
