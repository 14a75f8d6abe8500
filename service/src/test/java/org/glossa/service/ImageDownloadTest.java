package org.glossa.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.glossa.corpus.Corpus;
import org.glossa.corpus.Oracle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageDownloadTest {
    @TempDir
    private Path folder;

    private final List<String> asked = new ArrayList<>();

    private HttpServer server;
    private byte[] metadata;
    private byte[] file;

    @BeforeEach
    void start() throws Exception {
        Path slide = Corpus.slide("square").getFirst();
        file = Files.readAllBytes(slide);
        metadata = Oracle.python()
                .run(
                        "-c",
                        "import sys, json, pydicom; d = pydicom.dcmread(sys.argv[1], stop_before_pixels=True);"
                                + " print(json.dumps([d.to_json_dict()]))",
                        slide.toString())
                .orFail()
                .out()
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Accept"));
            String path = exchange.getRequestURI().getPath();
            byte[] body = path.endsWith("/metadata") ? metadata : path.endsWith("/slide.dcm") ? file : new byte[0];
            exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private record Verb(int exitCode, String err) {}

    private Verb convert(String path, Path out) {
        StringWriter err = new StringWriter();
        int code = Main.commandLine()
                .setErr(new PrintWriter(err, true))
                .execute(
                        "convert",
                        Corpus.named("colour").input().toString(),
                        "--to",
                        "geojson",
                        "--space",
                        "level0-pixels",
                        "--out",
                        out.toString(),
                        "--image",
                        "http://127.0.0.1:" + server.getAddress().getPort() + path);
        return new Verb(code, err.toString());
    }

    @Test
    void metadataOfAnInstanceIsAskedForByItsUrl() throws IOException {
        Path fromFile = folder.resolve("file.geojson");
        assertThat(convert("/files/slide.dcm", fromFile).exitCode).isZero();
        String instance = "/dicom-web/studies/1.2/series/1.3/instances/1.4";
        for (String path : List.of(instance, instance + "/", instance + "/metadata", instance + "?a=b")) {
            Path out = folder.resolve("out.geojson");
            Verb verb = convert(path, out);
            assertThat(verb.exitCode).as(verb.err).isZero();
            assertThat(Files.mismatch(out, fromFile)).isEqualTo(-1);
            Files.delete(out);
        }
        assertThat(asked.subList(1, 5))
                .allSatisfy(request ->
                        assertThat(request).startsWith(instance + "/metadata").contains("dicom+json"));
        assertThat(asked.getLast()).contains("/metadata?a=b ");
    }

    @Test
    void whatTheServerDoesNotHaveIsToldWithItsAnswer() {
        Path out = folder.resolve("out.geojson");
        Verb verb = convert("/nothing", out);
        assertThat(verb.exitCode).isEqualTo(2);
        assertThat(verb.err).contains("/nothing cannot be fetched: it answered 404", "application/dicom+json");
        assertThat(out).doesNotExist();
    }

    @Test
    void aServerThatIsNotThereIsTold() {
        String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/slide.dcm";
        server.stop(0);
        Verb verb = convert("/slide.dcm", folder.resolve("out.geojson"));
        assertThat(verb.exitCode).isEqualTo(2);
        assertThat(verb.err).contains(address + " cannot be fetched");
    }
}
