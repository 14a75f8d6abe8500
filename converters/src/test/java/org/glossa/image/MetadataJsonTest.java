package org.glossa.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Tag;
import org.glossa.finding.MalformedInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataJsonTest {
    private static List<DataSet> read(String json) throws IOException {
        return MetadataJson.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
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
        assertThat(dataSet.string(Tag.PatientName)).contains("Yamada^Tarou");
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

    @ParameterizedTest
    @ValueSource(
            strings = {
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
