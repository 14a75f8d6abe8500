package org.glossa.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DicomBytesTest {

    @Test
    void the_bytes_are_those_of_the_standard() {
        assertThat(hex(DicomBytes.explicitVr().text(0x00080060, "CS", "ANN")))
                .isEqualTo("08 00 60 00 43 53 04 00 41 4e 4e 20");
        assertThat(hex(DicomBytes.explicitVr().integers(0x00660040, "OL", 1)))
                .isEqualTo("66 00 40 00 4f 4c 00 00 04 00 00 00 01 00 00 00");
        assertThat(hex(DicomBytes.implicitVr().floats(0x00660016, "OF", 1.0f)))
                .isEqualTo("66 00 16 00 04 00 00 00 00 00 80 3f");
        assertThat(hex(DicomBytes.explicitVr().undefinedSequence(0x006A0002, DicomBytes.explicitVr())))
                .isEqualTo("6a 00 02 00 53 51 00 00 ff ff ff ff fe ff 00 e0 ff ff ff ff"
                        + " fe ff 0d e0 00 00 00 00 fe ff dd e0 00 00 00 00");
    }

    @Test
    void another_reader_reads_a_file_made_by_hand(@TempDir Path folder) {
        DicomBytes group = DicomBytes.explicitVr()
                .unsignedShort(0x0040A180, 1)
                .integers(0x00660040, "OL", 1, 7)
                .text(0x00700023, "CS", "POLYGON");
        Path file = DicomBytes.explicitVr()
                .text(0x00080018, "UI", "2.25.42")
                .undefinedSequence(0x00081115, DicomBytes.explicitVr().text(0x0020000E, "UI", "2.25.43"))
                .sequence(0x006A0002, group)
                .writeAnnotations(folder.resolve("made.dcm"), "2.25.42");
        Oracle.Result dump = Oracle.dcmdump().run(file.toString()).orFail();
        assertThat(dump.out())
                .contains("MicroscopyBulkSimpleAnnotationsStorage", "[2.25.42]", "1\\7", "[POLYGON]", "[2.25.43]");
        assertThat(dump.err()).isEmpty();
    }

    private static String hex(DicomBytes bytes) {
        return HexFormat.ofDelimiter(" ").formatHex(bytes.toByteArray());
    }
}
