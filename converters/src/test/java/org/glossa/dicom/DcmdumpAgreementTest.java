package org.glossa.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.glossa.corpus.Depth;
import org.glossa.corpus.Mutant;
import org.glossa.corpus.MutantBases;
import org.glossa.corpus.Mutants;
import org.glossa.corpus.Oracle;
import org.glossa.finding.Finding;
import org.glossa.finding.MalformedInputException;
import org.glossa.finding.Place;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Broken files that dcmdump and we both read, with the same elements, or both refuse. */
final class DcmdumpAgreementTest {
    private static final long SEED = 40_961_000;
    private static final int BATCH = 250;
    private static final Pattern ELEMENT =
            Pattern.compile("^( *)\\(([0-9a-f]{4}),([0-9a-f]{4})\\) (\\S\\S).*# +(u/l|[0-9]+), *[0-9]+ .*$");

    @TempDir
    Path folder;

    private final List<String> disagreements = new ArrayList<>();
    private final Map<Stricter, Integer> stricterThanDcmdump = new EnumMap<>(Stricter.class);
    private int bothRead;
    private int bothRefuse;
    private int dcmdumpDied;

    /** Where we refuse and dcmdump does not, on purpose; testing.md says why of each. Anything else is a disagreement. */
    private enum Stricter {
        /** Binary values whose length their unit does not divide, PS3.5 6.2. */
        LENGTH_NOT_A_MULTIPLE,
        /** Sequences and items longer than what holds them, PS3.5 7.5.1. */
        HOLDER_TOO_LONG,
        /** Two bytes for a VR that are no letters, PS3.5 7.1.2. */
        VR_NOT_LETTERS;

        static Optional<Stricter> of(Finding refusal) {
            return switch (refusal.code()) {
                case "LENGTH_NOT_A_MULTIPLE" -> Optional.of(LENGTH_NOT_A_MULTIPLE);
                case "VR_NOT_LETTERS" -> Optional.of(VR_NOT_LETTERS);
                case "LENGTH_BEYOND_CONTAINER", "TRUNCATED_VALUE" ->
                    isHolder(((Place.DataElement) refusal.place()).tagPath())
                            ? Optional.of(HOLDER_TOO_LONG)
                            : Optional.empty();
                default -> Optional.empty();
            };
        }

        /** An item, or an attribute that is a sequence. */
        private static boolean isHolder(String path) {
            if (path.endsWith("]")) {
                return true;
            }
            String tag = path.substring(path.lastIndexOf('(') + 1, path.length() - 1);
            return Dictionary.vr(Integer.parseUnsignedInt(tag.replace(",", ""), 16)) == Vr.SQ;
        }
    }

    @Test
    void mutants() throws IOException {
        int count = Depth.count(1_000, 20_000);
        List<Map.Entry<String, Mutants>> bases =
                List.copyOf(MutantBases.all(folder).entrySet());
        for (int first = 0; first < count; first += BATCH) {
            List<Case> batch = new ArrayList<>();
            for (int i = first; i < Math.min(count, first + BATCH); i++) {
                Map.Entry<String, Mutants> base = bases.get(i % bases.size());
                batch.add(ours(base.getKey(), base.getValue().mutant(SEED + i), i));
            }
            compare(batch);
        }
        int agreed = bothRead + bothRefuse;
        int stricter = stricterThanDcmdump.values().stream()
                .mapToInt(Integer::intValue)
                .sum();
        int judged = count - dcmdumpDied;
        System.out.printf(
                Locale.ROOT,
                "dcmdump: seed %d, %d mutants, dcmdump dies of %d (10,000 levels); of the other %d both read %d with the"
                        + " same elements, both refuse %d: %.2f %%; we refuse more on purpose %d %s: %.2f %% with these;"
                        + " disagree %d%n",
                SEED,
                count,
                dcmdumpDied,
                judged,
                bothRead,
                bothRefuse,
                100.0 * agreed / judged,
                stricter,
                stricterThanDcmdump,
                100.0 * (agreed + stricter) / judged,
                disagreements.size());
        disagreements.forEach(line -> System.out.println("  " + line));
        assertThat(disagreements.size()).isLessThanOrEqualTo(judged / 100);
        assertThat(agreed + stricter + disagreements.size()).isEqualTo(judged);
        assertThat(bothRead).isGreaterThan(judged / 10);
        // only what nests too deep for its recursion
        assertThat(dcmdumpDied).isLessThan(count / 20);
    }

    /**
     * @param refusal why we refuse it, null when we read it
     * @param lines what we read
     */
    private record Case(String name, Path file, @Nullable Finding refusal, List<String> lines) {}

    private Case ours(String base, Mutant mutant, int number) throws IOException {
        String name = base + ", seed " + (SEED + number) + ": " + mutant;
        Path file = Files.write(folder.resolve("m%05d.dcm".formatted(number)), mutant.bytes());
        try {
            List<String> lines = new ArrayList<>();
            list(DicomFile.of(MemorySegment.ofArray(mutant.bytes())).dataSet(), 0, lines);
            return new Case(name, file, null, lines);
        } catch (MalformedInputException e) {
            return new Case(name, file, e.finding(), List.of());
        }
    }

    private static void list(DataSet dataSet, int depth, List<String> lines) {
        for (Element element : dataSet) {
            boolean isSequence = element.vr() == Vr.SQ;
            lines.add(line(depth, Tag.hex(element.tag()), isSequence ? "" : Long.toString(element.valueLength())));
            for (DataSet item : element.items()) {
                lines.add(line(depth + 1, "FFFEE000", ""));
                list(item, depth + 2, lines);
            }
        }
    }

    private static String line(int depth, String tag, String length) {
        return depth + " " + tag + " " + length;
    }

    /** dcmdump itself dies of some mutants; it is started again behind them. */
    private void compare(List<Case> batch) throws IOException {
        int next = 0;
        while (next < batch.size()) {
            List<Case> rest = batch.subList(next, batch.size());
            List<String> arguments = new ArrayList<>(List.of("+F", "+Qo", "-M"));
            rest.forEach(each -> arguments.add(each.file().toString()));
            Oracle.Result result = Oracle.dcmdump()
                    .cases(rest.size())
                    .within(Duration.ofMinutes(5))
                    .run(arguments);
            Map<String, List<String>> theirs = parse(result.out());
            boolean died = result.exitCode() > 128;
            int answered = died ? theirs.size() - 1 : rest.size();
            for (Case each : rest.subList(0, answered)) {
                compare(each, theirs.getOrDefault(each.file().toString(), List.of()));
            }
            if (died) {
                dcmdumpDied++;
                answered++;
            }
            next += answered;
        }
        for (Case each : batch) {
            Files.delete(each.file());
        }
    }

    /** Lines of each file, the first of them a mark when it was read. */
    private static Map<String, List<String>> parse(String out) {
        Map<String, List<String>> files = new TreeMap<>();
        List<String> current = new ArrayList<>();
        boolean inDataSet = false;
        for (String line : out.lines().toList()) {
            if (line.startsWith("# dcmdump (")) {
                current = new ArrayList<>();
                files.put(line.substring(line.indexOf(": ") + 2), current);
                inDataSet = false;
            } else if (line.equals("# Dicom-Data-Set")) {
                inDataSet = true;
                current.add("read");
            } else if (inDataSet) {
                Matcher element = ELEMENT.matcher(line);
                if (element.matches()
                        && !element.group(3).equals("e00d")
                        && !element.group(3).equals("e0dd")) {
                    boolean hasLength =
                            !element.group(4).equals("SQ") && !element.group(4).equals("na");
                    current.add(line(
                            element.group(1).length() / 2,
                            (element.group(2) + element.group(3)).toUpperCase(Locale.ROOT),
                            hasLength ? element.group(5) : ""));
                }
            }
        }
        return files;
    }

    private void compare(Case ours, List<String> theirs) {
        boolean read = !theirs.isEmpty();
        Finding refusal = ours.refusal();
        if (refusal != null) {
            if (!read) {
                bothRefuse++;
                return;
            }
            Stricter.of(refusal)
                    .ifPresentOrElse(
                            kind -> stricterThanDcmdump.merge(kind, 1, Integer::sum),
                            () -> disagreements.add(
                                    "we refuse (" + refusal.sentence() + "), dcmdump reads: " + ours.name()));
            return;
        }
        if (!read) {
            disagreements.add("we read, dcmdump refuses: " + ours.name());
            return;
        }
        List<String> lines = theirs.subList(1, theirs.size());
        if (lines.equals(ours.lines())) {
            bothRead++;
            return;
        }
        int at = 0;
        while (at < Math.min(lines.size(), ours.lines().size())
                && lines.get(at).equals(ours.lines().get(at))) {
            at++;
        }
        disagreements.add("other elements, ours " + lineAt(ours.lines(), at) + ", dcmdump's " + lineAt(lines, at) + ": "
                + ours.name());
    }

    private static String lineAt(List<String> lines, int index) {
        return index < lines.size() ? lines.get(index) : "none";
    }
}
