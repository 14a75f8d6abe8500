package org.glossa.diff;

import java.util.List;
import org.glossa.annotation.Algorithm;
import org.glossa.annotation.AnatomicSite;
import org.glossa.annotation.Anatomy;
import org.glossa.annotation.CieLab;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.GenerationType;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.GroupExtras;
import org.glossa.annotation.ZPlanes;
import org.jspecify.annotations.Nullable;

/** A description with one thing changed. */
final class DescriptionChange {
    private DescriptionChange() {}

    static GroupDescription typed(GroupDescription d, CodedConcept type, List<CodedConcept> modifiers) {
        return rebuilt(
                d,
                d.description(),
                d.generation(),
                d.algorithms(),
                type,
                modifiers,
                d.opticalPaths(),
                d.commonZ(),
                d.colour(),
                d.zPlanes(),
                d.anatomy(),
                d.extras());
    }

    static GroupDescription said(GroupDescription d, String text, GenerationType generation, ZPlanes planes) {
        return rebuilt(
                d,
                text,
                generation,
                d.algorithms(),
                d.type(),
                d.typeModifiers(),
                d.opticalPaths(),
                d.commonZ(),
                d.colour(),
                planes,
                d.anatomy(),
                d.extras());
    }

    static GroupDescription with(GroupDescription d, List<Double> commonZ, GroupExtras extras) {
        return rebuilt(
                d,
                d.description(),
                d.generation(),
                d.algorithms(),
                d.type(),
                d.typeModifiers(),
                d.opticalPaths(),
                commonZ,
                d.colour(),
                d.zPlanes(),
                d.anatomy(),
                extras);
    }

    static GroupDescription coloured(GroupDescription d, @Nullable CieLab colour) {
        return rebuilt(
                d,
                d.description(),
                d.generation(),
                d.algorithms(),
                d.type(),
                d.typeModifiers(),
                d.opticalPaths(),
                d.commonZ(),
                colour,
                d.zPlanes(),
                d.anatomy(),
                d.extras());
    }

    static GroupDescription newVersion(GroupDescription d) {
        return rebuilt(
                d,
                d.description(),
                d.generation(),
                List.of(new Algorithm("net", "1.1", null, "", "")),
                d.type(),
                d.typeModifiers(),
                d.opticalPaths(),
                d.commonZ(),
                d.colour(),
                d.zPlanes(),
                d.anatomy(),
                d.extras());
    }

    static GroupDescription onPath(GroupDescription d) {
        return rebuilt(
                d,
                d.description(),
                d.generation(),
                d.algorithms(),
                d.type(),
                d.typeModifiers(),
                List.of("2"),
                d.commonZ(),
                d.colour(),
                d.zPlanes(),
                d.anatomy(),
                d.extras());
    }

    static GroupDescription atSite(GroupDescription d) {
        Anatomy anatomy = new Anatomy(
                List.of(new AnatomicSite(new CodedConcept("24028007", "SCT", "Right"), List.of())), List.of());
        return rebuilt(
                d,
                d.description(),
                d.generation(),
                d.algorithms(),
                d.type(),
                d.typeModifiers(),
                d.opticalPaths(),
                d.commonZ(),
                d.colour(),
                d.zPlanes(),
                anatomy,
                d.extras());
    }

    private static GroupDescription rebuilt(
            GroupDescription d,
            String description,
            GenerationType generation,
            List<Algorithm> algorithms,
            CodedConcept type,
            List<CodedConcept> modifiers,
            List<String> opticalPaths,
            List<Double> commonZ,
            @Nullable CieLab colour,
            ZPlanes planes,
            Anatomy anatomy,
            GroupExtras extras) {
        return new GroupDescription(
                d.number(),
                d.uid(),
                d.label(),
                description,
                generation,
                algorithms,
                d.category(),
                type,
                modifiers,
                opticalPaths,
                commonZ,
                colour,
                planes,
                anatomy,
                extras);
    }
}
