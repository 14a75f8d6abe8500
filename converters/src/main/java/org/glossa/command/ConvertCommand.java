package org.glossa.command;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.glossa.convert.Conversion;
import org.glossa.convert.ConversionOptions;
import org.glossa.convert.ConversionRefusedException;
import org.glossa.convert.Language;
import org.glossa.convert.Slide;
import org.glossa.convert.Source;
import org.glossa.convert.Sources;
import org.glossa.finding.Finding;
import org.glossa.finding.Severity;
import org.glossa.ledger.Ledger;
import org.glossa.ledger.LedgerEntry;
import org.glossa.ledger.LedgerEntry.Carriage;
import org.glossa.ledger.Restoration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code glossa convert}: annotations from one language to another. */
@Command(
        name = "convert",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = 2,
        description = {
            "Writes annotations in another language, or in the same anew, and says what it cannot carry.",
            "Exit codes: 0 written, 2 nothing can be written, 3 --strict refused a loss."
        })
public final class ConvertCommand implements Callable<Integer> {
    private final ImageFetch fetch;

    private static final int EXIT_ERROR = 2;
    private static final int EXIT_LOSS = 3;
    private static final String STANDARD_OUTPUT = "-";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(
            paramLabel = "IN",
            description = "GeoJSON, or a DICOM file or DICOM JSON of bulk annotations or of a structured report; may be"
                    + " gzipped.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path input;

    @Option(names = "--to", required = true, paramLabel = "geojson|ann|sr", description = "The language to write.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String language;

    @Option(names = "--out", required = true, paramLabel = "OUT", description = "A new file; - is standard output.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String out;

    @Mixin
    private ConversionArguments arguments = new ConversionArguments();

    @Option(names = "--force", description = "Replace OUT and the ledger if they exist.")
    private boolean force;

    @Option(names = "--strict", description = "Keep no OUT and exit with 3 when something cannot be carried.")
    private boolean strict;

    @Option(names = "--ledger", paramLabel = "L.json", description = "Write what was changed or lost to this file.")
    private @Nullable String ledgerFile;

    /** Reads images of files alone. */
    public ConvertCommand() {
        this(ImageFetch.NONE);
    }

    public ConvertCommand(ImageFetch fetch) {
        this.fetch = fetch;
    }

    @Override
    public Integer call() throws IOException {
        try {
            Language target = Language.named(language)
                    .orElseThrow(
                            () -> new CommandFailure("--to: got " + language + "; allowed: " + Language.allWords()));
            return convert(target, options());
        } catch (CommandFailure failure) {
            return failed(failure.sentence());
        }
    }

    private ConversionOptions options() throws CommandFailure {
        ConversionOptions options = arguments.options().build();
        return out.endsWith(".gz") ? options.withCompression(ConversionOptions.Compression.GZIP) : options;
    }

    private int convert(Language target, ConversionOptions options) throws IOException, CommandFailure {
        try (Slide slide = InputFiles.slide(arguments.images(), fetch);
                OutputTarget output = OutputTarget.of(out, existing(), standardOutput());
                DelayedProgress progress = new DelayedProgress(err(), spec.name());
                Source source = InputFiles.source(
                        input,
                        new Sources(
                                        slide,
                                        options.mapping(),
                                        output.scratchFolder(),
                                        Restoration.RESTORE,
                                        progress::show)
                                .withGeoJsonIn(options.sourceSpace()))) {
            tell(source.findings());
            Ledger ledger;
            try {
                ledger = new Conversion(slide, options, output.scratchFolder(), progress::show)
                        .run(source, target, output.stream());
            } catch (ConversionRefusedException refusal) {
                return refused(refusal, target);
            }
            report(ledger);
            if (strict && ledger.isRefusedByStrict()) {
                err().println("glossa convert: --strict refuses the losses above"
                        + (out.equals(STANDARD_OUTPUT) ? "" : "; " + out + " was not written"));
                return EXIT_LOSS;
            }
            output.keep();
            return 0;
        }
    }

    private int refused(ConversionRefusedException refusal, Language target) throws IOException, CommandFailure {
        if (refusal.ledger() != null) {
            report(refusal.ledger());
        }
        failed("--to " + target + ": " + Printable.of(refusal.sentence()));
        boolean byOption = refusal.ledger() != null
                && refusal.ledger().entries().stream().anyMatch(entry -> entry.severity() == Severity.ERROR);
        return strict && byOption ? EXIT_LOSS : EXIT_ERROR;
    }

    private void tell(List<Finding> findings) {
        for (Finding finding : findings) {
            err().println(Ledger.word(finding.severity()) + ": " + Printable.of(finding.sentence()));
        }
    }

    private void report(Ledger ledger) throws IOException, CommandFailure {
        ledger.entries().stream()
                .filter(entry -> entry.severity() != Severity.INFORMATION)
                .forEach(entry -> err().println(line(entry)));
        if (ledgerFile == null) {
            return;
        }
        try (OutputTarget target = OutputTarget.of(ledgerFile, existing(), standardOutput())) {
            try (JsonGenerator json = new JsonFactory().createGenerator(target.stream(), JsonEncoding.UTF8)) {
                json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
                json.useDefaultPrettyPrinter();
                ledger.write(json);
                json.writeRaw('\n');
            }
            target.keep();
        }
    }

    private static String line(LedgerEntry entry) {
        String place = entry.firstPaths().stream()
                .filter(path -> !path.isEmpty())
                .findFirst()
                .map(path -> ", first at " + path)
                .orElse("");
        String wayBack = entry.severity() == Severity.LOSS && entry.carriage() == Carriage.RESTORABLE
                ? "; Glossa restores it"
                : "";
        return Ledger.word(entry.severity()) + ": " + entry.code() + " (" + entry.count() + "): "
                + Printable.of(entry.detail() + place) + wayBack;
    }

    private OutputTarget.Existing existing() {
        return force ? OutputTarget.Existing.REPLACE : OutputTarget.Existing.REFUSE;
    }

    private int failed(String sentence) {
        err().println("glossa convert: " + sentence);
        return EXIT_ERROR;
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** Bytes, not characters, so that UTF-8 stays UTF-8 whatever the terminal's encoding is. */
    private static OutputStream standardOutput() {
        return System.out;
    }
}
