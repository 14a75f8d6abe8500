package org.glossa.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.glossa.corpus.Conversation;
import org.glossa.corpus.Depth;
import org.glossa.corpus.Mutant;
import org.glossa.corpus.Mutant.Kind;
import org.glossa.corpus.MutantBases;
import org.glossa.corpus.Mutants;
import org.glossa.corpus.TwoReadings;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.DicomJson;
import org.glossa.finding.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Broken annotation objects, by the command: each is refused with its place, or read as pydicom reads it. */
final class BrokenFilesTest {
    private static final long SEED = 31_415_000;
    private static final long MOST_NANOSECONDS = 2_000_000_000L;
    private static final long MOST_BYTES = 64L << 20;

    private static final Pattern PLACE = Pattern.compile("byte offset [0-9]+, \\([0-9A-F]{4},[0-9A-F]{4}\\)");

    /** Where no prefix is, no tag is. */
    private static final Pattern PLACE_WITHOUT_TAG = Pattern.compile("NOT_DICOM at byte offset [0-9]+:");

    @TempDir
    Path folder;

    private final Map<Kind, int[]> counts = new EnumMap<>(Kind.class);
    private final List<String> different = new ArrayList<>();
    private final List<String> pydicomRefuses = new ArrayList<>();
    private int undecoded;

    private int toldOtherwise;

    private int withoutTag;

    @Test
    void mutants() throws Exception {
        int count = Depth.count(600, 20_000);
        List<Map.Entry<String, Mutants>> bases =
                List.copyOf(MutantBases.all(folder).entrySet());
        try (Conversation pydicom = Conversation.withPython("mutant_oracle.py")) {
            for (int i = 0; i < count; i++) {
                Map.Entry<String, Mutants> base = bases.get(i % bases.size());
                try {
                    check(base.getKey(), base.getValue().mutant(SEED + i), SEED + i, pydicom);
                } catch (RuntimeException | IOException e) {
                    throw new AssertionError(base.getKey() + ", seed " + (SEED + i), e);
                }
            }
        }
        int refused = counts.values().stream().mapToInt(pair -> pair[0]).sum();
        System.out.println("broken files: seed " + SEED + ", " + count + " mutants, " + refused + " refused ("
                + withoutTag + " before any tag), " + (count - refused) + " read as pydicom reads them but "
                + different.size() + " of other meaning and " + pydicomRefuses.size() + " that pydicom cannot read and "
                + toldOtherwise + " otherwise and with a finding that says so; " + undecoded
                + " values that pydicom cannot decode");
        counts.forEach(
                (kind, pair) -> System.out.println("  " + kind + ": " + pair[0] + " refused, " + pair[1] + " read"));
        different.forEach(line -> System.out.println("  differs: " + line));
        pydicomRefuses.forEach(line -> System.out.println("  pydicom: " + line));
        assertThat(different).isEmpty();
        assertThat(pydicomRefuses.size()).isLessThanOrEqualTo(count / 1_000);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    private void check(String base, Mutant mutant, long seed, Conversation pydicom) throws IOException {
        String name = base + ", seed " + seed + ": " + mutant;
        Path file = Files.write(folder.resolve("mutant.dcm"), mutant.bytes());
        StringWriter err = new StringWriter();
        CommandLine command = new CommandLine(new InfoCommand())
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err, true));
        long allocated = allocatedBytes();
        long start = System.nanoTime();
        int exitCode = command.execute("--json", file.toString());
        long nanoseconds = System.nanoTime() - start;
        long bytes = allocatedBytes() - allocated;
        assertThat(nanoseconds).as(name).isLessThan(MOST_NANOSECONDS);
        assertThat(bytes).as(name).isLessThan(MOST_BYTES);
        assertThat(exitCode).as(name + "\n" + err).isIn(0, 2);
        counts.computeIfAbsent(mutant.kind(), kind -> new int[2])[exitCode == 2 ? 0 : 1]++;
        if (exitCode == 2) {
            refused(name, err.toString());
        } else {
            assertThat(mutant.mustBeRefused()).as(name).isFalse();
            read(name, file, pydicom);
        }
        Files.delete(file);
    }

    private void refused(String name, String sentence) {
        if (!PLACE.matcher(sentence).find()) {
            assertThat(sentence).as(name).containsPattern(PLACE_WITHOUT_TAG);
            withoutTag++;
        }
    }

    private void read(String name, Path file, Conversation pydicom) throws IOException {
        Path json = file.resolveSibling("mutant.json");
        boolean isTold;
        try (DicomFile dicom = DicomFile.open(file);
                OutputStream out = Files.newOutputStream(json);
                JsonGenerator generator = new JsonFactory().createGenerator(out)) {
            DicomJson.write(generator, dicom.dataSet(), null);
            isTold = TwoReadings.areTold(
                    dicom.findings().stream().map(Finding::code).toList());
        }
        String answer = pydicom.ask(file.toString());
        Files.delete(json);
        if (answer.startsWith("equal ")) {
            undecoded += Integer.parseInt(answer.substring("equal ".length()));
        } else if (isTold) {
            toldOtherwise++;
        } else {
            (answer.startsWith("refused ") ? pydicomRefuses : different).add(name + ": " + answer);
        }
    }

    private static long allocatedBytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
