package org.glossa.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.glossa.corpus.Oracle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DictionaryTest {
    @Test
    void everyLineIsFoundByTagAndByKeyword() throws IOException {
        int lines = 0;
        try (BufferedReader table = new BufferedReader(new InputStreamReader(
                DictionaryTest.class.getResourceAsStream("dictionary.tsv"), StandardCharsets.US_ASCII))) {
            assertThat(table.readLine()).startsWith("# ").contains("edition");
            for (String line : (Iterable<String>) table.lines()::iterator) {
                String[] fields = line.split("\t", -1);
                int tag = Integer.parseUnsignedInt(fields[0].replace('x', '2'), 16);
                Dictionary.Entry entry = Dictionary.lookup(tag);
                assertThat(entry).as(line).isNotNull();
                assertThat(entry.keyword()).isEqualTo(fields[3]);
                assertThat(entry.vr()).isEqualTo(Dictionary.vr(tag));
                assertThat(entry.vm()).isEqualTo(fields[2]);
                assertThat(entry.name()).isEqualTo(fields[4]);
                assertThat(entry.retired()).isEqualTo(fields[5].equals("R"));
                if (!fields[3].isEmpty()) {
                    assertThat(Dictionary.tag(fields[3]))
                            .isEqualTo(Integer.parseUnsignedInt(fields[0].replace('x', '0'), 16));
                }
                lines++;
            }
        }
        assertThat(lines).isGreaterThan(5000);
    }

    @Test
    void whatIsNotInTheTable() {
        assertThat(Dictionary.lookup(0x00090010))
                .extracting(Dictionary.Entry::vr)
                .isEqualTo(Vr.LO);
        assertThat(Dictionary.lookup(0x00091001)).isNull();
        assertThat(Dictionary.lookup(0x00660000))
                .extracting(Dictionary.Entry::vr)
                .isEqualTo(Vr.UL);
        assertThat(Dictionary.lookup(0x00660001 - 1 + 0x0FFE)).isNull();
        assertThat(Dictionary.lookup(Tag.ITEM)).isNull();
        assertThat(Dictionary.lookup(0xFFFFFFFF)).isNull();
        assertThat(Dictionary.lookup(0)).isNotNull();
        assertThatThrownBy(() -> Dictionary.tag("patientname"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("patientname");
    }

    @Test
    void repeatingGroups() {
        assertThat(Dictionary.lookup(0x60023000))
                .extracting(Dictionary.Entry::keyword)
                .isEqualTo("OverlayData");
        assertThat(Dictionary.lookup(0x60023000).alternatives()).containsExactly(Vr.OB, Vr.OW);
        assertThat(Dictionary.tag("OverlayData")).isEqualTo(0x60003000);
        assertThat(Dictionary.lookup(0x60033000)).isNull();
    }

    /** A constant with another attribute's digits would be wrong everywhere at once. */
    @Test
    void constantsAreTheKeywordsOfTheTable() throws IllegalAccessException {
        int constants = 0;
        for (Field field : Tag.class.getDeclaredFields()) {
            if (Modifier.isPublic(field.getModifiers()) && field.getType() == int.class) {
                assertThat(field.getInt(null)).as(field.getName()).isEqualTo(Dictionary.tag(field.getName()));
                constants++;
            }
        }
        assertThat(constants).isGreaterThan(150);
    }

    @Test
    void theTableIsWhatTheToolMakes(@TempDir Path folder) throws IOException {
        Path made = folder.resolve("dictionary.tsv");
        Oracle.python()
                .run(Oracle.script("make_dictionary.py").toString(), made.toString())
                .orFail();
        try (BufferedReader table = new BufferedReader(new InputStreamReader(
                DictionaryTest.class.getResourceAsStream("dictionary.tsv"), StandardCharsets.US_ASCII))) {
            List<String> committed = table.lines().skip(1).toList();
            List<String> fresh = Files.readAllLines(made).stream().skip(1).toList();
            assertThat(fresh).isEqualTo(committed);
        }
    }
}
