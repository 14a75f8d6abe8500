package org.glossa.sr.read;

import java.util.List;
import org.glossa.annotation.Algorithm;
import org.glossa.annotation.AnatomicSite;
import org.glossa.annotation.Anatomy;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.GenerationType;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.GroupRole;
import org.glossa.annotation.ZPlanes;

/** What regions of a report have in common when they are annotations of one group. */
record GroupKey(
        GroupRole role,
        GraphicType type,
        CodedConcept category,
        CodedConcept finding,
        List<CodedConcept> modifiers,
        List<AnatomicSite> sites,
        List<Algorithm> algorithms,
        GenerationType generation) {
    /** Label of a group whose objects have no finding. */
    static final String UNNAMED = "Measurements";

    static GroupKey of(MeasuredObject object, GroupRole role, GraphicType type) {
        return new GroupKey(
                role,
                type,
                object.category(),
                object.finding(),
                object.modifiers(),
                object.sites(),
                object.algorithms(),
                object.generation());
    }

    /** @param number one-based */
    GroupDescription description(int number) {
        return new GroupDescription(
                number,
                "",
                finding.meaning().isEmpty() ? UNNAMED : finding.meaning(),
                "",
                generation,
                algorithms,
                category,
                finding,
                modifiers,
                List.of(),
                List.of(),
                null,
                ZPlanes.UNSTATED,
                new Anatomy(sites, List.of()));
    }
}
