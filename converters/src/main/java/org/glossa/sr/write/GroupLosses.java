package org.glossa.sr.write;

import java.util.ArrayList;
import java.util.List;
import org.glossa.annotation.Algorithm;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.GenerationType;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.GroupRole;
import org.glossa.annotation.ZPlanes;
import org.glossa.dicom.Tag;
import org.glossa.ledger.LedgerCode;
import org.glossa.ledger.LedgerEntry.Carriage;
import org.glossa.ledger.Losses;
import org.glossa.ledger.MemberLosses;
import org.glossa.ledger.SetPlaces;
import org.glossa.sr.SrConcepts;

/** What groups say that no content item does. Each group counts once; what stands for holes or for nothing drawn says nothing of its own. */
final class GroupLosses {
    private static final String PERSON = '"' + SrConcepts.PERSON.value() + '"';
    private static final String DEVICE = '"' + SrConcepts.DEVICE.value() + '"';

    private final Losses losses;
    private final SourcePlaces places;
    private String report = "";

    GroupLosses(Losses losses, SourcePlaces places) {
        this.losses = losses;
        this.places = places;
    }

    void note(AnnotationSet set) {
        report = set.extras().report();
        for (int i = 0; i < set.groups().size(); i++) {
            if (isSeen(set.groups().get(i).role())) {
                note(set.groups().get(i), i);
            }
        }
    }

    /** Of objects without geometry nothing is, in a report that is not theirs. */
    private boolean isSeen(GroupRole role) {
        return switch (role) {
            case ANNOTATIONS -> true;
            case HOLES -> false;
            case REGIONLESS -> places.areOfReport();
        };
    }

    private void note(AnnotationGroup group, int index) {
        GroupDescription said = group.description();
        boolean ofBulkAnnotations =
                !said.uid().isEmpty() && said.extras().featureMembers().isEmpty();
        note(LedgerCode.GROUP_NOT_CARRIED, ofBulkAnnotations, index);
        note(
                LedgerCode.GENERATION_TYPE_NOT_CARRIED,
                ofBulkAnnotations && said.generation() != GenerationType.UNSPECIFIED && said.generation() != told(said),
                index);
        note(LedgerCode.COLOUR_NOT_CARRIED, places.areOfGroups() && isColoured(said), index);
        note(LedgerCode.OPTICAL_PATH_NOT_CARRIED, !said.opticalPaths().isEmpty(), index);
        note(LedgerCode.Z_PLANES_NOT_CARRIED, said.zPlanes() == ZPlanes.ALL, index);
        for (String tag : attributes(said)) {
            losses.note(LedgerCode.ATTRIBUTE_NOT_CARRIED, Carriage.RESTORABLE, () -> SetPlaces.ofAttribute(index, tag));
        }
    }

    /** Tags within the item of a group, as eight digits. */
    private static List<String> attributes(GroupDescription said) {
        List<String> tags = new ArrayList<>(MemberLosses.names(said.extras().attributes()));
        if (!said.anatomy().primaryStructures().isEmpty()) {
            tags.add(Tag.hex(Tag.PrimaryAnatomicStructureSequence));
        }
        if (said.algorithms().stream().anyMatch(GroupLosses::hasNameCode)) {
            tags.add(Tag.hex(Tag.AnnotationGroupAlgorithmIdentificationSequence));
        }
        return tags;
    }

    /** Whether objects of the group have a colour, or their class has. */
    static boolean isColoured(GroupDescription said) {
        // between the quotes of a text its own quotes are escaped
        return said.colour() != null || said.extras().featureMembers().contains("\"color\":[");
    }

    /** How a reader of the report takes annotations to be made: by an algorithm, else by who observed, who is a device of ours or of the source. */
    private GenerationType told(GroupDescription said) {
        if (!said.algorithms().isEmpty() || report.isEmpty()) {
            return GenerationType.AUTOMATIC;
        }
        return report.contains(PERSON)
                ? GenerationType.MANUAL
                : report.contains(DEVICE) ? GenerationType.AUTOMATIC : GenerationType.UNSPECIFIED;
    }

    private static boolean hasNameCode(Algorithm algorithm) {
        return algorithm.nameCode() != null;
    }

    private void note(LedgerCode code, boolean applies, int index) {
        if (applies) {
            losses.note(code, Carriage.RESTORABLE, () -> places.ofGroup(index));
        }
    }
}
