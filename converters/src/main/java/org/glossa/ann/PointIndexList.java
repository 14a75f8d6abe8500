package org.glossa.ann;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.VertexOffsets;
import org.glossa.column.ScratchColumns;
import org.glossa.dicom.Scope;
import org.glossa.dicom.Tag;
import org.glossa.dicom.Vr;
import org.glossa.finding.Finding;
import org.glossa.finding.MalformedInputException;
import org.jspecify.annotations.Nullable;

/**
 * Long Primitive Point Index List (0066,0040) of POLYLINE and POLYGON, PS3.3 C.37.1.2.1.1: for each annotation the one-based number of
 * its first <em>value</em> (ordinate, not point) in the coordinate data, as unsigned 32-bit integers. The only code that knows this
 * counting.
 */
final class PointIndexList implements VertexOffsets {
    private static final ValueLayout.OfInt ENTRY = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final int ENTRY_BYTES = 4;

    private static final String CLAUSE = "PS3.3 C.37.1.2.1.1";
    private static final String COUNT_VALUES =
            "write for each annotation 1 + the number of values (not points) before its first";

    private final MemorySegment entries;
    private final int stride;
    private final long annotationCount;
    private final long vertexCount;

    private PointIndexList(MemorySegment entries, int stride, long vertexCount) {
        this.entries = entries;
        this.stride = stride;
        this.annotationCount = entries.byteSize() / ENTRY_BYTES;
        this.vertexCount = vertexCount;
    }

    /**
     * @param group the Annotation Group item that holds the list
     * @param vertices all vertices of the group, each an annotation of its own
     * @param declared Number of Annotations (006A,000C)
     * @throws MalformedInputException unless the list says without doubt where each annotation begins
     */
    static PointIndexList of(Scope group, GraphicType type, PointColumn vertices, long declared, List<Finding> findings)
            throws MalformedInputException {
        MemorySegment entries = BulkValue.of(group, Tag.LongPrimitivePointIndexList, Vr.OL, findings);
        if (entries.byteSize() % ENTRY_BYTES != 0) {
            throw refusal(
                    "INDEX_LIST_LENGTH",
                    group,
                    entries.byteSize() / ENTRY_BYTES,
                    entries.byteSize() + " bytes",
                    "a multiple of 4 bytes");
        }
        PointIndexList list = new PointIndexList(entries, vertices.ordinates(), vertices.vertexCount());
        if (list.annotationCount != declared) {
            throw refusal(
                    "INDEX_LIST_COUNT",
                    group,
                    0,
                    list.annotationCount + " entries",
                    declared + ", as many as Number of Annotations (006A,000C) says");
        }
        list.requireOrder(group, type);
        // what our writer marks counts values: no outline, however wild, is to make it doubtful
        boolean ours = GlossaBlock.of(group.data()).isPresent();
        if (!ours && list.mayCountPoints(type)) {
            list.requireValuesNotPoints(group, type, vertices);
        }
        return list;
    }

    /** The list of some annotations of a group: the source's own bytes where they say the same. */
    static MemorySegment entries(Coordinates coordinates, AnnotationRange range, ScratchColumns scratch)
            throws IOException {
        MemorySegment written = writtenEntries(coordinates.offsets(), range, coordinates.ordinates());
        if (written != null) {
            return written;
        }
        MemorySegment made = scratch.allocate(range.count() * ENTRY_BYTES);
        long firstVertex = coordinates.firstVertex(range.first());
        for (long i = 0; i < range.count(); i++) {
            long value = (coordinates.firstVertex(range.first() + i) - firstVertex) * coordinates.ordinates();
            made.set(ENTRY, i * ENTRY_BYTES, (int) (value + 1)); // zero-based to one-based
        }
        return made;
    }

    private static @Nullable MemorySegment writtenEntries(VertexOffsets offsets, AnnotationRange range, int ordinates) {
        // where a point has other values than in the source, the source's numbers of values are others
        if (offsets instanceof PointIndexList list && list.stride == ordinates && range.first() == 0) {
            return list.entries.asSlice(0, range.end() * ENTRY_BYTES);
        }
        if (offsets instanceof JoinedOffsets joined) {
            AnnotationRange ofPart = joined.annotations().withinPart(range);
            int part = joined.annotations().partOf(range.first());
            return ofPart == null ? null : writtenEntries(joined.parts().get(part), ofPart, ordinates);
        }
        return null;
    }

    @Override
    public long annotationCount() {
        return annotationCount;
    }

    @Override
    public long vertexCount() {
        return vertexCount;
    }

    @Override
    public long firstVertex(long annotation) {
        if (annotation == annotationCount) {
            return vertexCount;
        }
        Objects.checkIndex(annotation, annotationCount);
        long value = entry(annotation) - 1; // one-based to zero-based
        return stride == 2 ? value >>> 1 : value / 3;
    }

    private long entry(long annotation) {
        return Integer.toUnsignedLong(entries.get(ENTRY, annotation * ENTRY_BYTES));
    }

    private void requireOrder(Scope group, GraphicType type) throws MalformedInputException {
        if (annotationCount == 0) {
            return;
        }
        if (entry(0) != 1) {
            throw refusal(
                    "INDEX_LIST_FIRST_NOT_ONE", group, 0, "first entry " + entry(0), "1: values are counted from 1");
        }
        long values = vertexCount * stride;
        long previous = 0;
        for (long i = 0; i < annotationCount; i++) {
            long entry = entry(i);
            if (entry <= previous) {
                throw refusal(
                        "INDEX_LIST_NOT_ASCENDING",
                        group,
                        i,
                        "entry " + entry + " of annotation " + (i + 1) + " after " + previous,
                        "more than the entry before it");
            }
            if (entry > values) {
                throw refusal(
                        "INDEX_LIST_BEYOND_VALUES",
                        group,
                        i,
                        "entry " + entry + " of annotation " + (i + 1),
                        "at most " + values + ", the number of values in the coordinate data");
            }
            previous = entry;
        }
        for (long i = 0; i < annotationCount; i++) {
            if ((entry(i) - 1) % stride != 0) {
                throw misaligned(group, type, i);
            }
        }
    }

    private MalformedInputException misaligned(Scope group, GraphicType type, long annotation) {
        String got = "entry " + entry(annotation) + " of annotation " + (annotation + 1);
        String allowed = "1 + a multiple of " + stride + ", for a point has " + stride + " values";
        if (shortestWhenCountingPoints() >= type.minimumVertices()) {
            return refusal("INDEX_LIST_COUNTS_POINTS", group, annotation, got + ": the list counts points", allowed);
        }
        return refusal("INDEX_LIST_NOT_ALIGNED", group, annotation, got, allowed);
    }

    /**
     * Whether the list would make sense if it counted points and its last annotation has at least the share of all vertices that such
     * a mistake leaves to it: half in two ordinates, two thirds in three. A sound list rarely looks so.
     */
    private boolean mayCountPoints(GraphicType type) {
        if (annotationCount < 2) {
            return false; // 1 says the same in both countings
        }
        long last = vertexCount - firstVertex(annotationCount - 1);
        return last * stride >= vertexCount * (stride - 1) && shortestWhenCountingPoints() >= type.minimumVertices();
    }

    private void requireValuesNotPoints(Scope group, GraphicType type, PointColumn vertices)
            throws MalformedInputException {
        boolean tooShort = shortestAsWritten() < type.minimumVertices();
        // an outline may be degenerate in a sound list, too: then counting points makes the whole no shorter
        int factor = tooShort ? 1 : 2;
        if (factor * lengthWhenCountingPoints(vertices) < lengthAsWritten(vertices)) {
            throw refusal(
                    "INDEX_LIST_COUNTS_POINTS",
                    group,
                    1,
                    "entry " + entry(1) + " of annotation 2: the list counts points"
                            + (tooShort
                                    ? ", for as values they leave annotations of fewer than " + type.minimumVertices()
                                            + " points"
                                    : ", for as values they make outlines that jump from one annotation to the next"),
                    "the number of the first value");
        }
    }

    private long shortestAsWritten() {
        long shortest = Long.MAX_VALUE;
        for (long i = 0; i < annotationCount; i++) {
            shortest = Math.min(shortest, firstVertex(i + 1) - firstVertex(i));
        }
        return shortest;
    }

    /** Vertices of the shortest annotation if the entries were numbers of points; not positive when they cannot be. */
    private long shortestWhenCountingPoints() {
        long shortest = vertexCount + 1 - entry(annotationCount - 1);
        for (long i = 1; i < annotationCount; i++) {
            shortest = Math.min(shortest, entry(i) - entry(i - 1));
        }
        return shortest;
    }

    private double lengthAsWritten(PointColumn vertices) {
        double length = 0;
        for (long i = 0; i < annotationCount; i++) {
            length += vertices.pathLength(firstVertex(i), firstVertex(i + 1));
        }
        return length;
    }

    private double lengthWhenCountingPoints(PointColumn vertices) {
        double length = 0;
        for (long i = 0; i < annotationCount; i++) {
            long end = i + 1 == annotationCount ? vertexCount : entry(i + 1) - 1;
            length += vertices.pathLength(entry(i) - 1, end);
        }
        return length;
    }

    private static MalformedInputException refusal(
            String code, Scope group, long annotation, String got, String allowed) {
        return new MalformedInputException(Finding.error(
                code,
                group.at(Tag.LongPrimitivePointIndexList, annotation * ENTRY_BYTES),
                got,
                allowed,
                COUNT_VALUES,
                CLAUSE));
    }
}
