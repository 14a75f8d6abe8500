package org.glossa.service.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code glossa demo} as its users start it. */
@Timeout(180)
class DemoIT {
    @TempDir
    private Path folder;

    @TempDir
    private Path logs;

    @Test
    void itFillsItselfPrintsThePagesAddressAndEndsWithoutFailure() throws Exception {
        Path data = folder.resolve("data");
        Process demo = start("--port", "0", "--data", data.toString(), "--annotations", "300", "--size", "1500");
        try (BufferedReader out = demo.inputReader();
                HttpClient client = HttpClient.newHttpClient()) {
            URI page = null;
            for (String line = out.readLine(); page == null && line != null; line = out.readLine()) {
                page = line.startsWith("Open ") ? URI.create(line.substring("Open ".length())) : null;
            }
            assertThat(page).as(progress()).isNotNull();
            assertThat(page.getPath()).isEqualTo("/ui/");
            HttpResponse<String> html = client.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString());
            assertThat(html.statusCode()).isEqualTo(200);
            assertThat(html.headers().firstValue("Content-Security-Policy"))
                    .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'self'"));
            URI set = page.resolve("/collections/" + page.getQuery().replaceFirst("^set=", ""));
            HttpResponse<String> collection =
                    client.send(HttpRequest.newBuilder(set).build(), BodyHandlers.ofString());
            assertThat(collection.body()).contains("\"state\":\"ready\"", "\"numberOfAnnotations\":300", "\"slide\"");
        } finally {
            demo.destroy();
        }
        assertThat(demo.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(demo.exitValue()).as(progress()).isZero();
        assertThat(progress())
                .contains("drawing tiles 100 %", "storing level-0.dcm 100 %", "indexing annotations 100 %");
        assertThat(data).isDirectory();
    }

    @Test
    void aFolderThatIsNotEmptyIsRefused() throws Exception {
        Files.createFile(folder.resolve("something"));
        assertFails("not empty", "--port", "0", "--data", folder.toString());
    }

    @Test
    void aPortThatIsTakenIsSaid() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            assertFails("cannot listen", "--port", Integer.toString(taken.getLocalPort()));
        }
    }

    private void assertFails(String reason, String... options) throws Exception {
        Process demo = start(options);
        assertThat(demo.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(demo.exitValue()).isEqualTo(2);
        assertThat(progress()).contains(reason);
    }

    private Process start(String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-jar",
                Path.of(System.getProperty("glossa.root"), "service", "target", "glossa.jar")
                        .toString(),
                "demo"));
        command.addAll(List.of(options));
        return new ProcessBuilder(command)
                .redirectError(logs.resolve("stderr.txt").toFile())
                .start();
    }

    private String progress() throws Exception {
        return Files.readString(logs.resolve("stderr.txt"));
    }
}
