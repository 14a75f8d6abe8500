package org.glossa.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.glossa.dicom.DicomJson.BulkDataLocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DicomJsonTest {
    private static final BulkDataLocator BULK = path -> "http://host/bulk/" + path.url();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            0800 6000 4353 0400 414E4E20                          | "00080060":{"vr":"CS","Value":["ANN"]}
            0800 5000 5348 0000                                   | "00080050":{"vr":"SH"}
            0800 5000 5348 0200 2020                              | "00080050":{"vr":"SH"}
            0800 0800 4353 0600 415C5C425C20                      | "00080008":{"vr":"CS","Value":["A",null,"B",null]}
            1000 1000 504E 0800 415E423D3D432020                  | "00100010":{"vr":"PN","Value":[{"Alphabetic":"A^B","Phonetic":"C"}]}
            1000 0110 504E 0400 415C5C20                          | "00101001":{"vr":"PN","Value":[{"Alphabetic":"A"},null,null]}
            2000 1300 4953 0400 2B303720                          | "00200013":{"vr":"IS","Value":[7]}
            2000 1300 4953 0400 312E3078                          | "00200013":{"vr":"IS","Value":["1.0x"]}
            2800 3000 4453 1200 302E3030303439395C2E355C2B312E5C7831  | "00280030":{"vr":"DS","Value":[0.000499,0.5,1,"x1"]}
            2000 6591 4154 0400 48001E02                          | "00209165":{"vr":"AT","Value":["0048021E"]}
            2800 1000 5553 0200 FFFF                              | "00280010":{"vr":"US","Value":[65535]}
            1800 2060 534C 0400 FFFFFFFF                          | "00186020":{"vr":"SL","Value":[-1]}
            7000 2200 464C 1400 CDCCCC3D 0000C07F 0000807F 000080FF 00000080 | "00700022":{"vr":"FL","Value":[0.1,"NaN","Infinity","-Infinity",-0.0]}
            6A00 1000 4644 0800 9A9999999999B93F                  | "006A0010":{"vr":"FD","Value":[0.1]}
            0800 4000 5556 0000 10000000 FFFFFFFFFFFF1F00 FFFFFFFFFFFFFFFF | "00080040":{"vr":"UV","Value":[9007199254740991,"18446744073709551615"]}
            1900 1001 5356 0000 08000000 FFFFFFFFFFFFFFFF         | "00190110":{"vr":"SV","Value":[-1]}
            6600 1600 4F46 0000 04000000 0000803F                 | "00660016":{"vr":"OF","InlineBinary":"AACAPw=="}
            0900 0110 554E 0000 02000000 0102                     | "00091001":{"vr":"UN","InlineBinary":"AQI="}
            6600 1600 4F46 0000 00000000                          | "00660016":{"vr":"OF"}
            E07F 1000 4F57 0000 02000000 0102                     | "7FE00010":{"vr":"OW","BulkDataURI":"http://host/bulk/7FE00010"}
            E07F 1000 4F57 0000 00000000                          | "7FE00010":{"vr":"OW"}
            4000 6005 5351 0000 00000000                          | "00400560":{"vr":"SQ"}
            4000 6005 5351 0000 08000000 FEFF00E0 00000000        | "00400560":{"vr":"SQ","Value":[{}]}
            0800 0500 4353 0A00 49534F5F495220313030              | "00080005":{"vr":"CS","Value":["ISO_IR 192"]}
            0800 0000 554C 0400 00000000                          | ~~
            FCFF FCFF 4F42 0000 02000000 0000                     | ~~
            """)
    void attributes(String hex, String expected) throws IOException {
        assertThat(json(Bytes.explicitFile(hex).dataSet(), BULK)).isEqualTo("{" + expected + "}");
    }

    @Test
    void textIsUtf8Whatever() throws IOException {
        DataSet dataSet = Bytes.explicitFile("""
                        0800 0500 4353 0A00 49534F5F495220313434
                        1000 1000 504E 0400 BBEEDA63
                        """).dataSet();
        assertThat(json(dataSet, BULK)).contains("\"Alphabetic\":\"Люкc\"");
    }

    @Test
    void bulkDataIsNamedByItsPathAboveOneKibibyte() throws IOException {
        DataSet dataSet = DataSet.builder()
                .sequence(Tag.AnnotationGroupSequence, group(1024), group(1028))
                .build();
        String json = json(dataSet, BULK);
        assertThat(json).contains("[{\"00660016\":{\"vr\":\"OF\",\"InlineBinary\":\"AAAA");
        assertThat(json)
                .endsWith("{\"00660016\":{\"vr\":\"OF\",\"BulkDataURI\":\"http://host/bulk/006A0002/2/00660016\"}}]}}");
        assertThat(json(dataSet, null)).doesNotContain("BulkDataURI");
    }

    @Test
    void floatsOfGraphicDataAreNeverBulk() throws IOException {
        DataSet dataSet =
                DataSet.builder().floats(Tag.GraphicData, new float[1000]).build();
        assertThat(json(dataSet, BULK)).contains("\"Value\":[0.0,0.0");
    }

    @Test
    void encapsulatedPixelDataIsBulk() throws IOException {
        DataSet dataSet = DataSet.builder()
                .frames(Tag.PixelData, List.of(MemorySegment.ofArray(new byte[2])))
                .build();
        assertThat(json(dataSet, BULK))
                .isEqualTo("{\"7FE00010\":{\"vr\":\"OB\",\"BulkDataURI\":\"http://host/bulk/7FE00010\"}}");
    }

    @Test
    void fragmentsWithoutAddressAreInlineWithTheirItems() throws IOException {
        String items = "FEFF00E0 08000000 00000000 0A000000 FEFF00E0 02000000 0102 FEFF00E0 02000000 0300";
        String expected = "\"InlineBinary\":\"" + Base64.getEncoder().encodeToString(Bytes.hex(items)) + "\"";
        DataSet built = DataSet.builder()
                .frames(
                        Tag.PixelData,
                        List.of(
                                MemorySegment.ofArray(new byte[] {1, 2}), // even
                                MemorySegment.ofArray(new byte[] {3})))
                .build();
        assertThat(json(built, null)).isEqualTo("{\"7FE00010\":{\"vr\":\"OB\"," + expected + "}}");
        // under another tag, where no frames are looked for
        DataSet read = Bytes.explicitFile("0900 0110 4F42 0000 FFFFFFFF" + items + "FEFFDDE0 00000000 "
                        + "E07F 1000 4F57 0000 FFFFFFFF" + items + "FEFFDDE0 00000000")
                .dataSet();
        for (BulkDataLocator locator : new BulkDataLocator[] {BULK, null}) {
            assertThat(json(read, locator)).contains("{\"00091001\":{\"vr\":\"OB\"," + expected + "}");
        }
        byte[] whole = json(read, null).getBytes(StandardCharsets.UTF_8);
        DataSet again = DicomJsonReader.read(new ByteArrayInputStream(whole), DicomJsonReader.BulkDataResolver.NONE)
                .getFirst();
        assertThat(json(again, null)).isEqualTo(json(read, null));
        Fragments fragments = again.get(Tag.PixelData).fragments();
        assertThat(fragments.count()).isEqualTo(2);
        assertThat(fragments.offsetTable().toArray(ValueLayout.JAVA_BYTE)).hasSize(8);
        assertThat(fragments.segment(1).toArray(ValueLayout.JAVA_BYTE)).containsExactly(3, 0);
        assertThat(again.get(0x00091001).fragments()).isNull();
    }

    @Test
    void fragmentsWithoutAnyItemHaveNoValue() throws IOException {
        DataSet read = Bytes.explicitFile("0900 0110 4F42 0000 FFFFFFFF FEFFDDE0 00000000")
                .dataSet();
        assertThat(json(read, null)).isEqualTo("{\"00091001\":{\"vr\":\"OB\"}}");
    }

    private static DataSet group(int bytes) {
        return DataSet.builder()
                .floats(Tag.PointCoordinatesData, new float[bytes / 4])
                .build();
    }

    private static String json(DataSet dataSet, BulkDataLocator bulk) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
            DicomJson.write(out, dataSet, bulk);
        }
        return text.toString();
    }
}
