package org.glossa.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.glossa.finding.Finding;
import org.glossa.finding.MalformedInputException;
import org.glossa.finding.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Big-endian and deflated files, which are read from a copy. */
final class CopiedFilesTest {
    @TempDir
    Path folder;

    @TempDir
    Path copies;

    @Test
    void numbersOfEveryWidthAreSwappedAndNothingElseMoves() throws IOException {
        byte[] dataSet = Bytes.hex("""
                0008 0060 4353 0002 414E
                0009 0010 4C4F 0002 4120
                0009 1001 5553 0004 0102 0304
                0009 1002 554E 0000 00000004 01020304
                0020 9165 4154 0004 0048 021F
                0048 0006 554C 0004 01020304
                006A 0002 5351 0000 FFFFFFFF
                  FFFE E000 FFFFFFFF
                    006A 0010 4644 0008 3FF8000000000000
                    0066 0016 4F46 0000 00000008 3F800000 C0200000
                    0066 0022 4F44 0000 00000008 4004000000000000
                    0066 0040 4F4C 0000 00000004 00000001
                    0066 0121 5351 0000 00000018
                      FFFE E000 00000010
                        0066 0125 4F46 0000 00000004 40400000
                  FFFE E00D 00000000
                FFFE E0DD 00000000
                7FE0 0001 4F56 0000 00000008 0000000000000102
                7FE0 0010 4F57 0000 00000004 0102 0304
                """);
        byte[] file = Bytes.file(TransferSyntax.EXPLICIT_VR_BIG_ENDIAN, dataSet);
        try (DicomFile dicom = DicomFile.open(write(file), copies)) {
            assertThat(entries(copies)).as("the copy has no name").isEmpty();
            assertThat(dicom.isCopied()).isTrue();
            assertThat(dicom.byteSize()).isEqualTo(file.length);
            DataSet set = dicom.dataSet();
            assertThat(set.string(Tag.Modality)).contains("AN");
            assertThat(set.strings(0x00091001)).containsExactly("258", "772");
            assertThat(set.bytes(0x00091002).toArray(ValueLayout.JAVA_BYTE)).containsExactly(1, 2, 3, 4);
            assertThat(set.strings(Tag.DimensionIndexPointer)).containsExactly("0048021F");
            assertThat(set.integer(Tag.TotalPixelMatrixColumns)).hasValue(0x01020304);
            DataSet group = set.items(Tag.AnnotationGroupSequence).getFirst();
            assertThat(group.decimal(Tag.CommonZCoordinateValue)).hasValue(1.5);
            assertThat(group.bytes(Tag.PointCoordinatesData).get(ElementNumbers.FLOAT, 4))
                    .isEqualTo(-2.5f);
            assertThat(group.bytes(Tag.DoublePointCoordinatesData).get(ElementNumbers.DOUBLE, 0))
                    .isEqualTo(2.5);
            assertThat(group.bytes(Tag.LongPrimitivePointIndexList).get(ElementNumbers.INT, 0))
                    .isEqualTo(1);
            DataSet measurements = group.items(Tag.MeasurementsSequence).getFirst();
            assertThat(measurements.bytes(Tag.FloatingPointValues).get(ElementNumbers.FLOAT, 0))
                    .isEqualTo(3f);
            assertThat(set.bytes(0x7FE00001).get(ElementNumbers.LONG, 0)).isEqualTo(0x102);
            assertThat(set.bytes(Tag.PixelData).toArray(ValueLayout.JAVA_BYTE)).containsExactly(2, 1, 4, 3);
            for (Element element : set) {
                byte[] there = Arrays.copyOfRange(
                        file, (int) element.valueOffset(), (int) (element.valueOffset() + element.valueLength()));
                assertThat(there).as(element.toString()).hasSize((int) element.valueLength());
            }
            assertThat(file[(int) element(set, Tag.Modality).valueOffset()]).isEqualTo((byte) 'A');
        }
    }

    @Test
    void damageInBigEndianHasTheOffsetOfTheFile() throws IOException {
        byte[] file = Bytes.file(TransferSyntax.EXPLICIT_VR_BIG_ENDIAN, Bytes.hex("""
                006A 0002 5351 0000 FFFFFFFF
                  FFFE E000 00000010
                    0066 0016 4F46 0000 00000008 3F800000 ; cut off by its item
                  FFFE E00D 00000000
                """));
        MalformedInputException refusal = refusal(file);
        assertThat(refusal)
                .hasMessageStartingWith("LENGTH_BEYOND_CONTAINER at byte offset " + (file.length - 24)
                        + ", (006A,0002)[1]/(0066,0016): got a length of 8 bytes");
        assertThat(entries(copies)).isEmpty();
        byte[] noVr = Bytes.file(TransferSyntax.EXPLICIT_VR_BIG_ENDIAN, Bytes.hex("0008 0060 0000 0002 414E"));
        assertThat(refusal(noVr).finding().code()).isEqualTo("VR_NOT_LETTERS");
        byte[] firstOfItem = Bytes.file(
                TransferSyntax.EXPLICIT_VR_BIG_ENDIAN,
                Bytes.hex("0040 A168 5351 0000 FFFFFFFF FFFE E000 FFFFFFFF 0008 0100 3F3F 0000"));
        assertThat(refusal(firstOfItem))
                .hasMessageStartingWith(
                        "VR_NOT_LETTERS at byte offset " + (firstOfItem.length - 8) + ", (0040,A168)[1]/(0008,0100)");
    }

    @Test
    void bigEndianItemsInUnAreASequence() throws IOException {
        String item = "FFFE E000 0000000A 0008 0100 5348 0002 3132";
        byte[] file = Bytes.file(
                TransferSyntax.EXPLICIT_VR_BIG_ENDIAN,
                Bytes.hex("0040 A043 554E 0000 00000012" + item
                        + "0040 A168 554E 0000 FFFFFFFF" + item + "FFFE E0DD 00000000"
                        // as PS3.5 6.2.2 has it
                        + "0040 A730 554E 0000 00000010 FEFF00E0 08000000 0800 0001 00000000"));
        try (DicomFile dicom = DicomFile.open(write(file), copies)) {
            DataSet set = dicom.dataSet();
            for (int tag : new int[] {Tag.ConceptNameCodeSequence, 0x0040A168}) {
                assertThat(element(set, tag).vr()).isEqualTo(Vr.SQ);
                assertThat(set.items(tag).getFirst().string(Tag.CodeValue)).contains("12");
            }
            assertThat(set.items(Tag.ContentSequence).getFirst().contains(Tag.CodeValue))
                    .isTrue();
            assertThat(dicom.findings())
                    .extracting(Finding::code)
                    .containsExactly("UN_IN_BIG_ENDIAN", "UN_IN_BIG_ENDIAN");
        }
    }

    @Test
    void deflatedFilesSayWhatTheirOffsetsCountIn() throws IOException {
        byte[] dataSet = Bytes.hex("0800 6000 4353 0200 414E 0800 7000 4C4F 0300 414243");
        try (DicomFile dicom = DicomFile.open(write(deflated(dataSet, new byte[1])), copies)) {
            assertThat(entries(copies)).as("the copy has no name").isEmpty();
            assertThat(dicom.dataSet().string(Tag.Modality)).contains("AN");
            long start = dicom.bytes().byteSize() - dataSet.length;
            assertThat(element(dicom.dataSet(), Tag.Modality).valueOffset()).isEqualTo(start + 8);
            assertThat(dicom.findings())
                    .extracting(Finding::code)
                    .containsExactly("OFFSETS_AFTER_INFLATION", "ODD_LENGTH");
            assertThat(dicom.findings().getLast().place()).isEqualTo(new Place.DataElement(start + 10, "(0008,0070)"));
        }
        MalformedInputException refusal = refusal(deflated(Bytes.hex("0800 6000 4353 0400 414E"), new byte[0]));
        assertThat(refusal)
                .hasMessageContaining(
                        "(0008,0060): got a length of 4 bytes (the offset counts in the file with its data"
                                + " set inflated)");
        assertThat(entries(copies)).isEmpty();
    }

    @Test
    void deflateStreamsThatAreDamagedAreRefused() throws IOException {
        byte[] sound = deflated(Bytes.hex("0800 6000 4353 0200 414E"), new byte[0]);
        assertThat(refusal(Arrays.copyOf(sound, sound.length - 3)).finding().code())
                .isEqualTo("DEFLATE_TRUNCATED");
        byte[] broken = sound.clone();
        // a last block of the kind that RFC 1951 reserves
        broken[Bytes.file(TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN, new byte[0]).length] = 7;
        MalformedInputException refusal = refusal(broken);
        assertThat(refusal.finding().code()).isEqualTo("DEFLATE_DAMAGED");
        assertThat(((Place.DataElement) refusal.finding().place()).byteOffset()).isBetween(132L, (long) broken.length);
        try (DicomFile trailing = DicomFile.open(write(Bytes.concat(sound, new byte[5])), copies)) {
            assertThat(trailing.findings()).extracting(Finding::code).contains("DEFLATE_TRAILING_BYTES");
        }
        assertThat(entries(copies)).isEmpty();
    }

    @Test
    void whatInflatesBeyondMeasureIsRefusedSoon() throws IOException {
        byte[] bomb = deflated(new byte[200 << 20], new byte[0]);
        assertThat(bomb.length).isLessThan(1 << 20);
        long start = System.nanoTime();
        long allocated = Allocation.bytesSoFar();
        MalformedInputException refusal = refusal(bomb);
        assertThat(System.nanoTime() - start).isLessThan(2_000_000_000L);
        assertThat(Allocation.bytesSoFar() - allocated).isLessThan(4L << 20);
        assertThat(refusal)
                .hasMessageStartingWith("DEFLATE_TOO_LARGE")
                .hasMessageContaining("at most 100 times its deflated bytes or 64 MiB, whichever is more");
        assertThat(entries(copies)).isEmpty();
    }

    @Test
    void aFolderThatTakesNoCopyIsAnErrorOfTheSystem() throws IOException {
        Path file = write(deflated(Bytes.hex("0800 6000 4353 0200 414E"), new byte[0]));
        assertThatThrownBy(() -> DicomFile.open(file, folder.resolve("absent")).close())
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(MalformedInputException.class);
    }

    private MalformedInputException refusal(byte[] file) throws IOException {
        Path path = write(file);
        MalformedInputException refusal = catchThrowableOfType(
                MalformedInputException.class,
                () -> DicomFile.open(path, copies).close());
        assertThat(refusal).isNotNull();
        return refusal;
    }

    private static Element element(DataSet set, int tag) {
        Element element = set.get(tag);
        assertThat(element).isNotNull();
        return element;
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("file.dcm"), bytes);
    }

    private static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    private static byte[] deflated(byte[] dataSet, byte[] padding) {
        try (Deflater deflater = new Deflater(9, true)) {
            deflater.setInput(dataSet);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] piece = new byte[1 << 16];
            while (!deflater.finished()) {
                out.write(piece, 0, deflater.deflate(piece));
            }
            return Bytes.file(
                    TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN, Bytes.concat(out.toByteArray(), padding));
        }
    }
}
