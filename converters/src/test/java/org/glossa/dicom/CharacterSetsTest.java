package org.glossa.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CharacterSetsTest {
    /** The bytes are those of PS3.5 annexes H, I, J and K, where a comment says so. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            ''                              | 41E4                                            | Aä
            ISO_IR 100                      | 4275635E4AE9 72F46D65                           | Buc^Jérôme
            ISO_IR 101                      | 57616CEA73 61                                   | Walęsa
            ISO_IR 144                      | BBEE DA63 65 DCD1 79 D0 D3                      | Люкceмбyаг
            ISO_IR 126                      | C4E9 EFED F5F3 E9EF F2                          | Διονυσιος
            ISO_IR 138                      | F9F8 E5EF 5E E3E1 E5F8 E4                       | שרון^דבורה
            ISO_IR 166                      | B9D2 C1                                         | นาม
            ISO_IR 203                      | A4                                              | €
            ISO_IR 13                       | D4CFC0DE5EC0DBB3                                | ﾔﾏﾀﾞ^ﾀﾛｳ
            ISO_IR 192                      | 57616E67 5E 5869616F446F6E67 3D E78E8B 5E E5B08FE4B89C | Wang^XiaoDong=王^小东
            GB18030                         | 57616E67 3D CDF5 5E D0A1B6AB                    | Wang=王^小东
            GBK                             | CDF5                                            | 王
            /ISO 2022 IR 87                 | 59616D616461 3D 1B2442 3B33 4544 1B2842 5E 1B2442 4240 4F3A 1B2842 | Yamada=山田^太郎
            ISO 2022 IR 13/ISO 2022 IR 87   | D4CFC0DE 3D 1B2442 3B33 4544 1B284A 5E D4       | ﾔﾏﾀﾞ=山田^ﾔ
            /ISO 2022 IR 149                | 486F6E67 3D 1B242943 FBF3 5E 1B242943 D1CED4D7 3D 1B242943 C8AB 5E 1B242943 B1E6B5BF | Hong=洪^吉洞=홍^길동
            /ISO 2022 IR 58                 | 5A68616E67 3D 1B242941 D5C5 5E 1B242941 D0A1B6AB | Zhang=张^小东
            /ISO 2022 IR 159                | 1B242844 3021 1B2842 41                         | 丂A
            ISO 2022 IR 100/ISO 2022 IR 144 | C4 3D 1B2D4C BB 5E C4                           | Ä=Л^Ä
            ''                              | 1B2442 3B33 4544 1B2842 5E E9                   | 山田^é
            ISO_IR 144                      | BB 1B2442 3B33 1B2842 BB                        | Л山Л
            /ISO 2022 IR 87                 | 1B2442 2424 43F6 24 1B2842 41                   | い\ufffdö\ufffdA
            /ISO 2022 IR 87                 | 1B2442 F705 1B2842 41 1B2459 42                 | ÷\u0005A\u001b$YB
            ISO_IR 999                      | E4                                              | ä
            """)
    void decodes(String terms, String bytes, String expected) {
        CharacterSets sets = CharacterSets.of(List.of(terms.replace("''", "").split("/", -1)));
        assertThat(sets.decode(MemorySegment.ofArray(Bytes.hex(bytes)), Vr.PN)).isEqualTo(expected);
    }

    /** The bytes and what becomes of them are those of tables 3-8 to 3-11 of the Unicode standard. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            C0AF E080BF F08182 41 | ????????A
            EDA080 EDBFBF EDAF 41 | ????????A
            F4919293 FF 41 80BF 42 | ?????A??B
            E180 E2 F09192 F1BF 41 | ????A
            """)
    void whatIsNoUtf8IsReplacedByItsMaximalSubparts(String bytes, String expected) {
        CharacterSets utf8 = CharacterSets.of(List.of("ISO_IR 192"));
        assertThat(utf8.decode(MemorySegment.ofArray(Bytes.hex(bytes)), Vr.LO))
                .isEqualTo(expected.replace('?', '\uFFFD'));
    }

    @Test
    void aByteOfACharacterIsNoDelimiter() throws Exception {
        // GB18030 815C is one character; so is 3C5C of JIS X 0208
        DicomFile chinese =
                Bytes.explicitFile("0800 0500 4353 0800 4742313830333020 1000 2000 4C4F 0600 815C 5C 4142 20");
        assertThat(chinese.dataSet().strings(Tag.PatientID))
                .hasSize(2)
                .element(1)
                .isEqualTo("AB");
        DicomFile japanese = Bytes.explicitFile("""
                0800 0500 4353 1000 5C49534F203230323220495220383720
                1000 2000 4C4F 0C00 1B2442 3C5C 1B2842 5C 4142 20
                """);
        assertThat(japanese.dataSet().strings(Tag.PatientID)).containsExactly("尺", "AB");
        assertThat(japanese.findings()).isEmpty();
    }

    @Test
    void aSetThatStandsAloneIsReadAlone() throws Exception {
        for (String others : List.of("", "ISO 2022 IR 100", "ISO_IR 100")) {
            CharacterSets sets = CharacterSets.of(List.of("ISO_IR 192", others));
            assertThat(sets.decode(MemorySegment.ofArray(Bytes.hex("C3BC E78E8B")), Vr.LO))
                    .isEqualTo("ü王");
            assertThat(sets.unknown()).hasSize(others.isEmpty() ? 0 : 1);
        }
        assertThat(CharacterSets.of(List.of("GB18030", "ISO 2022 IR 58"))
                        .decode(MemorySegment.ofArray(Bytes.hex("CDF5")), Vr.LO))
                .isEqualTo("王");
    }

    @Test
    void aSpecificCharacterSetOfMillionsOfTermsIsOneUnknown() {
        byte[] backslashes = new byte[30 << 20];
        Arrays.fill(backslashes, (byte) '\\');
        assertThat(CharacterSets.of(CharacterSets.terms(MemorySegment.ofArray(backslashes)))
                        .unknown())
                .containsExactly("a value of 31457280 bytes");
    }

    @Test
    void valuesSetTheDesignationsBack() {
        CharacterSets sets = CharacterSets.of(List.of("", "ISO 2022 IR 144"));
        MemorySegment value = MemorySegment.ofArray(Bytes.hex("1B2D4C BB 5C BB"));
        assertThat(sets.decode(value, Vr.LO)).isEqualTo("Л\\»");
        assertThat(sets.decode(value, Vr.UT)).isEqualTo("Л\\Л");
    }

    @Test
    void brokenTextNeverThrows() {
        for (String term : List.of("ISO_IR 192", "GB18030", "ISO 2022 IR 87", "ISO 2022 IR 149", "ISO_IR 13")) {
            CharacterSets sets = CharacterSets.of(List.of(term, "ISO 2022 IR 159"));
            for (int i = 0; i < 256; i++) {
                MemorySegment value = MemorySegment.ofArray(new byte[] {0x1B, '$', 'B', (byte) i, 0x1B, '$', (byte) i});
                assertThat(sets.decode(value, Vr.PN)).isNotNull();
            }
        }
    }

    @Test
    void itemsInheritAndMayOverride() throws Exception {
        DicomFile file = Bytes.explicitFile("""
                0800 0500 4353 0A00 49534F5F49522031 3434                 ; ISO_IR 144
                1000 2000 4C4F 0200 BB20
                4000 6005 5351 0000 38000000
                  FEFF00E0 0A000000 1000 2000 4C4F 0200 BB20
                  FEFF00E0 1E000000 0800 0500 4353 0A00 49534F5F49522031 3030 1000 2000 4C4F 0400 BB20 2020
                """);
        DataSet dataSet = file.dataSet();
        assertThat(dataSet.string(Tag.PatientID)).contains("Л");
        List<DataSet> items = dataSet.items(Tag.SpecimenDescriptionSequence);
        assertThat(items.get(0).string(Tag.PatientID)).contains("Л");
        assertThat(items.get(1).string(Tag.PatientID)).contains("»");
    }

    @Test
    void anUnknownTermIsReported() throws Exception {
        DicomFile file = Bytes.explicitFile("0800 0500 4353 0800 5554462D38202020 1000 2000 4C4F 0200 E420");
        assertThat(file.dataSet().string(Tag.PatientID)).contains("ä");
        assertThat(file.findings())
                .singleElement()
                .matches(finding -> finding.code().equals("UNKNOWN_CHARACTER_SET"))
                .matches(finding -> finding.got().equals("UTF-8"));
    }
}
