package org.glossa.service.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.glossa.service.ServerProcess;
import org.glossa.service.ServerProcess.Launch;
import org.glossa.service.config.InvalidSettingException;
import org.glossa.service.upkeep.RebuildCommand;
import org.glossa.service.upkeep.VerifyCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Settings as an operator gives them, in the environment: refused in one sentence, or what a server does. */
final class SettingsIT {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GLOSSA_COLUMNS_OPEN_SETS=abc|glossa.columns.open-sets|a whole number from 1 to 2147483647",
                "GLOSSA_LIMITS_STALL=5|glossa.limits.stall|a time such as 500ms, 30s",
                "GLOSSA_LIMITS_DISK_RESERVE=64MiB|glossa.limits.disk-reserve|a size such as 65536, 64KB",
                "GLOSSA_LIMITS_PARTS=99999999999|glossa.limits.parts|a whole number from 1 to 2147483647",
                "GLOSSA_PUBLIC_URL=nonsense|glossa.public-url|an absolute http or https URL",
                "GLOSSA_LIMITS_URI_BYTES=1|glossa.limits.uri-bytes|from 1024 to",
                "GLOSSA_COLUMNS_MAPPED_BYTES=17179869185GB|glossa.columns.mapped-bytes|to 9223372036854775807 bytes",
                "GLOSSA_CORS_ALLOWED_ORIGINS=garbage|glossa.cors.allowed-origins|such as https://viewer.example",
                "GLOSSA_CATALOGUE_WAIT=soon|glossa.catalogue.wait|a time such as 500ms, 30s",
            })
    void aValueThatCannotWorkIsRefusedAtStart(String assignment, String key, String allowed) throws Exception {
        String variable = assignment.substring(0, assignment.indexOf('='));
        String value = assignment.substring(assignment.indexOf('=') + 1);

        Process process = ServerProcess.process(data(), Launch.PLAIN.withPrefix(List.of("env", assignment)));

        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(Files.readAllLines(ServerProcess.logOf(data())))
                .singleElement()
                .asString()
                .startsWith("glossa serve: " + key + " (" + variable + ") is ")
                .contains(allowed)
                .endsWith(", got \"" + value + "\"");
        assertThat(data().resolve("catalogue")).as("nothing was opened").doesNotExist();
    }

    /** Other verbs are told the same, and say nothing of a folder that is whole; {@code rebuild} deletes no catalogue. */
    @Test
    void otherVerbsRefuseIt() throws Exception {
        try (ServerProcess server = ServerProcess.start(data())) {
            assertThat(get(server.url().resolve("/collections")).statusCode()).isEqualTo(200);
        }
        Path catalogue = data().resolve("catalogue/glossa.mv.db");
        byte[] before = Files.readAllBytes(catalogue);
        System.setProperty("glossa.limits.parts", "many");
        try {
            for (Callable<Integer> verb : List.of(new VerifyCommand(), new RebuildCommand())) {
                new CommandLine(verb).parseArgs(data().toString());
                assertThatThrownBy(verb::call)
                        .isInstanceOf(InvalidSettingException.class)
                        .hasMessageStartingWith("glossa.limits.parts (GLOSSA_LIMITS_PARTS) is ")
                        .hasMessageEndingWith(", got \"many\"");
            }
        } finally {
            System.clearProperty("glossa.limits.parts");
        }
        assertThat(catalogue).hasBinaryContent(before);
        assertThat(new CommandLine(new VerifyCommand()).execute(data().toString()))
                .isZero();
    }

    /** The least and greatest that are admitted, so that what is said to be allowed is. */
    @Test
    void aServerStartsAndAnswersAtTheEndsOfWhatIsAllowed() throws Exception {
        List<String> environment = List.of(
                "env",
                "GLOSSA_LIMITS_URI_BYTES=1KB",
                "GLOSSA_LIMITS_HEADER_BYTES=1024",
                "GLOSSA_LIMITS_PART_HEADER_BYTES=1GB",
                "GLOSSA_LIMITS_REQUEST_BYTES=8589934591GB",
                "GLOSSA_LIMITS_BYTES_PER_SECOND=1GB",
                "GLOSSA_LIMITS_STALL=36500d",
                "GLOSSA_LIMITS_HEAD_TIME=PT876000H",
                "GLOSSA_LIMITS_PARTS=2147483647",
                "GLOSSA_LIMITS_CONCURRENT_INGESTS=2147483647",
                "GLOSSA_LIMITS_CONNECTIONS=2147483647",
                "GLOSSA_LIMITS_BUILD_RETRY=1ms",
                "GLOSSA_LIMITS_INGEST_WAIT=0s",
                "GLOSSA_LIMITS_DISK_RESERVE=0",
                "GLOSSA_COLUMNS_OPEN_SETS=1",
                "GLOSSA_COLUMNS_MAPPED_FILES=2147483647",
                "GLOSSA_COLUMNS_MAPPED_BYTES=9223372036854775807",
                "GLOSSA_COLUMNS_COMPARE_AGAIN=36500d",
                "GLOSSA_PUBLIC_URL=",
                "GLOSSA_CORS_ALLOWED_ORIGINS=https://a.example, https://b.example");

        try (ServerProcess server = ServerProcess.start(data(), Launch.PLAIN.withPrefix(environment))) {
            HttpResponse<String> response = get(server.url().resolve("/collections"));

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).contains("\"href\":\"" + server.url() + "/collections\"");
            assertThat(response.headers().firstValue("access-control-allow-origin"))
                    .contains("https://b.example");
        }
    }

    private static HttpResponse<String> get(URI url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("Origin", "https://b.example")
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    private Path data() {
        return folder.resolve("data");
    }
}
