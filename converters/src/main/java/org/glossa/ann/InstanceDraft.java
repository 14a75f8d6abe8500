package org.glossa.ann;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.column.ScratchColumns;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Scope;
import org.glossa.dicom.Tag;
import org.glossa.finding.Finding;
import org.glossa.header.CharacterSetChange;
import org.glossa.header.GlossaEquipment;
import org.glossa.header.NameBasedUid;
import org.glossa.ledger.LedgerCode;
import org.glossa.ledger.LedgerEntry.Carriage;
import org.glossa.ledger.Losses;
import org.jspecify.annotations.Nullable;

/** An instance before its UIDs are known, which follow from all the rest. Lives as long as its scratch columns. */
final class InstanceDraft {
    /** Annotation Group Number (0040,A180) is US. */
    static final int MAXIMUM_GROUPS = 0xFFFF;

    private final AnnotationSet set;
    private final AnnotationContext context;
    private final PreparedSet prepared;
    private final Problems problems;
    private final Losses losses;
    private final DataSet header;
    private final List<GroupPart> parts = new ArrayList<>();
    private final List<@Nullable DataSet> originals;
    private final Set<Integer> ownUids;

    /** The UIDs that an instance needs. */
    interface Uids {
        /** Empty while it is not known. */
        String instance();

        String series();

        /** Of a group, zero-based in its set, that has none of its own. */
        String group(int group);
    }

    /** Asked for a digest: no UID is known. */
    static final Uids UNKNOWN = new Uids() {
        @Override
        public String instance() {
            return "";
        }

        @Override
        public String series() {
            return "";
        }

        @Override
        public String group(int group) {
            return "";
        }
    };

    InstanceDraft(
            PreparedSet prepared,
            AnnotationContext context,
            GlossaEquipment equipment,
            ScratchColumns scratch,
            long limitBytes,
            Problems problems,
            Losses losses)
            throws IOException, UnwritableAnnotationsException {
        this.prepared = prepared;
        this.set = prepared.seen();
        this.problems = problems;
        this.losses = losses;
        this.context = context;
        CoordinateType coordinateType = CoordinateType.of(set.space());
        this.header =
                new InstanceHeader(set, context, equipment, problems).build().build();
        List<List<AnnotationRange>> ranges = checkGroups(coordinateType, limitBytes);
        problems.requireNone();
        for (int i = 0; i < set.groups().size(); i++) {
            parts.addAll(GroupPart.of(i, set.groups().get(i), coordinateType, ranges.get(i), scratch));
        }
        this.originals = originalItems();
        this.ownUids = groupsWithOwnUid();
        tellAboutGroups();
    }

    private List<List<AnnotationRange>> checkGroups(CoordinateType coordinateType, long limitBytes) {
        List<List<AnnotationRange>> ranges = new ArrayList<>();
        long items = 0;
        for (int i = 0; i < set.groups().size(); i++) {
            AnnotationGroup group = set.groups().get(i);
            new GroupRequirements(group, i, problems).check(coordinateType);
            List<AnnotationRange> ofGroup = GroupSplit.of(group, limitBytes);
            if (ofGroup.isEmpty()) {
                problems.refuse(
                        "ANNOTATION_TOO_LARGE",
                        Problems.at(i, Tag.PointCoordinatesData),
                        "an annotation of more than " + limitBytes + " bytes",
                        "at most " + limitBytes + ", which a DICOM value holds",
                        "simplify the annotation");
            }
            items += ofGroup.size();
            ranges.add(ofGroup);
        }
        if (set.groups().isEmpty() || items > MAXIMUM_GROUPS) {
            problems.refuse(
                    "GROUP_COUNT",
                    Problems.at(Tag.AnnotationGroupSequence),
                    items + " groups",
                    "1 to " + MAXIMUM_GROUPS,
                    items == 0 ? "give a group, which may be empty" : "write several instances");
        }
        return ranges;
    }

    /** The original's item of each group, null where there is none. */
    private List<@Nullable DataSet> originalItems() {
        List<@Nullable DataSet> items = new ArrayList<>();
        DataSet original = context.original();
        List<DataSet> whole = original == null ? List.of() : SplitGroups.wholeItems(original);
        boolean alike = whole.size() == set.groups().size();
        Map<String, DataSet> byUid = new HashMap<>();
        for (DataSet item : whole) {
            byUid.putIfAbsent(item.string(Tag.AnnotationGroupUID).orElse(""), item);
        }
        for (int i = 0; i < set.groups().size(); i++) {
            // a set that was only read has as many groups; of one that was changed, UIDs tell
            items.add(
                    alike
                            ? whole.get(i)
                            : byUid.get(set.groups().get(i).description().uid()));
        }
        return items;
    }

    private Set<Integer> groupsWithOwnUid() {
        Set<Integer> own = new HashSet<>();
        Set<String> uids = new HashSet<>();
        for (int i = 0; i < set.groups().size(); i++) {
            String uid = set.groups().get(i).description().uid();
            if (!uid.isEmpty() && uids.add(uid)) {
                own.add(i);
            }
        }
        return own;
    }

    private void tellAboutGroups() {
        for (int i = 0; i < set.groups().size(); i++) {
            int number = set.groups().get(i).description().number();
            if (number != i + 1) {
                problems.tell(Finding.warning(
                        "GROUP_RENUMBERED",
                        Problems.at(i, Tag.AnnotationGroupNumber),
                        "number " + number + "; written as " + (i + 1),
                        "numbers 1, 2, 3 … in the order of the groups",
                        "number the groups from 1",
                        "PS3.3 C.37.1.2"));
            }
        }
        boolean shortened = false;
        for (GroupPart part : parts) {
            String label = set.groups().get(part.group()).description().label();
            if (part.part() == 1 && part.parts() > 1) {
                problems.tell(Finding.information(
                        "GROUP_SPLIT",
                        Problems.at(part.group(), Tag.AnnotationGroupSequence),
                        "the group \"" + label + "\", larger than a DICOM value may be; written as " + part.parts()
                                + " groups of equal codes",
                        "values of at most 4294967294 bytes",
                        "none is needed: our reader joins them, others see " + part.parts() + " groups",
                        "PS3.5 7.1.1"));
            }
            GroupLabel written = GroupLabel.of(label);
            if (part.part() == 1 && !written.isWhole()) {
                int source = prepared.sourceOf(part.group());
                losses.note(
                        LedgerCode.LABEL_SHORTENED,
                        Carriage.RESTORABLE,
                        () -> prepared.from().ofGroup(source));
                if (!shortened) {
                    losses.detail(
                            LedgerCode.LABEL_SHORTENED, "\"" + label + "\"; written as \"" + written.text() + "\"");
                    shortened = true;
                }
            }
            noteMeasurements(part);
        }
    }

    private void noteMeasurements(GroupPart part) {
        int source = prepared.sourceOf(part.group());
        MeasurementColumn.Changes noting = new MeasurementColumn.Changes() {
            @Override
            public void omitted(long annotation) {
                losses.note(LedgerCode.NAN_MEASUREMENT_OMITTED, Carriage.RESTORABLE, where(annotation));
            }

            @Override
            public void rounded(long annotation, double error) {
                losses.note(LedgerCode.MEASUREMENT_FLOAT32, Carriage.RESTORABLE, where(annotation));
                losses.error(LedgerCode.MEASUREMENT_FLOAT32, error);
            }

            @Override
            public void mistaken(long annotation) {
                // gone from one measurement, and come to another
                losses.note(LedgerCode.MEASUREMENT_ALIKE, Carriage.RESTORABLE, 2, where(annotation));
            }

            private Losses.Where where(long annotation) {
                return () ->
                        prepared.from().ofAnnotation(source, part.first() + annotation - 1); // one-based to zero-based
            }
        };
        part.measurements().eachChange(part.part() - 1, noting); // one-based to zero-based
    }

    /** The whole data set. */
    DataSet root(Uids uids) throws IOException {
        List<DataSet> items = new ArrayList<>(parts.size());
        for (GroupPart part : parts) {
            items.add(item(part, items.size() + 1, uids)); // to one-based
        }
        DataSet.Builder root = DataSet.builder();
        header.forEach(root::verbatim);
        root.all(prepared.root());
        addUid(root, Tag.SOPInstanceUID, uids.instance());
        addUid(root, Tag.SeriesInstanceUID, uids.series());
        root.sequence(Tag.AnnotationGroupSequence, items);
        return root.build().inCharacterSetOf(context.shared());
    }

    private DataSet item(GroupPart part, int number, Uids uids) throws IOException {
        AnnotationGroup group = set.groups().get(part.group());
        String label = group.description().label();
        String uid = ownUids.contains(part.group()) ? group.description().uid() : uids.group(part.group());
        boolean split = part.parts() > 1;
        GroupLabel written = split ? GroupLabel.ofPart(label, part.part(), part.parts()) : GroupLabel.of(label);
        DataSet.Builder item = DataSet.builder();
        part.content().forEach(item::verbatim);
        item.integers(Tag.AnnotationGroupNumber, number).string(Tag.AnnotationGroupLabel, written.text());
        addUid(item, Tag.AnnotationGroupUID, split && !uid.isEmpty() ? partUid(uid, part) : uid);
        if (!written.isWhole()) {
            new GlossaBlock.Builder(item).json(GlossaBlock.LABEL, label);
        }
        if (split) {
            new GlossaBlock.Builder(item)
                    .uid(GlossaBlock.WHOLE_UID, uid)
                    .number(GlossaBlock.PART, part.part())
                    .number(GlossaBlock.PARTS, part.parts());
        }
        if (part.part() == 1) {
            item.all(prepared.block(part.group()));
        }
        DataSet original = originals.get(part.group());
        if (original != null) {
            return CarriedAttributes.merge(item.build(), original);
        }
        return GroupAttributes.added(item.build(), group.description().extras().attributes());
    }

    private static String partUid(String wholeUid, GroupPart part) {
        return NameBasedUid.of("annotation group " + wholeUid + " part " + part.part() + " of " + part.parts());
    }

    private static void addUid(DataSet.Builder item, int tag, String uid) {
        if (!uid.isEmpty()) {
            item.string(tag, uid);
        }
    }

    /** What is worth telling of the instance, once it is made. */
    List<Finding> findings(DataSet made) {
        List<Finding> findings = new ArrayList<>(problems.told());
        CharacterSetChange.of(context.shared(), made).ifPresent(findings::add);
        DataSet original = context.original();
        if (original != null) {
            findings.addAll(changes(original, made));
        }
        return findings;
    }

    private List<Finding> changes(DataSet original, DataSet made) {
        RewriteChanges changes = new RewriteChanges();
        changes.compare(Scope.root(original), made, InstanceHeader.expectedChanges());
        List<Scope> before = Scope.root(original).items(Tag.AnnotationGroupSequence);
        List<DataSet> after = made.items(Tag.AnnotationGroupSequence);
        if (before.size() == after.size()) {
            for (int i = 0; i < before.size(); i++) {
                changes.compare(before.get(i), after.get(i), Set.of(Tag.AnnotationGroupLabel));
            }
        }
        return changes.findings();
    }
}
