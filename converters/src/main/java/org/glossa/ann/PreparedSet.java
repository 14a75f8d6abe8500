package org.glossa.ann;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.DocumentExtras;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.GroupRole;
import org.glossa.annotation.Precision;
import org.glossa.column.ScratchColumns;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Tag;
import org.glossa.dicom.Vr;
import org.glossa.feature.Features;
import org.glossa.ledger.Losses;
import org.glossa.option.CoordinatePrecision;
import org.glossa.option.Holes;
import org.glossa.option.OutOfBounds;
import org.jspecify.annotations.Nullable;

/**
 * A set as others are to see it: groups of annotations alone, holes bridged or groups of their own, doubles as floats where those give them
 * back; and beside it, for our private block, what our reader needs to undo that. A set that was read from bulk annotations is its own
 * and needs nothing.
 */
final class PreparedSet {
    private static final long CARRIED = 1L << 31;

    /** Ends the label of a group of holes for others. */
    static final String OF_HOLES = " holes";

    private final AnnotationSet source;
    private final AnnotationContext context;
    private final @Nullable AnnOptions options;
    private final Holes holes;
    private final Losses losses;
    private final SourcePlaces from;
    private final ScratchColumns scratch;
    private final Problems problems;
    private final List<AnnotationGroup> seen = new ArrayList<>();
    private final List<DataSet> blocks = new ArrayList<>();
    private final List<DataSet> originals = new ArrayList<>();
    private final DataSet.Builder root = DataSet.builder();

    /** For each group of the source which it is among those seen, −1 for none. */
    private final int[] places;

    /** For each group seen which it is in the source. */
    private final List<Integer> sources = new ArrayList<>();

    /** Known once it was asked. */
    private @Nullable Closing closing;

    /** Whether others see another set than the source. */
    private boolean changed;

    /** Whether groups that others do not see leave their numbers to those after them. */
    private boolean renumbered;

    /** @param options null to write coordinates as the set has them, which a rewritten instance wants */
    PreparedSet(
            AnnotationSet source,
            AnnotationContext context,
            @Nullable AnnOptions options,
            Losses losses,
            ScratchColumns scratch,
            Problems problems) {
        this.source = source;
        this.context = context;
        this.options = options;
        this.holes = options == null ? AnnOptions.DEFAULT.holes() : options.holes();
        this.losses = losses;
        this.from = new SourcePlaces(source, context);
        this.scratch = scratch;
        this.problems = problems;
        this.places = new int[source.groups().size()];
        Arrays.fill(places, -1);
    }

    /** @param limitBytes of an element */
    void prepare(long limitBytes) throws IOException {
        List<AnnotationGroup> groups = bounded();
        renumbered = groups.stream().anyMatch(group -> group.role() != GroupRole.ANNOTATIONS);
        boolean[] nativeIds = new boolean[groups.size()];
        @Nullable MemorySegment[] firstHoles = firstHoles(groups);
        List<GroupDescription> named = named(groups, nativeIds);
        boolean[] halved = new boolean[groups.size()];
        for (int i = 0; i < groups.size(); i++) {
            changed |= groups.get(i).role() != GroupRole.ANNOTATIONS;
            if (FeatureLosses.isSeen(groups.get(i).role(), holes)) {
                places[i] = seen.size();
                sources.add(i);
                see(groups, i, named.get(i), firstHoles[i], halved);
            }
        }
        new FeatureLosses(source, holes, from, losses).note(nativeIds);
        if (saysMore(groups)) {
            addRoot(groups, halved, limitBytes);
        }
        DocumentExtras extras = source.extras();
        if (!extras.collectionMembers().isEmpty() || !extras.report().isEmpty()) {
            new GlossaBlock.Builder(root)
                    .json(GlossaBlock.COLLECTION, extras.collectionMembers())
                    .json(GlossaBlock.REPORT, extras.report());
        }
        if (seen.isEmpty() && !groups.isEmpty()) {
            problems.refuse(
                    "NO_GEOMETRY",
                    Problems.at(Tag.AnnotationGroupSequence),
                    source.features().featureCount() + " objects, none with a geometry",
                    "at least one annotation, for an Annotation Group holds nothing else",
                    "write them to another language");
        }
    }

    /** What others see; the source itself when it needs nothing. */
    AnnotationSet seen() {
        return changed
                ? new AnnotationSet(source.sopInstanceUid(), source.space(), source.image(), seen, () -> {})
                : source;
    }

    /** Where the annotations of the source stand. */
    SourcePlaces from() {
        return from;
    }

    /** Which group of the source is one that others see; both zero-based. */
    int sourceOf(int group) {
        return sources.get(group);
    }

    /** Private elements of the first item of a group that others see. */
    DataSet block(int group) {
        return blocks.get(group);
    }

    /** Private elements of the root. */
    DataSet root() {
        return root.build();
    }

    private List<AnnotationGroup> bounded() throws IOException {
        ImageBounds bounds = options == null ? null : ImageBounds.of(source, context);
        if (bounds == null || options == null) {
            return source.groups();
        }
        boolean clips = options.outOfBounds() == OutOfBounds.CLIP;
        Closing ofClipped = clips ? closing() : Closing.KEPT;
        changed |= clips;
        List<AnnotationGroup> groups = new ArrayList<>();
        for (AnnotationGroup group : source.groups()) {
            groups.add(bounds.applied(
                    group, groups.size(), options.outOfBounds(), ofClipped, scratch, from, losses, problems));
        }
        return groups;
    }

    /** For each group with holes that are to be bridged a list as {@link BridgedColumn} takes it. */
    private @Nullable MemorySegment[] firstHoles(List<AnnotationGroup> groups) throws IOException {
        @Nullable MemorySegment[] lists = new MemorySegment[groups.size()];
        if (groups.stream().noneMatch(group -> group.role() == GroupRole.HOLES)) {
            return lists;
        }
        Features features = source.features();
        for (long part = 1; part < features.partCount(); part++) {
            if (!features.has(part, Features.HOLE) || features.has(part - 1, Features.HOLE)) {
                continue;
            }
            int group = features.group(part - 1);
            switch (holes) {
                case KEYHOLE -> {
                    if (groups.get(group).coordinates().ordinates() != 2) {
                        refuseHole(
                                "HOLE_IN_3D",
                                group,
                                "a hole in three dimensions",
                                "holes in the plane",
                                "split or drop the holes");
                        return new MemorySegment[groups.size()];
                    }
                    MemorySegment list = lists[group];
                    if (list == null) {
                        list = scratch.allocate(groups.get(group).annotationCount() * Long.BYTES);
                        lists[group] = list;
                    }
                    list.set(ListedOffsets.START, features.annotation(part - 1) * Long.BYTES, part + 1);
                }
                case SPLIT, DROP -> {
                    // the outlines stay as they are
                }
                case FAIL -> {
                    refuseHole(
                            "HOLE_REFUSED",
                            group,
                            "a hole",
                            "no holes, as the caller wishes",
                            "allow another way for holes");
                    return lists;
                }
            }
        }
        return lists;
    }

    private void refuseHole(String code, int group, String got, String allowed, String remedy) {
        problems.refuse(
                code,
                Problems.at(group, Tag.PointCoordinatesData),
                got + " in the group \""
                        + source.groups().get(group).description().label() + "\"",
                allowed,
                remedy);
    }

    /** Descriptions of all groups; one whose only object has a UUID has it as UID. */
    private List<GroupDescription> named(List<AnnotationGroup> groups, boolean[] nativeIds) {
        List<GroupDescription> named = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        groups.forEach(group -> {
            named.add(group.description());
            taken.add(group.description().uid());
        });
        Features features = source.features();
        if (features.isPlain()) {
            return named;
        }
        for (long feature = 0; feature < features.featureCount(); feature++) {
            long part = features.firstPart(feature);
            int group = features.group(part);
            AnnotationGroup of = groups.get(group);
            boolean alone = of.role() == GroupRole.ANNOTATIONS
                    && of.annotationCount() == 1
                    && features.kind(feature) == Features.Kind.GEOMETRY
                    && features.idForm(feature) == Features.IdForm.TEXT;
            UUID uuid = alone ? FeatureBlock.uuid(features.id(feature)) : null;
            if (uuid == null || !LoneIds.isId(uuid)) {
                continue;
            }
            String uid = LoneIds.uid(uuid);
            GroupDescription said = of.description();
            if (said.uid().equals(uid) || said.uid().isEmpty() && taken.add(uid)) {
                named.set(group, said.named(said.number(), uid, said.label()));
                nativeIds[group] = true;
            }
        }
        return named;
    }

    private void see(
            List<AnnotationGroup> groups,
            int index,
            GroupDescription named,
            @Nullable MemorySegment firstHoles,
            boolean[] halved)
            throws IOException {
        AnnotationGroup group = groups.get(index);
        DataSet.Builder block = DataSet.builder();
        Coordinates coordinates = group.coordinates();
        if (firstHoles != null) {
            BridgedColumn bridged = BridgedColumn.of(group, firstHoles, source.features(), groups, scratch);
            new GlossaBlock.Builder(block).bytes(GlossaBlock.BRIDGES, Vr.OL, bridged.bridges());
            if (bridged.coordinates().precision() != coordinates.precision()) {
                new GlossaBlock.Builder(block)
                        .number(
                                GlossaBlock.ORDINATE_BYTES,
                                coordinates.precision().bytes());
            }
            coordinates = bridged.coordinates();
        }
        NarrowedColumn narrowed = narrowed(group, coordinates, index);
        if (narrowed.decimals() != NarrowedColumn.NONE) {
            new GlossaBlock.Builder(block).number(GlossaBlock.DECIMALS, narrowed.decimals());
        } else if (narrowed.coordinates().precision() != coordinates.precision()) {
            halve(index, firstHoles, halved);
        }
        coordinates = narrowed.coordinates();
        GroupDescription said = named;
        if (group.role() == GroupRole.HOLES) {
            new GlossaBlock.Builder(block)
                    .number(GlossaBlock.ROLE, group.role().ordinal())
                    .json(GlossaBlock.LABEL, said.label());
            said = said.named(said.number(), said.uid(), said.label() + OF_HOLES);
        }
        if (renumbered) {
            said = said.named(seen.size() + 1, said.uid(), said.label()); // to one-based
        }
        if (context.original() == null) {
            GroupDescription complete = StandIns.complete(said, group, index, from, losses);
            // a path with a backslash is refused later, with every other reason
            boolean sayable = said.opticalPaths().stream().noneMatch(path -> path.contains("\\"));
            if (!complete.equals(said) && sayable) {
                new GlossaBlock.Builder(block).sequence(GlossaBlock.STATED, List.of(GroupItem.whole(group)));
                said = complete;
            }
        }
        addExtras(block, group);
        blocks.add(block.build());
        boolean same = said.equals(group.description())
                && coordinates == group.coordinates()
                && group.role() == GroupRole.ANNOTATIONS;
        changed |= !same;
        seen.add(same ? group : new AnnotationGroup(said, group.graphicType(), coordinates, group.measurements()));
    }

    /** The holes of outlines whose doubles are gone are floats as well. */
    private void halve(int index, @Nullable MemorySegment firstHoles, boolean[] halved) {
        halved[index] = true;
        if (firstHoles == null) {
            return;
        }
        Features features = source.features();
        for (long annotation = 0; annotation < firstHoles.byteSize() / Long.BYTES; annotation++) {
            long part = firstHoles.get(ListedOffsets.START, annotation * Long.BYTES);
            if (part > 0) {
                halved[features.group(part - 1)] = true;
            }
        }
    }

    /** Further ordinates of objects stand beside, one for each vertex. */
    private Closing closing() {
        Closing known = closing;
        if (known == null) {
            known = Closing.OPENED;
            Features features = source.features();
            for (long i = 0; known == Closing.OPENED && !features.isPlain() && i < features.featureCount(); i++) {
                String members = features.members(i);
                known = members != null && members.contains("\"positions\"") ? Closing.KEPT : Closing.OPENED;
            }
            closing = known;
        }
        return known;
    }

    /** @param index of the group in the source, zero-based */
    private NarrowedColumn narrowed(AnnotationGroup group, Coordinates coordinates, int index) throws IOException {
        if (coordinates.precision() == Precision.FLOAT32) {
            return new NarrowedColumn(coordinates, NarrowedColumn.NONE);
        }
        DataSet original = context.original();
        if (original != null && (options == null || options.precision() == CoordinatePrecision.AUTO)) {
            return wasFloat(original)
                    ? NarrowedColumn.ofRestorable(coordinates, scratch)
                    : new NarrowedColumn(coordinates, NarrowedColumn.NONE);
        }
        if (options == null) {
            return new NarrowedColumn(coordinates, NarrowedColumn.NONE);
        }
        return switch (options.precision()) {
            case AUTO -> NarrowedColumn.ofRestorable(coordinates, scratch);
            case FLOAT32 ->
                NarrowedColumn.forced(
                        // layouts of bridges count vertices
                        group.graphicType() == GraphicType.POLYGON && coordinates == group.coordinates()
                                ? closing()
                                : Closing.KEPT,
                        coordinates,
                        scratch,
                        losses,
                        annotation -> from.ofAnnotation(index, annotation));
            case FLOAT64 -> new NarrowedColumn(coordinates, NarrowedColumn.NONE);
        };
    }

    /** Whether the doubles of the next group were read from floats. */
    private boolean wasFloat(DataSet original) {
        if (originals.isEmpty()) {
            originals.addAll(SplitGroups.wholeItems(original));
        }
        return seen.size() < originals.size() && originals.get(seen.size()).contains(Tag.PointCoordinatesData);
    }

    /** Attributes come back from the item itself where it can hold them. */
    private static void addExtras(DataSet.Builder block, AnnotationGroup group) {
        String members = group.description().extras().featureMembers();
        if (!members.isEmpty()) {
            new GlossaBlock.Builder(block).json(GlossaBlock.FEATURE_MEMBERS, members);
        }
    }

    private boolean saysMore(List<AnnotationGroup> groups) {
        if (groups.stream().anyMatch(group -> group.role() != GroupRole.ANNOTATIONS)) {
            return true;
        }
        Features features = source.features();
        if (features.isPlain()) {
            return false;
        }
        int group = 0;
        long annotation = 0;
        for (long feature = 0; feature < features.featureCount(); feature++) {
            long part = features.firstPart(feature);
            while (annotation == groups.get(group).annotationCount()) {
                group++;
                annotation = 0;
            }
            boolean plain = features.partCount(feature) == 1
                    && features.kind(feature) == Features.Kind.GEOMETRY
                    && features.idForm(feature) == Features.IdForm.ABSENT
                    && features.name(feature) == null
                    && features.members(feature) == null
                    && features.content(feature) == null
                    && features.parent(feature) < 0
                    && features.marks(part) == Features.BEGINS_MEMBER
                    && features.group(part) == group
                    && features.annotation(part) == annotation++;
            if (!plain) {
                return true;
            }
        }
        return false;
    }

    private void addRoot(List<AnnotationGroup> groups, boolean[] halved, long limitBytes) throws IOException {
        int[] order = new int[groups.size()];
        int[] kept = new int[groups.size()];
        int count = 0;
        List<DataSet> carried = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            kept[i] = FeatureBlock.DROPPED;
            if (places[i] >= 0) {
                order[count] = places[i] + 1; // to one-based
                kept[i] = count++;
            } else if (groups.get(i).role() == GroupRole.REGIONLESS || holes == Holes.KEYHOLE) {
                carried.add(carried(groups.get(i), halved[i]));
                order[count] = (int) (CARRIED + carried.size());
                kept[i] = count++;
            }
        }
        MemorySegment list = scratch.allocate((long) count * Integer.BYTES);
        for (int i = 0; i < count; i++) {
            list.set(AnnotationIndexes.ENTRY, (long) i * Integer.BYTES, order[i]);
        }
        GlossaBlock.Builder block = new GlossaBlock.Builder(root).bytes(GlossaBlock.GROUP_ORDER, Vr.OL, list);
        if (!carried.isEmpty()) {
            block.sequence(GlossaBlock.CARRIED_GROUPS, carried);
        }
        block.sequence(GlossaBlock.FEATURES, FeatureBlock.items(source, kept, scratch, limitBytes));
    }

    /** A group without coordinates: those of holes are in bridged outlines. */
    private DataSet carried(AnnotationGroup group, boolean halved) throws IOException {
        DataSet.Builder item = DataSet.builder().all(GroupItem.whole(group));
        item.integers(Tag.NumberOfAnnotations, group.annotationCount());
        Precision precision = halved ? Precision.FLOAT32 : group.coordinates().precision();
        new GlossaBlock.Builder(item)
                .number(GlossaBlock.ROLE, group.role().ordinal())
                .number(GlossaBlock.ORDINATES, group.coordinates().ordinates())
                .number(GlossaBlock.ORDINATE_BYTES, precision.bytes())
                .json(GlossaBlock.ATTRIBUTES, group.description().extras().attributes());
        addExtras(item, group);
        new MeasurementItems(group, List.of(new AnnotationRange(0, group.annotationCount())), scratch).addTo(item, 0);
        return item.build();
    }
}
