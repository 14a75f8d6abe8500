package org.glossa.ann;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.glossa.ann.BulkAnnotationWriter.Written;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.ImageReference;
import org.glossa.annotation.Precision;
import org.glossa.annotation.VertexOffsets;
import org.glossa.corpus.Corpus;
import org.glossa.corpus.Depth;
import org.glossa.corpus.DiskRoom;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.Tag;
import org.glossa.finding.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A group beyond the 4 GiB of an element is written, read and written again while the heap stays small. At depth deep it is one, and
 * needs 16 GB of disk; in a reduced run both the group and what an element may hold are a thousandth of that.
 */
class HugeGroupTest {
    private static final int SCALE = Depth.count(1_000, 1);
    private static final long ANNOTATIONS = 28_000_000 / SCALE;
    private static final long LIMIT_BYTES = BulkAnnotationWriter.MAXIMUM_VALUE_BYTES / SCALE;
    private static final long BYTES_BETWEEN_MARKS = 100_000_000 / SCALE;
    private static final int VERTICES = 24;
    private static final long BYTES = ANNOTATIONS * VERTICES * 2 * Float.BYTES;

    @TempDir
    Path folder;

    @Test
    void is_split_joined_and_split_again_with_every_bit() throws Exception {
        DiskRoom.require(folder, 3 * BYTES);
        System.gc(); // what other classes left
        heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
        Path column = sparseColumn();
        Path first = folder.resolve("first.dcm");
        Path second = folder.resolve("second.dcm");
        try (DicomFile image = DicomFile.open(Corpus.slide("square").getFirst());
                Arena arena = Arena.ofShared();
                FileChannel channel = FileChannel.open(column)) {
            MemorySegment values = channel.map(MapMode.READ_ONLY, 0, BYTES, arena);
            AnnotationSet set = set(image, values);
            Written written = write(set, AnnotationContext.ofImage(image.dataSet()), first);
            assertThat(written.findings()).extracting(Finding::code).containsExactly("GROUP_SPLIT");
            DicomFile file = DicomFile.open(first);
            assertThat(file.dataSet().items(Tag.AnnotationGroupSequence)).hasSize(2);
            try (AnnotationSet back = BulkAnnotationReader.read(file).set()) {
                assertThat(back.groups()).hasSize(1);
                assertThat(back.groups().getFirst().description())
                        .isEqualTo(set.groups().getFirst().description());
                assertSame(back.groups().getFirst().coordinates(), values);
                write(back, AnnotationContext.ofOriginal(file.dataSet()), second);
            }
        }
        try (DicomFile one = DicomFile.open(first);
                DicomFile other = DicomFile.open(second)) {
            for (int part = 0; part < 2; part++) {
                for (int tag : new int[] {Tag.PointCoordinatesData, Tag.LongPrimitivePointIndexList}) {
                    assertThat(one.dataSet()
                                    .items(Tag.AnnotationGroupSequence)
                                    .get(part)
                                    .bytes(tag)
                                    .mismatch(other.dataSet()
                                            .items(Tag.AnnotationGroupSequence)
                                            .get(part)
                                            .bytes(tag)))
                            .isEqualTo(-1);
                }
            }
        }
        assertThat(heapPools().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum())
                .isLessThan(256L << 20);
    }

    private Written write(AnnotationSet set, AnnotationContext context, Path target) throws Exception {
        try (FileChannel channel = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            return BulkAnnotationWriter.write(set, context, channel, folder, LIMIT_BYTES);
        }
    }

    private static Stream<MemoryPoolMXBean> heapPools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP);
    }

    private static void assertSame(Coordinates back, MemorySegment values) {
        assertThat(back.annotationCount()).isEqualTo(ANNOTATIONS);
        assertThat(back.chunkCount()).isEqualTo(2);
        for (int chunk = 0; chunk < 2; chunk++) {
            long start = back.chunkStart(chunk) * back.vertexBytes();
            long size = back.chunk(chunk).byteSize();
            assertThat(back.chunk(chunk).mismatch(values.asSlice(start, size))).isEqualTo(-1);
        }
        for (long annotation :
                new long[] {0, back.chunkStart(1) / VERTICES - 1, back.chunkStart(1) / VERTICES, ANNOTATIONS}) {
            assertThat(back.firstVertex(annotation)).isEqualTo(annotation * VERTICES);
        }
    }

    private static AnnotationSet set(DicomFile image, MemorySegment values) {
        String uid = image.dataSet().string(Tag.SOPInstanceUID).orElseThrow();
        Coordinates coordinates =
                new Coordinates(values, Precision.FLOAT32, 2, VertexOffsets.fixed(VERTICES, ANNOTATIONS));
        return new AnnotationSet(
                "2.25.1",
                new CoordinateSpace.ImagePixels(uid),
                new ImageReference("", "", "1.2.840.10008.5.1.4.1.1.77.1.6", uid),
                List.of(new AnnotationGroup(
                        Descriptions.named(1, "very many"), GraphicType.POLYGON, coordinates, List.of())),
                () -> {});
    }

    /** Mostly holes: zeros, now and then a vertex that tells where it is, and one at the end. */
    private Path sparseColumn() throws Exception {
        Path column = folder.resolve("column.bin");
        try (FileChannel channel = FileChannel.open(
                column, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            ByteBuffer vertex = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
            for (long at = 0; at < BYTES; at += BYTES_BETWEEN_MARKS) {
                vertex.clear().putFloat(at / 1e8f).putFloat(1).flip();
                channel.write(vertex, at);
            }
            vertex.clear().putFloat(2).putFloat(3).flip();
            channel.write(vertex, BYTES - 8);
        }
        assertThat(Files.size(column)).isEqualTo(BYTES);
        return column;
    }
}
