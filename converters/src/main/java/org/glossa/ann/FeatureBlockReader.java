package org.glossa.ann;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.GroupRole;
import org.glossa.column.ScratchColumns;
import org.glossa.dicom.DataSet;
import org.glossa.feature.FeatureColumns;
import org.glossa.feature.FeatureColumnsBuilder;
import org.glossa.feature.Features;
import org.jspecify.annotations.Nullable;

/** Reads what {@link FeatureBlock} wrote; every number is checked before it is used, because archives and disks change files. */
final class FeatureBlockReader {
    private static final int UUID_BYTES = 16;
    private static final int ALL_MARKS = Features.BEGINS_MEMBER | Features.OF_MULTI | Features.HOLE | Features.NUCLEUS;

    private final List<AnnotationGroup> groups;
    private final ScratchColumns scratch;
    private final FeatureColumnsBuilder features;
    private final MemorySegment[] used;
    private final long[] next;
    private long feature;

    /** @param groups all of the set; those of holes may not have their vertices yet */
    FeatureBlockReader(List<AnnotationGroup> groups, ScratchColumns scratch) {
        this.groups = groups;
        this.scratch = scratch;
        this.features = new FeatureColumnsBuilder(scratch);
        this.used = new MemorySegment[groups.size()];
        this.next = new long[groups.size()];
    }

    FeatureColumns read(List<DataSet> items) throws IOException, DamagedBlockException {
        List<GlossaBlock> blocks = new ArrayList<>();
        for (DataSet item : items) {
            blocks.add(GlossaBlock.of(item)
                    .orElseThrow(() -> new DamagedBlockException("objects without a private block")));
        }
        long parts = blocks.stream()
                .mapToLong(block -> block.bytes(GlossaBlock.PART_GROUPS).byteSize() / Integer.BYTES)
                .sum();
        long rows = groups.stream().mapToLong(AnnotationGroup::annotationCount).sum();
        DamagedBlockException.require(parts == rows, parts + " parts of objects, " + rows + " annotations");
        for (int i = 0; i < used.length; i++) {
            used[i] = scratch.allocate(groups.get(i).annotationCount());
        }
        for (GlossaBlock block : blocks) {
            add(block);
        }
        return features.build();
    }

    private void add(GlossaBlock block) throws IOException, DamagedBlockException {
        long count = block.number(GlossaBlock.FEATURE_COUNT).orElse(0);
        MemorySegment groupOf = block.bytes(GlossaBlock.PART_GROUPS);
        long parts = groupOf.byteSize() / Integer.BYTES;
        DamagedBlockException.require(
                groupOf.byteSize() % Integer.BYTES == 0 && count <= parts, count + " objects of " + parts + " parts");
        MemorySegment kinds = column(block, GlossaBlock.KINDS, count, 1);
        MemorySegment counts = column(block, GlossaBlock.PART_COUNTS, count, Integer.BYTES);
        MemorySegment annotations = column(block, GlossaBlock.PART_ANNOTATIONS, parts, Integer.BYTES);
        MemorySegment marks = column(block, GlossaBlock.PART_MARKS, parts, 1);
        MemorySegment parents = column(block, GlossaBlock.PARENTS, count, Integer.BYTES);
        MemorySegment uuids = column(block, GlossaBlock.UUIDS, count, UUID_BYTES);
        Texts ids = Texts.of(block, GlossaBlock.IDS, count);
        Texts names = Texts.of(block, GlossaBlock.NAMES, count);
        Texts members = Texts.of(block, GlossaBlock.MEMBERS, count);
        Texts content = Texts.of(block, GlossaBlock.CONTENT, count);
        long part = 0;
        for (long i = 0; i < count; i++) {
            int kindAndForm = kinds.byteSize() == 0 ? 0 : kinds.get(ValueLayout.JAVA_BYTE, i);
            int form = kindAndForm >> 4;
            int kindNumber = kindAndForm & 0xF;
            DamagedBlockException.require(
                    kindNumber < Features.Kind.values().length && form >= 0 && form < Features.IdForm.values().length,
                    "an object of kind " + kindNumber + " with an id of form " + form);
            Features.Kind kind = Features.Kind.values()[kindNumber];
            long partCount = counts.byteSize() == 0 ? 1 : integer(counts, i);
            DamagedBlockException.require(
                    partCount >= 1 && partCount <= parts - part && (kind != Features.Kind.NONE || partCount == 1),
                    partCount + " parts of an object");
            for (long end = part + partCount; part < end; part++) {
                boolean first = part == end - partCount;
                addPart(integer(groupOf, part), annotations, marks, part, first, kind);
            }
            long parent = parents.byteSize() == 0 ? -1 : integer(parents, i) - 1; // one-based to zero-based
            DamagedBlockException.require(parent < feature, "a parent after its child");
            Features.IdForm idForm = Features.IdForm.values()[form];
            String id = uuids.byteSize() == 0 ? ids.get(i) : uuid(uuids, i);
            DamagedBlockException.require(
                    (id != null) == (idForm != Features.IdForm.ABSENT), "an id of form " + idForm + ": " + id);
            features.feature(
                    kind,
                    new FeatureColumnsBuilder.Said()
                            .id(idForm, id)
                            .name(names.get(i))
                            .members(members.get(i))
                            .content(content.get(i))
                            .parent(parent));
            feature++;
        }
        DamagedBlockException.require(part == parts, parts + " parts, of which objects have " + part);
    }

    private void addPart(
            long group, MemorySegment annotations, MemorySegment marks, long part, boolean first, Features.Kind kind)
            throws IOException, DamagedBlockException {
        DamagedBlockException.require(group < groups.size(), "a part in group " + group);
        int at = (int) group;
        AnnotationGroup of = groups.get(at);
        long annotation = annotations.byteSize() == 0 ? next[at]++ : integer(annotations, part);
        DamagedBlockException.require(
                annotation < of.annotationCount() && used[at].get(ValueLayout.JAVA_BYTE, annotation) == 0,
                "annotation " + annotation + " of group " + group + " in two objects, or none");
        used[at].set(ValueLayout.JAVA_BYTE, annotation, (byte) 1);
        int mark = marks.byteSize() == 0 ? Features.BEGINS_MEMBER : marks.get(ValueLayout.JAVA_BYTE, part);
        boolean hole = (mark & Features.HOLE) != 0;
        boolean sound = mark >= 0
                && mark <= ALL_MARKS
                && (!first || !hole && (mark & Features.BEGINS_MEMBER) != 0)
                && hole == (of.role() == GroupRole.HOLES)
                && (kind == Features.Kind.NONE) == (of.role() == GroupRole.REGIONLESS);
        DamagedBlockException.require(sound, "marks " + mark + " of a part in a group of " + of.role());
        features.part(at, annotation, mark);
    }

    private static long integer(MemorySegment column, long index) {
        return Integer.toUnsignedLong(column.get(AnnotationIndexes.ENTRY, index * Integer.BYTES));
    }

    private static String uuid(MemorySegment column, long index) {
        long most = Long.reverseBytes(column.get(ListedOffsets.START, index * UUID_BYTES));
        long least = Long.reverseBytes(column.get(ListedOffsets.START, index * UUID_BYTES + Long.BYTES));
        return new UUID(most, least).toString();
    }

    /** Of length 0 when absent; otherwise as many values, and perhaps a byte of padding. */
    private static MemorySegment column(GlossaBlock block, int element, long count, int bytes)
            throws DamagedBlockException {
        if (!block.has(element)) {
            return MemorySegment.ofArray(new byte[0]);
        }
        MemorySegment column = block.bytes(element);
        long padded = count * bytes + (count * bytes) % 2;
        DamagedBlockException.require(
                count > 0 && (column.byteSize() == count * bytes || column.byteSize() == padded),
                column.byteSize() + " bytes for " + count + " values of " + bytes);
        return column;
    }

    /** A text or none for each object. */
    private record Texts(MemorySegment rows, MemorySegment ends, MemorySegment bytes) {
        private static final long NONE = 0xFFFFFFFFL;

        static Texts of(GlossaBlock block, int element, long count) throws DamagedBlockException {
            MemorySegment nothing = MemorySegment.ofArray(new byte[0]);
            List<DataSet> items = block.items(element);
            if (items.isEmpty()) {
                return new Texts(nothing, nothing, nothing);
            }
            GlossaBlock texts = GlossaBlock.of(items.getFirst())
                    .orElseThrow(() -> new DamagedBlockException("texts without a private block"));
            MemorySegment rows = column(texts, GlossaBlock.TEXT_ROWS, count, Integer.BYTES);
            DamagedBlockException.require(rows.byteSize() > 0, "texts of no object");
            MemorySegment ends = texts.bytes(GlossaBlock.TEXT_ENDS);
            MemorySegment bytes = texts.bytes(GlossaBlock.TEXT_BYTES);
            DamagedBlockException.require(
                    ends.byteSize() % Long.BYTES == 0, ends.byteSize() + " bytes of ends of texts");
            long before = 0;
            for (long i = 0; i < ends.byteSize() / Long.BYTES; i++) {
                long end = ends.get(ListedOffsets.START, i * Long.BYTES);
                DamagedBlockException.require(
                        end >= before && end <= bytes.byteSize() && end - before <= Integer.MAX_VALUE - 8,
                        "a text from " + before + " to " + end);
                before = end;
            }
            for (long i = 0; i < count; i++) {
                long row = integer(rows, i);
                DamagedBlockException.require(row == NONE || row < ends.byteSize() / Long.BYTES, "text " + row);
            }
            return new Texts(rows, ends, bytes);
        }

        @Nullable
        String get(long index) {
            long row = rows.byteSize() == 0 ? NONE : integer(rows, index);
            if (row == NONE) {
                return null;
            }
            long start = row == 0 ? 0 : ends.get(ListedOffsets.START, (row - 1) * Long.BYTES);
            long end = ends.get(ListedOffsets.START, row * Long.BYTES);
            return new String(bytes.asSlice(start, end - start).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
        }
    }
}
