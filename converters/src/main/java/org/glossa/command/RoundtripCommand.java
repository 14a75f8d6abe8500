package org.glossa.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.glossa.command.JunitReport.Case;
import org.glossa.convert.Chain;
import org.glossa.convert.ConversionOptions;
import org.glossa.convert.ConversionProgress;
import org.glossa.convert.Language;
import org.glossa.convert.RoundTrip;
import org.glossa.convert.RoundTrip.Result;
import org.glossa.convert.RoundTrip.Verdict;
import org.glossa.convert.Slide;
import org.glossa.convert.Source;
import org.glossa.convert.Sources;
import org.glossa.finding.MalformedInputException;
import org.glossa.ledger.Restoration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code glossa roundtrip}: proves on files that ledgers tell the truth. */
@Command(
        name = "roundtrip",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = 2,
        description = {
            "Sends each file through chains of languages and back, and compares after each conversion what differs with what"
                    + " the ledger says.",
            "Chains: the language anew, to each other of --through and back, and through two others in both orders.",
            "Exit codes: 0 all agree, 1 a difference and a ledger disagree, 2 a file cannot be read or converted."
        })
public final class RoundtripCommand implements Callable<Integer> {
    private final ImageFetch fetch;

    private static final int EXIT_DISAGREES = 1;
    private static final int EXIT_ERROR = 2;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "GeoJSON, bulk annotations or structured reports.")
    private List<Path> files = List.of();

    @Option(
            names = "--through",
            split = ",",
            required = true,
            paramLabel = "geojson,ann,sr",
            hideParamSyntax = true,
            description = "The languages of the chains.")
    private List<String> through = List.of();

    @Option(
            names = "--junit",
            paramLabel = "F.xml",
            description = "Write a JUnit report, one case for a file and chain.")
    private @Nullable String junit;

    @Mixin
    private ConversionArguments arguments = new ConversionArguments();

    /** Reads images of files alone. */
    public RoundtripCommand() {
        this(ImageFetch.NONE);
    }

    public RoundtripCommand(ImageFetch fetch) {
        this.fetch = fetch;
    }

    @Override
    public Integer call() throws IOException {
        Path folder = Files.createTempDirectory("glossa-roundtrip-");
        try (Slide slide = InputFiles.slide(arguments.images(), fetch)) {
            return run(slide, folder);
        } catch (CommandFailure failure) {
            err().println("glossa roundtrip: " + Printable.of(failure.sentence()));
            return EXIT_ERROR;
        } finally {
            delete(folder);
        }
    }

    private int run(Slide slide, Path folder) throws IOException, CommandFailure {
        ConversionOptions options = arguments.options().build();
        Set<Language> languages = languages();
        RoundTrip roundTrip = new RoundTrip(slide, options, folder);
        List<Case> cases = new ArrayList<>();
        for (Path file : files) {
            for (Chain chain : Chain.all(languageOf(file, slide, options, folder), languages)) {
                Case each = run(roundTrip, file, chain);
                print(each);
                cases.add(each);
            }
        }
        summarise(cases);
        if (junit != null) {
            try (OutputTarget target = OutputTarget.of(junit, OutputTarget.Existing.REPLACE, System.out)) {
                JunitReport.write(cases, target.stream());
                target.keep();
            }
        }
        if (has(cases, Verdict.DISAGREES)) {
            return EXIT_DISAGREES;
        }
        return has(cases, Verdict.REFUSED) ? EXIT_ERROR : 0;
    }

    private Set<Language> languages() throws CommandFailure {
        Set<Language> languages = EnumSet.noneOf(Language.class);
        for (String word : through) {
            languages.add(Language.named(word.strip())
                    .orElseThrow(() -> new CommandFailure(
                            "--through: got " + word + "; allowed: " + Language.allWords() + ", separated by commas")));
        }
        return languages;
    }

    private static Language languageOf(Path file, Slide slide, ConversionOptions options, Path folder)
            throws IOException, CommandFailure {
        Sources sources = new Sources(slide, options.mapping(), folder, Restoration.RESTORE, ConversionProgress.NONE)
                .withGeoJsonIn(options.sourceSpace());
        try (Source source = InputFiles.source(file, sources)) {
            return source.language();
        }
    }

    private static Case run(RoundTrip roundTrip, Path file, Chain chain) throws IOException {
        try {
            Result result = roundTrip.run(file, chain);
            return new Case(file.toString(), chain.toString(), result.verdict(), result.sentences());
        } catch (MalformedInputException ours) {
            return new Case(
                    file.toString(),
                    chain.toString(),
                    Verdict.DISAGREES,
                    List.of("what was written cannot be read: " + ours.finding().sentence()));
        }
    }

    private void print(Case each) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(Printable.of(String.format("%-24s %-12s %s", each.chain(), word(each.verdict()), each.file())));
        each.sentences().forEach(sentence -> out.println("    " + Printable.of(sentence)));
        out.flush();
    }

    private void summarise(List<Case> cases) {
        StringBuilder line = new StringBuilder()
                .append(files.size())
                .append(files.size() == 1 ? " file, " : " files, ")
                .append(cases.size())
                .append(" chains:");
        String separator = " ";
        for (Verdict verdict : Verdict.values()) {
            long count =
                    cases.stream().filter(each -> each.verdict() == verdict).count();
            if (count > 0) {
                line.append(separator).append(count).append(' ').append(word(verdict));
                separator = ", ";
            }
        }
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }

    private static String word(Verdict verdict) {
        return switch (verdict) {
            case AGREES -> "agrees";
            case DISAGREES -> "DISAGREES";
            case REFUSED -> "refused";
            case NEEDS_IMAGE -> "needs --image";
        };
    }

    private static boolean has(List<Case> cases, Verdict verdict) {
        return cases.stream().anyMatch(each -> each.verdict() == verdict);
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
