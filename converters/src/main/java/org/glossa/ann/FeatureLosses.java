package org.glossa.ann;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.GroupRole;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DicomJsonReader;
import org.glossa.dicom.Tag;
import org.glossa.feature.Features;
import org.glossa.ledger.LedgerCode;
import org.glossa.ledger.LedgerEntry.Carriage;
import org.glossa.ledger.Losses;
import org.glossa.ledger.MemberLosses;
import org.glossa.option.Holes;

/** What Annotation Groups do not say of the objects of a set; our private block does. */
final class FeatureLosses {
    private static final String COLOUR = "\"color\":[";

    /** Observer Type to Device Observer Physical Location, TID 1002 to 1004. */
    private static final int FIRST_OBSERVER = 121_005;

    private static final int LAST_OBSERVER = 121_013;

    /** What every report of TID 1500 has and every reader of annotations can do without: language, procedure, the measurements. */
    private static final Set<String> OF_ANY_REPORT = Set.of("121049", "121058", "126010");

    private final AnnotationSet set;
    private final Features features;
    private final Holes holes;
    private final SourcePlaces places;
    private final Losses losses;
    private final MemberLosses members;

    FeatureLosses(AnnotationSet set, Holes holes, SourcePlaces places, Losses losses) {
        this.set = set;
        this.features = set.features();
        this.holes = holes;
        this.places = places;
        this.losses = losses;
        this.members = new MemberLosses(losses, MemberLosses.Metadata.NOT_SAID);
    }

    /** @param nativeIds says of a group whether its UID is the id of its one object */
    void note(boolean[] nativeIds) throws IOException {
        if (!features.isPlain()) {
            int lastGroup = 0;
            boolean mixed = false;
            for (long feature = 0; feature < features.featureCount(); feature++) {
                note(feature, nativeIds);
                int group = features.group(features.firstPart(feature));
                mixed |= group < lastGroup;
                lastGroup = group;
            }
            if (mixed) {
                losses.note(LedgerCode.ORDER_NOT_CARRIED, Carriage.RESTORABLE, () -> "");
            }
        }
        noteReport();
    }

    private void note(long feature, boolean[] nativeIds) throws IOException {
        Losses.Where where = () -> places.ofFeature(feature);
        long first = features.firstPart(feature);
        if (features.kind(feature) == Features.Kind.NONE) {
            losses.note(LedgerCode.GEOMETRY_ABSENT, Carriage.RESTORABLE, where);
            return; // which says that nothing of it is seen
        }
        if (features.idForm(feature) != Features.IdForm.ABSENT && !nativeIds[features.group(first)]) {
            losses.note(LedgerCode.ID_NOT_CARRIED, Carriage.RESTORABLE, where);
        }
        if (features.name(feature) != null) {
            losses.note(LedgerCode.NAME_NOT_CARRIED, Carriage.RESTORABLE, where);
        }
        if (features.parent(feature) >= 0) {
            losses.note(LedgerCode.HIERARCHY_NOT_CARRIED, Carriage.RESTORABLE, where);
        }
        String content = features.content(feature);
        if (content != null) {
            new ContentLosses(set, feature, losses, where).note(content);
        }
        boolean multi = features.kind(feature) == Features.Kind.COLLECTION;
        boolean nucleus = false;
        long outlines = 0;
        for (long part = first; part < features.firstPart(feature + 1); part++) {
            multi |= features.has(part, Features.OF_MULTI) && !features.has(part, Features.NUCLEUS);
            nucleus |= features.has(part, Features.NUCLEUS);
            if (features.has(part, Features.HOLE)) {
                noteHole(where);
            } else if (!features.has(part, Features.NUCLEUS)) {
                outlines++;
            }
        }
        if (multi || outlines > 1) {
            losses.note(LedgerCode.MULTIPART_SPLIT, Carriage.RESTORABLE, where);
        }
        if (nucleus) {
            losses.note(LedgerCode.NUCLEUS_PAIRED, Carriage.RESTORABLE, where);
        }
        members.noteFeature(feature, features.members(feature));
        String ofGroup =
                set.groups().get(features.group(first)).description().extras().featureMembers();
        if (hasTwoColours(ofGroup)) {
            losses.note(LedgerCode.COLOUR_NOT_CARRIED, Carriage.RESTORABLE, where);
            losses.detail(LedgerCode.COLOUR_NOT_CARRIED, "a group has one colour; that of the class is beside");
        }
        if (hasAlpha(ofGroup)) {
            losses.note(LedgerCode.COLOUR_ALPHA_NOT_CARRIED, Carriage.RESTORABLE, where);
        }
    }

    private void noteHole(Losses.Where where) {
        switch (holes) {
            case KEYHOLE -> losses.note(LedgerCode.HOLE_BRIDGED, Carriage.RESTORABLE, where);
            case SPLIT -> losses.note(LedgerCode.HOLE_SPLIT, Carriage.RESTORABLE, where);
            case DROP -> losses.note(LedgerCode.HOLE_DROPPED, Carriage.GONE, where);
            case FAIL -> losses.note(LedgerCode.HOLE_REFUSED, Carriage.GONE, where);
        }
    }

    /** The class has a colour, and its objects have another. */
    private static boolean hasTwoColours(String featureMembers) {
        int first = featureMembers.indexOf(COLOUR);
        int last = featureMembers.lastIndexOf(COLOUR);
        return first != last
                && !featureMembers
                        .substring(first, featureMembers.indexOf(']', first))
                        .equals(featureMembers.substring(last, featureMembers.indexOf(']', last)));
    }

    private static boolean hasAlpha(String featureMembers) {
        int at = featureMembers.indexOf(COLOUR);
        while (at >= 0) {
            int end = featureMembers.indexOf(']', at);
            if (featureMembers
                            .substring(at, Math.max(at, end))
                            .chars()
                            .filter(c -> c == ',')
                            .count()
                    == 3) {
                return true;
            }
            at = featureMembers.indexOf(COLOUR, at + 1);
        }
        return false;
    }

    private void noteReport() throws IOException {
        members.noteCollection(set.extras().collectionMembers());
        String report = set.extras().report();
        if (report.isEmpty()) {
            return;
        }
        boolean observer = false;
        boolean content = false;
        byte[] json = report.getBytes(StandardCharsets.UTF_8);
        for (DataSet root :
                DicomJsonReader.read(new ByteArrayInputStream(json), DicomJsonReader.BulkDataResolver.NONE)) {
            for (DataSet item : root.items(Tag.ContentSequence)) {
                String code = code(item);
                boolean isObserver = isObserver(code);
                observer |= isObserver;
                content |= !isObserver && !OF_ANY_REPORT.contains(code);
            }
        }
        losses.note(LedgerCode.CONTENT_HEADER_NOT_CARRIED, Carriage.RESTORABLE, () -> "");
        if (observer) {
            losses.note(LedgerCode.OBSERVER_NOT_CARRIED, Carriage.RESTORABLE, () -> "");
        }
        if (content) {
            losses.note(LedgerCode.CONTENT_NOT_CARRIED, Carriage.RESTORABLE, () -> "");
        }
    }

    private static String code(DataSet item) {
        List<DataSet> names = item.items(Tag.ConceptNameCodeSequence);
        return names.isEmpty() ? "" : names.getFirst().string(Tag.CodeValue).orElse("");
    }

    private static boolean isObserver(String code) {
        return code.length() == 6
                && code.chars().allMatch(Character::isDigit)
                && Integer.parseInt(code) >= FIRST_OBSERVER
                && Integer.parseInt(code) <= LAST_OBSERVER;
    }

    /** Whether a group has annotations that others are to see. */
    static boolean isSeen(GroupRole role, Holes holes) {
        return switch (role) {
            case ANNOTATIONS -> true;
            case HOLES -> holes == Holes.SPLIT;
            case REGIONLESS -> false;
        };
    }
}
