package org.glossa.ann;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.glossa.annotation.AnnotationSet;
import org.glossa.column.GrowingColumn;
import org.glossa.column.ScratchColumns;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Vr;
import org.glossa.feature.Features;
import org.glossa.outline.HolePositions;
import org.jspecify.annotations.Nullable;

/** Objects as items of our private block: each of consecutive objects, with a column for whatever one cannot tell without it. */
final class FeatureBlock {
    /** Of no annotation that is written, such as a hole that is filled. */
    static final int DROPPED = -1;

    private final AnnotationSet set;
    private final Features features;
    private final int[] groups;
    private final ScratchColumns scratch;
    private final long limitBytes;

    /** How many annotations of each group were parts so far. */
    private final long[] used;

    private long feature;

    private FeatureBlock(AnnotationSet set, int[] groups, ScratchColumns scratch, long limitBytes) {
        this.set = set;
        this.features = set.features();
        this.groups = groups;
        this.scratch = scratch;
        this.limitBytes = limitBytes;
        this.used = new long[groups.length];
    }

    /**
     * @param groups for each group of the set which it is in the block, {@link #DROPPED} for none
     * @param limitBytes of an element
     */
    static List<DataSet> items(AnnotationSet set, int[] groups, ScratchColumns scratch, long limitBytes)
            throws IOException {
        FeatureBlock block = new FeatureBlock(set, groups, scratch, limitBytes);
        List<DataSet> items = new ArrayList<>();
        while (block.feature < set.features().featureCount()) {
            items.add(block.item());
        }
        return items;
    }

    /** Whether an id is a UUID in the one form that 16 bytes give back. */
    static @Nullable UUID uuid(@Nullable String id) {
        if (id == null || id.length() != 36) {
            return null;
        }
        try {
            UUID uuid = UUID.fromString(id);
            return uuid.toString().equals(id) ? uuid : null;
        } catch (IllegalArgumentException e) {
            return null; // any other text is an id as well
        }
    }

    private DataSet item() throws IOException {
        GrowingColumn kinds = scratch.grow();
        GrowingColumn counts = scratch.grow();
        GrowingColumn partGroups = scratch.grow();
        GrowingColumn partAnnotations = scratch.grow();
        GrowingColumn marks = scratch.grow();
        GrowingColumn parents = scratch.grow();
        GrowingColumn uuids = scratch.grow();
        Texts ids = new Texts(scratch);
        Texts names = new Texts(scratch);
        Texts members = new Texts(scratch);
        Texts content = new Texts(scratch);
        boolean anyKind = false;
        boolean anyCount = false;
        boolean anyAnnotation = false;
        boolean anyMark = false;
        boolean anyParent = false;
        boolean allUuids = true;
        long count = 0;
        while (feature < features.featureCount()
                && (count == 0 || fits(partGroups, uuids, ids, names, members, content))) {
            int kind =
                    features.kind(feature).ordinal() | features.idForm(feature).ordinal() << 4;
            anyKind |= kind != 0;
            kinds.addByte(kind);
            int parts = 0;
            boolean anyDropped = false;
            for (long part = features.firstPart(feature); part < features.firstPart(feature + 1); part++) {
                int group = features.group(part);
                if (groups[group] == DROPPED) {
                    anyDropped = true;
                    continue;
                }
                parts++;
                long annotation = features.annotation(part);
                anyAnnotation |= annotation != used[group]++;
                anyMark |= features.marks(part) != Features.BEGINS_MEMBER;
                partGroups.addInt(groups[group]);
                partAnnotations.addInt((int) annotation);
                marks.addByte(features.marks(part));
            }
            anyCount |= parts != 1;
            counts.addInt(parts);
            anyParent |= features.parent(feature) >= 0;
            parents.addInt((int) (features.parent(feature) + 1)); // zero-based to one-based
            String id = features.id(feature);
            UUID uuid = features.idForm(feature) == Features.IdForm.TEXT ? uuid(id) : null;
            allUuids &= uuid != null;
            if (allUuids && uuid != null) {
                uuids.addLong(Long.reverseBytes(uuid.getMostSignificantBits()));
                uuids.addLong(Long.reverseBytes(uuid.getLeastSignificantBits()));
            }
            ids.add(id);
            names.add(features.name(feature));
            members.add(anyDropped ? HolePositions.left(set, feature) : features.members(feature));
            content.add(features.content(feature));
            feature++;
            count++;
        }
        DataSet.Builder item = DataSet.builder();
        GlossaBlock.Builder block = new GlossaBlock.Builder(item).number(GlossaBlock.FEATURE_COUNT, count);
        add(block, GlossaBlock.KINDS, Vr.OB, kinds, anyKind);
        add(block, GlossaBlock.PART_COUNTS, Vr.OL, counts, anyCount);
        add(block, GlossaBlock.PART_GROUPS, Vr.OL, partGroups, true);
        add(block, GlossaBlock.PART_ANNOTATIONS, Vr.OL, partAnnotations, anyAnnotation);
        add(block, GlossaBlock.PART_MARKS, Vr.OB, marks, anyMark);
        add(block, GlossaBlock.PARENTS, Vr.OL, parents, anyParent);
        add(block, GlossaBlock.UUIDS, Vr.OB, uuids, allUuids);
        ids.addTo(block, GlossaBlock.IDS, !allUuids);
        names.addTo(block, GlossaBlock.NAMES, true);
        members.addTo(block, GlossaBlock.MEMBERS, true);
        content.addTo(block, GlossaBlock.CONTENT, true);
        return item.build();
    }

    private boolean fits(GrowingColumn partGroups, GrowingColumn uuids, Texts... texts) {
        boolean fits = partGroups.byteSize() < limitBytes / 2 && uuids.byteSize() < limitBytes / 2;
        for (Texts text : texts) {
            fits &= text.bytes.byteSize() < limitBytes / 2 && text.ends.byteSize() < limitBytes / 2;
        }
        return fits;
    }

    private static void add(GlossaBlock.Builder block, int element, Vr vr, GrowingColumn column, boolean wanted)
            throws IOException {
        if (wanted) {
            block.bytes(element, vr, column.finish());
        } else {
            column.discard();
        }
    }

    /** A text or none for each object; short ones that come often once. */
    private static final class Texts {
        private static final int MOST_SHARED = 1 << 14;
        private static final int LONGEST_SHARED = 512;
        private static final int NONE = -1;

        private final GrowingColumn rows;
        private final GrowingColumn ends;
        private final GrowingColumn bytes;
        private final Map<String, Integer> shared = new HashMap<>();
        private int texts;

        Texts(ScratchColumns scratch) {
            this.rows = scratch.grow();
            this.ends = scratch.grow();
            this.bytes = scratch.grow();
        }

        void add(@Nullable String text) throws IOException {
            if (text == null) {
                rows.addInt(NONE);
                return;
            }
            Integer known = text.length() <= LONGEST_SHARED ? shared.get(text) : null;
            if (known != null) {
                rows.addInt(known);
                return;
            }
            bytes.addBytes(text.getBytes(StandardCharsets.UTF_8));
            ends.addLong(bytes.byteSize());
            if (shared.size() < MOST_SHARED && text.length() <= LONGEST_SHARED) {
                shared.put(text, texts);
            }
            rows.addInt(texts++);
        }

        void addTo(GlossaBlock.Builder block, int element, boolean wanted) throws IOException {
            MemorySegment ofRows = rows.finish();
            MemorySegment ofEnds = ends.finish();
            MemorySegment ofBytes = bytes.finish();
            if (!wanted || texts == 0) {
                return;
            }
            DataSet.Builder item = DataSet.builder();
            new GlossaBlock.Builder(item)
                    .bytes(GlossaBlock.TEXT_ROWS, Vr.OL, ofRows)
                    .bytes(GlossaBlock.TEXT_ENDS, Vr.OV, ofEnds)
                    .bytes(GlossaBlock.TEXT_BYTES, Vr.OB, ofBytes);
            block.sequence(element, List.of(item.build()));
        }
    }
}
