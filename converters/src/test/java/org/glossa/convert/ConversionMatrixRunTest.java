package org.glossa.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.glossa.corpus.conversion.MatrixSources;
import org.glossa.corpus.conversion.MatrixSources.Run;
import org.glossa.corpus.Oracle;
import org.glossa.corpus.conversion.SameGeoJson;
import org.glossa.corpus.conversion.SameGeoJson.Rules;
import org.glossa.diff.Diff;
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

/**
 * Each cell of the conversion matrix: the ledger has the codes of the cell and no other; read again with what we wrote for ourselves nothing
 * differs but what is gone, and without it what is lost differs, and nothing that the ledger does not tell.
 */
class ConversionMatrixRunTest {
    /** What a ledger may always tell: which space and header a document has. */
    private static final Set<String> ALWAYS = Set.of(
            "SPACE_TAKEN", "LEVEL_RESCALED", "CONTENT_HEADER_NOT_CARRIED", "HEADER_COPIED", "CONTENT_DATE_FROM_IMAGE");

    private static final ConversionMatrix MATRIX = ConversionMatrix.read();

    @TempDir
    static Path folder;

    @TestFactory
    Stream<DynamicTest> everyCellKeepsAndTellsWhatTheTableSays() {
        return MatrixSources.runs(MATRIX).stream().map(run -> DynamicTest.dynamicTest(run.name(), () -> check(run)));
    }

    private static void check(Run run) throws Exception {
        try (MatrixConversion conversion = new MatrixConversion(run, folder)) {
            Ledger ledger = conversion.convert().orElseThrow();
            assertThat(told(ledger)).as("ledger").isEqualTo(expected(run));
            if (run.entries().values().stream()
                    .anyMatch(entry -> entry.code().severity().equals("error"))) {
                return;
            }
            restored(run, conversion.differences(Restoration.RESTORE));
            ignored(run, conversion.differences(Restoration.IGNORE));
            // the ring beside dicom.points is drawn anew
            if (run.source().equals("geojson")
                    && run.entries().values().stream().allMatch(Entry::restorable)
                    && !run.name().contains("dicom.points")) {
                String source = new String(run.bytes(), StandardCharsets.UTF_8);
                assertThat(SameGeoJson.differences(source, conversion.backToGeoJson(), Rules.EXACT))
                        .as("as GeoJSON again")
                        .isEmpty();
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
    private static void restored(Run run, Diff diff) {
        Set<Attribute> gone = EnumSet.noneOf(Attribute.class);
        run.entries().forEach((code, entry) -> {
            if (!entry.restorable()) {
                gone.addAll(LedgerCode.valueOf(code).attributes());
            }
        });
        assertThat(diff.differences())
                .as("restored")
                .allSatisfy(difference -> assertThat(difference.attribute()).isIn(gone));
    }

    /** Each loss differs, and each difference is told. */
    private static void ignored(Run run, Diff diff) {
        Set<Attribute> told = EnumSet.noneOf(Attribute.class);
        run.entries()
                .keySet()
                .forEach(code -> told.addAll(LedgerCode.valueOf(code).attributes()));
        assertThat(diff.differences())
                .as("read as others read it")
                .allSatisfy(difference -> assertThat(difference.attribute()).isIn(told));
        Set<String> withoutDifference = new TreeSet<>();
        for (Map.Entry<String, Entry> entry : run.entries().entrySet()) {
            Set<Attribute> attributes = LedgerCode.valueOf(entry.getKey()).attributes();
            if (entry.getValue().code().severity().equals("loss")
                    && diff.attributes().stream().noneMatch(attributes::contains)) {
                withoutDifference.add(entry.getKey());
            }
        }
        assertThat(withoutDifference).as("losses that nothing differs for").isEmpty();
    }

    @Test
    void whatIsWrittenIsWhatWasWorkedOutByHand() throws Exception {
        Path golden = Files.createDirectory(folder.resolve("golden"));
        String script = Oracle.script("matrix_golden.py").toString();
        List<String[]> names = Oracle.python().cases(0).run(script, "--list").orFail().outLines().stream()
                .map(line -> line.split("\t", -1))
                .toList();
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
            }
        }

        assertThat(Oracle.python()
                        .cases(names.size())
                        .run(script, golden.toString())
                        .orFail()
                        .outLines())
                .isEmpty();
    }
}
