package org.glossa.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.glossa.finding.Finding;
import org.glossa.finding.MalformedInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileMetaTest {
    private static final byte[] MODALITY = Bytes.hex("0800 6000 4353 0200 414E");

    @Test
    void isReadApartFromTheDataSet() throws Exception {
        DicomFile file = Bytes.open(Bytes.file(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, MODALITY));
        assertThat(file.transferSyntaxUid()).isEqualTo("1.2.840.10008.1.2.1");
        assertThat(file.fileMeta().string(Tag.TransferSyntaxUID)).contains("1.2.840.10008.1.2.1");
        assertThat(file.fileMeta().contains(Tag.Modality)).isFalse();
        assertThat(file.dataSet().contains(Tag.TransferSyntaxUID)).isFalse();
    }

    @Test
    void preambleMayHoldAnything() throws Exception {
        byte[] bytes = Bytes.file(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, MODALITY);
        Arrays.fill(bytes, 0, 128, (byte) 'I');
        assertThat(Bytes.open(bytes).dataSet().string(Tag.Modality)).contains("AN");
    }

    @Test
    void preambleMayBeMissing() throws Exception {
        byte[] bytes = Bytes.file(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, MODALITY);
        DicomFile file = Bytes.open(Arrays.copyOfRange(bytes, 128, bytes.length));
        assertThat(file.dataSet().string(Tag.Modality)).contains("AN");
        assertThat(codes(file)).containsExactly("PREAMBLE_MISSING");
    }

    @Test
    void wrongGroupLengthIsReportedAndNotTrusted() throws Exception {
        for (int wrong : new int[] {0, 20, 200}) {
            byte[] bytes = Bytes.file(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, MODALITY);
            bytes[140] = (byte) wrong;
            DicomFile file = Bytes.open(bytes);
            assertThat(file.dataSet().string(Tag.Modality)).contains("AN");
            assertThat(codes(file)).containsExactly("FILE_META_LENGTH_WRONG");
            assertThat(file.findings().getFirst().got()).isEqualTo("a group length of " + wrong);
        }
    }

    @Test
    void withoutTransferSyntaxTheFirstElementDecides() throws Exception {
        byte[] prefix = Bytes.concat(new byte[128], Bytes.ascii("DICM"));
        DicomFile explicit = Bytes.open(Bytes.concat(prefix, MODALITY));
        DicomFile implicit = Bytes.open(Bytes.concat(prefix, Bytes.hex("0800 6000 02000000 414E")));
        assertThat(explicit.transferSyntaxUid()).isEqualTo(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        assertThat(implicit.transferSyntaxUid()).isEqualTo(TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
        assertThat(implicit.dataSet().string(Tag.Modality)).contains("AN");
        assertThat(codes(implicit)).containsExactly("FILE_META_LENGTH_MISSING", "TRANSFER_SYNTAX_MISSING");
    }

    @Test
    void aTransferSyntaxThatIsNoUidIsRefused() {
        for (String uid : List.of("1.2.840.10008.1.2.4.5\u0010", "Explicit", "1.2.840.10008.1.2.4.50,1")) {
            assertThatThrownBy(() -> Bytes.open(Bytes.file(uid, MODALITY)))
                    .isInstanceOf(MalformedInputException.class)
                    .hasMessageStartingWith("UNSUPPORTED_TRANSFER_SYNTAX at ")
                    .hasMessageContaining("(0002,0010)");
        }
    }

    @Test
    void otherFilesAreRefused(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("a");
        for (byte[] content : List.of(new byte[0], Bytes.ascii("{}"), new byte[4000], MODALITY)) {
            Files.write(file, content);
            assertThatThrownBy(() -> DicomFile.open(file).close())
                    .isInstanceOf(MalformedInputException.class)
                    .hasMessageStartingWith("NOT_DICOM at ")
                    .hasMessageContaining("128 bytes, then DICM");
        }
        assertThatThrownBy(() -> DicomFile.open(folder.resolve("b")).close()).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void damageInTheFileMetaIsRefused() {
        byte[] bytes = Bytes.file(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, MODALITY);
        bytes[151] = 100;
        assertThatThrownBy(() -> Bytes.open(bytes))
                .isInstanceOf(MalformedInputException.class)
                .hasMessageStartingWith("TRUNCATED_VALUE at byte offset 144, (0002,0010)");
        assertThatThrownBy(() -> Bytes.open(Arrays.copyOf(bytes, 147)))
                .isInstanceOf(MalformedInputException.class)
                .hasMessageStartingWith(
                        "TRUNCATED_HEADER at byte offset 144, (0002,0000): got 3 bytes behind this element");
        assertThatThrownBy(() -> Bytes.open(Arrays.copyOf(bytes, 135)))
                .isInstanceOf(MalformedInputException.class)
                .hasMessageStartingWith("TRUNCATED_HEADER at byte offset 132, (0002,0000): got 3 bytes;");
    }

    private static List<String> codes(DicomFile file) {
        return file.findings().stream().map(Finding::code).toList();
    }
}
