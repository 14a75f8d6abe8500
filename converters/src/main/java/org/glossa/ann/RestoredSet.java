package org.glossa.ann;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.DocumentExtras;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.GroupExtras;
import org.glossa.annotation.GroupRole;
import org.glossa.annotation.Precision;
import org.glossa.annotation.VertexOffsets;
import org.glossa.column.ScratchColumns;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Scope;
import org.glossa.dicom.Tag;
import org.glossa.feature.Features;
import org.glossa.feature.PlainFeatures;
import org.glossa.finding.Finding;
import org.jspecify.annotations.Nullable;

/** A set as it was before it was written, from the groups that others see and our private elements beside. */
record RestoredSet(List<AnnotationGroup> groups, Features features, DocumentExtras extras) {
    private static final long CARRIED = 1L << 31;

    /** The groups as they were, of rows that others see; each annotation is an object. */
    static RestoredSet grouped(
            Scope instance, List<Scope> items, List<AnnotationGroup> written, List<Finding> findings) {
        List<AnnotationGroup> groups = SplitGroups.restore(items, written, findings);
        return new RestoredSet(groups, plain(groups), DocumentExtras.NONE);
    }

    /** As others read it. */
    static RestoredSet asWritten(
            Scope instance,
            List<Scope> items,
            List<AnnotationGroup> written,
            ScratchColumns scratch,
            List<Finding> findings)
            throws IOException {
        List<AnnotationGroup> groups = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            String attributes = GroupAttributes.of(items.get(i), findings);
            groups.add(attributes.isEmpty() ? written.get(i) : with(written.get(i), new GroupExtras("", attributes)));
        }
        return new RestoredSet(groups, features(instance, groups, scratch), DocumentExtras.NONE);
    }

    /** As it was; when the private elements are damaged, as others read it, and a finding says so. */
    static RestoredSet restore(
            Scope instance,
            List<Scope> items,
            List<AnnotationGroup> written,
            ScratchColumns scratch,
            List<Finding> findings)
            throws IOException {
        try {
            return restored(instance, items, written, scratch, findings);
        } catch (DamagedBlockException e) {
            findings.add(Finding.warning(
                    "PRIVATE_BLOCK_DAMAGED",
                    instance.at(Tag.AnnotationGroupSequence),
                    String.valueOf(e.getMessage()),
                    "private elements as Glossa writes them",
                    "write the instance again from its source; it is read as others read it",
                    ""));
            return asWritten(instance, items, written, scratch, findings);
        }
    }

    private static RestoredSet restored(
            Scope instance,
            List<Scope> items,
            List<AnnotationGroup> written,
            ScratchColumns scratch,
            List<Finding> findings)
            throws IOException, DamagedBlockException {
        List<Scope> firsts = new ArrayList<>();
        List<AnnotationGroup> seen = SplitGroups.restore(items, written, findings);
        if (seen.size() == items.size()) {
            firsts.addAll(items);
        } else {
            SplitGroups.wholes(items, new ArrayList<>())
                    .forEach(whole -> firsts.add(whole.items().getFirst()));
        }
        List<AnnotationGroup> groups = new ArrayList<>();
        for (int i = 0; i < seen.size(); i++) {
            groups.add(group(seen.get(i), firsts.get(i), scratch, findings));
        }
        GlossaBlock root = GlossaBlock.of(instance.data()).orElse(null);
        DocumentExtras extras = root == null
                ? DocumentExtras.NONE
                : new DocumentExtras(root.json(GlossaBlock.COLLECTION), root.json(GlossaBlock.REPORT));
        if (root == null || !root.has(GlossaBlock.GROUP_ORDER)) {
            return new RestoredSet(groups, features(instance, groups, scratch), extras);
        }
        return withObjects(root, instance, groups, firsts, extras, scratch, findings);
    }

    private static RestoredSet withObjects(
            GlossaBlock root,
            Scope instance,
            List<AnnotationGroup> seen,
            List<Scope> items,
            DocumentExtras extras,
            ScratchColumns scratch,
            List<Finding> findings)
            throws IOException, DamagedBlockException {
        List<Scope> carried = root.scopes(instance, GlossaBlock.CARRIED_GROUPS);
        List<AnnotationGroup> groups = new ArrayList<>();
        Map<Integer, GlossaBlock> bridged = new HashMap<>();
        Set<Integer> emptied = new HashSet<>();
        AnnotationIndexes order = new AnnotationIndexes(root.bytes(GlossaBlock.GROUP_ORDER));
        DamagedBlockException.require(
                order.entries().byteSize() == (seen.size() + (long) carried.size()) * Integer.BYTES,
                order.count() + " groups in order, " + seen.size() + " seen and " + carried.size() + " carried");
        Set<Long> met = new HashSet<>();
        for (long i = 0; i < order.count(); i++) {
            long entry = order.oneBased(i);
            long place = entry > CARRIED ? entry - CARRIED : entry;
            boolean known = met.add(entry) && place >= 1 && place <= (entry > CARRIED ? carried.size() : seen.size());
            DamagedBlockException.require(known, "group " + entry + " in the order of groups");
            if (entry > CARRIED) {
                emptied.add(groups.size());
                groups.add(carried(carried.get((int) place - 1), findings)); // one-based to zero-based
                continue;
            }
            AnnotationGroup group = seen.get((int) place - 1); // one-based to zero-based
            GlossaBlock block =
                    GlossaBlock.of(items.get((int) place - 1).data()).orElse(null);
            if (block != null && block.has(GlossaBlock.BRIDGES)) {
                bridged.put(groups.size(), block);
            }
            groups.add(block == null ? group : inRole(group, block));
        }
        Features features = new FeatureBlockReader(groups, scratch).read(root.items(GlossaBlock.FEATURES));
        return new RestoredSet(
                new UnbridgedGroups(groups, features, scratch).restore(bridged, emptied), features, extras);
    }

    private static AnnotationGroup inRole(AnnotationGroup group, GlossaBlock block) throws DamagedBlockException {
        long role = block.number(GlossaBlock.ROLE).orElse(GroupRole.ANNOTATIONS.ordinal());
        DamagedBlockException.require(
                role == GroupRole.ANNOTATIONS.ordinal()
                        || role == GroupRole.HOLES.ordinal() && group.graphicType() == GraphicType.POLYGON,
                "role " + role + " of a group of " + group.graphicType());
        return new AnnotationGroup(
                group.description(),
                group.graphicType(),
                group.coordinates(),
                group.measurements(),
                GroupRole.values()[(int) role]);
    }

    private static AnnotationGroup group(
            AnnotationGroup seen, Scope item, ScratchColumns scratch, List<Finding> findings)
            throws IOException, DamagedBlockException {
        String attributes = GroupAttributes.of(item, findings);
        GlossaBlock block = GlossaBlock.of(item.data()).orElse(null);
        String members = block == null ? "" : block.json(GlossaBlock.FEATURE_MEMBERS);
        Coordinates coordinates = seen.coordinates();
        if (block != null && block.has(GlossaBlock.DECIMALS)) {
            long decimals = block.number(GlossaBlock.DECIMALS).orElse(NarrowedColumn.NONE);
            DamagedBlockException.require(
                    NarrowedColumn.isKnown(decimals) && coordinates.precision() == Precision.FLOAT32,
                    "doubles of " + decimals + " decimals, where coordinates are " + coordinates.precision());
            coordinates = NarrowedColumn.widened(coordinates, (int) decimals, scratch);
        }
        GroupDescription said = seen.description();
        if (block != null && block.has(GlossaBlock.ROLE)) {
            String label = block.label().orElse(said.label());
            said = said.named(said.number(), said.uid(), label);
        }
        if (block != null && block.has(GlossaBlock.STATED)) {
            List<DataSet> stated = block.items(GlossaBlock.STATED);
            DamagedBlockException.require(stated.size() == 1, stated.size() + " descriptions of a group");
            said = StandIns.restored(said, stated.getFirst());
        }
        if (attributes.isEmpty()
                && members.isEmpty()
                && coordinates == seen.coordinates()
                && said.equals(seen.description())) {
            return seen;
        }
        return new AnnotationGroup(
                said.with(new GroupExtras(members, attributes)), seen.graphicType(), coordinates, seen.measurements());
    }

    private static AnnotationGroup with(AnnotationGroup group, GroupExtras extras) {
        return new AnnotationGroup(
                group.description().with(extras), group.graphicType(), group.coordinates(), group.measurements());
    }

    /** A group whose annotations have no vertices, or get them from bridged outlines. */
    private static AnnotationGroup carried(Scope item, List<Finding> findings)
            throws IOException, DamagedBlockException {
        Optional<GlossaBlock> found = GlossaBlock.of(item.data());
        DamagedBlockException.require(found.isPresent(), "a carried group without a private block");
        GlossaBlock block = found.orElseThrow();
        long role = block.number(GlossaBlock.ROLE).orElse(0);
        long bytes = block.number(GlossaBlock.ORDINATE_BYTES).orElse(0);
        long ordinates = block.number(GlossaBlock.ORDINATES).orElse(0);
        long count = item.data().integer(Tag.NumberOfAnnotations).orElse(-1);
        GraphicType type = type(item);
        boolean sound = type != null
                && (role == GroupRole.HOLES.ordinal() && type == GraphicType.POLYGON
                        || role == GroupRole.REGIONLESS.ordinal())
                && (bytes == Float.BYTES || bytes == Double.BYTES)
                && (ordinates == 2 || ordinates == 3)
                && count >= 0
                && count < 1L << 32;
        DamagedBlockException.require(
                sound && type != null, "a carried group of role " + role + " and " + count + " annotations");
        GroupDescription said = GroupDescriptionReader.read(item.data())
                .with(new GroupExtras(block.json(GlossaBlock.FEATURE_MEMBERS), block.json(GlossaBlock.ATTRIBUTES)));
        Coordinates none = new Coordinates(
                MemorySegment.ofArray(new byte[0]),
                bytes == Float.BYTES ? Precision.FLOAT32 : Precision.FLOAT64,
                (int) ordinates,
                VertexOffsets.fixed(0, count));
        AnnotationGroup made = new AnnotationGroup(
                said,
                type == null ? GraphicType.POINT : type,
                none,
                new MeasurementReader(count, findings).read(item),
                GroupRole.values()[(int) role]);
        return new AnnotationGroup(
                made.description(),
                made.graphicType(),
                none,
                RestoredMeasurements.of(List.of(item), List.of(made), findings),
                made.role());
    }

    private static @Nullable GraphicType type(Scope item) {
        for (GraphicType type : GraphicType.values()) {
            if (type.name().equals(item.text(Tag.GraphicType))) {
                return type;
            }
        }
        return null;
    }

    private static Features features(Scope instance, List<AnnotationGroup> groups, ScratchColumns scratch)
            throws IOException {
        Features named = LoneIds.of(instance.data(), groups, scratch);
        return named != null ? named : plain(groups);
    }

    private static Features plain(List<AnnotationGroup> groups) {
        return new PlainFeatures(
                groups.stream().mapToLong(AnnotationGroup::annotationCount).toArray());
    }
}
