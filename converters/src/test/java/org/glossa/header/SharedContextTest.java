package org.glossa.header;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.glossa.corpus.DicomBytes;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.Tag;
import org.junit.jupiter.api.Test;

class SharedContextTest {
    @Test
    void patients_and_trials_go_along_as_their_bytes() throws Exception {
        byte[] name = "Müller^Jörg ".getBytes(StandardCharsets.ISO_8859_1);
        byte[] file = DicomBytes.explicitVr()
                .text(Tag.SpecificCharacterSet, "CS", "ISO_IR 100")
                .text(Tag.Modality, "CS", "SM")
                .element(0x00100000, "UL", new byte[4]) // group length
                .element(Tag.PatientName, "PN", name)
                .text(0x00101050, "LO", "a plan") // retired from the Patient Study module
                .text(0x00120020, "LO", "PROTOCOL 7") // Clinical Trial Protocol ID
                .text(0x00120071, "LO", "SERIES 1") // Clinical Trial Series ID: of the series, not of the slide
                .part10("1.2.3", "2.25.1", "1.2.840.10008.1.2.1");
        DataSet image = DicomFile.of(MemorySegment.ofArray(file)).dataSet();
        DataSet.Builder made = DataSet.builder();

        SharedContext.copy(image, made);

        DataSet copy = made.build().inCharacterSetOf(image);
        assertThat(copy.bytes(Tag.PatientName).toArray(ValueLayout.JAVA_BYTE)).isEqualTo(name);
        assertThat(copy.string(Tag.SpecificCharacterSet)).contains("ISO_IR 100");
        assertThat(copy.string(0x00120020)).contains("PROTOCOL 7");
        assertThat(copy.contains(0x00120071)).isFalse();
        assertThat(copy.string(0x00101050)).contains("a plan");
        assertThat(copy.contains(0x00100000)).as("group length").isFalse();
        assertThat(copy.contains(Tag.Modality)).isFalse();
        assertThat(copy.contains(Tag.PatientID)).as("Type 2").isTrue();
    }
}
