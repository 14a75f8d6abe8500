package org.glossa.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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

/** {@code glossa generate}: a synthetic slide and the annotations of its nuclei. */
@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a synthetic whole slide (DIR/slide/*.dcm, level 0 first) and the outlines of its nuclei"
                    + " (DIR/annotations.dcm). The same arguments give the same bytes."
        })
public final class GenerateCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--annotations", paramLabel = "N", description = "Nuclei, 0 to 1,000,000,000; default 100000.")
    private long annotations = 100_000;

    @Option(names = "--vertices", paramLabel = "V", description = "Vertices of each polygon, 3 to 1000; default 24.")
    private int vertices = 24;

    @Option(names = "--seed", paramLabel = "S", description = "Any number; default 1.")
    private long seed = 1;

    @Option(
            names = "--size",
            paramLabel = "PX",
            description = "Width and height of level 0, 64 to 262144; default 20000.")
    private int sizePx = 20_000;

    @Option(
            names = "--groups",
            paramLabel = "K",
            description = "Annotation groups, 1 to 1000 and at most N; default 3, or fewer when N is less.")
    private @Nullable Integer groups;

    @Option(
            names = "--slide",
            paramLabel = "drawn|plain",
            description = "drawn: nuclei are filled on their outlines; plain: an empty slide."
                    + " Default drawn up to 20000 px, plain above.")
    private @Nullable SlideKind kind;

    @Option(
            names = "--format",
            paramLabel = "ann|geojson",
            description = "geojson: DIR/annotations.geojson too. Default ann.")
    private AnnotationFormat format = AnnotationFormat.ANN;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "A new or empty folder.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path out;

    @Option(names = "--force", description = "Replace an earlier generation in DIR.")
    private boolean force;

    @Override
    public Integer call() throws IOException {
        SlideRequest request = request();
        requireFree();
        GeneratedSlide slide;
        try (ProgressLine progress = new ProgressLine(spec.commandLine().getErr(), spec.name())) {
            slide = SyntheticSlide.generate(request, out, progress::show);
        } catch (SlideRequestException refusal) {
            throw new ParameterException(spec.commandLine(), "--" + refusal.getMessage(), refusal);
        }
        slide.instances().forEach(file -> spec.commandLine().getOut().println(file));
        return 0;
    }

    private SlideRequest request() {
        try {
            return new SlideRequest(
                    annotations,
                    vertices,
                    seed,
                    sizePx,
                    groups == null ? SlideRequest.defaultGroups(annotations) : groups,
                    kind == null ? SlideKind.defaultFor(sizePx) : kind,
                    format);
        } catch (SlideRequestException refusal) {
            throw new ParameterException(spec.commandLine(), "--" + refusal.getMessage(), refusal);
        }
    }

    private void requireFree() throws IOException {
        if (!Files.exists(out)) {
            return;
        }
        if (!Files.isDirectory(out)) {
            throw new ParameterException(
                    spec.commandLine(), "--out: got " + out + ", a file; allowed: a new or empty folder");
        }
        try (Stream<Path> entries = Files.list(out)) {
            if (!force && entries.findAny().isPresent()) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--out: got " + out + ", which is not empty; allowed: a new or empty folder; name another one,"
                                + " or add --force to replace an earlier generation in it");
            }
        }
    }
}
