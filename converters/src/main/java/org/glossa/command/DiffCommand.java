package org.glossa.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.glossa.convert.Slide;
import org.glossa.convert.Source;
import org.glossa.convert.Sources;
import org.glossa.diff.CommonSpace;
import org.glossa.diff.Diff;
import org.glossa.diff.DiffJson;
import org.glossa.diff.DiffOptions;
import org.glossa.diff.DiffText;
import org.glossa.diff.SetDiff;
import org.glossa.diff.Tolerance;
import org.glossa.image.SpaceUnavailableException;
import org.glossa.ledger.Restoration;
import org.glossa.mapping.ClassMapping;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code glossa diff}: what two documents of annotations mean differently. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = 2,
        description = {
            "Compares what two documents mean, whatever languages they are in: groups, objects, order, coordinates,"
                    + " measurements. UIDs of instances, dates and equipment are no differences.",
            "Exit codes: 0 the same, 1 differences, 2 a document cannot be read."
        })
public final class DiffCommand implements Callable<Integer> {
    private final ImageFetch fetch;

    private static final int EXIT_DIFFERENT = 1;
    private static final int EXIT_ERROR = 2;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "A", description = "GeoJSON, bulk annotations or a structured report.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path first;

    @Parameters(index = "1", paramLabel = "B", description = "Likewise.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path second;

    @Option(
            names = "--image",
            paramLabel = "SLIDE",
            description = "The annotated slide, needed when A and B are in different spaces. Can be repeated.")
    private List<String> images = List.of();

    @Option(
            names = "--tolerance",
            paramLabel = "0.01px|0.001mm|1um",
            description = "By how much a coordinate may differ, in the unit of A. Default: not at all.")
    private @Nullable String tolerance;

    @Option(names = "--mapping", paramLabel = "FILE", description = "Codes of class names and measurements, as JSON.")
    private @Nullable Path mapping;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    /** Reads images of files alone. */
    public DiffCommand() {
        this(ImageFetch.NONE);
    }

    public DiffCommand(ImageFetch fetch) {
        this.fetch = fetch;
    }

    @Override
    public Integer call() throws IOException {
        try (DelayedProgress progress = new DelayedProgress(err(), spec.name())) {
            return compare(progress);
        } catch (CommandFailure failure) {
            err().println("glossa diff: " + Printable.of(failure.sentence()));
            return EXIT_ERROR;
        }
    }

    private int compare(DelayedProgress progress) throws IOException, CommandFailure {
        DiffOptions options = DiffOptions.exact().with(tolerance()).with(progress::show);
        ClassMapping codes = InputFiles.mapping(mapping);
        try (Slide slide = InputFiles.slide(images, fetch)) {
            Sources sources = new Sources(slide, codes, options.scratchFolder(), Restoration.RESTORE, progress::show);
            try (Source one = InputFiles.source(first, sources);
                    Source other = InputFiles.source(second, sources)) {
                requireUnit(options.tolerance(), one);
                Diff diff = SetDiff.compare(one.set(), other.set(), inCommonSpace(options, one, other, slide));
                print(diff);
                return diff.isEmpty() ? 0 : EXIT_DIFFERENT;
            }
        }
    }

    private static void requireUnit(Tolerance tolerance, Source of) throws CommandFailure {
        try {
            tolerance.in(of.set().space());
        } catch (IllegalArgumentException otherUnit) {
            throw new CommandFailure("--tolerance: " + otherUnit.getMessage());
        }
    }

    private Tolerance tolerance() throws CommandFailure {
        if (tolerance == null) {
            return Tolerance.EXACT;
        }
        try {
            return Tolerance.parse(tolerance);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure("--tolerance: " + e.getMessage());
        }
    }

    private DiffOptions inCommonSpace(DiffOptions options, Source one, Source other, Slide slide) {
        try {
            return options.with(CommonSpace.secondToFirst(one.set(), other.set(), slide.images()));
        } catch (SpaceUnavailableException | ArithmeticException unknown) {
            err().println("glossa diff: the coordinates are in different spaces: " + unknown.getMessage());
            return options;
        }
    }

    private void print(Diff diff) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            try (JsonGenerator generator = new JsonFactory().createGenerator(out)) {
                generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
                generator.useDefaultPrettyPrinter();
                DiffJson.write(generator, diff);
            }
            out.println();
        } else {
            DiffText.lines(diff).lines().map(Printable::of).forEach(out::println);
        }
        out.flush();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
