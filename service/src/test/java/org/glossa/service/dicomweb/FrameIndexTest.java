package org.glossa.service.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.glossa.corpus.DicomBytes;
import org.glossa.dicom.DicomFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which bytes are frame n, PS3.5 section A.4 and annex D, in files built by hand. */
final class FrameIndexTest {
    private static final String EXPLICIT = "1.2.840.10008.1.2.1";
    private static final String JPEG = "1.2.840.10008.1.2.4.50";
    private static final int PIXELS = 0x7FE00010;

    @TempDir
    Path folder;

    @Test
    void nativeFramesLieOneAfterAnother() throws IOException {
        byte[] pixels = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        FrameIndex index =
                index(image(3, 2, 2, 8).element(PIXELS, "OB", pixels), EXPLICIT).orElseThrow();

        assertThat(index.count()).isEqualTo(3);
        assertThat(bytes(index, 1)).containsExactly(1, 2, 3, 4);
        assertThat(bytes(index, 3)).containsExactly(9, 10, 11, 12);
        assertThat(index.transferSyntaxUid()).isEqualTo(EXPLICIT);
    }

    @Test
    void nativePixelsThatDoNotHoldTheFramesHaveNone() throws IOException {
        assertThat(index(image(4, 2, 2, 8).element(PIXELS, "OB", new byte[12]), EXPLICIT))
                .isEmpty();
        assertThat(index(image(3, 0, 2, 8).element(PIXELS, "OB", new byte[12]), EXPLICIT))
                .isEmpty();
        assertThat(index(image(4, 3, 1, 1).element(PIXELS, "OB", new byte[12]), EXPLICIT))
                .as("frames that do not begin at a byte")
                .isEmpty();
        assertThat(index(image(1, 2, 2, 8), EXPLICIT)).as("no pixel data").isEmpty();
    }

    @Test
    void manyFramesOfOnePixelAreHeldInNoRoom() throws IOException {
        FrameIndex index = index(image(5_000_000, 1, 1, 8).element(PIXELS, "OB", new byte[5_000_000]), EXPLICIT)
                .orElseThrow();

        assertThat(index.count()).isEqualTo(5_000_000);
        assertThat(index.size()).isLessThan(10);
    }

    @Test
    void moreFramesThanFragmentsAreNone() throws IOException {
        assertThat(index(image(2_000_000_000, 2, 2, 8).encapsulated(PIXELS, new byte[] {1, 2}), JPEG))
                .isEmpty();
    }

    @Test
    void aFragmentForEachFrameNeedsNoTable() throws IOException {
        FrameIndex index = index(
                        image(2, 2, 2, 8).encapsulated(PIXELS, new byte[] {1, 2}, new byte[] {3, 4, 5, 6}), JPEG)
                .orElseThrow();

        assertThat(bytes(index, 1)).containsExactly(1, 2);
        assertThat(bytes(index, 2)).containsExactly(3, 4, 5, 6);
        assertThat(index.transferSyntaxUid()).isEqualTo(JPEG);
    }

    @Test
    void allFragmentsAreTheOneFrame() throws IOException {
        FrameIndex index = index(image(1, 2, 2, 8).encapsulated(PIXELS, new byte[] {1, 2}, new byte[] {3, 4}), JPEG)
                .orElseThrow();

        assertThat(bytes(index, 1)).containsExactly(1, 2, 3, 4);
    }

    @Test
    void theBasicOffsetTableSaysWhereFramesBegin() throws IOException {
        // frame 1: items at 0 and 10, frame 2: item at 20
        FrameIndex index = index(tabled(0, 20), JPEG).orElseThrow();

        assertThat(bytes(index, 1)).containsExactly(1, 2, 3, 4);
        assertThat(bytes(index, 2)).containsExactly(5, 6);
    }

    @Test
    void theExtendedOffsetTableGoesFirst() throws IOException {
        byte[] extended = little(16).putLong(0).putLong(10).array();
        DicomBytes image = image(2, 2, 2, 8).element(0x7FE00001, "OV", extended);
        FrameIndex index = index(fragments(image, 0, 20), JPEG).orElseThrow();

        assertThat(bytes(index, 1)).containsExactly(1, 2);
        assertThat(bytes(index, 2)).containsExactly(3, 4, 5, 6);
    }

    @Test
    void aTableThatLiesTellsNothing() throws IOException {
        assertThat(index(tabled(0, 19), JPEG)).isEmpty();
        assertThat(index(tabled(0, 0), JPEG)).isEmpty();
        assertThat(index(tabled(10, 20), JPEG)).isEmpty();
        assertThat(index(tabled(0, -2), JPEG)).isEmpty();
        assertThat(index(image(2, 2, 2, 8).encapsulated(PIXELS, new byte[2], new byte[2], new byte[2]), JPEG))
                .as("no table")
                .isEmpty();
    }

    private static DicomBytes tabled(int first, int second) {
        return fragments(image(2, 2, 2, 8), first, second);
    }

    /** Three fragments of two bytes: their items lie at 0, 10 and 20. */
    private static DicomBytes fragments(DicomBytes image, int first, int second) {
        return image.header(PIXELS, "OB", -1)
                .raw(item(8))
                .raw(little(8).putInt(first).putInt(second).array())
                .raw(item(2))
                .raw((byte) 1, (byte) 2)
                .raw(item(2))
                .raw((byte) 3, (byte) 4)
                .raw(item(2))
                .raw((byte) 5, (byte) 6)
                .raw(little(8)
                        .putShort((short) 0xFFFE)
                        .putShort((short) 0xE0DD)
                        .putInt(0)
                        .array());
    }

    private static DicomBytes image(int frames, int rows, int columns, int bits) {
        return DicomBytes.explicitVr()
                .text(0x00080016, "UI", "1.2")
                .unsignedShort(0x00280002, 1)
                .text(0x00280008, "IS", Integer.toString(frames))
                .unsignedShort(0x00280010, rows)
                .unsignedShort(0x00280011, columns)
                .unsignedShort(0x00280100, bits);
    }

    private Optional<FrameIndex> index(DicomBytes dataSet, String syntax) throws IOException {
        Path path = Files.write(folder.resolve("image.dcm"), dataSet.part10("1.2", "1.2.3", syntax));
        try (DicomFile file = DicomFile.open(path)) {
            return FrameIndex.of((offset, length) -> new Payload.FileSlice(path, offset, length), file);
        }
    }

    private static byte[] bytes(FrameIndex index, int frame) throws IOException {
        Payload content = index.frame(frame);
        ByteBuffer bytes = ByteBuffer.allocate((int) content.length() + 1);
        try (ReadableByteChannel source = content.open()) {
            while (source.read(bytes) >= 0) {
                // until its end
            }
        }
        return java.util.Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static byte[] item(int length) {
        return little(8)
                .putShort((short) 0xFFFE)
                .putShort((short) 0xE000)
                .putInt(length)
                .array();
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
