package org.glossa.service.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.glossa.service.dicomweb.Exchanges.header;
import static org.glossa.service.dicomweb.Exchanges.json;
import static org.glossa.service.dicomweb.Exchanges.parts;
import static org.glossa.service.dicomweb.Exchanges.sha256;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.glossa.corpus.DicomBytes;
import org.glossa.corpus.Oracle;
import org.glossa.corpus.Shared;
import org.glossa.service.ServerProcess;
import org.glossa.service.dicomweb.Exchanges.Part;
import org.glossa.service.dicomweb.SmallInstances.Ids;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** WADO-RS over raw HTTP: the requests of real viewers and what they must get. */
final class RetrieveIT {
    private static final String RELATED_DICOM = "multipart/related; type=\"application/dicom\"";
    private static final String RELATED_BYTES = "multipart/related; type=\"application/octet-stream\"";
    private static final Ids NATIVE = SmallInstances.ids(200);
    private static final Ids IMPLICIT = SmallInstances.ids(201);
    private static final Ids JPEG = SmallInstances.ids(202);
    private static final Ids BULK = SmallInstances.ids(203);
    private static final byte[] BULK_VALUE = new byte[3000];
    /** Where no frames are looked for. */
    private static final int FRAGMENTS_ELSEWHERE = 0x7FE11010;

    @TempDir
    static Path folder;

    private static ServerProcess server;
    private static Exchanges http;
    private static byte[] implicitFile;

    @BeforeAll
    static void start() throws Exception {
        server = ServerProcess.start(folder.resolve("data"), List.of("-Xmx256m"), List.of());
        http = new Exchanges(server.url());
        implicitFile = SmallInstances.nativeFrames(DicomBytes.implicitVr(), IMPLICIT)
                .part10(SmallInstances.SECONDARY_CAPTURE, IMPLICIT.instance(), SmallInstances.IMPLICIT);
        for (int i = 0; i < BULK_VALUE.length; i++) {
            BULK_VALUE[i] = (byte) (i * 31);
        }
        byte[] bulk = SmallInstances.start(DicomBytes.explicitVr(), BULK, SmallInstances.SECONDARY_CAPTURE, "OT")
                .sequence(
                        0x006A0002,
                        DicomBytes.explicitVr().element(0x00660040, "OL", new byte[8]),
                        DicomBytes.explicitVr().element(0x00660016, "OF", BULK_VALUE))
                .encapsulated(FRAGMENTS_ELSEWHERE, BULK_VALUE)
                .part10(SmallInstances.SECONDARY_CAPTURE, BULK.instance(), SmallInstances.EXPLICIT);
        HttpResponse<byte[]> stored = http.stow(
                SmallInstances.nativeFrames(DicomBytes.explicitVr(), NATIVE)
                        .part10(SmallInstances.SECONDARY_CAPTURE, NATIVE.instance(), SmallInstances.EXPLICIT),
                implicitFile,
                SmallInstances.encapsulated(JPEG),
                bulk);
        assertThat(stored.statusCode()).isEqualTo(200);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void storedBytesComeBackAloneAndInParts() throws Exception {
        byte[] file = Files.readAllBytes(Shared.require("corpus/highdicom/sm_annotations.dcm"));
        JsonNode stored = json(http.stow(file)).at("/00081199/Value/0/00081190/Value/0");

        HttpResponse<byte[]> alone = http.get(stored.asText(), "Accept", "application/dicom; transfer-syntax=*");
        HttpResponse<byte[]> related = http.get(stored.asText(), "Accept", RELATED_DICOM + "; transfer-syntax=*");

        String sha256 = "7e27fc944b11db00ad8793e1ee98c171b384793680837c33df0e9d51e49284af";
        assertThat(sha256(alone.body())).isEqualTo(sha256);
        assertThat(header(alone, "content-length")).isEqualTo(Integer.toString(file.length));
        assertThat(header(alone, "content-type")).startsWith("application/dicom");
        assertThat(parts(related))
                .singleElement()
                .satisfies(part -> assertThat(sha256(part.body())).isEqualTo(sha256));
        assertThat(header(related, "content-length")).isNotEmpty();
    }

    @Test
    void withoutATransferSyntaxImplicitBecomesExplicit() throws Exception {
        HttpResponse<byte[]> response = http.get(IMPLICIT.path(), "Accept", "application/dicom");

        assertThat(header(response, "content-type")).contains("transfer-syntax=1.2.840.10008.1.2.1");
        Path ours = Files.write(folder.resolve("explicit.dcm"), response.body());
        Path source = Files.write(folder.resolve("implicit.dcm"), implicitFile);
        Oracle.python()
                .run(
                        "-c",
                        "import sys, pydicom\n"
                                + "ours, source = map(pydicom.dcmread, sys.argv[1:])\n"
                                + "assert ours.file_meta.TransferSyntaxUID == '1.2.840.10008.1.2.1'\n"
                                + "assert ours == source, (ours, source)\n",
                        ours.toString(),
                        source.toString())
                .orFail();
        assertThat(http.get(IMPLICIT.path(), "Accept", "application/dicom; transfer-syntax=*")
                        .body())
                .isEqualTo(implicitFile);
        assertThat(parts(http.get(IMPLICIT.path())))
                .as("no Accept but */*")
                .singleElement()
                .satisfies(part -> assertThat(part.body()).isEqualTo(response.body()));
    }

    @Test
    void compressedPixelsComeAsStoredUnlessExplicitIsNamed() throws Exception {
        assertThat(http.get(JPEG.path(), "Accept", "application/dicom").body())
                .isEqualTo(SmallInstances.encapsulated(JPEG));
        assertThat(http.get(JPEG.path(), "Accept", "application/dicom; transfer-syntax=1.2.840.10008.1.2.1")
                        .statusCode())
                .isEqualTo(406);
        assertThat(http.get(JPEG.path(), "Accept", "text/html").statusCode()).isEqualTo(406);
    }

    @Test
    void seriesAndStudiesAreMultipart() throws Exception {
        String study = "/dicom-web/studies/" + NATIVE.study();

        assertThat(parts(http.get(study, "Accept", RELATED_DICOM))).hasSize(1);
        assertThat(parts(http.get(study + "/series/" + NATIVE.series()))).hasSize(1);
        assertThat(http.get(study, "Accept", "application/dicom").statusCode()).isEqualTo(406);
        assertThat(http.get("/dicom-web/studies/1.2.3").statusCode()).isEqualTo(404);
        assertThat(http.get(study + "/series/1.2.3").statusCode()).isEqualTo(404);
        assertThat(http.get(study + "/series/" + JPEG.series() + "/instances/" + JPEG.instance())
                        .statusCode())
                .as("an instance under another study's URL")
                .isEqualTo(404);
    }

    @Test
    void framesOfPixels() throws Exception {
        List<Part> both = parts(http.get(NATIVE.path() + "/frames/2,1", "Accept", RELATED_BYTES));
        HttpResponse<byte[]> alone = http.get(NATIVE.path() + "/frames/2", "Accept", "application/octet-stream");

        assertThat(both).extracting(Part::body).containsExactly(new byte[] {5, 6, 7, 8}, new byte[] {1, 2, 3, 4});
        assertThat(both.getFirst().headers().get("content-type")).startsWith("application/octet-stream");
        assertThat(both)
                .extracting(part -> part.headers().get("content-location"))
                .satisfiesExactly(
                        first -> assertThat(first).endsWith(NATIVE.path() + "/frames/2"),
                        second -> assertThat(second).endsWith(NATIVE.path() + "/frames/1"));
        assertThat(alone.body()).containsExactly(5, 6, 7, 8);
        assertThat(http.get(NATIVE.path() + "/frames/3").statusCode()).isEqualTo(404);
        for (String numbers : List.of("0", "-1", "1,,2", "x", "1.5", "99999999999")) {
            assertThat(http.get(NATIVE.path() + "/frames/" + numbers).statusCode())
                    .as(numbers)
                    .isEqualTo(400);
        }
        assertThat(http.get(BULK.path() + "/frames/1").statusCode())
                .as("no pixels")
                .isEqualTo(404);
    }

    @Test
    void framesOfJpegAsStored() throws Exception {
        byte[] first = {(byte) 0xFF, (byte) 0xD8, 1, 2, (byte) 0xFF, (byte) 0xD9};
        HttpResponse<byte[]> alone = http.get(JPEG.path() + "/frames/1", "Accept", "image/avif,image/*,*/*;q=0.8");
        List<Part> related = parts(http.get(
                JPEG.path() + "/frames/1",
                "Accept",
                "multipart/related; type=\"image/jpeg\"; transfer-syntax=1.2.840.10008.1.2.4.50"));
        List<Part> unquoted = parts(http.get(
                JPEG.path() + "/frames/1",
                "Accept",
                "multipart/related; type=application/octet-stream; transfer-syntax=*"));

        assertThat(alone.body()).isEqualTo(first);
        assertThat(header(alone, "content-type")).isEqualTo("image/jpeg");
        assertThat(related.getFirst().body()).isEqualTo(first);
        assertThat(related.getFirst().headers().get("content-type"))
                .isEqualTo("image/jpeg; transfer-syntax=1.2.840.10008.1.2.4.50");
        assertThat(unquoted.getFirst().body()).isEqualTo(first);
        assertThat(http.get(JPEG.path() + "/frames/1", "Accept", RELATED_BYTES).statusCode())
                .isEqualTo(406);
        assertThat(parts(http.get(JPEG.path() + "/bulkdata/7FE00010")))
                .as("bulk pixel data is its frames")
                .hasSize(2);
    }

    @Test
    void bulkDataWhole() throws Exception {
        String path = BULK.path() + "/bulkdata/006A0002/2/00660016";

        for (String accept : List.of(
                RELATED_BYTES,
                "multipart/related; type=application/octet-stream",
                "multipart/related; type=\"*/*\"",
                "application/dicom+json, multipart/related; type=application/octet-stream")) {
            List<Part> parts = parts(http.get(path, "Accept", accept));
            assertThat(parts)
                    .as(accept)
                    .singleElement()
                    .satisfies(part -> assertThat(part.body()).isEqualTo(BULK_VALUE));
        }
        for (String accept : List.of("application/octet-stream", "*/*")) {
            HttpResponse<byte[]> response = http.get(path, "Accept", accept);
            assertThat(response.body()).as(accept).isEqualTo(BULK_VALUE);
            assertThat(header(response, "content-type")).isEqualTo("application/octet-stream");
            assertThat(header(response, "accept-ranges")).isEqualTo("bytes");
        }
        assertThat(http.get(path, "Accept", "image/png").statusCode()).isEqualTo(406);
        assertThat(http.get(BULK.path() + "/bulkdata/006A0002/3/00660016").statusCode())
                .isEqualTo(404);
        assertThat(http.get(BULK.path() + "/bulkdata/006A0002").statusCode()).isEqualTo(404);
        assertThat(http.get(BULK.path() + "/bulkdata/006A0002/0/00660016").statusCode())
                .isEqualTo(400);
        assertThat(http.get(BULK.path() + "/bulkdata/xyz").statusCode()).isEqualTo(400);
    }

    @Test
    void bulkDataByPiecesUntilTheEnd() throws Exception {
        String path = BULK.path() + "/bulkdata/006A0002/2/00660016";
        for (String accept : List.of(RELATED_BYTES, "application/octet-stream", "*/*")) {
            byte[] gathered = new byte[0];
            HttpResponse<byte[]> piece = http.get(path, "Accept", accept, "Range", "bytes=0-1023");
            while (piece.statusCode() == 206) {
                assertThat(header(piece, "content-type")).isEqualTo("application/octet-stream");
                assertThat(header(piece, "content-range"))
                        .isEqualTo("bytes " + gathered.length + "-" + (gathered.length + piece.body().length - 1)
                                + "/3000");
                int end = gathered.length;
                gathered = Arrays.copyOf(gathered, end + piece.body().length);
                System.arraycopy(piece.body(), 0, gathered, end, piece.body().length);
                piece = http.get(
                        path, "Accept", accept, "Range", "bytes=" + gathered.length + "-" + (gathered.length + 1023));
            }
            assertThat(piece.statusCode()).as(accept).isEqualTo(416);
            assertThat(header(piece, "content-range")).isEqualTo("bytes */3000");
            assertThat(gathered).isEqualTo(BULK_VALUE);
        }
    }

    @Test
    void aRangeIsIgnoredForThoseWhoWouldNotReadASinglePart() throws Exception {
        String path = BULK.path() + "/bulkdata/006A0002/2/00660016";
        HttpResponse<byte[]> anyType =
                http.get(path, "Accept", "multipart/related; type=\"*/*\"", "Range", "bytes=0-9");
        HttpResponse<byte[]> several = http.get(path, "Accept", RELATED_BYTES, "Range", "bytes=0-9,20-29");

        assertThat(anyType.statusCode()).isEqualTo(200);
        assertThat(parts(anyType).getFirst().body()).isEqualTo(BULK_VALUE);
        assertThat(several.statusCode()).isEqualTo(200);
        assertThat(parts(several).getFirst().body()).isEqualTo(BULK_VALUE);
    }

    @Test
    void anEntityTagSavesTheSecondAnswer() throws Exception {
        String path = BULK.path() + "/bulkdata/006A0002/2/00660016";
        String etag = header(http.get(path), "etag");

        assertThat(etag).startsWith("\"");
        assertThat(http.get(path, "If-None-Match", etag).statusCode()).isEqualTo(304);
        assertThat(http.get(path, "Range", "bytes=0-9", "If-Range", etag).statusCode())
                .isEqualTo(206);
        assertThat(http.get(path, "Range", "bytes=0-9", "If-Range", "\"other\"").statusCode())
                .isEqualTo(200);
    }

    @Test
    void metadataNamesBulkDataAbsolutely() throws Exception {
        HttpResponse<byte[]> response = http.get(BULK.path() + "/metadata", "Accept", "application/dicom+json");

        assertThat(header(response, "content-type")).isEqualTo("application/dicom+json");
        JsonNode dataSet = json(response).get(0);
        assertThat(dataSet.at("/00100010/Value/0/Alphabetic").asText()).isEqualTo("Müller^Anna");
        assertThat(dataSet.at("/006A0002/Value/0/00660040/InlineBinary").asText())
                .isEqualTo("AAAAAAAAAAA=");
        JsonNode bulk = dataSet.at("/006A0002/Value/1/00660016");
        assertThat(bulk.get("vr").asText()).isEqualTo("OF");
        assertThat(bulk.get("BulkDataURI").asText())
                .isEqualTo(server.url() + BULK.path() + "/bulkdata/006A0002/2/00660016");
        assertThat(http.get(bulk.get("BulkDataURI").asText()).body()).isEqualTo(BULK_VALUE);
        byte[] items = http.get(dataSet.at("/7FE11010/BulkDataURI").asText()).body();
        assertThat(items).hasSize(8 + 8 + BULK_VALUE.length).startsWith(0xFE, 0xFF, 0x00, 0xE0, 0, 0, 0, 0);
        assertThat(items).endsWith(BULK_VALUE);
        assertThat(json(http.get("/dicom-web/studies/" + BULK.study() + "/metadata")))
                .hasSize(1);
        assertThat(header(http.get(BULK.path() + "/metadata", "Accept", "application/json"), "content-type"))
                .isEqualTo("application/json");
        assertThat(http.get(BULK.path() + "/metadata", "Accept", "multipart/related; type=\"application/dicom+xml\"")
                        .statusCode())
                .isEqualTo(406);
    }

    @Test
    void addressesComeFromForwardedAndNeverFromHost() throws Exception {
        HttpResponse<byte[]> forwarded =
                http.get(BULK.path() + "/metadata", "Forwarded", "for=10.0.0.1;proto=https;host=slides.example:8443");
        String withoutPort = raw("GET " + BULK.path() + "/metadata HTTP/1.1\r\nHost: elsewhere.example\r\n"
                + "Connection: close\r\n\r\n");

        assertThat(json(forwarded)
                        .at("/0/006A0002/Value/1/00660016/BulkDataURI")
                        .asText())
                .startsWith("https://slides.example:8443" + BULK.path());
        assertThat(withoutPort)
                .contains("\"BulkDataURI\":\"" + server.url() + BULK.path())
                .doesNotContain("elsewhere");
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket(server.url().getHost(), server.url().getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
