package org.glossa.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.glossa.corpus.Depth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values and files beyond what 31 and 32 bits count; sparse files, so that the disk does not notice. */
final class LargeValueTest {
    private static final long VALUE_BYTES = 3_000_000_000L;
    /** All of it is read and written. */
    private static final long WRITTEN_BYTES = Depth.current() == Depth.DEEP ? 0xFFFFFFFCL : 2_200_000_000L;

    @TempDir
    Path folder;

    @Test
    void aFileBeyondFourGibibytesIsReadWhereItLies() throws IOException {
        Path path = folder.resolve("large.dcm");
        long before = Allocation.bytesSoFar();
        writeSparse(path);
        try (DicomFile file = DicomFile.open(path)) {
            assertThat(file.byteSize()).isGreaterThan(5L << 30);
            DataSet group =
                    file.dataSet().firstItem(Tag.AnnotationGroupSequence).orElseThrow();
            MemorySegment coordinates = group.bytes(Tag.PointCoordinatesData);
            assertThat(coordinates.byteSize()).isEqualTo(VALUE_BYTES);
            assertThat(coordinates.get(ElementNumbers.FLOAT, 0)).isEqualTo(1.25f);
            assertThat(coordinates.get(ElementNumbers.FLOAT, VALUE_BYTES - 4)).isEqualTo(-2.5f);
            MemorySegment pixels = file.dataSet().bytes(Tag.PixelData);
            assertThat(pixels.byteSize()).isEqualTo(VALUE_BYTES);
            assertThat(file.findings()).isEmpty();
        }
        assertThat(Allocation.bytesSoFar() - before).isLessThan(16L << 20);
    }

    @Test
    void aValueBeyondTwoGibibytesIsWritten() throws IOException {
        Path source = folder.resolve("source");
        Path target = folder.resolve("target.dcm");
        long before = Allocation.bytesSoFar();
        try (Arena arena = Arena.ofConfined();
                FileChannel channel = open(source)) {
            channel.write(ByteBuffer.wrap(Bytes.hex("000020C0")), WRITTEN_BYTES - 4);
            MemorySegment value = channel.map(MapMode.READ_ONLY, 0, WRITTEN_BYTES, arena);
            DataSet dataSet = DataSet.builder()
                    .sequence(
                            Tag.AnnotationGroupSequence,
                            DataSet.builder()
                                    .bytes(Tag.PointCoordinatesData, Vr.OF, value)
                                    .build())
                    .string(Tag.ContentLabel, "A")
                    .build();
            try (SparseChannel out = new SparseChannel(open(target))) {
                DataSetWriter.writeFile(out, "1.2", "1.3", TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, dataSet);
            }
        }
        assertThat(Allocation.bytesSoFar() - before).isLessThan(16L << 20);
        try (DicomFile file = DicomFile.open(target)) {
            Element element = file.dataSet().find(TagPath.parseUrl("006A0002/1/00660016"));
            assertThat(element).isNotNull();
            assertThat(element.valueLength()).isEqualTo(WRITTEN_BYTES);
            assertThat(element.value().get(ElementNumbers.FLOAT, WRITTEN_BYTES - 4))
                    .isEqualTo(-2.5f);
            assertThat(file.dataSet().string(Tag.ContentLabel)).contains("A");
        }
    }

    private static FileChannel open(Path path) throws IOException {
        return FileChannel.open(
                path,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.SPARSE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
    }

    private static void writeSparse(Path path) throws IOException {
        String bytes = "%08X".formatted(Integer.reverseBytes((int) VALUE_BYTES));
        byte[] head = Bytes.file(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, Bytes.hex("""
                6A00 0200 5351 0000 FFFFFFFF FEFF00E0 FFFFFFFF
                  6600 1600 4F46 0000
                """ + bytes));
        byte[] middle = Bytes.hex("FEFF0DE0 00000000 FEFFDDE0 00000000 E07F 1000 4F57 0000" + bytes);
        try (FileChannel channel = open(path)) {
            channel.write(ByteBuffer.wrap(head));
            channel.write(ByteBuffer.wrap(Bytes.hex("0000A03F")), head.length);
            channel.write(ByteBuffer.wrap(Bytes.hex("000020C0")), head.length + VALUE_BYTES - 4);
            channel.write(ByteBuffer.wrap(middle), head.length + VALUE_BYTES);
            channel.write(ByteBuffer.wrap(new byte[1]), head.length + VALUE_BYTES + middle.length + VALUE_BYTES - 1);
        }
    }
}
