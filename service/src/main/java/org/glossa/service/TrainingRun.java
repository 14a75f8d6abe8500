package org.glossa.service;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.Tag;
import org.glossa.service.objects.DataFolder;
import org.glossa.service.serve.RunningServer;
import org.glossa.service.serve.ServeCommand;

/**
 * What the JVM watches when it makes a cache of loaded classes and profiles (JEP 514, 515): the file verbs, or a server that takes in a
 * slide and its annotations and answers for them. The annotations are more than a build holds in memory, so that loops over bytes and rows
 * run long enough to be compiled: a new server then has a first large object ready a quarter sooner. {@code service/aot-cache} runs
 * it, users do not.
 *
 * <p>It is in the jar because a cache is only good for the class path that it was made with. There are two caches because the JVM links
 * all classes of one at its start: with those of the server a verb was no faster than without a cache.
 */
final class TrainingRun {
    private static final List<String> WHAT = List.of("verbs", "server");
    private static final int PATIENCE_SECONDS = 120;
    private static final int POLL_MILLISECONDS = 20;

    private final Path folder;
    private final HttpClient client;

    private TrainingRun(Path folder, HttpClient client) {
        this.folder = folder;
        this.client = client;
    }

    /** @param arguments {@code verbs} or {@code server}, and a folder, which is filled and left to the caller */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 2 || !WHAT.contains(arguments[0])) {
            System.err.println("glossa training: say verbs or server, and name a folder to work in");
            System.exit(Main.EXIT_ERROR);
        }
        Thread.ofPlatform().daemon().name("glossa-training-limit").start(TrainingRun::endLate);
        Path folder = Path.of(arguments[1]);
        if (arguments[0].equals("verbs")) {
            generate(folder, 50, 512);
            fileVerbs(folder);
        } else {
            generate(folder, 300_000, 30_000);
            try (HttpClient client = HttpClient.newHttpClient()) {
                new TrainingRun(folder, client).server();
            }
        }
        // As the verbs end: what a server leaves running does not hold up the build.
        System.exit(0);
    }

    private static void endLate() {
        try {
            Thread.sleep(PATIENCE_SECONDS * 1000L);
        } catch (InterruptedException ended) {
            return;
        }
        System.err.println("glossa training: not done after " + PATIENCE_SECONDS + " s");
        Runtime.getRuntime().halt(Main.EXIT_ERROR);
    }

    private static Path annotations(Path folder) {
        return folder.resolve("slide/annotations.dcm");
    }

    private static void generate(Path folder, int annotations, int sizePx) throws IOException {
        String slide = folder.resolve("slide").toString();
        verb(
                "generate",
                "--annotations",
                Integer.toString(annotations),
                "--vertices",
                "24",
                "--seed",
                "1",
                "--size",
                Integer.toString(sizePx),
                "--out",
                slide);
    }

    private static void fileVerbs(Path folder) throws IOException {
        String ann = annotations(folder).toString();
        String level = folder.resolve("slide/slide/level-0.dcm").toString();
        String geojson = folder.resolve("annotations.geojson").toString();
        String back = folder.resolve("back.dcm").toString();
        verb("info", ann);
        verb("info", ann, "--json");
        verb("convert", ann, "--to", "geojson", "--image", level, "--out", geojson);
        verb("convert", geojson, "--to", "ann", "--image", level, "--out", back);
        verb("diff", ann, ann);
        verb("diff", ann, back);
    }

    /** Runs one verb; what it prints is of no interest, and a difference is no failure. */
    private static void verb(String... arguments) throws IOException {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        int exitCode = Main.commandLine(arguments).setOut(nowhere).execute(arguments);
        if (exitCode == Main.EXIT_ERROR) {
            throw new IOException("glossa " + String.join(" ", arguments) + " ended with " + exitCode);
        }
    }

    private void server() throws IOException, InterruptedException {
        try (DataFolder data = DataFolder.lock(folder.resolve("data"));
                RunningServer server = ServeCommand.start(data, "127.0.0.1", 0, null)) {
            get(server, "/health");
            for (Path file : instances()) {
                store(server, file);
            }
            String uid = uid();
            while (!get(server, "/collections/" + uid).contains("\"ready\"")) {
                Thread.sleep(POLL_MILLISECONDS);
            }
            for (String path : List.of(
                    "/collections",
                    "/collections/" + uid + "/items?bbox=0,0,512,512",
                    "/dicom-web/instances?Modality=ANN",
                    "/dicom-web/studies")) {
                get(server, path);
            }
        }
    }

    private List<Path> instances() throws IOException {
        try (Stream<Path> levels = Files.list(folder.resolve("slide/slide"))) {
            return Stream.concat(levels.sorted(), Stream.of(annotations(folder)))
                    .toList();
        }
    }

    private String uid() throws IOException {
        try (DicomFile file = DicomFile.open(annotations(folder))) {
            return file.dataSet().string(Tag.SOPInstanceUID).orElseThrow();
        }
    }

    private void store(RunningServer server, Path file) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(URI.create(server.url() + "/dicom-web/studies"))
                .header("Content-Type", "application/dicom")
                .POST(BodyPublishers.ofFile(file))
                .build());
    }

    private String get(RunningServer server, String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(server.url() + path)).build());
    }

    private String send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(request.uri() + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }
}
