package org.glossa.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.GenerationType;
import org.glossa.corpus.Oracle;
import org.glossa.finding.MalformedInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassMappingTest {
    private static final String CODE = "{\"value\":\"1\",\"scheme\":\"99X\",\"meaning\":\"One\"}";

    private final ClassMapping mapping = ClassMapping.standard();

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "Tumor, 49755003, 108369006, ''",
        "Necrosis, 49755003, 6574001, ''",
        "Stroma, 85756007, 21793004, ''",
        "Region*, 309825002, C85402, ''",
        "Ignore*, 85756007, 130751, ''",
        "Positive, 246464006, 10828004, ''",
        "Tumor: Positive, 49755003, 108369006, 10828004",
        "Tumor: Negative, 49755003, 108369006, 260385009",
        "Nucleus, 91723000, 84640000, ''",
    })
    void aKnownClassHasItsCodes(String name, String category, String type, String modifier) {
        ClassCodes codes = mapping.classOf(name);

        assertThat(codes.category().value()).isEqualTo(category);
        assertThat(codes.type().value()).isEqualTo(type);
        assertThat(codes.modifiers())
                .extracting(CodedConcept::value)
                .isEqualTo(modifier.isEmpty() ? List.of() : List.of(modifier));
        assertThat(codes.match()).isEqualTo(Match.MAPPED);
    }

    // The hashes are those of Python's hashlib: the first 45 bits of SHA-256 in base 32 (0-9, A-V).
    @ParameterizedTest
    @CsvSource({
        "Other, Other",
        "Immune cells, Immune_cells",
        "Immune cells 123, Immune_cells_123",
        "immune cells, immune_cells",
        "Tumor: Budding, TumorB.HRS06ICEA",
        "Gland_1, Gland1.5QIUBHPL5",
        "腺, .VP56T15J1",
    })
    void anUnknownClassHasACodeOfItsNameForEver(String name, String value) {
        ClassCodes codes = mapping.classOf(name);

        assertThat(codes.type()).isEqualTo(new CodedConcept(value, "99GLOSSA", name));
        assertThat(codes.category().value()).isEqualTo("309825002");
        assertThat(codes.match()).isEqualTo(Match.UNMAPPED);
        assertThat(mapping.classOf(name)).isEqualTo(codes);
    }

    @Test
    void codesOfOtherNamesAreOthersAndFitDicom() {
        Random random = new Random(20260425);
        Set<String> names = new HashSet<>();
        Set<String> values = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            StringBuilder name = new StringBuilder();
            for (int length = random.nextInt(80); length > 0; length--) {
                name.appendCodePoint("ab_ .:*\\\n\u00E9\u8001\uD83D".codePointAt(random.nextInt(11)));
            }
            CodedConcept code = LocalCode.of(name.toString());
            assertThat(code.value()).hasSizeBetween(1, 16).matches("[A-Za-z0-9_.]+");
            assertThat(code.meaning()).isNotBlank().hasSizeLessThanOrEqualTo(64).doesNotContain("\\", "\n");
            names.add(name.toString());
            values.add(code.value());
        }
        assertThat(values).hasSameSizeAs(names);
    }

    @ParameterizedTest
    @CsvSource({
        "Area µm^2, 42798000, um2",
        "Nucleus: Area µm^2, 42798000, um2",
        "Cell: Area px^2, 42798000, {square_pixels}",
        "Cell: Perimeter, 131191004, 1",
        "Length µm, 410668003, um",
        "Length um, 410668003, um",
        "Perimeter px, 131191004, {pixels}",
        "Max diameter mm, 103339001, mm",
        "Area mm^2, 42798000, mm2",
    })
    void aKnownMeasurementHasItsConceptAndTheUnitOfItsName(String name, String concept, String unit) {
        MeasurementCodes codes = mapping.measurement(name);

        assertThat(codes.concept().value()).isEqualTo(concept);
        assertThat(codes.unit().value()).isEqualTo(unit);
        assertThat(codes.match()).isEqualTo(Match.MAPPED);
    }

    @ParameterizedTest
    @CsvSource({
        "Solidity, Solidity, 1",
        "Positive %, Positi.QDD4JRQH3, %",
        "Angle degrees, Angle_degrees, deg",
        "Nucleus: Spread µm, Nucleu.P9EPCIPE9, um",
        "%, .NFPV275LM, 1",
    })
    void anUnknownMeasurementHasACodeOfItsName(String name, String value, String unit) {
        MeasurementCodes codes = mapping.measurement(name);

        assertThat(codes.concept()).isEqualTo(new CodedConcept(value, "99GLOSSA", name));
        assertThat(codes.unit().value()).isEqualTo(unit);
        assertThat(codes.match()).isEqualTo(Match.UNMAPPED);
    }

    @Test
    void objectsThatProgramsMakeAreAutomatic() {
        assertThat(mapping.made(null)).isEqualTo(new Made(GenerationType.MANUAL, List.of()));
        assertThat(mapping.made("annotation").generation()).isEqualTo(GenerationType.MANUAL);
        assertThat(mapping.made("something")).isEqualTo(new Made(GenerationType.MANUAL, List.of()));
        for (String type : List.of("detection", "cell", "tile", "tmaCore")) {
            assertThat(mapping.made(type).generation()).isEqualTo(GenerationType.AUTOMATIC);
            assertThat(mapping.made(type).isAlgorithmUnstated()).isTrue();
        }
    }

    @Test
    void aFileMayNameAlgorithmAndUnit() throws IOException {
        ClassMapping own = read(file(",\"objectTypes\":{\"cell\":{\"generation\":\"AUTOMATIC\",\"algorithm\":"
                + "{\"name\":\"Nuclei\",\"version\":\"2\",\"family\":" + CODE + "}}},\"measurements\":{\"Score\":"
                + "{\"concept\":" + CODE + ",\"unit\":" + CODE + "}}"));

        assertThat(own.made("cell").isAlgorithmUnstated()).isFalse();
        assertThat(own.made("cell").algorithms().getFirst().name()).isEqualTo("Nuclei");
        assertThat(own.measurement("Score").unit().meaning()).isEqualTo("One");
        assertThat(own.measurement("Score mm").unit().value()).isEqualTo("mm");
        assertThat(own.digest()).hasSize(64).isNotEqualTo(mapping.digest());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"version\":\"2\"}|/version|glossa-mapping-1",
                "[]||an object",
                "{\"version\":\"glossa-mapping-1\",\"klasses\":{}}|/klasses|classes, modifiers",
                "{\"version\":\"glossa-mapping-1\",\"classes\":{\"A\":{\"category\":1}}}|/classes/A/category|an object",
                "{\"version\":\"glossa-mapping-1\",\"classes\":{\"A\":{}}}|/classes/A|category",
                "{\"version\":\"glossa-mapping-1\"}||withoutClass",
            })
    void aWrongFileIsRefusedWithPlaceAndWhatIsAllowed(String json, String pointer, String said) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(MalformedInputException.class)
                .hasMessageContaining(said)
                .hasMessageContaining(pointer == null ? "root" : pointer)
                .hasMessageContaining("byte offset");
    }

    @Test
    void meaningsThatDicomCannotHoldAreRefused() {
        String longMeaning = file("").replace("One", "x".repeat(65));
        assertThatThrownBy(() -> read(longMeaning)).hasMessageContaining("1 to 64 characters");
        assertThatThrownBy(() -> read(file("").replace("One", "a\\\\b"))).hasMessageContaining("backslash");
    }

    @Test
    void everyCodeIsInTheDictionaryOfTheStandard() throws IOException {
        Set<String> codes = new TreeSet<>();
        UnitSuffix.all().values().forEach(unit -> codes.add(row(unit)));
        codes.add(row(UnitSuffix.NO_UNITS));
        Path units = folder.resolve("units.tsv");
        Files.write(units, codes);
        Path standard = folder.resolve("standard.json");
        try (var in = ClassMapping.class.getResourceAsStream("standard.json")) {
            Files.copy(in, standard);
        }
        Path schema = folder.resolve("mapping.schema.json");
        try (var in = ClassMapping.class.getResourceAsStream("mapping.schema.json")) {
            Files.copy(in, schema);
        }

        var answer = Oracle.python()
                .run(
                        Oracle.script("check_mapping.py").toString(),
                        standard.toString(),
                        schema.toString(),
                        units.toString())
                .orFail();

        // Pixels are units of TID 1602, but of no context group.
        assertThat(answer.outLines())
                .containsExactly(
                        "unknown UCUM {pixels} pixels", "unknown UCUM {square_pixels} square pixels", "done 72");
    }

    private static String row(CodedConcept code) {
        return code.scheme() + "\t" + code.value() + "\t" + code.meaning();
    }

    private static String file(String more) {
        return "{\"version\":\"glossa-mapping-1\",\"withoutClass\":{\"category\":" + CODE + ",\"type\":" + CODE
                + "},\"unmappedCategory\":" + CODE + more + "}";
    }

    private static ClassMapping read(String json) throws IOException {
        return ClassMapping.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }
}
