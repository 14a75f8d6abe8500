package org.glossa.feature;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.glossa.column.TextColumn;
import org.jspecify.annotations.Nullable;

/** Objects as columns, made by {@link FeatureColumnsBuilder} or found in a file. All segments are little-endian. */
public final class FeatureColumns implements Features {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Segments segments;

    /**
     * @param kinds a byte for each feature: the ordinal of its {@link Features.Kind}, plus 16 times that of its {@link Features.IdForm}
     * @param firstParts an int64 for each feature, and the number of all parts
     * @param parents an int64 for each feature; of length 0 when none has a parent
     * @param partGroups an int32 for each part
     * @param partAnnotations an int64 for each part
     * @param partMarks a byte for each part
     * @param ids a row for each feature, likewise the other texts
     */
    public record Segments(
            MemorySegment kinds,
            MemorySegment firstParts,
            MemorySegment parents,
            MemorySegment partGroups,
            MemorySegment partAnnotations,
            MemorySegment partMarks,
            TextColumn ids,
            TextColumn names,
            TextColumn members,
            TextColumn content) {}

    public FeatureColumns(Segments segments) {
        this.segments = segments;
    }

    /** The columns themselves, for a writer that keeps them. */
    public Segments segments() {
        return segments;
    }

    @Override
    public long featureCount() {
        return segments.kinds.byteSize();
    }

    @Override
    public long partCount() {
        return segments.partMarks.byteSize();
    }

    @Override
    public Kind kind(long feature) {
        return Kind.values()[segments.kinds.get(ValueLayout.JAVA_BYTE, feature) & 0xF];
    }

    @Override
    public long firstPart(long feature) {
        return segments.firstParts.get(LONG, feature * Long.BYTES);
    }

    @Override
    public int group(long part) {
        return segments.partGroups.get(INT, part * Integer.BYTES);
    }

    @Override
    public long annotation(long part) {
        return segments.partAnnotations.get(LONG, part * Long.BYTES);
    }

    @Override
    public int marks(long part) {
        return segments.partMarks.get(ValueLayout.JAVA_BYTE, part);
    }

    @Override
    public long parent(long feature) {
        return segments.parents.byteSize() == 0 ? -1 : segments.parents.get(LONG, feature * Long.BYTES);
    }

    @Override
    public IdForm idForm(long feature) {
        return IdForm.values()[segments.kinds.get(ValueLayout.JAVA_BYTE, feature) >> 4];
    }

    @Override
    public @Nullable String id(long feature) {
        return segments.ids.get(feature);
    }

    @Override
    public @Nullable String name(long feature) {
        return segments.names.get(feature);
    }

    @Override
    public @Nullable String members(long feature) {
        return segments.members.get(feature);
    }

    @Override
    public @Nullable String content(long feature) {
        return segments.content.get(feature);
    }
}
