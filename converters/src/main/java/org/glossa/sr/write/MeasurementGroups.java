package org.glossa.sr.write;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.GroupRole;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Element;
import org.glossa.dicom.Tag;
import org.glossa.feature.Features;
import org.glossa.header.NameBasedUid;
import org.glossa.ledger.LedgerCode;
import org.glossa.ledger.LedgerEntry.Carriage;
import org.glossa.ledger.Losses;
import org.glossa.ledger.MemberLosses;
import org.glossa.ledger.SetPlaces;
import org.glossa.option.Holes;
import org.glossa.sr.SrConcepts;
import org.jspecify.annotations.Nullable;

/** The objects of a set as Measurement Groups (PS3.16 TID 1410, 1411, 1501), in their order. Not thread-safe. */
final class MeasurementGroups {
    private final AnnotationSet set;
    private final Features features;
    private final ItemMaker items;
    private final ObjectRegions regions;
    private final ObjectCarriage carriage;
    private final MeasuredItems measured;
    private final Tracking tracking;
    private final SourcePlaces places;
    private final Losses losses;
    private final MemberLosses members;
    private final SrProblems problems;
    private final Holes holes;
    private final boolean sameSpace;
    private final GroupForms forms;
    private final List<Descriptions> descriptions;
    private final List<Made> made = new ArrayList<>();
    private final List<DataSet> leftOut = new ArrayList<>();

    /**
     * A Measurement Group whose UID may not be known yet.
     *
     * @param attributes without Content Sequence
     * @param uidAt where among the children the derived UID goes; −1 when the object says its own
     */
    private record Made(DataSet attributes, List<DataSet> children, int uidAt) {}

    MeasurementGroups(
            AnnotationSet set,
            SrOptions options,
            ItemMaker items,
            ObjectRegions regions,
            ObjectCarriage carriage,
            SourcePlaces places,
            Losses losses,
            SrProblems problems,
            boolean sameSpace,
            GroupForms forms) {
        this.set = set;
        this.features = set.features();
        this.items = items;
        this.regions = regions;
        this.carriage = carriage;
        this.measured = new MeasuredItems(items, places);
        this.tracking = new Tracking(features, places, losses);
        this.places = places;
        this.losses = losses;
        this.members = new MemberLosses(losses, MemberLosses.Metadata.SAID);
        this.problems = problems;
        this.holes = options.holes();
        this.sameSpace = sameSpace;
        this.forms = forms;
        this.descriptions = set.groups().stream()
                .map(group -> Descriptions.of(group.description(), items))
                .toList();
    }

    /** Objects that no Measurement Group stands for, with all that is carried of them. */
    List<DataSet> leftOut() {
        return leftOut;
    }

    /**
     * The items.
     *
     * @param identity that derived UIDs follow from; empty while it is not known: such UIDs are left out then
     */
    List<DataSet> items(String identity) {
        List<DataSet> all = new ArrayList<>(made.size());
        for (int i = 0; i < made.size(); i++) {
            Made one = made.get(i);
            List<DataSet> children = one.children;
            if (one.uidAt >= 0 && !identity.isEmpty()) {
                children = new ArrayList<>(children);
                String uid = NameBasedUid.of(identity + " object " + (i + 1));
                children.add(
                        one.uidAt, items.uid(ItemMaker.HAS_OBS_CONTEXT, SrConcepts.TRACKING_UNIQUE_IDENTIFIER, uid));
            }
            DataSet.Builder item = DataSet.builder();
            one.attributes.forEach(item::verbatim);
            all.add(item.sequence(Tag.ContentSequence, children).build());
        }
        return all;
    }

    void addAll() throws IOException {
        for (long feature = 0; feature < features.featureCount(); feature++) {
            add(feature);
        }
    }

    private void add(long feature) throws IOException {
        long first = features.firstPart(feature);
        Content content = Content.of(features.content(feature));
        if (features.kind(feature) == Features.Kind.NONE && !places.areOfReport()) {
            losses.note(LedgerCode.GEOMETRY_ABSENT, Carriage.RESTORABLE, () -> places.ofFeature(feature));
            leaveOut(feature, content);
            return; // which says that nothing of it is seen
        }
        if (!places.areOfGroups() && GroupLosses.isColoured(group(first).description())) {
            losses.note(LedgerCode.COLOUR_NOT_CARRIED, Carriage.RESTORABLE, () -> places.ofFeature(feature));
        }
        if (features.parent(feature) >= 0) {
            losses.note(LedgerCode.HIERARCHY_NOT_CARRIED, Carriage.RESTORABLE, () -> SetPlaces.ofFeature(feature));
        }
        members.noteFeature(feature, features.members(feature));
        Parts main = new Parts();
        List<Parts> beside = new ArrayList<>();
        Parts outline = main;
        for (long part = first; part < features.firstPart(feature + 1); part++) {
            if (features.has(part, Features.HOLE)) {
                addHole(feature, part, outline, beside);
                continue;
            }
            outline = main;
            if (features.has(part, Features.NUCLEUS)) {
                losses.note(LedgerCode.NUCLEUS_PAIRED, Carriage.RESTORABLE, () -> places.ofFeature(feature));
                outline = new Parts();
                beside.add(outline);
            }
            if (isDrawn(part)) {
                outline.add(part);
            }
        }
        addObject(feature, main, content);
        for (Parts one : beside) {
            addBeside(feature, one);
        }
    }

    private boolean isDrawn(long part) {
        return group(part).role() != GroupRole.REGIONLESS;
    }

    private void addHole(long feature, long part, Parts outline, List<Parts> beside) {
        switch (holes) {
            case KEYHOLE -> outline.add(part);
            case SPLIT -> {
                losses.note(LedgerCode.HOLE_SPLIT, Carriage.RESTORABLE, () -> places.ofFeature(feature));
                Parts hole = new Parts();
                hole.add(part);
                beside.add(hole);
            }
            case DROP -> losses.note(LedgerCode.HOLE_DROPPED, Carriage.GONE, () -> places.ofFeature(feature));
            case FAIL -> {
                losses.note(LedgerCode.HOLE_REFUSED, Carriage.GONE, () -> places.ofFeature(feature));
                problems.refuse(
                        "HOLE_REFUSED",
                        SrProblems.at(Tag.GraphicData),
                        "a hole in object " + (feature + 1), // to one-based
                        "polygons without holes",
                        "bridge, split or drop holes (--holes)",
                        "PS3.3 C.18.6");
            }
        }
    }

    private void leaveOut(long feature, Content content) throws IOException {
        DataSet.Builder item = DataSet.builder();
        Parts parts = new Parts();
        parts.add(features.firstPart(feature));
        long row = features.annotation(parts.get(0));
        MeasuredItems.Measured values = measured.of(group(parts.get(0)), row, content);
        Tracking.Said said = new Tracking.Said(
                null, null, features.idForm(feature), features.id(feature), features.name(feature) == null);
        carriage.add(item, feature, parts, null, false, new ObjectCarriage.Told(said, false, values, true));
        leftOut.add(item.build());
    }

    private void addObject(long feature, Parts parts, Content content) throws IOException {
        long first = features.firstPart(feature);
        AnnotationGroup group = group(first);
        ObjectRegions.Drawn drawn = regions.of(feature, parts, content);
        if (!regions.isReadAlike(feature, parts, drawn.drawings())) {
            losses.note(LedgerCode.MULTIPART_SPLIT, Carriage.RESTORABLE, () -> places.ofFeature(feature));
        }
        Tracking.Said said = tracking.of(feature);
        MeasuredItems.Measured values = measured.of(group, features.annotation(first), content);
        if (values.omitted() > 0) {
            losses.note(
                    LedgerCode.NAN_MEASUREMENT_OMITTED,
                    Carriage.RESTORABLE,
                    values.omitted(),
                    () -> places.ofFeature(feature));
        }
        // gone from one measurement, and come to another
        losses.note(
                LedgerCode.MEASUREMENT_ALIKE,
                Carriage.RESTORABLE,
                2 * values.shifted(),
                () -> places.ofFeature(feature));
        List<DataSet> metadata = MetadataItems.of(features.members(feature), items);
        if (!metadata.isEmpty()) {
            losses.note(LedgerCode.METADATA_AS_TEXT, Carriage.RESTORABLE, () -> places.ofFeature(feature));
        }
        Map<Slot, List<DataSet>> columns = columns(features.group(first), said, drawn, values, content);
        columns.put(Slot.REST, metadata);
        List<DataSet> children = merged(feature, columns, content);
        DataSet.Builder item = groupItem(forms.of(feature), template(drawn, content));
        DataSet container = content.container();
        if (container != null) {
            container.forEach(item::element);
        }
        // beside items that columns do not say, one with more to say may be taken for a value of a column
        boolean saysContent = metadata.isEmpty() && (content.entries().isEmpty() ? values.areExact() : sameSpace);
        boolean ownUid = said.uid() != null || content.has(SrConcepts.TRACKING_UNIQUE_IDENTIFIER);
        carriage.add(
                item,
                feature,
                parts.count() == 0 ? only(first) : parts,
                placesOf(feature, parts),
                !drawn.areExact(),
                new ObjectCarriage.Told(said, saysContent, values, !values.areExact()));
        made.add(new Made(item.build(), children, ownUid ? -1 : uidPlace(children)));
    }

    private static Parts only(long part) {
        Parts parts = new Parts();
        parts.add(part);
        return parts;
    }

    /** After the Tracking Identifier. */
    private static int uidPlace(List<DataSet> children) {
        return !children.isEmpty() && SrConcepts.is(Content.name(children.getFirst()), SrConcepts.TRACKING_IDENTIFIER)
                ? 1
                : 0;
    }

    /** What columns say, where the content does not say it already. */
    private Map<Slot, List<DataSet>> columns(
            int group, Tracking.Said said, ObjectRegions.Drawn drawn, MeasuredItems.Measured values, Content content) {
        Map<Slot, List<DataSet>> columns = new EnumMap<>(Slot.class);
        Descriptions description = descriptions.get(group);
        List<DataSet> tracked = new ArrayList<>();
        String identifier = said.identifier();
        if (identifier != null && !content.has(SrConcepts.TRACKING_IDENTIFIER)) {
            tracked.add(items.text(ItemMaker.HAS_OBS_CONTEXT, SrConcepts.TRACKING_IDENTIFIER, identifier));
        }
        String uid = said.uid();
        if (uid != null && !content.has(SrConcepts.TRACKING_UNIQUE_IDENTIFIER)) {
            tracked.add(items.uid(ItemMaker.HAS_OBS_CONTEXT, SrConcepts.TRACKING_UNIQUE_IDENTIFIER, uid));
        }
        columns.put(Slot.TRACKING, tracked);
        columns.put(Slot.CATEGORY, content.has(SrConcepts.FINDING_CATEGORY) ? List.of() : description.category());
        columns.put(Slot.FINDING, content.has(SrConcepts.FINDING) ? List.of() : description.finding());
        columns.put(Slot.SITE, content.has(SrConcepts.FINDING_SITE) ? List.of() : description.sites());
        columns.put(Slot.REGION, drawn.items());
        columns.put(Slot.ALGORITHM, description.algorithmsBut(content.algorithms()));
        columns.put(Slot.MEASUREMENT, values.items());
        return columns;
    }

    /** Items of columns in the order of the template, those of the source among them in their own order. */
    private List<DataSet> merged(long feature, Map<Slot, List<DataSet>> columns, Content content) {
        List<DataSet> all = new ArrayList<>();
        int done = 0;
        Slot[] slots = Slot.values();
        for (Content.Entry entry : content.entries()) {
            int slot = Slot.of(entry.item()).ordinal();
            // one of the same kind comes after those of columns
            for (; done <= slot; done++) {
                all.addAll(columns.getOrDefault(slots[done], List.of()));
            }
            if (entry.part() == Content.NO_PART) {
                all.add(entry.item());
            } else if (entry.part() == Content.UNPARTED) {
                addUnparted(feature, entry.item(), all);
            }
        }
        for (; done < slots.length; done++) {
            all.addAll(columns.getOrDefault(slots[done], List.of()));
        }
        return all;
    }

    /** A region that no part stands for can be written where it was only. */
    private void addUnparted(long feature, DataSet item, List<DataSet> all) {
        if (sameSpace) {
            all.add(item);
            return;
        }
        boolean solid = item.string(Tag.GraphicType).orElse("").equals("ELLIPSOID");
        losses.note(
                solid ? LedgerCode.SOLID_NOT_CARRIED : LedgerCode.IMAGE_NOT_CARRIED,
                solid ? Carriage.RESTORABLE : Carriage.GONE,
                () -> places.ofFeature(feature));
    }

    private static String template(ObjectRegions.Drawn drawn, Content content) {
        boolean surface = content.entries().stream()
                .filter(entry -> entry.part() != Content.NO_PART)
                .anyMatch(entry -> entry.is(SrConcepts.VOLUME_SURFACE));
        long unparted = content.entries().stream()
                .filter(entry -> entry.part() == Content.UNPARTED)
                .count();
        if (surface) {
            return "1411";
        }
        return drawn.items().size() + unparted == 1 ? "1410" : "1501";
    }

    /**
     * @param form of the source, null when there is none
     * @param template that the items are of; in another space than that of the source it need not be that of the source
     */
    private DataSet.Builder groupItem(GroupForms.@Nullable Form form, String template) {
        DataSet.Builder item = DataSet.builder();
        boolean isKept = form != null && sameSpace;
        items.container(ItemMaker.CONTAINS, SrConcepts.MEASUREMENT_GROUP, isKept ? "" : template, List.of())
                .forEach(item::verbatim);
        if (form == null) {
            return item;
        }
        item.string(Tag.ContinuityOfContent, form.continuity());
        Element said = form.template();
        if (isKept && said != null) {
            item.verbatim(said);
        }
        return item;
    }

    /** A hole or a nucleus in a Measurement Group of its own, after that of its object. */
    private void addBeside(long feature, Parts parts) throws IOException {
        ObjectRegions.Drawn drawn = regions.of(feature, parts, Content.NONE);
        Descriptions description = descriptions.get(features.group(parts.get(0)));
        List<DataSet> children = new ArrayList<>(description.category());
        children.addAll(description.finding());
        children.addAll(description.sites());
        children.addAll(drawn.items());
        children.addAll(description.algorithms());
        DataSet.Builder item = groupItem(null, "1410");
        carriage.add(item, feature, parts, placesOf(feature, parts), !drawn.areExact(), null);
        made.add(new Made(item.build(), children, 0));
    }

    /** Null when the parts are the first of the object, in order. */
    private long @Nullable [] placesOf(long feature, Parts parts) {
        long[] places = new long[parts.count()];
        boolean plain = true;
        long dropped = 0;
        int at = 0;
        for (long part = features.firstPart(feature); part < features.firstPart(feature + 1); part++) {
            if (holes == Holes.DROP && features.has(part, Features.HOLE)) {
                dropped++;
            }
            if (at < places.length && parts.get(at) == part) {
                places[at] = part - features.firstPart(feature) - dropped + 1; // to one-based
                plain &= places[at] == at + 1;
                at++;
            }
        }
        return plain ? null : places;
    }

    private AnnotationGroup group(long part) {
        return set.groups().get(features.group(part));
    }
}
