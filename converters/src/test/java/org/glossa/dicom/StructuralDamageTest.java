package org.glossa.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.glossa.finding.Finding;
import org.glossa.finding.MalformedInputException;
import org.glossa.finding.Place;
import org.glossa.finding.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StructuralDamageTest {
    /** Offsets count from the data set's first byte. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0800 6000 4353 0200 414E 1000            | 10 | (0008,0060)                         | TRUNCATED_HEADER
            0800 6000 3F3F 0200 414E                 | 0  | (0008,0060)                         | VR_NOT_LETTERS
            1000 2000 5A5A 0200 4142                 | 0  | (0010,0020)                         | TRUNCATED_HEADER
            1000 2000 5A5A 0200 41424344             | 0  | (0010,0020)                         | TRUNCATED_VALUE
            6600 1600 4F46 0000                      | 0  | (0066,0016)                         | TRUNCATED_HEADER
            0800 6000 4353 0400 414E                 | 0  | (0008,0060)                         | TRUNCATED_VALUE
            6600 1600 4F46 0000 FEFFFFFF 0000803F    | 0  | (0066,0016)                         | TRUNCATED_VALUE
            6600 1600 4F46 0000 06000000 00000000 0000 | 0 | (0066,0016)                        | LENGTH_NOT_A_MULTIPLE
            6600 4000 4F4C 0000 02000000 0000        | 0  | (0066,0040)                         | LENGTH_NOT_A_MULTIPLE
            6600 2200 4F44 0000 04000000 00000000    | 0  | (0066,0022)                         | LENGTH_NOT_A_MULTIPLE
            E07F 0100 4F56 0000 04000000 00000000    | 0  | (7FE0,0001)                         | LENGTH_NOT_A_MULTIPLE
            2800 0630 4F57 0000 03000000 000000      | 0  | (0028,3006)                         | LENGTH_NOT_A_MULTIPLE
            6A00 0C00 554C 0200 0000                 | 0  | (006A,000C)                         | LENGTH_NOT_A_MULTIPLE
            6A00 0600 5554 0000 FFFFFFFF             | 0  | (006A,0006)                         | UNDEFINED_LENGTH_NOT_ALLOWED
            FEFF00E0 00000000                        | 0  | (0002,0010)                         | DELIMITER_MISPLACED
            0800 60                                  | 0  | (0002,0010)                         | TRUNCATED_HEADER
            0800 6000 4353 0000 FEFFDDE0 00000000    | 8  | (0008,0060)                         | DELIMITER_MISPLACED
            6A00 0200 5351 0000 08000000 FEFF0DE0 00000000 | 12 | (006A,0002)                   | ITEM_EXPECTED
            6A00 0200 5351 0000 FFFFFFFF             | 12 | (006A,0002)                         | DELIMITER_MISSING
            6A00 0200 5351 0000 FFFFFFFF FEFF00E0 FFFFFFFF | 20 | (006A,0002)[1]                | DELIMITER_MISSING
            6A00 0200 5351 0000 04000000 FEFF00E0    | 12 | (006A,0002)                         | TRUNCATED_HEADER
            6A00 0200 5351 0000 08000000 FEFF00E0 02000000 0000 | 12 | (006A,0002)[1]           | LENGTH_BEYOND_CONTAINER
            6A00 0200 5351 0000 12000000 FEFF00E0 0A000000 4000 80A1 5553 0400 0100 0000 | 20 | (006A,0002)[1]/(0040,A180) | LENGTH_BEYOND_CONTAINER
            6A00 0200 5351 0000 FFFFFFFF FEFF00E0 00000000 FEFF00E0 08000000 4000 80A1 4F57 0000 | 28 | (006A,0002)[2]/(0040,A180) | TRUNCATED_HEADER
            6A00 0200 5351 0000 10000000 FEFF00E0 00000000 FEFFDDE0 00000000 | 20 | (006A,0002)[1] | ITEM_EXPECTED
            6A00 0200 5351 0000 10000000 FEFF00E0 08000000 FEFF0DE0 00000000 | 20 | (006A,0002)[1] | DELIMITER_MISPLACED
            E07F 1000 4F42 0000 FFFFFFFF FEFF00E0 00000000 | 20 | (7FE0,0010)                   | DELIMITER_MISSING
            E07F 1000 4F42 0000 FFFFFFFF FEFF00E0 04000000 0000 | 12 | (7FE0,0010)              | TRUNCATED_VALUE
            E07F 1000 4F42 0000 FFFFFFFF 0800 6000 4353 0000 | 12 | (7FE0,0010)                 | ITEM_EXPECTED
            E07F 1000 4F42 0000 FFFFFFFF FEFF00E0 FFFFFFFF | 12 | (7FE0,0010)                   | ITEM_EXPECTED
            """)
    void isRefusedWithOffsetAndTagPath(String hex, long offset, String path, String code) {
        MalformedInputException refusal =
                catchThrowableOfType(MalformedInputException.class, () -> Bytes.explicitFile(hex));
        assertThat(refusal).isNotNull();
        Finding finding = refusal.finding();
        assertThat(finding.code()).isEqualTo(code);
        assertThat(finding.place()).isEqualTo(new Place.DataElement(Bytes.EXPLICIT_START + offset, path));
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(refusal).hasMessage(finding.sentence());
    }

    @Test
    void inImplicitVr() {
        MalformedInputException refusal = catchThrowableOfType(
                MalformedInputException.class,
                () -> Bytes.implicitFile("6A00 0200 FFFFFFFF FEFF00E0 0A000000 6600 1600 02000000 0000"));
        assertThat(refusal.finding().code()).isEqualTo("LENGTH_NOT_A_MULTIPLE");
        assertThat(refusal.finding().place())
                .isEqualTo(new Place.DataElement(Bytes.IMPLICIT_START + 16, "(006A,0002)[1]/(0066,0016)"));
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 65, 10_000})
    void nestingIsLimited(int depth) throws Exception {
        for (String length : new String[] {"FFFFFFFF", "defined"}) {
            byte[] bytes = Bytes.file(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, nested(depth, length));
            if (depth <= DataSet.MAXIMUM_DEPTH) {
                DataSet innermost = Bytes.open(bytes).dataSet();
                for (int i = 0; i < depth; i++) {
                    innermost = innermost.firstItem(Tag.ContentSequence).orElseThrow();
                }
                assertThat(innermost.size()).isZero();
                continue;
            }
            MalformedInputException refusal =
                    catchThrowableOfType(MalformedInputException.class, () -> Bytes.open(bytes));
            assertThat(refusal.finding().code()).isEqualTo("NESTING_TOO_DEEP");
            assertThat(refusal.finding().place())
                    .isEqualTo(new Place.DataElement(
                            Bytes.EXPLICIT_START + 64 * 20, "(0040,A730)[1]/".repeat(64) + "(0040,A730)"));
        }
    }

    private static byte[] nested(int depth, String length) {
        if (length.equals("FFFFFFFF")) {
            return Bytes.hex("4000 30A7 5351 0000 FFFFFFFF FEFF00E0 FFFFFFFF".repeat(depth)
                    + "FEFF0DE0 00000000 FEFFDDE0 00000000".repeat(depth));
        }
        StringBuilder hex = new StringBuilder();
        for (int level = depth; level > 0; level--) {
            hex.append("4000 30A7 5351 0000")
                    .append(littleEndian(level * 20 - 12))
                    .append("FEFF00E0")
                    .append(littleEndian((level - 1) * 20));
        }
        return Bytes.hex(hex.toString());
    }

    private static String littleEndian(int value) {
        return "%08X".formatted(Integer.reverseBytes(value));
    }

    @Test
    void elementsHeldTogetherAreLimited() throws Exception {
        byte[] most = elements(StructureWalk.MAXIMUM_ELEMENTS);
        long before = Allocation.bytesSoFar();
        DicomFile file = Bytes.open(Bytes.file(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, most));
        assertThat(file.dataSet().size()).isEqualTo(StructureWalk.MAXIMUM_ELEMENTS);
        assertThat(Allocation.bytesSoFar() - before).isLessThan(48L << 20);
        assertThat(refusalOf(elements(StructureWalk.MAXIMUM_ELEMENTS + 1))).isEqualTo("TOO_MANY_ELEMENTS");
        // half at the root behind an item that has the other half, and then one more
        byte[] half = elements(StructureWalk.MAXIMUM_ELEMENTS / 2);
        byte[] item = Bytes.concat(
                Bytes.hex("0800 4011 5351 0000 FFFFFFFF FEFF00E0 FFFFFFFF"),
                half,
                Bytes.hex("FEFF0DE0 00000000 FEFFDDE0 00000000"));
        assertThat(refusalOf(Bytes.concat(item, half))).isEqualTo("TOO_MANY_ELEMENTS");
        // side by side they are not held together
        byte[] twoItems = Bytes.concat(
                Bytes.hex("0800 4011 5351 0000 FFFFFFFF FEFF00E0 FFFFFFFF"),
                half,
                Bytes.hex("FEFF0DE0 00000000 FEFF00E0 FFFFFFFF"),
                half,
                Bytes.hex("FEFF0DE0 00000000 FEFFDDE0 00000000"),
                elements(StructureWalk.MAXIMUM_ELEMENTS / 2 - 1));
        assertThat(refusalOf(twoItems)).isEmpty();
    }

    @Test
    void vainAttemptsToReadUnAsSequencesAreLimited() {
        byte[] vain = Bytes.hex(("6A00 0200 5351 0000 20000000 FEFF00E0 18000000"
                        + "6A00 0200 554E 0000 0C000000 FEFF00E0 09000000 00000000")
                .repeat(1_000));
        assertThat(refusalOf(vain)).isEmpty();
        assertThat(refusalOf(Bytes.concat(vain, vain))).isEqualTo("LENGTH_BEYOND_CONTAINER");
    }

    private static String refusalOf(byte[] dataSet) {
        try {
            Bytes.open(Bytes.file(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, dataSet));
            return "";
        } catch (MalformedInputException e) {
            return e.finding().code();
        }
    }

    /** Private elements of zero length. */
    private static byte[] elements(int count) {
        byte[] elements = new byte[8 * count];
        for (int i = 0; i < count; i++) {
            int tag = 0x00090000 + (i >> 16) * 0x20000 + (i & 0xFFFF);
            byte[] element = {(byte) (tag >> 16), 0, (byte) tag, (byte) (tag >> 8), 'L', 'O', 0, 0};
            System.arraycopy(element, 0, elements, 8 * i, 8);
        }
        return elements;
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2.840.10008.1.2.4.95", "1.2.840.10008.1.2.4.205"})
    void transferSyntaxesThatCannotBeReadAreNamed(String uid) {
        MalformedInputException refusal =
                catchThrowableOfType(MalformedInputException.class, () -> Bytes.open(Bytes.file(uid, new byte[0])));
        assertThat(refusal.finding().code()).isEqualTo("UNSUPPORTED_TRANSFER_SYNTAX");
        assertThat(refusal).hasMessageContaining("(0002,0010): got " + uid + ";");
    }
}
