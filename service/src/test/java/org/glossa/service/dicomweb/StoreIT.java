package org.glossa.service.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.glossa.service.dicomweb.Exchanges.BOUNDARY;
import static org.glossa.service.dicomweb.Exchanges.ascii;
import static org.glossa.service.dicomweb.Exchanges.header;
import static org.glossa.service.dicomweb.Exchanges.json;
import static org.glossa.service.dicomweb.Exchanges.multipart;
import static org.glossa.service.dicomweb.Exchanges.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.glossa.corpus.DicomBytes;
import org.glossa.corpus.Shared;
import org.glossa.service.ServerProcess;
import org.glossa.service.dicomweb.SmallInstances.Ids;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** STOW-RS over raw HTTP: statuses, answers and re-stores of PS3.18 section 10.5 and annex I. */
final class StoreIT {
    private static final String DAMAGED = "TRUNCATED_VALUE";

    @TempDir
    static Path folder;

    private static ServerProcess server;
    private static Exchanges http;

    @BeforeAll
    static void start() throws IOException {
        server = ServerProcess.start(folder.resolve("data"), List.of("-Xmx256m"), List.of());
        http = new Exchanges(server.url());
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void eachInstanceOfARequestIsStoredOrRefusedByItself() throws Exception {
        Ids first = SmallInstances.ids(100);
        Ids second = SmallInstances.ids(101);
        byte[] damaged = SmallInstances.plain(SmallInstances.ids(102));

        HttpResponse<byte[]> response = http.stow(
                SmallInstances.plain(first), Arrays.copyOf(damaged, damaged.length - 1), SmallInstances.plain(second));

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(header(response, "content-type")).isEqualTo("application/dicom+json");
        JsonNode answer = json(response);
        assertThat(values(answer, "00081199", "00081155")).containsExactly(first.instance(), second.instance());
        assertThat(values(answer, "00081199", "00081150")).containsOnly(SmallInstances.SECONDARY_CAPTURE);
        assertThat(values(answer, "00081199", "00081190"))
                .containsExactly(server.url() + first.path(), server.url() + second.path());
        JsonNode failure = answer.at("/0008119A/Value/0");
        assertThat(failure.at("/00081197/Value/0").asInt()).isEqualTo(0xC000);
        assertThat(failure.at("/00091001/Value/0").asText()).startsWith(DAMAGED).contains("byte offset", "(0020,0013)");
        assertThat(failure.at("/00000902/Value/0").asText()).startsWith(DAMAGED).hasSizeLessThanOrEqualTo(64);
        assertThat(http.get(second.path()).statusCode()).isEqualTo(200);
        assertThat(http.get(SmallInstances.ids(102).path()).statusCode()).isEqualTo(404);
    }

    @Test
    void nothingStoredIsAConflict() throws Exception {
        byte[] damaged = SmallInstances.plain(SmallInstances.ids(103));

        HttpResponse<byte[]> response = http.stow(Arrays.copyOf(damaged, 300), new byte[0], ascii("no DICOM at all"));

        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(header(response, "content-type")).isEqualTo("application/dicom+json");
        assertThat(json(response).at("/0008119A/Value")).hasSize(3);
        assertThat(json(response).has("00081199")).isFalse();
    }

    @Test
    void theSameDataSetAgainIsASuccessAndTheFirstBytesStay() throws Exception {
        Ids ids = SmallInstances.ids(104);
        byte[] first = SmallInstances.plain(ids);
        byte[] otherPreamble = first.clone();
        otherPreamble[0] = 'I';
        byte[] implicit = SmallInstances.start(DicomBytes.implicitVr(), ids, SmallInstances.SECONDARY_CAPTURE, "OT")
                .part10(SmallInstances.SECONDARY_CAPTURE, ids.instance(), SmallInstances.IMPLICIT);

        assertThat(http.stow(first).statusCode()).isEqualTo(200);
        for (byte[] again : List.of(first, otherPreamble, implicit)) {
            HttpResponse<byte[]> response = http.stow(again);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(values(json(response), "00081199", "00081155")).containsExactly(ids.instance());
            assertThat(stored(ids)).isEqualTo(first);
        }
        assertThat(http.stow(first, otherPreamble, first).statusCode()).isEqualTo(200);
    }

    @Test
    void anotherDataSetUnderTheUidIsRefusedAndTheFirstStays() throws Exception {
        Ids ids = SmallInstances.ids(105);
        byte[] first = SmallInstances.plain(ids);
        byte[] other = SmallInstances.start(DicomBytes.explicitVr(), ids, SmallInstances.SECONDARY_CAPTURE, "OT")
                .text(0x00204000, "LT", "changed")
                .part10(SmallInstances.SECONDARY_CAPTURE, ids.instance(), SmallInstances.EXPLICIT);
        http.stow(first);

        HttpResponse<byte[]> response = http.stow(other);

        assertThat(response.statusCode()).isEqualTo(409);
        JsonNode failure = json(response).at("/00081198/Value/0");
        assertThat(failure.at("/00081155/Value/0").asText()).isEqualTo(ids.instance());
        assertThat(failure.at("/00081197/Value/0").asInt()).isEqualTo(0x0111);
        assertThat(stored(ids)).isEqualTo(first);
        assertThat(http.stow(other, SmallInstances.plain(SmallInstances.ids(106)))
                        .statusCode())
                .as("one of two")
                .isEqualTo(202);
    }

    @Test
    void anInstanceOfAnotherStudyThanTheUrlSaysIsRefused() throws Exception {
        Ids ids = SmallInstances.ids(107);
        byte[] body = multipart(SmallInstances.plain(ids));

        HttpResponse<byte[]> other = http.post("/dicom-web/studies/1.2.3", Exchanges.STORE_TYPE, body);
        HttpResponse<byte[]> own = http.post("/dicom-web/studies/" + ids.study(), Exchanges.STORE_TYPE, body);

        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(json(other).at("/00081198/Value/0/00081197/Value/0").asInt()).isEqualTo(0xC409);
        assertThat(own.statusCode()).isEqualTo(200);
        assertThat(http.post("/dicom-web/studies/none", Exchanges.STORE_TYPE, body)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void findingsAreAWarningInWordsAndNeverARefusal() throws Exception {
        HttpResponse<byte[]> response =
                http.stow(Files.readAllBytes(Shared.require("corpus/highdicom/sm_annotations.dcm")));

        assertThat(response.statusCode()).isEqualTo(202);
        JsonNode item = json(response).at("/00081199/Value/0");
        assertThat(item.at("/00081196/Value/0").asInt()).isEqualTo(0xB007);
        assertThat(item.at("/00091001/Value/0").asText()).contains("(006A,000F)", "\"Anatomical Stucture\"");
        assertThat(json(response).has("00081198")).isFalse();
    }

    @Test
    void whatIsNoUidNamesNothing() throws Exception {
        List<String> before = files();
        for (String uid :
                List.of("../../../escaped", "..", "1..2", "1.", ".1", "1.2/3", "a", "", "1." + "2".repeat(63))) {
            byte[] instance = SmallInstances.start(
                            DicomBytes.explicitVr(),
                            new Ids("1.2.3", "1.2.3.4", uid),
                            SmallInstances.SECONDARY_CAPTURE,
                            "OT")
                    .part10(SmallInstances.SECONDARY_CAPTURE, "1.2", SmallInstances.EXPLICIT);
            HttpResponse<byte[]> response = http.stow(instance);
            assertThat(response.statusCode()).as(uid).isEqualTo(409);
            assertThat(text(response)).as(uid).contains("UID_INVALID", "(0008,0018)");
        }
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void aBrokenAnnotationStructureIsRefusedBeforeItIsAcknowledged() throws Exception {
        Ids ids = SmallInstances.ids(108);
        byte[] annotations = SmallInstances.start(DicomBytes.explicitVr(), ids, SmallInstances.ANNOTATIONS, "ANN")
                .text(0x006A0001, "CS", "5D")
                .part10(SmallInstances.ANNOTATIONS, ids.instance(), SmallInstances.EXPLICIT);

        HttpResponse<byte[]> response = http.stow(annotations);

        assertThat(response.statusCode()).isEqualTo(409);
        JsonNode failure = json(response).at("/00081198/Value/0");
        assertThat(failure.at("/00081155/Value/0").asText()).isEqualTo(ids.instance());
        assertThat(failure.at("/00081197/Value/0").asInt()).isEqualTo(0xC000);
        assertThat(failure.at("/00091001/Value/0").asText()).contains("COORDINATE_TYPE_UNKNOWN", "(006A,0001)");
    }

    @Test
    void aTransferSyntaxThatCannotBeReadHasItsOwnReason() throws Exception {
        Ids ids = SmallInstances.ids(109);
        byte[] deflatedReferenced = SmallInstances.start(
                        DicomBytes.explicitVr(), ids, SmallInstances.SECONDARY_CAPTURE, "OT")
                .part10(SmallInstances.SECONDARY_CAPTURE, ids.instance(), "1.2.840.10008.1.2.4.95");

        HttpResponse<byte[]> response = http.stow(deflatedReferenced);

        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(json(response).at("/0008119A/Value/0/00081197/Value/0").asInt())
                .isEqualTo(0xC122);
    }

    @Test
    void chunksPreamblesAndUnquotedTypesAreRead() throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(ascii("a preamble that nobody reads\r\n"));
        body.writeBytes(multipart(SmallInstances.plain(SmallInstances.ids(110))));
        body.writeBytes(ascii("an epilogue"));

        HttpResponse<byte[]> chunked = http.postChunked(
                "/dicom-web/studies",
                "multipart/related;type=application/dicom;boundary=\"" + BOUNDARY + "\"",
                body.toByteArray());
        HttpResponse<byte[]> alone =
                http.post("/dicom-web/studies", "application/dicom", SmallInstances.plain(SmallInstances.ids(111)));

        assertThat(chunked.statusCode()).isEqualTo(200);
        assertThat(alone.statusCode()).isEqualTo(200);
        assertThat(http.get(SmallInstances.ids(111).path()).statusCode()).isEqualTo(200);
    }

    @Test
    void aBodyThatIsCutShortKeepsWhatCameWhole() throws Exception {
        byte[] body =
                multipart(SmallInstances.plain(SmallInstances.ids(112)), SmallInstances.plain(SmallInstances.ids(113)));

        HttpResponse<byte[]> oneOfTwo =
                http.post("/dicom-web/studies", Exchanges.STORE_TYPE, Arrays.copyOf(body, body.length - 60));
        HttpResponse<byte[]> none = http.post("/dicom-web/studies", Exchanges.STORE_TYPE, Arrays.copyOf(body, 200));

        assertThat(oneOfTwo.statusCode()).isEqualTo(202);
        assertThat(json(oneOfTwo).at("/0008119A/Value/0/00091001/Value/0").asText())
                .contains("MULTIPART_MALFORMED");
        assertThat(http.get(SmallInstances.ids(112).path()).statusCode()).isEqualTo(200);
        assertThat(http.get(SmallInstances.ids(113).path()).statusCode()).isEqualTo(404);
        assertThat(none.statusCode()).isEqualTo(400);
        assertThat(json(none).at("/detail").asText()).contains("byte offset", "closing delimiter");
    }

    @Test
    void otherMediaTypesAreRefused() throws Exception {
        byte[] body = multipart(SmallInstances.plain(SmallInstances.ids(114)));
        byte[] jsonPart =
                ascii("--" + BOUNDARY + "\r\nContent-Type: application/dicom+json\r\n\r\n{}\r\n--" + BOUNDARY + "--");

        assertThat(http.post("/dicom-web/studies", "application/json", body).statusCode())
                .isEqualTo(415);
        assertThat(http.post(
                                "/dicom-web/studies",
                                "multipart/related; type=\"application/dicom+json\"; boundary=" + BOUNDARY,
                                body)
                        .statusCode())
                .isEqualTo(415);
        assertThat(http.post("/dicom-web/studies", "multipart/related; type=\"application/dicom\"", body)
                        .statusCode())
                .isEqualTo(400);
        assertThat(http.post("/dicom-web/studies", Exchanges.STORE_TYPE, jsonPart)
                        .statusCode())
                .isEqualTo(409);
        assertThat(http.post("/dicom-web/studies", Exchanges.STORE_TYPE, ascii("--" + BOUNDARY + "--"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void ofManyAtOnceUnderOneUidOneDataSetWins() throws Exception {
        Ids ids = SmallInstances.ids(115);
        Map<Integer, Integer> statuses = new TreeMap<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                byte[] instance = SmallInstances.start(
                                DicomBytes.explicitVr(), ids, SmallInstances.SECONDARY_CAPTURE, "OT")
                        .text(0x00204000, "LT", "version " + i % 3)
                        .part10(SmallInstances.SECONDARY_CAPTURE, ids.instance(), SmallInstances.EXPLICIT);
                answers.add(clients.submit(() -> http.stow(instance).statusCode()));
            }
            for (Future<Integer> answer : answers) {
                statuses.merge(answer.get(), 1, Integer::sum);
            }
        }

        assertThat(statuses).isEqualTo(Map.of(200, 8, 409, 16));
    }

    private byte[] stored(Ids ids) throws Exception {
        return http.get(ids.path(), "Accept", "application/dicom; transfer-syntax=*")
                .body();
    }

    private static List<String> values(JsonNode answer, String sequence, String tag) {
        List<String> values = new ArrayList<>();
        answer.at("/" + sequence + "/Value")
                .forEach(item -> values.add(item.at("/" + tag + "/Value/0").asText()));
        return values;
    }

    private static List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(Path::toString)
                    .filter(file -> !file.contains("/catalogue/"))
                    .sorted()
                    .toList();
        }
    }
}
