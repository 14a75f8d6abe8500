package org.glossa.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.glossa.convert.RoundTrip.Result;
import org.glossa.convert.RoundTrip.Verdict;
import org.glossa.corpus.Depth;
import org.glossa.corpus.conversion.SameGeoJson;
import org.glossa.corpus.conversion.SameGeoJson.Rules;
import org.glossa.finding.MalformedInputException;
import org.glossa.image.SpaceName;
import org.glossa.ledger.Attribute;
import org.glossa.ledger.LedgerCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;

/**
 * Seeded sources of all languages, with options by the seed, through every chain of at most three conversions: ledgers and comparisons say
 * the same, and GeoJSON that comes back says what the source said, by a comparison that knows none of our code. Seeds that once failed stay in
 * {@code chains-seeds.tsv} and run always.
 */
class ChainsFuzzTest {
    private static final int THREADS = 2;
    private static final int SHOWN_CAUSES = 40;
    private static final int SHOWN_SEEDS = 8;
    private static final Pattern NUMBER = Pattern.compile("-?\\d[\\d.]*(E-?\\d+)?");
    private static final Pattern TEXT = Pattern.compile("\"[^\"]*\"");

    @TempDir
    static Path folder;

    /** A sentence that does not hold, and where. */
    private record Failure(long seed, Chain chain, String sentence) {
        /** Without the numbers and names of this one. */
        String cause() {
            String words =
                    NUMBER.matcher(TEXT.matcher(sentence).replaceAll("\"\"")).replaceAll("#");
            return words.substring(0, Math.min(160, words.length()));
        }
    }

    /** @param verdicts how many chains ended so */
    private record Outcome(Map<Verdict, Integer> verdicts, List<Failure> failures) {}

    @Test
    void everyChainKeepsAndTellsWhatTheLedgersSay() throws Exception {
        long first = Long.getLong("glossa.seed", 0);
        List<Long> seeds = LongStream.concat(
                        onceFailed().stream().mapToLong(Long::longValue),
                        LongStream.range(first, first + Integer.getInteger("glossa.seeds", Depth.count(500, 20_000))))
                .distinct()
                .boxed()
                .toList();
        ChainSources sources = ChainSources.write(Files.createDirectories(folder.resolve("highdicom")), seeds);
        Map<Verdict, Integer> verdicts = new TreeMap<>();
        Map<String, List<Failure>> causes = new TreeMap<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<Outcome>> outcomes = seeds.stream()
                    .map(seed -> threads.submit(() -> run(seed, sources)))
                    .toList();
            for (Future<Outcome> future : outcomes) {
                Outcome outcome = future.get();
                outcome.verdicts.forEach((verdict, count) -> verdicts.merge(verdict, count, Integer::sum));
                outcome.failures.forEach(failure -> causes.computeIfAbsent(failure.cause(), key -> new ArrayList<>())
                        .add(failure));
            }
        }
        if (!causes.isEmpty()) {
            throw new AssertionFailedError(verdicts + "\n" + described(causes));
        }
        assertThat(verdicts).containsKeys(Verdict.AGREES).doesNotContainKeys(Verdict.NEEDS_IMAGE);
    }

    private static String described(Map<String, List<Failure>> causes) {
        List<String> lines = new ArrayList<>();
        causes.values().stream()
                .sorted(Comparator.comparingInt((List<Failure> failures) -> -failures.size()))
                .limit(SHOWN_CAUSES)
                .forEach(failures -> {
                    Failure example = failures.getFirst();
                    Set<Long> seeds = new TreeSet<>();
                    failures.forEach(failure -> seeds.add(failure.seed));
                    lines.add(failures.size() + " times, " + seeds.size() + " seeds, such as "
                            + seeds.stream().limit(SHOWN_SEEDS).toList() + "; " + example.chain + ": "
                            + example.sentence.substring(0, Math.min(600, example.sentence.length())));
                });
        return String.join("\n", lines);
    }

    private static List<Long> onceFailed() throws IOException {
        try (InputStream stream =
                Objects.requireNonNull(ChainsFuzzTest.class.getResourceAsStream("chains-seeds.tsv"))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> Long.valueOf(line.split("\t", 2)[0]))
                    .toList();
        }
    }

    private static Outcome run(long seed, ChainSources sources) throws Exception {
        Map<Verdict, Integer> verdicts = new TreeMap<>();
        List<Failure> failures = new ArrayList<>();
        Path scratch = Files.createTempDirectory(folder, "seed");
        try (Slide slide = Slide.open(sources.slide(seed))) {
            Path file = sources.file(seed, scratch);
            RoundTrip roundTrip = new RoundTrip(slide, ChainSources.options(seed), scratch);
            Language language = ChainSources.language(seed);
            for (Chain chain : Chain.all(language, EnumSet.allOf(Language.class))) {
                try {
                    Result result = roundTrip.run(file, chain);
                    verdicts.merge(result.verdict(), 1, Integer::sum);
                    switch (result.verdict()) {
                        case AGREES, DISAGREES ->
                            result.sentences().forEach(sentence -> failures.add(new Failure(seed, chain, sentence)));
                        case REFUSED, NEEDS_IMAGE -> {
                            if (!isAllowedRefusal(result)) {
                                failures.add(new Failure(
                                        seed,
                                        chain,
                                        "refused: " + result.sentences().getFirst()));
                            }
                        }
                    }
                    if (result.verdict() == Verdict.AGREES && language == Language.GEOJSON) {
                        String back = Files.readString(
                                scratch.resolve("step-" + (chain.languages().size() - 1) + ".geojson"));
                        differences(Files.readString(file), back, result, inMillimetres(seed))
                                .forEach(sentence -> failures.add(new Failure(seed, chain, sentence)));
                    }
                } catch (MalformedInputException | RuntimeException e) {
                    failures.add(new Failure(seed, chain, "thrown: " + e + " at " + e.getStackTrace()[0]));
                }
            }
        }
        try (Stream<Path> files = Files.list(scratch)) {
            for (Path left : files.toList()) {
                Files.delete(left);
            }
        }
        Files.delete(scratch);
        return new Outcome(verdicts, failures);
    }

    /** What no conversion can write. */
    private static boolean isAllowedRefusal(Result result) {
        return result.sentences().getFirst().startsWith("NO_GEOMETRY");
    }

    private static boolean inMillimetres(long seed) {
        return ChainSources.options(seed).space() == SpaceName.SLIDE_MM;
    }

    /** What Jackson finds to differ though no entry that is gone says so. */
    private static List<String> differences(String source, String back, Result result, boolean inMillimetres) {
        Set<Attribute> gone = EnumSet.noneOf(Attribute.class);
        if (inMillimetres) {
            gone.add(Attribute.COORDINATES);
        }
        result.gone().forEach(code -> LedgerCode.named(code).ifPresent(known -> gone.addAll(known.attributes())));
        return SameGeoJson.differences(source, back, Rules.EXACT).stream()
                .filter(difference -> attributes(difference.pointer()).stream().noneMatch(gone::contains))
                .limit(3)
                .map(difference -> "as Jackson reads it: " + difference)
                .toList();
    }

    private static Set<Attribute> attributes(String pointer) {
        if (pointer.matches(".*/(nucleusG|g)eometry(/.*)?")) {
            return EnumSet.of(
                    Attribute.COORDINATES,
                    Attribute.GRAPHIC_TYPE,
                    Attribute.HOLES,
                    Attribute.PARTS,
                    Attribute.PRESENCE,
                    Attribute.Z);
        }
        if (pointer.contains("/measurements/")) {
            return EnumSet.of(Attribute.MEASUREMENT, Attribute.PRESENCE);
        }
        if (pointer.contains("/classification")) {
            return EnumSet.of(Attribute.CLASS, Attribute.COLOUR, Attribute.PRESENCE);
        }
        if (pointer.endsWith("/color")) {
            return EnumSet.of(Attribute.COLOUR, Attribute.PRESENCE);
        }
        if (pointer.endsWith("/id")) {
            return EnumSet.of(Attribute.ID, Attribute.PRESENCE);
        }
        if (pointer.endsWith("/name")) {
            return EnumSet.of(Attribute.NAME, Attribute.PRESENCE);
        }
        return EnumSet.of(Attribute.MEMBERS, Attribute.PRESENCE, Attribute.COLLECTION, Attribute.PARENT);
    }
}
