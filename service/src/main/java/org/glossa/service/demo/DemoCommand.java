package org.glossa.service.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.glossa.command.ProgressLine;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.Tag;
import org.glossa.service.objects.DataFolder;
import org.glossa.service.serve.RunningServer;
import org.glossa.service.serve.ServeCommand;
import org.glossa.service.serve.StopSignal;
import org.glossa.synthetic.AnnotationFormat;
import org.glossa.synthetic.GeneratedSlide;
import org.glossa.synthetic.SlideKind;
import org.glossa.synthetic.SlideRequest;
import org.glossa.synthetic.SlideRequestException;
import org.glossa.synthetic.SyntheticSlide;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code glossa demo}: the main job on one's own machine, with a drawn slide instead of a real one. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Starts the service on a new folder, draws a slide with nuclei in three groups, stores both by STOW-RS,"
                        + " and prints the address of the page. Ctrl-C ends it.")
public final class DemoCommand implements Callable<Integer> {
    private static final int VERTICES = 24;
    private static final int SEED = 1;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--port", defaultValue = "8080", description = "TCP port, 0 for any free one (default 8080).")
    private int port;

    @Option(
            names = "--data",
            description = "A new or empty folder, which stays; default a temporary one, deleted at the end.")
    private @Nullable Path data;

    @Option(names = "--annotations", paramLabel = "N", description = "Nuclei; default 100000.")
    private long annotations = 100_000;

    @Option(names = "--size", paramLabel = "PX", description = "Width and height of the slide; default 20000.")
    private int sizePx = 20_000;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (port < 0 || port > 65535) {
            throw new ParameterException(spec.commandLine(), "--port is 0..65535, got " + port);
        }
        SlideRequest slide = slide();
        requireEmpty();
        try (StopSignal stop = new StopSignal();
                TemporaryFolder temporary = TemporaryFolder.create();
                DataFolder folder = DataFolder.lock(data == null ? temporary.resolve("data") : data);
                RunningServer server = ServeCommand.start(folder, "127.0.0.1", port, null)) {
            String uid = fill(server, slide, temporary.resolve("generated"));
            temporary.keepOnSignal();
            stop.arm();
            announce(server, uid, folder);
            stop.await();
        }
        return 0;
    }

    private SlideRequest slide() {
        try {
            return new SlideRequest(
                    annotations,
                    VERTICES,
                    SEED,
                    sizePx,
                    SlideRequest.defaultGroups(annotations),
                    SlideKind.defaultFor(sizePx),
                    AnnotationFormat.ANN);
        } catch (SlideRequestException refusal) {
            throw new ParameterException(spec.commandLine(), "--" + refusal.getMessage(), refusal);
        }
    }

    private void requireEmpty() throws IOException {
        if (data == null || !Files.exists(data)) {
            return;
        }
        try (Stream<Path> entries = Files.list(data)) {
            if (entries.findAny().isPresent()) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--data: got " + data
                                + ", which is not empty; allowed: a new or empty folder; to serve what is in"
                                + " it use glossa serve");
            }
        }
    }

    /** Generates and stores the slide and its annotations; returns the SOP Instance UID of the annotations. */
    private String fill(RunningServer server, SlideRequest request, Path generated)
            throws IOException, InterruptedException {
        try (ProgressLine progress = new ProgressLine(spec.commandLine().getErr(), spec.name());
                HttpClient client = HttpClient.newHttpClient()) {
            GeneratedSlide slide = SyntheticSlide.generate(request, generated, progress::show);
            StowUpload upload = new StowUpload(client, server.url());
            for (Path file : slide.instances()) {
                long bytes = Files.size(file);
                upload.store(file, sent -> progress.show("storing " + file.getFileName(), sent, bytes));
            }
            String uid = sopInstanceUid(slide.annotations());
            new ReadyWait(client, server.url(), uid).untilReady(progress);
            TemporaryFolder.deleteAll(generated);
            return uid;
        }
    }

    private static String sopInstanceUid(Path annotations) throws IOException {
        try (DicomFile file = DicomFile.open(annotations)) {
            return file.dataSet().string(Tag.SOPInstanceUID).orElseThrow();
        }
    }

    private void announce(RunningServer server, String uid, DataFolder folder) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("Glossa listening on " + server.url());
        out.println("Open " + server.url() + "/ui/?set=" + uid);
        out.println("Its data is in " + folder.root() + (data == null ? " until it ends" : "") + "; Ctrl-C ends it.");
        out.flush();
    }
}
