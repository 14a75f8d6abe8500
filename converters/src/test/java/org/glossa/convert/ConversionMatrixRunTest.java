package org.glossa.convert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.glossa.corpus.ConversionMatrix;
import org.glossa.corpus.ConversionMatrix.Entry;
import org.glossa.corpus.ConversionMatrix.Target;
import org.glossa.corpus.Oracle;
import org.glossa.corpus.conversion.MatrixSources;
import org.glossa.corpus.conversion.MatrixSources.Run;
import org.glossa.corpus.conversion.SameGeoJson;
import org.glossa.corpus.conversion.SameGeoJson.Rules;
import org.glossa.diff.Diff;
import org.glossa.diff.Difference;
import org.glossa.ledger.Attribute;
import org.glossa.ledger.Ledger;
import org.glossa.ledger.LedgerCode;
import org.glossa.ledger.LedgerEntry;
import org.glossa.ledger.LedgerEntry.Carriage;
import org.glossa.ledger.Restoration;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;

/**
 * Each cell of the conversion matrix: the ledger has the codes of the cell and no other; read again with what we wrote for ourselves nothing
 * differs but what is gone, and without it what is lost differs, and nothing that the ledger does not tell.
 */
class ConversionMatrixRunTest {
    /** What a ledger may always tell: which space and header a document has. */
    private static final Set<String> ALWAYS = Set.of(
            "SPACE_TAKEN",
            "CONTENT_HEADER_NOT_CARRIED",
            "ATTRIBUTE_SUPPLIED",
            "ATTRIBUTE_CHANGED",
            "ATTRIBUTE_LEFT_OUT");

    private static final int SHOWN = 60;

    private static final ConversionMatrix MATRIX = ConversionMatrix.read();

    @TempDir
    static Path folder;

    @TestFactory
    Stream<DynamicTest> everyCellKeepsAndTellsWhatTheTableSays() {
        return MatrixSources.runs(MATRIX).stream().map(run -> DynamicTest.dynamicTest(run.name(), () -> check(run)));
    }

    private static void check(Run run) throws Exception {
        List<String> problems = new ArrayList<>();
        try (MatrixConversion conversion = new MatrixConversion(run, folder)) {
            Ledger ledger = conversion.convert().orElseThrow();
            SortedMap<String, String> told = told(ledger);
            if (isRefused(run)) {
                // what else is told depends on how far the conversion came
                assertThat(told).containsAllEntriesOf(expected(run));
                return;
            }
            compare(expected(run), told, problems);
            restored(run, conversion.differences(Restoration.RESTORE), problems);
            ignored(run, ledger, conversion.differences(Restoration.IGNORE), problems);
            if (run.source().equals("geojson")
                    && run.entries().values().stream().allMatch(Entry::restorable)
                    && !run.name().contains("dicom.points")) {
                // the ring beside dicom.points is drawn anew, so that it is left out
                String source = new String(run.bytes(), StandardCharsets.UTF_8);
                SameGeoJson.differences(source, conversion.backToGeoJson(), Rules.EXACT)
                        .forEach(difference -> problems.add("as GeoJSON again: " + difference));
            }
        }
        if (!problems.isEmpty()) {
            throw new AssertionFailedError(run.name() + "\n" + String.join("\n", problems));
        }
    }

    private static boolean isRefused(Run run) {
        return run.entries().values().stream()
                .anyMatch(entry -> entry.code().severity().equals("error"));
    }

    private static void compare(
            SortedMap<String, String> expected, SortedMap<String, String> told, List<String> problems) {
        Set<String> codes = new TreeSet<>(expected.keySet());
        codes.addAll(told.keySet());
        for (String code : codes) {
            String wanted = expected.getOrDefault(code, "nothing");
            String got = told.getOrDefault(code, "nothing");
            if (!wanted.equals(got)) {
                problems.add("ledger: " + code + " is " + got + ", expected " + wanted);
            }
        }
    }

    /** By code: severity, and a star when our reader restores it. */
    private static SortedMap<String, String> told(Ledger ledger) {
        SortedMap<String, String> told = new TreeMap<>();
        for (LedgerEntry entry : ledger.entries()) {
            if (!ALWAYS.contains(entry.code())) {
                String star = entry.carriage() == Carriage.RESTORABLE ? "*" : "";
                told.put(entry.code(), Ledger.word(entry.severity()) + star);
            }
        }
        return told;
    }

    private static SortedMap<String, String> expected(Run run) {
        SortedMap<String, String> expected = new TreeMap<>();
        run.entries()
                .forEach(
                        (code, entry) -> expected.put(code, entry.code().severity() + (entry.restorable() ? "*" : "")));
        return expected;
    }

    /** Nothing differs but for what is gone. */
    private static void restored(Run run, Diff diff, List<String> problems) {
        Set<Attribute> gone = EnumSet.noneOf(Attribute.class);
        run.entries().forEach((code, entry) -> {
            if (!entry.restorable()) {
                gone.addAll(LedgerCode.valueOf(code).attributes());
            }
        });
        for (Difference difference : diff.differences()) {
            if (!gone.contains(difference.attribute()) && !isOfTheTarget(run, difference)) {
                problems.add("restored: " + shown(difference));
            }
        }
    }

    /** Each loss differs, and each difference is told, unless the target only says more. */
    private static void ignored(Run run, Ledger ledger, Diff diff, List<String> problems) {
        Set<Attribute> told = EnumSet.noneOf(Attribute.class);
        ledger.entries().stream()
                .filter(entry -> ALWAYS.contains(entry.code()))
                .forEach(entry -> told.addAll(entry.attributes()));
        run.entries()
                .keySet()
                .forEach(code -> told.addAll(LedgerCode.valueOf(code).attributes()));
        for (Difference difference : diff.differences()) {
            if (!told.contains(difference.attribute())
                    && !isAddition(difference)
                    && !isOfTheTarget(run, difference)
                    && !isUnsaid(run, difference)) {
                problems.add("as others read it: " + shown(difference));
            }
        }
        for (Map.Entry<String, Entry> entry : run.entries().entrySet()) {
            Set<Attribute> attributes = LedgerCode.valueOf(entry.getKey()).attributes();
            // between two spaces ordinates are the same within what the way between them costs
            boolean isHidden = entry.getKey().equals("PRECISION_FLOAT32")
                    && diff.attributes().contains(Attribute.SPACE);
            if (entry.getValue().code().severity().equals("loss")
                    && !isHidden
                    && diff.attributes().stream().noneMatch(attributes::contains)) {
                problems.add("as others read it: nothing differs for " + entry.getKey());
            }
        }
    }

    /** The target only says more: its predecessor, for one. */
    private static boolean isAddition(Difference difference) {
        return difference.firstExamples().stream()
                .allMatch(example -> !example.inSecond().isEmpty()
                        && (example.inFirst().isEmpty() || isObjectWithMore(example.inFirst(), example.inSecond())));
    }

    private static boolean isObjectWithMore(String first, String second) {
        if (!first.startsWith("{") || !second.startsWith("{")) {
            return false;
        }
        try {
            JsonNode less = new ObjectMapper().readTree(first);
            JsonNode more = new ObjectMapper().readTree(second);
            return less.properties().stream()
                    .allMatch(member -> member.getValue().equals(more.get(member.getKey())));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(first + " | " + second, e);
        }
    }

    /** The caller asked for another space, in which z is 0. */
    private static boolean isOfTheTarget(Run run, Difference difference) {
        boolean asked = run.target() == Target.SR_SCOORD3D || run.target() == Target.SR_SCOORD;
        return asked
                && (difference.attribute() == Attribute.SPACE
                        || difference.attribute() == Attribute.Z && isAddition(difference));
    }

    /** A feature of GeoJSON has no label and does not say who made it, and each class of it must have a colour. */
    private static boolean isUnsaid(Run run, Difference difference) {
        Attribute attribute = difference.attribute();
        if (attribute == Attribute.Z_PLANES) {
            // each annotation in its own plane is what SR means without words
            return difference.firstExamples().stream()
                    .allMatch(example -> example.inFirst().equals("OWN"));
        }
        return run.source().equals("geojson")
                        && (attribute == Attribute.GROUP || attribute == Attribute.GENERATION_TYPE)
                || run.target() == Target.GEOJSON && attribute == Attribute.COLOUR;
    }

    private static String shown(Difference difference) {
        Difference.Example example = difference.firstExamples().getFirst();
        return difference.attribute() + ": " + shortened(example.inFirst()) + " | " + shortened(example.inSecond());
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }

    @Test
    void whatIsWrittenIsWhatWasWorkedOutByHand() throws Exception {
        Path golden = Files.createDirectory(folder.resolve("golden"));
        String script = Oracle.script("matrix_golden.py").toString();
        List<String[]> names = Oracle.python().cases(0).run(script, "--list").orFail().outLines().stream()
                .map(line -> line.split("\t", -1))
                .toList();
        List<String> refused = new ArrayList<>();
        for (String[] name : names) {
            Target target = Stream.of(Target.values())
                    .filter(of -> of.column().equals(name[5]))
                    .findFirst()
                    .orElseThrow();
            List<String> options = name[4].isEmpty() ? List.of() : List.of(name[4]);
            Run run = MatrixSources.runs(MATRIX).stream()
                    .filter(of -> of.source().equals(name[1])
                            && of.target() == target
                            && of.options().equals(options)
                            && of.name().startsWith(name[1] + " " + name[2] + " " + name[3] + " ["))
                    .findFirst()
                    .orElseThrow();
            try (MatrixConversion conversion = new MatrixConversion(run, folder)) {
                conversion.convert();
                Files.copy(conversion.targetFile(), golden.resolve(name[0] + ".dcm"));
            } catch (ConversionRefusedException e) {
                refused.add(name[0] + ": " + e.sentence());
            }
        }

        assertThat(Oracle.python()
                        .cases(names.size())
                        .run(script, golden.toString())
                        .orFail()
                        .outLines())
                .as("refused: %s", refused)
                .isEmpty();
    }
}
