package org.glossa.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What is copied from an instance keeps its bytes, and what is added is written in the same character set, or all goes to UTF-8. */
class OneCharacterSetTest {
    private static final byte[] NAME = "Müller^Jörg".getBytes(StandardCharsets.ISO_8859_1);

    private static DataSet image(String term, byte[] name) throws Exception {
        DataSet.Builder built = DataSet.builder().bytes(Tag.PatientName, Vr.PN, MemorySegment.ofArray(name));
        if (!term.isEmpty()) {
            built.string(Tag.SpecificCharacterSet, term);
        }
        built.sequence(
                Tag.OtherPatientIDsSequence,
                DataSet.builder()
                        .bytes(Tag.PatientID, Vr.LO, MemorySegment.ofArray(name))
                        .build());
        return read(built.build());
    }

    private static DataSet read(DataSet dataSet) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DataSetWriter.writeFile(out, "1.2", "1.3", TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, dataSet);
        return DicomFile.of(MemorySegment.ofArray(out.toByteArray())).dataSet();
    }

    private static DataSet.Builder withName(DataSet image) {
        return DataSet.builder().verbatim(image.get(Tag.PatientName)).verbatim(image.get(Tag.OtherPatientIDsSequence));
    }

    private static byte[] bytes(DataSet dataSet, int tag) {
        return dataSet.bytes(tag).toArray(ValueLayout.JAVA_BYTE);
    }

    @Test
    void copied_text_keeps_its_bytes_and_added_text_joins_it() throws Exception {
        DataSet image = image("ISO_IR 100", NAME);
        DataSet item = DataSet.builder().string(Tag.CodeMeaning, "Größe").build();
        DataSet written = read(withName(image)
                .string(Tag.ContentDescription, "grün")
                .sequence(Tag.ConceptNameCodeSequence, item)
                .build()
                .inCharacterSetOf(image));
        assertThat(written.string(Tag.SpecificCharacterSet)).contains("ISO_IR 100");
        assertThat(bytes(written, Tag.PatientName)).startsWith(NAME);
        assertThat(bytes(written.items(Tag.OtherPatientIDsSequence).getFirst(), Tag.PatientID))
                .startsWith(NAME);
        assertThat(bytes(written, Tag.ContentDescription)).startsWith("grün".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(written.items(Tag.ConceptNameCodeSequence).getFirst().string(Tag.CodeMeaning))
                .contains("Größe");
    }

    @Test
    void all_goes_to_utf8_when_the_set_does_not_hold_a_character() throws Exception {
        DataSet image = image("ISO_IR 100", NAME);
        DataSet written =
                read(withName(image).string(Tag.ContentDescription, "核").build().inCharacterSetOf(image));
        assertThat(written.string(Tag.SpecificCharacterSet)).contains("ISO_IR 192");
        assertThat(written.string(Tag.PatientName)).contains("Müller^Jörg");
        assertThat(written.items(Tag.OtherPatientIDsSequence).getFirst().string(Tag.PatientID))
                .contains("Müller^Jörg");
        assertThat(written.string(Tag.ContentDescription)).contains("核");
    }

    @Test
    void text_with_code_extensions_keeps_its_bytes_beside_ascii_and_goes_to_utf8_beside_other_text() throws Exception {
        byte[] yamada = "Yamada^Tarou=\u001b$B;3ED\u001b(B^\u001b$BB@O:\u001b(B".getBytes(StandardCharsets.ISO_8859_1);
        DataSet image = image("ISO 2022 IR 87", yamada);
        DataSet beside = read(
                withName(image).string(Tag.ContentDescription, "cells").build().inCharacterSetOf(image));
        assertThat(bytes(beside, Tag.PatientName)).startsWith(yamada);
        assertThat(beside.string(Tag.SpecificCharacterSet)).isEqualTo(image.string(Tag.SpecificCharacterSet));
        DataSet other =
                read(withName(image).string(Tag.ContentDescription, "核").build().inCharacterSetOf(image));
        assertThat(other.string(Tag.SpecificCharacterSet)).contains("ISO_IR 192");
        assertThat(other.string(Tag.PatientName)).contains("Yamada^Tarou=山田^太郎");
    }

    @Test
    void plain_text_needs_no_term() throws Exception {
        DataSet image = image("", "Doe".getBytes(StandardCharsets.US_ASCII));
        assertThat(withName(image).build().inCharacterSetOf(image).contains(Tag.SpecificCharacterSet))
                .isFalse();
        DataSet beyond =
                withName(image).string(Tag.ContentDescription, "µ").build().inCharacterSetOf(image);
        assertThat(beyond.string(Tag.SpecificCharacterSet)).contains("ISO_IR 192");
    }
}
