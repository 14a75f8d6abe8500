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
import org.glossa.ann.BulkAnnotationReader;
import org.glossa.ann.BulkAnnotationReader.BulkAnnotations;
import org.glossa.ann.SplitGroups;
import org.glossa.annotation.AnnotationSet;
import org.glossa.column.ScratchColumns;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DicomFile;
import org.glossa.finding.Finding;
import org.glossa.finding.MalformedInputException;
import org.glossa.finding.Severity;
import org.glossa.geojson.FeatureCollectionWriter;
import org.glossa.geojson.GroupRemainder;
import org.glossa.image.AnswerSpace;
import org.glossa.image.SlideImages;
import org.glossa.image.SpaceName;
import org.glossa.image.SpaceUnavailableException;
import org.glossa.ledger.Ledger;
import org.glossa.ledger.Restoration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code glossa convert}: annotations from one language to another. */
@Command(
        name = "convert",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = 2,
        description =
                "Writes annotations in another language, and says what it cannot carry. Today: ANN to GeoJSON, and ANN"
                        + " anew.")
public final class ConvertCommand implements Callable<Integer> {
    private static final int EXIT_ERROR = 2;
    private static final int EXIT_LOSS = 3;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "IN", description = "A DICOM file of Microscopy Bulk Simple Annotations.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path input;

    @Option(names = "--to", required = true, paramLabel = "ann|geojson", description = "The language to write.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String language;

    @Option(names = "--out", required = true, paramLabel = "OUT", description = "A new file; - is standard output.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String out;

    @Option(
            names = "--image",
            paramLabel = "SLIDE",
            description =
                    "The annotated slide: a DICOM file, a folder of its levels, or DICOM JSON metadata. Can be repeated.")
    private List<String> images = List.of();

    @Option(
            names = "--space",
            paramLabel = "SPACE",
            description =
                    "level0-pixels, source-pixels, slide-mm or frame. Default: level0-pixels when --image tells the way"
                            + " there, else that of IN.")
    private @Nullable String space;

    @Option(names = "--force", description = "Replace OUT and the ledger if they exist.")
    private boolean force;

    @Option(names = "--strict", description = "Keep no OUT and exit with 3 when something cannot be carried.")
    private boolean strict;

    @Option(names = "--ledger", paramLabel = "L.json", description = "Write what was changed or lost to this file.")
    private @Nullable String ledgerFile;

    @Override
    public Integer call() throws IOException {
        try {
            requireLanguage();
            return convert();
        } catch (CommandFailure failure) {
            return failed(failure.sentence());
        }
    }

    private void requireLanguage() throws CommandFailure {
        switch (language) {
            case "geojson" -> {}
            case "ann" -> {
                if (space != null) {
                    throw new CommandFailure("--space: --to ann keeps the space of IN; leave --space out");
                }
            }
            case "sr" -> throw new CommandFailure("--to sr is not supported yet; allowed today: ann, geojson");
            default -> throw new CommandFailure("--to: got " + language + "; allowed today: ann, geojson");
        }
    }

    private int convert() throws IOException, CommandFailure {
        SpaceName wanted = wantedSpace();
        SlideImages slide = InputFiles.images(images);
        try (ScratchColumns scratch = new ScratchColumns(Path.of(System.getProperty("java.io.tmpdir")))) {
            return convert(wanted, slide, scratch);
        }
    }

    private int convert(@Nullable SpaceName wanted, SlideImages slide, ScratchColumns scratch)
            throws IOException, CommandFailure {
        DicomFile file = InputFiles.dicom(input);
        BulkAnnotations read;
        try {
            Restoration restoration = language.equals("ann") ? Restoration.RESTORE : Restoration.GROUPS;
            read = BulkAnnotationReader.read(file, restoration, scratch);
        } catch (MalformedInputException e) {
            file.close();
            return failed(input + ": " + e.finding().sentence());
        }
        try (AnnotationSet set = read.set();
                OutputTarget target = OutputTarget.of(out, existing(), standardOutput())) {
            Ledger ledger = language.equals("ann")
                    ? rewrite(read, file, target)
                    : writeGeoJson(read, file, answerSpace(set, slide, wanted), slide, target);
            report(ledger);
            if (strict && ledger.hasLoss()) {
                err().println("glossa convert: --strict refuses the losses above"
                        + (out.equals("-") ? "" : "; " + out + " was not written"));
                return EXIT_LOSS;
            }
            target.keep();
            return 0;
        }
    }

    private Ledger rewrite(BulkAnnotations read, DicomFile file, OutputTarget target)
            throws IOException, CommandFailure {
        tell(read.findings());
        return AnnRewrite.write(file, read.set(), images, target);
    }

    private Ledger writeGeoJson(
            BulkAnnotations read, DicomFile file, AnswerSpace answer, SlideImages slide, OutputTarget target)
            throws IOException {
        tell(read.findings());
        FeatureCollectionWriter writer =
                new FeatureCollectionWriter(answer.coordRefSys(), answer.fromSource(), answer.space());
        try (DelayedProgress progress = new DelayedProgress(err(), spec.name(), "writing GeoJSON")) {
            List<DataSet> remainders = SplitGroups.wholeItems(file.dataSet()).stream()
                    .map(GroupRemainder::of)
                    .toList();
            long withoutGeometry = writer.write(read.set(), remainders, target.stream(), progress::show);
            return GeoJsonLedger.of(file.dataSet(), read.set(), answer, slide, withoutGeometry);
        }
    }

    private @Nullable SpaceName wantedSpace() throws CommandFailure {
        if (space == null) {
            return null;
        }
        String word = space;
        return SpaceName.named(word)
                .orElseThrow(() -> new CommandFailure("--space: got " + word + "; allowed: " + SpaceName.allWords()));
    }

    private AnswerSpace answerSpace(AnnotationSet set, SlideImages slide, @Nullable SpaceName wanted)
            throws CommandFailure {
        try {
            if (wanted != null) {
                return AnswerSpace.of(wanted, set, slide);
            }
            return AnswerSpace.of(SpaceName.LEVEL0_PIXELS, set, slide);
        } catch (SpaceUnavailableException e) {
            if (wanted != null) {
                throw new CommandFailure("--space " + wanted + ": " + e.getMessage());
            }
            AnswerSpace source = AnswerSpace.ofSource(set);
            err().println("glossa convert: coordinates stay in " + source.name() + " (" + source.coordRefSys() + "): "
                    + e.getMessage());
            return source;
        }
    }

    private void tell(List<Finding> findings) {
        for (Finding finding : findings) {
            err().println(Ledger.word(finding.severity()) + ": " + Printable.of(finding.sentence()));
        }
    }

    private void report(Ledger ledger) throws IOException, CommandFailure {
        ledger.entries().stream()
                .filter(entry -> entry.severity() != Severity.INFORMATION)
                .forEach(entry -> err().println(Ledger.word(entry.severity()) + ": " + entry.code() + " ("
                        + entry.count() + "): " + Printable.of(entry.detail())));
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
