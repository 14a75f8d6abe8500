package org.glossa.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.Collections;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class DataSetWriterTest {
    @Test
    void everyKindOfValue() throws IOException {
        DataSet item = DataSet.builder()
                .integers(Tag.AnnotationGroupNumber, 7)
                .floats(Tag.PointCoordinatesData, 1, -2.5f)
                .build();
        DataSet dataSet = DataSet.builder()
                .sequence(Tag.AnnotationGroupSequence, item, DataSet.builder().build())
                .string(Tag.Modality, "ANN")
                .string(Tag.SOPInstanceUID, "1.2.3")
                .strings(Tag.ImageType, List.of("A", "", "C"))
                .empty(Tag.AccessionNumber)
                .integers(Tag.InstanceNumber, -12)
                .integers(Tag.DimensionIndexPointer, 0x0048021E)
                .doubles(Tag.PixelSpacing, 0.25, 1.0 / 3)
                .doubles(Tag.CommonZCoordinateValue, 1.5)
                .integers(Tag.RecommendedDisplayCIELabValue, 0, 1, 65535)
                .bytes(0x00091001, Vr.OB, MemorySegment.ofArray(new byte[] {1}))
                .sequence(Tag.SpecimenDescriptionSequence, List.of())
                .build();
        assertThat(written(dataSet)).isEqualTo(Bytes.hex("""
                        0800 0800 4353 0400 415C5C43
                        0800 1800 5549 0600 312E322E3300
                        0800 5000 5348 0000
                        0800 6000 4353 0400 414E4E20
                        0900 0110 4F42 0000 02000000 0100
                        2000 1300 4953 0400 2D313220
                        2000 6591 4154 0400 48001E02
                        2800 3000 4453 1600 302E32355C302E333333333333333333333333333320
                        4000 6005 5351 0000 00000000
                        6200 0D00 5553 0600 00000100FFFF
                        6A00 0200 5351 0000 2E000000
                          FEFF00E0 1E000000
                            4000 80A1 5553 0200 0700
                            6600 1600 4F46 0000 08000000 0000803F 000020C0
                          FEFF00E0 00000000
                        6A00 1000 4644 0800 000000000000F83F
                        """));
    }

    @Test
    void fileMetaIsOurs() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DataSet dataSet = DataSet.builder().string(Tag.Modality, "SM").build();
        DataSetWriter.writeFile(out, "1.2.3", "1.2.4", TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, dataSet);
        DicomFile file = Bytes.open(out.toByteArray());
        assertThat(file.findings()).isEmpty();
        DataSet meta = file.fileMeta();
        assertThat(meta.string(Tag.MediaStorageSOPClassUID)).contains("1.2.3");
        assertThat(meta.string(Tag.MediaStorageSOPInstanceUID)).contains("1.2.4");
        assertThat(meta.string(Tag.ImplementationClassUID))
                .hasValueSatisfying(uid -> assertThat(uid).startsWith("2.25.").hasSizeLessThanOrEqualTo(64));
        assertThat(meta.string(Tag.ImplementationVersionName)).contains("GLOSSA_0_1");
        assertThat(meta.bytes(Tag.FileMetaInformationVersion).toArray(ValueLayout.JAVA_BYTE))
                .containsExactly(0, 1);
        assertThat(file.dataSet().string(Tag.Modality)).contains("SM");
    }

    @Test
    void framesGetAnOffsetTable() throws Exception {
        DataSet dataSet = DataSet.builder()
                .frames(Tag.PixelData, List.of(segment(1, 2, 3), segment(4, 5)))
                .build();
        assertThat(written(dataSet)).isEqualTo(Bytes.hex("""
                E07F 1000 4F42 0000 FFFFFFFF
                  FEFF00E0 08000000 00000000 0C000000
                  FEFF00E0 04000000 01020300
                  FEFF00E0 02000000 0405
                  FEFFDDE0 00000000
                """));
        assertThatThrownBy(() -> DataSetWriter.writeFile(
                        new ByteArrayOutputStream(), "1", "1", TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, dataSet))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("encapsulated");
    }

    @Test
    void fragmentsOfAFileStayAsTheyAre() throws Exception {
        byte[] pixels = Bytes.hex("""
                E07F 1000 4F42 0000 FFFFFFFF
                  FEFF00E0 00000000
                  FEFF00E0 04000000 01020300
                  FEFFDDE0 00000000
                """);
        DicomFile file = Bytes.open(Bytes.file(TransferSyntax.JPEG_BASELINE, pixels));
        assertThat(written(file.dataSet())).isEqualTo(pixels);
        assertThat(written(DataSet.builder().all(file.dataSet()).build())).isEqualTo(pixels);
    }

    @Test
    void implicitVrBecomesExplicitAndUndefinedLengthsDefined() throws Exception {
        DicomFile file = Bytes.implicitFile("""
                0800 0000 04000000 0C000000                    ; group length: left out
                0800 6000 02000000 414E
                0900 0110 02000000 4142
                6A00 0200 FFFFFFFF
                  FEFF00E0 FFFFFFFF 4000 80A1 02000000 0100 FEFF0DE0 00000000
                  FEFFDDE0 00000000
                """);
        assertThat(written(file.dataSet())).isEqualTo(Bytes.hex("""
                0800 6000 4353 0200 414E
                0900 0110 554E 0000 02000000 4142
                6A00 0200 5351 0000 12000000 FEFF00E0 0A000000 4000 80A1 5553 0200 0100
                """));
    }

    @Test
    void aValueTooLongForItsVrIsWrittenAsUn() throws Exception {
        DataSet dataSet = DataSet.builder()
                .bytes(Tag.GraphicData, Vr.FL, MemorySegment.ofArray(new byte[65_536]))
                .bytes(Tag.PatientComments, Vr.LT, MemorySegment.ofArray(new byte[65_534]))
                .build();
        byte[] bytes = written(dataSet);
        DicomFile file = Bytes.open(Bytes.file(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, bytes));
        assertThat(bytes).contains(Bytes.hex("7000 2200 554E 0000 00000100"));
        assertThat(file.dataSet().bytes(Tag.PatientComments).byteSize()).isEqualTo(65_534);
        // the dictionary knows better than UN
        assertThat(file.dataSet().decimals(Tag.GraphicData)).hasSize(16_384);
    }

    @Test
    void textOutsideAsciiIsUtf8AndSaysSo() throws Exception {
        DataSet item = DataSet.builder().string(Tag.CodeMeaning, "Zellkörper").build();
        byte[] bytes = written(
                DataSet.builder().sequence(Tag.ConceptNameCodeSequence, item).build());
        DataSet read = Bytes.open(Bytes.file(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, bytes))
                .dataSet();
        assertThat(read.string(Tag.SpecificCharacterSet)).contains("ISO_IR 192");
        assertThat(read.firstItem(Tag.ConceptNameCodeSequence).orElseThrow().string(Tag.CodeMeaning))
                .contains("Zellkörper");
    }

    @Test
    void textOfAFileIsBroughtToUtf8WhenCopied() throws Exception {
        DataSet latin = Bytes.explicitFile("""
                        0800 0500 4353 0A00 49534F5F495220313030
                        1000 1000 504E 0400 C45E4220
                        4000 6005 5351 0000 12000000 FEFF00E0 0A000000 4000 5105 4C4F 0200 E420
                        """).dataSet();
        byte[] bytes = written(DataSet.builder()
                .copy(latin, Tag.PatientName, Tag.SpecimenDescriptionSequence, Tag.PatientID)
                .build());
        DataSet copy = Bytes.open(Bytes.file(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, bytes))
                .dataSet();
        assertThat(copy.string(Tag.SpecificCharacterSet)).contains("ISO_IR 192");
        assertThat(copy.string(Tag.PatientName)).contains("Ä^B");
        assertThat(copy.contains(Tag.PatientID)).isFalse();
        assertThat(copy.firstItem(Tag.SpecimenDescriptionSequence).orElseThrow().string(Tag.SpecimenIdentifier))
                .contains("ä");
        // a file that is only passed through keeps its bytes and its character set
        assertThat(written(latin))
                .startsWith(Bytes.hex("0800 0500 4353 0A00 49534F5F495220313030 1000 1000 504E 0400 C45E"));
    }

    @Test
    void lengthsBeyond32BitsInASequenceBecomeUndefined() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            // untouched pages of a private mapping cost nothing
            MemorySegment value = arena.allocate(1L << 20, 1);
            DataSet item = DataSet.builder()
                    .bytes(Tag.PointCoordinatesData, Vr.OF, value)
                    .build();
            DataSet dataSet = DataSet.builder()
                    .sequence(Tag.AnnotationGroupSequence, Collections.nCopies(4097, item))
                    .string(Tag.ContentLabel, "A")
                    .build();
            assertThat(EncodedLength.of(dataSet, 0)).isEqualTo(12 + 4097L * (8 + 12 + (1 << 20)) + 8 + 10);
            CountingChannel channel = new CountingChannel();
            DataSetWriter.writeDataSet(channel, dataSet);
            assertThat(channel.count).isEqualTo(EncodedLength.of(dataSet, 0));
            assertThat(channel.start).startsWith(Bytes.hex("6A00 0200 5351 0000 FFFFFFFF FEFF00E0 0C001000"));
            assertThat(channel.end).endsWith(Bytes.hex("FEFFDDE0 00000000 7000 8000 4353 0200 4120"));
        }
    }

    @Test
    void memoryIsConstant() throws IOException {
        DataSet item = DataSet.builder().string(Tag.CodeMeaning, "Cell").build();
        DataSet few = DataSet.builder()
                .sequence(Tag.AnnotationGroupSequence, Collections.nCopies(10, item))
                .build();
        DataSet many = DataSet.builder()
                .sequence(Tag.AnnotationGroupSequence, Collections.nCopies(100_000, item))
                .build();
        CountingChannel channel = new CountingChannel();
        DataSetWriter.writeDataSet(channel, few);
        long before = Allocation.bytesSoFar();
        DataSetWriter.writeDataSet(channel, few);
        long forFew = Allocation.bytesSoFar() - before;
        DataSetWriter.writeDataSet(channel, many);
        assertThat(Allocation.bytesSoFar() - before - forFew).isLessThan(forFew + (32L << 20));
    }

    @Test
    void decimalStringsHaveAtMost16Characters() {
        double[] values = {
            0,
            -0.0,
            1,
            0.000499,
            0.000499123456789012,
            1.0 / 3,
            -1.0 / 3,
            1e300,
            -1.2345678901234567e-300,
            123456789012345678.0,
            Math.PI,
            Double.MIN_VALUE,
            -Double.MAX_VALUE
        };
        for (double value : values) {
            String text = Encode.decimalString(value);
            assertThat(text).hasSizeLessThanOrEqualTo(16).matches("-?[0-9.]+(E-?[0-9]+)?");
            assertThat(Double.parseDouble(text)).isCloseTo(value, Offset.offset(Math.abs(value) * 1e-8));
        }
        assertThat(Encode.decimalString(0.25)).isEqualTo("0.25");
        assertThat(Encode.decimalString(100)).isEqualTo("100");
        assertThat(Encode.decimalString(1.0 / 3)).isEqualTo("0.33333333333333");
        assertThatThrownBy(() -> Encode.decimalString(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theBuilderRefusesWhatAVrCannotHold() {
        DataSet.Builder builder = DataSet.builder();
        assertThatThrownBy(() -> builder.string(Tag.Rows, "1")).hasMessageContaining("(0028,0010) has VR US");
        assertThatThrownBy(() -> builder.integers(Tag.Rows, 65_536))
                .hasMessageContaining("holds 0 to 65535, got 65536");
        assertThatThrownBy(() -> builder.string(Tag.SeriesDescription, "a\\b")).hasMessageContaining("backslash");
        assertThatThrownBy(() -> builder.floats(Tag.PixelSpacing, 1)).hasMessageContaining("DS");
        assertThatThrownBy(() -> builder.string(0x00091001, "a")).hasMessageContaining("(0009,1001)");
        assertThat(builder.build().size()).isZero();
    }

    private static byte[] written(DataSet dataSet) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DataSetWriter.writeDataSet(Channels.newChannel(out), dataSet);
        assertThat(out.size()).isEqualTo((int) EncodedLength.of(dataSet, 0) + (dataSet.needsUtf8Term() ? 18 : 0));
        return out.toByteArray();
    }

    private static MemorySegment segment(int... bytes) {
        byte[] array = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            array[i] = (byte) bytes[i];
        }
        return MemorySegment.ofArray(array);
    }

    /** Keeps only how much was written, and the first and last bytes of it. */
    private static final class CountingChannel implements WritableByteChannel {
        long count;
        byte[] start = new byte[0];
        byte[] end = new byte[0];

        @Override
        public int write(ByteBuffer source) {
            byte[] head = new byte[Math.min(64, source.remaining())];
            source.get(source.position(), head);
            byte[] tail = new byte[Math.min(64, source.remaining())];
            source.get(source.limit() - tail.length, tail);
            start = count == 0 ? head : start;
            end = tail;
            int written = source.remaining();
            count += written;
            source.position(source.limit());
            return written;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
