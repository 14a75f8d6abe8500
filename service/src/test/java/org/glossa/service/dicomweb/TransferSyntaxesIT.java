package org.glossa.service.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.glossa.service.dicomweb.Exchanges.header;
import static org.glossa.service.dicomweb.Exchanges.json;
import static org.glossa.service.dicomweb.Exchanges.parts;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.glossa.corpus.Corpus;
import org.glossa.corpus.CorpusCase;
import org.glossa.corpus.DicomBytes;
import org.glossa.corpus.Oracle;
import org.glossa.service.ServerProcess;
import org.glossa.service.dicomweb.SmallInstances.Ids;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Originals in the transfer syntaxes whose bytes cannot be sent as they are. */
final class TransferSyntaxesIT {
    @TempDir
    static Path folder;

    private static ServerProcess server;
    private static Exchanges http;

    @BeforeAll
    static void start() throws Exception {
        server = ServerProcess.start(folder.resolve("data"), List.of("-Xmx256m"), List.of());
        http = new Exchanges(server.url());
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"+tb,1.2.840.10008.1.2.2,polygon-3d-of-dense", "+td,1.2.840.10008.1.2.1.99,polyline-2d-od-sparse"})
    void annotationsAreReadAndSentInTheDefaultSyntaxAndAsStored(String option, String syntax, String name)
            throws Exception {
        CorpusCase source = Corpus.named(name);
        Path converted = folder.resolve(name + ".dcm");
        Oracle.dcmconv()
                .run(option, source.input().toString(), converted.toString())
                .orFail();
        byte[] original = Files.readAllBytes(converted);

        HttpResponse<byte[]> stored = http.stow(original);
        assertThat(stored.statusCode()).as(Exchanges.text(stored)).isEqualTo(200);
        String url = json(stored).at("/00081199/Value/0/00081190/Value/0").asText();

        HttpResponse<byte[]> asStored = http.get(url, "Accept", "application/dicom; transfer-syntax=*");
        assertThat(asStored.body()).isEqualTo(original);
        assertThat(header(asStored, "content-type")).contains("transfer-syntax=" + syntax);

        HttpResponse<byte[]> explicit = http.get(url, "Accept", "application/dicom");
        assertThat(header(explicit, "content-type")).contains("transfer-syntax=1.2.840.10008.1.2.1");
        Path ours = Files.write(folder.resolve(name + "-explicit.dcm"), explicit.body());
        Oracle.python()
                .run(
                        "-c",
                        "import sys, pydicom\n"
                                + "ours, source = map(pydicom.dcmread, sys.argv[1:])\n"
                                + "assert ours.file_meta.TransferSyntaxUID == '1.2.840.10008.1.2.1'\n"
                                + "assert ours == source, (ours, source)\n",
                        ours.toString(),
                        source.input().toString())
                .orFail();

        JsonNode metadata = json(http.get(url + "/metadata", "Accept", "application/dicom+json"));
        JsonNode group = metadata.at("/0/006A0002/Value/0");
        assertThat(group.at("/006A000C/Value/0").asLong())
                .isEqualTo(source.expected().groups().getFirst().numberOfAnnotations());
        HttpResponse<byte[]> whole =
                http.get(url + "/bulkdata/006A0002/1/00660040", "Accept", "application/octet-stream");
        ByteBuffer indexes = ByteBuffer.wrap(whole.body()).order(ByteOrder.LITTLE_ENDIAN);
        for (long expected : source.expected().groups().getFirst().indexList()) {
            assertThat(Integer.toUnsignedLong(indexes.getInt())).isEqualTo(expected);
        }
        assertThat(indexes.hasRemaining()).isFalse();
        HttpResponse<byte[]> piece = http.get(
                url + "/bulkdata/006A0002/1/00660040", "Accept", "application/octet-stream", "Range", "bytes=2-5");
        assertThat(piece.statusCode()).isEqualTo(206);
        assertThat(piece.body()).isEqualTo(java.util.Arrays.copyOfRange(whole.body(), 2, 6));

        assertThat(json(http.stow(Files.readAllBytes(source.input())))
                        .at("/00081199/Value/0/00081190/Value/0")
                        .asText())
                .as("the same data set in another transfer syntax is known")
                .isEqualTo(url);
        awaitReady(source.expected().sopInstanceUid());
        try (Stream<Path> arrivals = Files.list(folder.resolve("data/arrivals"))) {
            assertThat(arrivals).isEmpty();
        }
    }

    /** Words of 16 bits, big-endian as stored. */
    @ParameterizedTest
    @CsvSource({"+tb,210", "+td,211"})
    void nativeFramesAreLittleEndian(String option, int number) throws Exception {
        Ids ids = SmallInstances.ids(number);
        byte[] plain = SmallInstances.start(DicomBytes.explicitVr(), ids, SmallInstances.SECONDARY_CAPTURE, "OT")
                .unsignedShort(0x00280002, 1)
                .text(0x00280004, "CS", "MONOCHROME2")
                .text(0x00280008, "IS", "2")
                .unsignedShort(0x00280010, 1)
                .unsignedShort(0x00280011, 2)
                .unsignedShort(0x00280100, 16)
                .element(0x7FE00010, "OW", (byte) 1, (byte) 2, (byte) 3, (byte) 4, (byte) 5, (byte) 6, (byte) 7, (byte)
                        8)
                .part10(SmallInstances.SECONDARY_CAPTURE, ids.instance(), SmallInstances.EXPLICIT);
        Path source = Files.write(folder.resolve(number + ".dcm"), plain);
        Path converted = folder.resolve(number + "-converted.dcm");
        Oracle.dcmconv().run(option, source.toString(), converted.toString()).orFail();
        assertThat(http.stow(Files.readAllBytes(converted)).statusCode()).isEqualTo(200);

        HttpResponse<byte[]> second =
                http.get(ids.path() + "/frames/2", "Accept", "application/octet-stream; transfer-syntax=*");
        assertThat(second.body()).containsExactly(5, 6, 7, 8);
        HttpResponse<byte[]> both = http.get(
                ids.path() + "/frames/1,2",
                "Accept",
                "multipart/related; type=\"application/octet-stream\"; transfer-syntax=*");
        assertThat(parts(both).getFirst().body()).containsExactly(1, 2, 3, 4);
    }

    private static void awaitReady(String sopInstanceUid) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < end) {
            HttpResponse<byte[]> collection = http.get("/collections/" + sopInstanceUid, "Accept", "*/*");
            if (Exchanges.text(collection).contains("\"state\":\"ready\"")) {
                return;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("no columns of " + sopInstanceUid);
    }
}
