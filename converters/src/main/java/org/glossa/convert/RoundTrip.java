package org.glossa.convert;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.glossa.diff.CommonSpace;
import org.glossa.diff.Diff;
import org.glossa.diff.DiffOptions;
import org.glossa.diff.SetDiff;
import org.glossa.diff.Sides;
import org.glossa.image.SpaceUnavailableException;
import org.glossa.ledger.Ledger;
import org.glossa.ledger.LedgerEntry;
import org.glossa.ledger.LedgerEntry.Carriage;
import org.glossa.ledger.Restoration;

/**
 * Sends a document through a chain of languages, and holds every ledger against what really differs. After each conversion two things must
 * hold. Read with what we wrote for ourselves, the output differs from the source of the chain only by entries that are gone. Read as others
 * read it, it differs from the input of that conversion only by what an entry says, and every entry of severity loss shows.
 */
public final class RoundTrip {
    private final Slide slide;
    private final ConversionOptions options;
    private final Path folder;

    /** @param folder for the files of each step, which stay there */
    public RoundTrip(Slide slide, ConversionOptions options, Path folder) {
        this.slide = slide;
        this.options = options;
        this.folder = folder;
    }

    /** How a chain ended. */
    public enum Verdict {
        /** Ledgers and differences agree everywhere. */
        AGREES,
        /** A difference without an entry, or an entry without a difference. */
        DISAGREES,
        /** A conversion was not possible as asked, such as a report of too many objects. */
        REFUSED,
        /** A DICOM object needs an image, and none is given. */
        NEEDS_IMAGE
    }

    /**
     * @param sentences what disagrees, or why it was refused
     * @param entries how many of each code all ledgers of the chain have
     * @param gone codes of the entries that our reader does not restore
     */
    public record Result(Verdict verdict, List<String> sentences, Map<String, Long> entries, Set<String> gone) {
        public Result {
            sentences = List.copyOf(sentences);
            entries = Map.copyOf(entries);
            gone = Set.copyOf(gone);
        }
    }

    /**
     * @param file in the first language of the chain
     * @throws org.glossa.finding.MalformedInputException when a file cannot be read, ours included
     */
    public Result run(Path file, Chain chain) throws IOException {
        List<String> sentences = new ArrayList<>();
        Map<String, Long> codes = new TreeMap<>();
        List<LedgerEntry> gone = new ArrayList<>();
        try (Source first = open(file, Restoration.RESTORE)) {
            Path input = file;
            for (int step = 1; step < chain.languages().size(); step++) {
                Language language = chain.languages().get(step);
                Path output = folder.resolve("step-" + step + language.extension());
                Ledger ledger = convert(input, language, output);
                for (LedgerEntry entry : ledger.entries()) {
                    codes.merge(entry.code(), entry.count(), Long::sum);
                    if (entry.carriage() == Carriage.GONE) {
                        gone.add(entry);
                    }
                }
                String place = "step " + step + ", " + chain.languages().get(step - 1) + " to " + language;
                checkRestored(first, output, gone, place, sentences);
                checkLedger(input, output, ledger, place, sentences);
                input = output;
            }
        } catch (ConversionRefusedException refusal) {
            boolean needsImage = refusal.findings().getFirst().code().equals(Conversion.IMAGE_NEEDED);
            return new Result(
                    needsImage ? Verdict.NEEDS_IMAGE : Verdict.REFUSED,
                    List.of(refusal.sentence()),
                    codes,
                    codes(gone));
        }
        return new Result(sentences.isEmpty() ? Verdict.AGREES : Verdict.DISAGREES, sentences, codes, codes(gone));
    }

    private static Set<String> codes(List<LedgerEntry> entries) {
        return entries.stream().map(LedgerEntry::code).collect(Collectors.toSet());
    }

    private Source open(Path file, Restoration restoration) throws IOException, ConversionRefusedException {
        return new Sources(slide, options.mapping(), folder, restoration, ConversionProgress.NONE)
                .withGeoJsonIn(options.sourceSpace())
                .open(file);
    }

    private Ledger convert(Path input, Language language, Path output) throws IOException, ConversionRefusedException {
        try (Source source = open(input, Restoration.RESTORE);
                OutputStream target = new BufferedOutputStream(Files.newOutputStream(output), 1 << 16)) {
            return new Conversion(slide, optionsTo(language), folder, ConversionProgress.NONE)
                    .run(source, language, target);
        }
    }

    /** Bulk annotations stay in the space that they come in. */
    private ConversionOptions optionsTo(Language language) {
        return switch (language) {
            case ANN -> options.withSpace(null);
            case GEOJSON, SR -> options;
        };
    }

    private void checkRestored(Source first, Path output, List<LedgerEntry> gone, String place, List<String> sentences)
            throws IOException, ConversionRefusedException {
        try (Source restored = open(output, Restoration.RESTORE)) {
            Explanation.unexplained(compare(first, restored), gone, Explanation.ANY_PLACE)
                    .forEach(sentence -> sentences.add(place + ", read by us, against the source: " + sentence));
        }
    }

    private void checkLedger(Path input, Path output, Ledger ledger, String place, List<String> sentences)
            throws IOException, ConversionRefusedException {
        try (Source before = open(input, Restoration.RESTORE);
                Source after = open(output, Restoration.IGNORE)) {
            Diff diff = compare(before, after);
            List<String> found = new ArrayList<>(Explanation.unexplained(diff, ledger.entries(), before::isPlaceOf));
            found.addAll(Explanation.unfounded(diff, ledger.entries()));
            found.forEach(sentence -> sentences.add(place + ", read as others do: " + sentence));
        }
    }

    private Diff compare(Source first, Source second) throws IOException {
        return SetDiff.compare(
                first.set(), second.set(), commonSpace(first, second).with(Sides.SECOND_FROM_FIRST));
    }

    private DiffOptions commonSpace(Source first, Source second) {
        try {
            return DiffOptions.exact().with(CommonSpace.secondToFirst(first.set(), second.set(), slide.images()));
        } catch (SpaceUnavailableException | ArithmeticException unknown) {
            return DiffOptions.exact();
        }
    }
}
