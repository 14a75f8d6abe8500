package org.glossa.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.glossa.finding.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReadingTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0800 5400 | AE | 20 41 42 20             | AB
            1000 1010 | AS | 30 34 32 59             | 042Y
            2800 0900 | AT | 18 00 63 10             | 00181063
            0800 6000 | CS | 41 4E 4E 20             | ANN
            0800 2000 | DA | 32 30 32 34 30 32 32 39 | 20240229
            1800 5000 | DS | 20 2B 31 2E 35 45 2D 33 | +1.5E-3
            0800 2A00 | DT | 32 30 32 34             | 2024
            6A00 1000 | FD | 00 00 00 00 00 00 F8 3F | 1.5
            7000 2200 | FL | 00 00 20 C0 00 00 80 3F | -2.5/1.0
            2000 1300 | IS | 2D 37 20 20             | -7
            1000 2000 | LO | 20 61 5C 62 20 20       | a/b
            1000 0040 | LT | 20 61 5C 62 20 20       | ' a\\b'
            1000 1000 | PN | 41 5E 42 3D 43 20       | A^B=C
            0800 5000 | SH | 53 31                   | S1
            1800 2060 | SL | FE FF FF FF             | -2
            6000 5000 | SS | FF FF 02 00             | -1/2
            0800 8100 | ST | 41 5C 20 42             | 'A\\ B'
            0800 3000 | TM | 31 30 31 30 31 30 2E 35 | 101010.5
            0800 1800 | UI | 31 2E 32 00             | 1.2
            6A00 0C00 | UL | FF FF FF FF             | 4294967295
            2800 1000 | US | 00 FF 01 00             | 65280/1
            """)
    void valuesOfShortHeaders(String tag, String vr, String value, String expected) throws Exception {
        int length = Bytes.hex(value).length;
        DicomFile file = Bytes.explicitFile(tag + hexOf(vr) + "%02X00".formatted(length) + value);
        Element element = file.dataSet().iterator().next();
        assertThat(element.vr()).isEqualTo(Vr.valueOf(vr));
        assertThat(element.valueOffset()).isEqualTo(Bytes.EXPLICIT_START + 8);
        assertThat(String.join("/", element.strings())).isEqualTo(expected);
        assertThat(file.findings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0900 1010 | OB | 01 02                   |
            6600 2200 | OD | 00 00 00 00 00 00 F0 3F |
            6600 1600 | OF | 00 00 80 3F             |
            6600 4000 | OL | 01 00 00 00             |
            E07F 0100 | OV | 01 00 00 00 00 00 00 00 |
            2800 0630 | OW | 01 00                   |
            1900 0110 | SV | FF FF FF FF FF FF FF FF | -1
            0800 1901 | UC | 61 5C 62 20             | a/b
            0900 0210 | UN | 01 02 03 04             |
            0800 9011 | UR | 68 74 74 70 3A 2F 2F 61 | http://a
            6A00 0600 | UT | 20 61 5C 62 20 20       | ' a\\b'
            0800 4000 | UV | FF FF FF FF FF FF FF FF | 18446744073709551615
            """)
    void valuesOfLongHeaders(String tag, String vr, String value, String expected) throws Exception {
        int length = Bytes.hex(value).length;
        DicomFile file = Bytes.explicitFile(tag + hexOf(vr) + "0000" + "%02X000000".formatted(length) + value);
        Element element = file.dataSet().iterator().next();
        assertThat(element.vr()).isEqualTo(Vr.valueOf(vr));
        assertThat(element.valueOffset()).isEqualTo(Bytes.EXPLICIT_START + 12);
        assertThat(element.value().toArray(ValueLayout.JAVA_BYTE)).isEqualTo(Bytes.hex(value));
        assertThat(String.join("/", element.strings())).isEqualTo(expected == null ? "" : expected);
        assertThat(file.findings()).isEmpty();
    }

    @Test
    void implicitVrTakesTheVrFromTheDictionary() throws Exception {
        DicomFile file = Bytes.implicitFile("""
                0800 1800 04000000 312E3200
                0900 1000 04000000 41434D45       ; private creator
                0900 0110 02000000 4142           ; private, unknown
                2800 0301 02000000 0100           ; Pixel Representation: signed
                2800 0601 02000000 FFFF           ; Smallest Image Pixel Value, US or SS
                2800 0230 06000000 0100 0000 0800 ; LUT Descriptor of one entry
                2800 0630 02000000 0500           ; LUT Data, US or OW
                6A00 0C00 04000000 01000000
                E07F 1000 02000000 0102
                """);
        DataSet dataSet = file.dataSet();
        assertThat(dataSet.string(Tag.SOPInstanceUID)).contains("1.2");
        assertThat(vr(dataSet, 0x00090010)).isEqualTo(Vr.LO);
        assertThat(vr(dataSet, 0x00091001)).isEqualTo(Vr.UN);
        assertThat(vr(dataSet, Tag.SmallestImagePixelValue)).isEqualTo(Vr.SS);
        assertThat(dataSet.integer(Tag.SmallestImagePixelValue)).hasValue(-1);
        assertThat(vr(dataSet, Tag.LUTData)).isEqualTo(Vr.US);
        assertThat(dataSet.integer(Tag.NumberOfAnnotations)).hasValue(1);
        assertThat(vr(dataSet, Tag.PixelData)).isEqualTo(Vr.OW);
        assertThat(file.findings()).isEmpty();
    }

    @Test
    void unOfKnownAttributesIsWhatTheDictionarySays() throws Exception {
        // dcmjs writes OL so; archives older than the attribute write everything so
        DicomFile file = Bytes.explicitFile("""
                6600 1600 554E 0000 04000000 0000803F
                6600 4000 554E 0000 04000000 01000000
                6A00 0200 554E 0000 12000000          ; Annotation Group Sequence, Implicit VR inside
                  FEFF00E0 0A000000
                    4000 80A1 02000000 0700
                """);
        DataSet dataSet = file.dataSet();
        assertThat(vr(dataSet, Tag.PointCoordinatesData)).isEqualTo(Vr.OF);
        assertThat(vr(dataSet, Tag.LongPrimitivePointIndexList)).isEqualTo(Vr.OL);
        assertThat(vr(dataSet, Tag.AnnotationGroupSequence)).isEqualTo(Vr.SQ);
        assertThat(dataSet.firstItem(Tag.AnnotationGroupSequence).orElseThrow().integer(Tag.AnnotationGroupNumber))
                .hasValue(7);
    }

    @Test
    void unThatIsNoSequenceStaysUn() throws Exception {
        DicomFile file = Bytes.explicitFile("""
                6A00 0200 554E 0000 0A000000 FEFF00E0 08000000 0102
                7000 8000 4353 0200 4142
                """);
        assertThat(vr(file.dataSet(), Tag.AnnotationGroupSequence)).isEqualTo(Vr.UN);
        assertThat(file.dataSet().string(Tag.ContentLabel)).contains("AB");
        assertThat(codes(file)).containsExactly("UN_NOT_A_SEQUENCE");
    }

    @Test
    void lookUps() throws Exception {
        DataSet dataSet = Bytes.explicitFile("""
                        0800 0800 4353 1200 4F524947494E414C5C5C564F4C554D452020 ; ORIGINAL, empty, VOLUME
                        0800 5000 5348 0000
                        1800 5000 4453 0800 312E355C78205C32
                        2000 1300 4953 0200 3132
                        """).dataSet();
        assertThat(dataSet.strings(Tag.ImageType)).containsExactly("ORIGINAL", "", "VOLUME");
        assertThat(dataSet.contains(Tag.AccessionNumber)).isTrue();
        assertThat(dataSet.string(Tag.AccessionNumber)).isEmpty();
        assertThat(dataSet.strings(Tag.AccessionNumber)).isEmpty();
        assertThat(dataSet.string(Tag.PatientID)).isEmpty();
        assertThat(dataSet.decimals(Tag.SliceThickness)).containsExactly(1.5, Double.NaN, 2);
        assertThat(dataSet.decimal(Tag.SliceThickness)).hasValue(1.5);
        assertThat(dataSet.integer(Tag.SliceThickness)).isEqualTo(OptionalLong.empty());
        assertThat(dataSet.integer(Tag.InstanceNumber)).hasValue(12);
        assertThat(dataSet.items(Tag.ReferencedImageSequence)).isEmpty();
        assertThat(dataSet.get(Tag.Rows)).isNull();
    }

    @Test
    void whatPeersReadIsReadAndReported() throws Exception {
        DicomFile file = Bytes.explicitFile("""
                0800 6000 4353 0200 414E
                0800 5000 5348 0300 414243         ; odd length, descending
                0800 5000 5348 0200 4445           ; twice
                0800 7000 4C4F 0200 4142
                1000 4000 5A5A 0000 02000000 4F20  ; VR ZZ, which may come one day
                1000 1010 04000000 30343259        ; Implicit VR
                """);
        DataSet dataSet = file.dataSet();
        assertThat(dataSet.string(Tag.AccessionNumber)).contains("DE");
        assertThat(dataSet.string(Tag.PatientAge)).contains("042Y");
        assertThat(dataSet.bytes(Tag.PatientSex).byteSize()).isEqualTo(2);
        assertThat(codes(file))
                .containsExactly(
                        "ELEMENT_ORDER", "ODD_LENGTH", "DUPLICATE_ELEMENT", "UNKNOWN_VR", "VR_ENCODING_SWITCHED");
        assertThat(file.findings().get(1).place().describe()).isEqualTo("byte offset 182, (0008,0050)");
    }

    @Test
    void explicitVrUnderTheNameOfImplicitVr() throws Exception {
        DicomFile file = Bytes.implicitFile("0800 6000 4353 0200 414E");
        assertThat(file.dataSet().string(Tag.Modality)).contains("AN");
        assertThat(codes(file)).containsExactly("VR_ENCODING_SWITCHED");
    }

    @Test
    void groupLengthsAndTrailingPaddingStay() throws Exception {
        DicomFile file = Bytes.explicitFile("""
                0800 0000 554C 0400 0A000000
                0800 6000 4353 0200 414E
                FCFF FCFF 4F42 0000 04000000 00000000
                """);
        assertThat(file.dataSet().integer(0x00080000)).hasValue(10);
        assertThat(file.dataSet().bytes(Tag.DataSetTrailingPadding).byteSize()).isEqualTo(4);
        assertThat(file.findings()).isEmpty();
    }

    @Test
    void valuesAreSlicesOfTheMappedFileUntilItIsClosed(@TempDir Path folder) throws Exception {
        Path path = folder.resolve("a.dcm");
        Files.write(path, Bytes.file(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, Bytes.hex("0800 6000 4353 0200 414E")));
        MemorySegment value;
        try (DicomFile file = DicomFile.open(path)) {
            value = file.dataSet().bytes(Tag.Modality);
            assertThat(value.isMapped()).isTrue();
            assertThat(value.isReadOnly()).isTrue();
            assertThat(file.byteSize()).isEqualTo(Files.size(path));
        }
        assertThat(value.scope().isAlive()).isFalse();
    }

    private static Vr vr(DataSet dataSet, int tag) {
        Element element = dataSet.get(tag);
        assertThat(element).isNotNull();
        return element.vr();
    }

    private static List<String> codes(DicomFile file) {
        return file.findings().stream().map(Finding::code).toList();
    }

    private static String hexOf(String vr) {
        return "%02X%02X".formatted((int) vr.charAt(0), (int) vr.charAt(1));
    }
}
