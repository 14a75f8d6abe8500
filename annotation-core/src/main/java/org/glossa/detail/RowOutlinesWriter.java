package org.glossa.detail;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.Precision;
import org.glossa.arrow.ArrowFileWriter;
import org.glossa.order.LayerSource;
import org.glossa.order.SortedRun;

/** Simplifies the large outlines of a layer as rows come, and writes {@link RowOutlines} in record batches of some MiB. */
final class RowOutlinesWriter {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** Outlines of fewer are not simplified. */
    private static final int LARGE = 257;

    /** JTS takes some 200 bytes of heap for each vertex meanwhile: 100 MB. */
    private static final int LARGEST = 1 << 19;

    /** Vertices of a layer that are simplified, which takes some microseconds each; of a layer with more only larger outlines are. */
    private static final long MOST_VERTICES = 1L << 24;

    static final int BATCH_VERTICES = 1 << 18;

    private final ArrowFileWriter file;
    private final GraphicType type;
    private final Precision precision;
    private final int vertexBytes;
    private final int fewest;

    // The batch that is being made.
    private int versions;
    private int vertices;
    private long[] rows = new long[64];
    private int[] exponents = new int[64];
    private int[] ends = new int[64];
    private byte[] coordinates = new byte[1 << 12];

    RowOutlinesWriter(WritableByteChannel channel, LayerSource source) throws IOException {
        this.type = source.groups().getFirst().graphicType();
        this.precision = source.groups().getFirst().coordinates().precision();
        int ordinates = source.groups().getFirst().coordinates().ordinates();
        this.vertexBytes = source.vertexBytes();
        this.file = new ArrowFileWriter(channel, RowOutlines.schema(precision, ordinates));
        this.fewest = fewest(source);
    }

    /** As {@link LayerDetailWriter#fileBytes} says; {@link OutlineRoom} says how much of their outlines versions take. */
    static long fileBytes(LayerSource source) {
        return OutlineRoom.of(source, fewest(source)).fileBytes(source.vertexBytes());
    }

    /** Whether an outline of so many vertices is simplified. */
    static boolean isSimplified(long vertices, int fewest) {
        return vertices >= fewest && vertices <= LARGEST;
    }

    /** How many vertices an outline has that is simplified. */
    private static int fewest(LayerSource source) {
        long[] ofSize = new long[33];
        source.groups().stream()
                .filter(group -> !group.graphicType().hasFixedVertexCount())
                .map(group -> group.coordinates())
                .filter(column -> column.vertexCount() >= LARGE)
                .forEach(column -> {
                    long first = column.firstVertex(0);
                    for (long i = 0; i < column.annotationCount(); i++) {
                        long next = column.firstVertex(i + 1);
                        long count = next - first;
                        first = next;
                        if (count >= LARGE && count <= LARGEST) {
                            ofSize[64 - Long.numberOfLeadingZeros(count - 1)] += count;
                        }
                    }
                });
        long all = 0;
        int bits = ofSize.length - 1;
        while (bits > 0 && all + ofSize[bits] <= MOST_VERTICES) {
            all += ofSize[bits--];
        }
        return Math.max(LARGE, (1 << bits) + 1);
    }

    void add(SortedRun run, int row, long layerRow) throws IOException {
        int count = run.vertices(row);
        if (!isSimplified(count, fewest) || type.hasFixedVertexCount()) {
            return;
        }
        MemorySegment segment = run.coordinates(row);
        long offset = run.coordinatesOffset(row);
        double[] xy = xy(precision, vertexBytes, segment, offset, count);
        for (OutlineSimplifier.Version version : OutlineSimplifier.versions(shape(type), xy)) {
            add(version, layerRow, segment, offset);
        }
    }

    static OutlineSimplifier.Shape shape(GraphicType type) {
        return type == GraphicType.POLYLINE ? OutlineSimplifier.Shape.LINE : OutlineSimplifier.Shape.RING;
    }

    /** @param offset where the outline begins in the segment */
    static double[] xy(Precision precision, int vertexBytes, MemorySegment segment, long offset, int count) {
        double[] xy = new double[2 * count];
        for (int vertex = 0; vertex < count; vertex++) {
            long at = offset + (long) vertex * vertexBytes;
            xy[2 * vertex] = ordinate(precision, segment, at);
            xy[2 * vertex + 1] = ordinate(precision, segment, at + precision.bytes());
        }
        return xy;
    }

    private static double ordinate(Precision precision, MemorySegment segment, long at) {
        return switch (precision) {
            case FLOAT32 -> segment.get(FLOAT, at);
            case FLOAT64 -> segment.get(DOUBLE, at);
        };
    }

    private void add(OutlineSimplifier.Version version, long row, MemorySegment segment, long offset)
            throws IOException {
        int more = version.vertices().length;
        if (vertices > 0 && vertices + more > BATCH_VERTICES) {
            writeBatch();
        }
        if (versions == rows.length) {
            rows = Arrays.copyOf(rows, 2 * versions);
            exponents = Arrays.copyOf(exponents, 2 * versions);
            ends = Arrays.copyOf(ends, 2 * versions);
        }
        int from = vertices * vertexBytes;
        int needed = from + more * vertexBytes;
        if (needed > coordinates.length) {
            coordinates = Arrays.copyOf(coordinates, Math.max(needed, 2 * coordinates.length));
        }
        MemorySegment target = MemorySegment.ofArray(coordinates);
        for (int vertex : version.vertices()) {
            MemorySegment.copy(segment, offset + (long) vertex * vertexBytes, target, from, vertexBytes);
            from += vertexBytes;
        }
        vertices += more;
        rows[versions] = row;
        exponents[versions] = version.toleranceExponent();
        ends[versions++] = vertices;
    }

    private void writeBatch() throws IOException {
        long values = (long) vertices * vertexBytes / precision.bytes();
        file.beginBatch(
                versions, new long[] {versions, 0, versions, 0, versions, 0, vertices, 0, values, 0}, new long[] {
                    0, 8L * versions, 0, 4L * versions, 0, 4L * (versions + 1), 0, 0, (long) vertices * vertexBytes
                });
        file.beginBuffer();
        file.beginBuffer();
        for (int i = 0; i < versions; i++) {
            file.appendInt((int) rows[i]);
            file.appendInt((int) (rows[i] >>> 32));
        }
        file.beginBuffer();
        file.beginBuffer();
        for (int i = 0; i < versions; i++) {
            file.appendInt(exponents[i]);
        }
        file.beginBuffer();
        file.beginBuffer();
        file.appendInt(0);
        for (int i = 0; i < versions; i++) {
            file.appendInt(ends[i]);
        }
        file.beginBuffer();
        file.beginBuffer();
        file.beginBuffer();
        file.append(MemorySegment.ofArray(coordinates), 0, (long) vertices * vertexBytes);
        file.endBatch();
        versions = 0;
        vertices = 0;
    }

    void finish() throws IOException {
        if (versions > 0) {
            writeBatch();
        }
        file.finish();
    }
}
