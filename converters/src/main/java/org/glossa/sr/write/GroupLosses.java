package org.glossa.sr.write;

import org.glossa.annotation.Algorithm;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.GenerationType;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.GroupRole;
import org.glossa.annotation.ZPlanes;
import org.glossa.ledger.LedgerCode;
import org.glossa.ledger.LedgerEntry.Carriage;
import org.glossa.ledger.Losses;

/** What groups say that no content item does. Each group counts once; what stands for holes or for nothing drawn says nothing of its own. */
final class GroupLosses {
    private final Losses losses;
    private final SourcePlaces places;

    GroupLosses(Losses losses, SourcePlaces places) {
        this.losses = losses;
        this.places = places;
    }

    void note(AnnotationSet set) {
        for (int i = 0; i < set.groups().size(); i++) {
            if (set.groups().get(i).role() != GroupRole.HOLES) {
                note(set.groups().get(i), i);
            }
        }
    }

    private void note(AnnotationGroup group, int index) {
        GroupDescription said = group.description();
        boolean ofBulkAnnotations = !said.uid().isEmpty();
        note(LedgerCode.GROUP_NOT_CARRIED, ofBulkAnnotations, index);
        note(
                LedgerCode.GENERATION_TYPE_NOT_CARRIED,
                ofBulkAnnotations && said.generation() != GenerationType.UNSPECIFIED,
                index);
        note(LedgerCode.COLOUR_NOT_CARRIED, places.areOfGroups() && isColoured(said), index);
        note(LedgerCode.OPTICAL_PATH_NOT_CARRIED, !said.opticalPaths().isEmpty(), index);
        note(LedgerCode.Z_PLANES_NOT_CARRIED, said.zPlanes() == ZPlanes.ALL, index);
        boolean more = !said.extras().attributes().isEmpty()
                || !said.anatomy().primaryStructures().isEmpty()
                || said.algorithms().stream().anyMatch(GroupLosses::hasNameCode);
        note(LedgerCode.ATTRIBUTE_NOT_CARRIED, more, index);
    }

    /** Whether objects of the group have a colour, or their class has. */
    static boolean isColoured(GroupDescription said) {
        // between the quotes of a text its own quotes are escaped
        return said.colour() != null || said.extras().featureMembers().contains("\"color\":[");
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
