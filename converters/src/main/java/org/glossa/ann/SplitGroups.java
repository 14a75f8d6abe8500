package org.glossa.ann;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.VertexOffsets;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Scope;
import org.glossa.dicom.Tag;
import org.glossa.finding.Finding;
import org.glossa.finding.MalformedInputException;

/**
 * Gives groups back as they were before {@link BulkAnnotationWriter} had to cut them or shorten their labels, from what it wrote into
 * our private block: parts are joined, groups numbered accordingly, UIDs and labels are the whole group's again. Parts that are not all
 * there, side by side and alike stay groups of their own.
 */
public final class SplitGroups {
    private SplitGroups() {}

    /**
     * Items of Annotation Group Sequence that are one group together.
     *
     * @param items at least one
     */
    record Whole(List<Scope> items) {
        Whole {
            items = List.copyOf(items);
        }
    }

    /** The items of an instance's Annotation Group Sequence (006A,0002), one for each group of its set, without our private block. */
    public static List<DataSet> wholeItems(DataSet instance) {
        List<Scope> items = Scope.root(instance).items(Tag.AnnotationGroupSequence);
        return wholes(items, new ArrayList<>()).stream()
                .map(whole -> GlossaBlock.without(whole.items().getFirst().data()))
                .toList();
    }

    /** Which items belong together, in order. */
    static List<Whole> wholes(List<Scope> items, List<Finding> findings) {
        List<Whole> wholes = new ArrayList<>();
        int at = 0;
        while (at < items.size()) {
            int count = partsFrom(items, at, findings);
            wholes.add(new Whole(items.subList(at, at + count)));
            at += count;
        }
        return wholes;
    }

    /** How many items make the group that begins here: 1 unless all its parts follow one another. */
    private static int partsFrom(List<Scope> items, int at, List<Finding> findings) {
        Part first = Part.of(items.get(at).data());
        if (first.wholeUid().isEmpty()) {
            return 1;
        }
        boolean complete = first.number() == 1 && first.parts() > 1 && first.parts() <= items.size() - at;
        for (int i = 1; complete && i < first.parts(); i++) {
            Part next = Part.of(items.get(at + i).data());
            complete = next.equals(first.following(i))
                    && isAlike(items.get(at).data(), items.get(at + i).data());
        }
        if (complete) {
            return (int) first.parts();
        }
        findings.add(Finding.warning(
                "SPLIT_GROUP_INCOMPLETE",
                items.get(at).at(Tag.AnnotationGroupUID),
                "part " + first.number() + " of " + first.parts() + " of the group " + first.wholeUid()
                        + ", whose parts are not all here in order",
                "all parts of a group that was split, one after the other",
                "give the whole instance; the part is read as a group of its own",
                "PS3.3 C.37.1.2"));
        return 1;
    }

    private record Part(String wholeUid, long number, long parts) {
        static Part of(DataSet item) {
            Optional<GlossaBlock> block = GlossaBlock.of(item);
            return new Part(
                    block.flatMap(ours -> ours.text(GlossaBlock.WHOLE_UID)).orElse(""),
                    block.map(ours -> ours.number(GlossaBlock.PART).orElse(0)).orElse(0L),
                    block.map(ours -> ours.number(GlossaBlock.PARTS).orElse(0)).orElse(0L));
        }

        Part following(int steps) {
            return new Part(wholeUid, number + steps, parts);
        }
    }

    /** Whether two items hold coordinates of the same kind. */
    private static boolean isAlike(DataSet one, DataSet other) {
        return one.string(Tag.GraphicType).equals(other.string(Tag.GraphicType))
                && one.contains(Tag.PointCoordinatesData) == other.contains(Tag.PointCoordinatesData)
                && one.bytes(Tag.CommonZCoordinateValue).mismatch(other.bytes(Tag.CommonZCoordinateValue)) == -1;
    }

    /**
     * @param items of Annotation Group Sequence
     * @param groups as read from each item
     * @return the same list when there is nothing to restore
     */
    static List<AnnotationGroup> restore(List<Scope> items, List<AnnotationGroup> groups, List<Finding> findings) {
        if (items.stream().allMatch(item -> GlossaBlock.of(item.data()).isEmpty())) {
            return groups;
        }
        List<AnnotationGroup> restored = new ArrayList<>();
        int at = 0;
        for (Whole whole : wholes(items, findings)) {
            int count = whole.items().size();
            // as many numbers less as parts were joined before
            int less = at - restored.size();
            restored.add(restore(whole, groups.subList(at, at + count), less, findings));
            at += count;
        }
        return restored;
    }

    /** The groups of some items that were read already, each as its item says. */
    static List<AnnotationGroup> asWritten(List<Scope> items, CoordinateSpace space) {
        CoordinateType type = CoordinateType.of(space);
        List<AnnotationGroup> groups = new ArrayList<>();
        for (Scope item : items) {
            try {
                groups.add(new GroupReader(item, 1, type, new ArrayList<>()).read());
            } catch (MalformedInputException e) {
                throw new IllegalStateException("An item that was read cannot be read again", e);
            }
        }
        return groups;
    }

    private static AnnotationGroup restore(Whole whole, List<AnnotationGroup> parts, int less, List<Finding> findings) {
        AnnotationGroup first = parts.getFirst();
        Optional<GlossaBlock> block = GlossaBlock.of(whole.items().getFirst().data());
        String label =
                block.flatMap(SplitGroups::label).orElse(first.description().label());
        String uid = parts.size() == 1
                ? first.description().uid()
                : Part.of(whole.items().getFirst().data()).wholeUid();
        boolean lonePart = parts.size() == 1
                && !Part.of(whole.items().getFirst().data()).wholeUid().isEmpty();
        return new AnnotationGroup(
                first.description()
                        .named(
                                first.description().number() - less,
                                uid,
                                lonePart ? first.description().label() : label),
                first.graphicType(),
                parts.size() == 1 ? first.coordinates() : join(first.graphicType(), parts),
                RestoredMeasurements.of(whole.items(), parts, findings));
    }

    /** As others would see it if it were not too long; that of holes is more than that of their outlines. */
    private static Optional<String> label(GlossaBlock block) {
        Optional<String> label = block.text(GlossaBlock.LABEL);
        return block.has(GlossaBlock.ROLE) ? label.map(text -> text + PreparedSet.OF_HOLES) : label;
    }

    private static Coordinates join(GraphicType type, List<AnnotationGroup> parts) {
        List<Coordinates> columns =
                parts.stream().map(AnnotationGroup::coordinates).toList();
        List<MemorySegment> chunks =
                columns.stream().map(column -> column.chunk(0)).toList();
        JoinedOffsets joined =
                new JoinedOffsets(columns.stream().map(Coordinates::offsets).toList());
        VertexOffsets offsets = type.hasFixedVertexCount()
                ? VertexOffsets.fixed(type.fixedVertexCount(), joined.annotationCount())
                : joined;
        Coordinates first = columns.getFirst();
        return new Coordinates(chunks, first.precision(), first.ordinates(), offsets);
    }
}
