package org.glossa.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.glossa.finding.MalformedInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DicomJsonReaderTest {
    private static List<DataSet> read(String json) throws IOException {
        return DicomJsonReader.read(
                new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), DicomJsonReader.BulkDataResolver.NONE);
    }

    @Test
    void readsTextNumbersSequencesAndNames() throws Exception {
        DataSet dataSet = read("""
                {"00080060": {"vr": "CS", "Value": ["SM"]},
                 "00100010": {"vr": "PN", "Value": [{"Ideographic": "山田", "Alphabetic": "Yamada^Tarou"}]},
                 "00200013": {"vr": "IS", "Value": [3]},
                 "00280030": {"Value": ["0.00025", 0.0005], "vr": "DS"},
                 "00480006": {"vr": "UL", "Value": [4294967295]},
                 "00209165": {"vr": "AT", "Value": ["0048021F"]},
                 "00080050": {"vr": "SH"},
                 "00080070": {"vr": "LO", "Value": [null, "b"]},
                 "00291010": {"vr": "OB", "InlineBinary": "AAAA"},
                 "00282000": {"vr": "OB", "BulkDataURI": "http://localhost/1"},
                 "00480008": {"vr": "SQ", "Value": [{"0040072A": {"vr": "DS", "Value": [1.5]}}]}}
                """).getFirst();

        assertThat(dataSet.string(Tag.Modality)).contains("SM");
        assertThat(dataSet.string(Tag.PatientName)).contains("Yamada^Tarou=山田");
        assertThat(dataSet.bytes(0x00291010).byteSize()).isEqualTo(3);
        assertThat(dataSet.contains(0x00282000)).as("nobody has its bytes").isFalse();
        assertThat(dataSet.integer(Tag.InstanceNumber)).hasValue(3);
        assertThat(dataSet.decimals(Tag.PixelSpacing)).containsExactly(0.00025, 0.0005);
        assertThat(dataSet.integer(Tag.TotalPixelMatrixColumns)).hasValue(4294967295L);
        assertThat(dataSet.strings(Tag.AccessionNumber)).isEmpty();
        assertThat(dataSet.strings(Tag.Manufacturer)).containsExactly("", "b");
        assertThat(dataSet.firstItem(Tag.TotalPixelMatrixOriginSequence)
                        .orElseThrow()
                        .decimals(Tag.XOffsetInSlideCoordinateSystem))
                .containsExactly(1.5);
    }

    @Test
    void readsAnArrayOfDataSets() throws Exception {
        assertThat(read("[{}, {\"00080060\": {\"vr\": \"CS\", \"Value\": [\"SM\"]}}]"))
                .hasSize(2);
    }

    @Test
    void valuesMayBeNullStringsOrNumbersAndCarryTheirVr() throws Exception {
        DataSet dataSet = read("""
                {"00080005": {"vr": "CS", "Value": ["ISO_IR 100"]},
                 "00100010": {"vr": "PN", "Value": [{"Phonetic": "x"}, {}, null]},
                 "00100020": {"vr": "LO", "Value": [null]},
                 "00201209": {"vr": "IS", "Value": ["3"]},
                 "00280030": {"vr": "DS", "Value": [0.30000000000000004, 1e-3]},
                 "00081901": {"vr": "SV", "Value": ["-4611686018427387904", 5]},
                 "00080040": {"vr": "UV", "Value": ["18446744073709551615"]},
                 "00700022": {"vr": "FL", "Value": [NaN, "Infinity", -Infinity, 0.1, 16777217.1]},
                 "00091001": {"vr": "US", "Value": [7]},
                 "00660016": {"vr": "OF", "Value": [1, 2.5]},
                 "00400555": {"vr": "SQ", "Value": [{}, null, {"0040A730": {"vr": "SQ"}}]},
                 "00080060": {"Value": ["ANN"]},
                 "00020010": {"vr": "UI", "Value": ["1.2"]}}
                """).getFirst();
        assertThat(dataSet.strings(Tag.SpecificCharacterSet)).containsExactly("ISO_IR 192");
        assertThat(dataSet.strings(Tag.PatientName)).containsExactly("==x", "", "");
        assertThat(dataSet.contains(Tag.PatientID)).isTrue();
        assertThat(dataSet.strings(Tag.PatientID)).isEmpty();
        assertThat(dataSet.integer(0x00201209)).hasValue(3);
        assertThat(dataSet.strings(Tag.PixelSpacing)).containsExactly("0.3", "1e-3");
        assertThat(dataSet.strings(0x00081901)).containsExactly("-4611686018427387904", "5");
        assertThat(dataSet.strings(0x00080040)).containsExactly("18446744073709551615");
        assertThat(dataSet.decimals(0x00700022))
                .containsExactly(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.1f, 16777217.1f);
        assertThat(dataSet.integer(0x00091001)).hasValue(7);
        assertThat(dataSet.bytes(Tag.PointCoordinatesData).get(ElementNumbers.FLOAT, 4))
                .isEqualTo(2.5f);
        assertThat(dataSet.items(0x00400555)).hasSize(3);
        assertThat(dataSet.items(0x00400555).get(2).contains(0x0040A730)).isTrue();
        assertThat(dataSet.string(Tag.Modality)).contains("ANN");
        assertThat(dataSet.contains(Tag.TransferSyntaxUID)).isFalse();
    }

    @Test
    void bulkDataComesFromWhereItsUriSays() throws Exception {
        List<String> asked = new ArrayList<>();
        String json = """
                {"006A0002": {"vr": "SQ", "Value": [{}, {
                  "00660016": {"BulkDataURI": "../bulk/1", "vr": "OF"},
                  "00660040": {"vr": "OL", "BulkDataURI": "http://elsewhere/2"}}]}}
                """;
        DataSet item = DicomJsonReader.read(
                        new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), (uri, path) -> {
                            asked.add(uri + " " + path.url());
                            return uri.startsWith("http") ? null : MemorySegment.ofArray(new byte[] {1, 2, 3, 4});
                        })
                .getFirst()
                .items(Tag.AnnotationGroupSequence)
                .get(1);
        assertThat(asked).containsExactly("../bulk/1 006A0002/2/00660016", "http://elsewhere/2 006A0002/2/00660040");
        assertThat(item.bytes(Tag.PointCoordinatesData).byteSize()).isEqualTo(4);
        assertThat(item.contains(Tag.LongPrimitivePointIndexList)).isFalse();
    }

    @Test
    void nestingHasAnEnd() {
        String opened = "{\"00400555\": {\"vr\": \"SQ\", \"Value\": [";
        assertThatThrownBy(() -> read(opened.repeat(10_000)))
                .isInstanceOf(MalformedInputException.class)
                .hasMessageContaining("sequences nested more than 64 times");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Modality\": {\"vr\": \"CS\"}}",
                "{\"00080060\": {\"vr\": \"C\"}}",
                "{\"00080060\": {\"vr\": \"ZZ\"}}",
                "{\"00100010\": {\"vr\": \"PN\", \"Value\": [{\"Family\": \"x\"}]}}",
                "{\"00080070\": {\"vr\": \"LO\", \"Value\": [\"a\\\\b\"]}}",
                "{\"00081190\": {\"vr\": \"UR\", \"Value\": [\"a\", \"b\"]}}",
                "{\"00280010\": {\"vr\": \"US\", \"Value\": [65536]}}",
                "{\"00280010\": {\"vr\": \"US\", \"Value\": [1.5]}}",
                "{\"00200013\": {\"vr\": \"IS\", \"Value\": [1.5]}}",
                "{\"00209165\": {\"vr\": \"AT\", \"Value\": [\"48021F\"]}}",
                "{\"7FE00010\": {\"vr\": \"OB\", \"Value\": [1]}}",
                "",
                "12",
                "[1]",
                "{\"00080060\": []}",
                "{\"00080060\": {\"vr\": \"CS\", \"Value\": \"SM\"}}",
                "{\"00480006\": {\"vr\": \"UL\", \"Value\": [\"many\"]}}",
                "{\"00480006\": {\"vr\": \"UL\", \"Value\": [-1]}}",
                "{\"00480008\": {\"vr\": \"SQ\", \"Value\": [1]}}",
                "{\"00291010\": {\"vr\": \"OB\", \"InlineBinary\": 7}",
                "{\"00080060\": {\"vr\": \"CS\"",
                "[{\"00080060\"",
            })
    void refusesWhatIsNoDicomJson(String json) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOfSatisfying(
                        MalformedInputException.class,
                        e -> assertThat(e.finding().code()).isEqualTo("DICOM_JSON_MALFORMED"));
    }
}
