package org.glossa.geojson.read;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.GroupRole;
import org.glossa.feature.Features;
import org.glossa.geojson.staged.GroupColumns;

/** What features of the same class and colour, made the same way, have in common: a group for each use and graphic type. */
final class FeatureClass {
    private static final CodedConcept NUCLEUS = new CodedConcept("84640000", "SCT", "Nucleus");
    private static final CodedConcept STRUCTURE = new CodedConcept("91723000", "SCT", "Anatomical Structure");

    /** What annotations of a feature are for. */
    enum Use {
        PART,
        HOLE,
        NUCLEUS,
        NUCLEUS_HOLE,
        REGIONLESS;

        static Use of(int marks) {
            boolean hole = (marks & Features.HOLE) != 0;
            if ((marks & Features.NUCLEUS) != 0) {
                return hole ? NUCLEUS_HOLE : NUCLEUS;
            }
            return hole ? HOLE : PART;
        }

        GroupRole role() {
            return switch (this) {
                case PART, NUCLEUS -> GroupRole.ANNOTATIONS;
                case HOLE, NUCLEUS_HOLE -> GroupRole.HOLES;
                case REGIONLESS -> GroupRole.REGIONLESS;
            };
        }
    }

    /** Without number. */
    private final GroupDescription description;

    private final GroupDescription ofNuclei;
    private final Map<Use, Map<GraphicType, GroupColumns>> groups = new EnumMap<>(Use.class);

    FeatureClass(GroupDescription description) {
        this.description = description;
        this.ofNuclei = ofNuclei(description);
    }

    /** A group of the class, made when its first annotation comes. */
    GroupColumns group(Use use, GraphicType type, SetColumns set) throws IOException {
        Map<GraphicType, GroupColumns> byType = groups.computeIfAbsent(use, key -> new EnumMap<>(GraphicType.class));
        GroupColumns group = byType.get(type);
        if (group == null) {
            GroupDescription its = switch (use) {
                case PART, HOLE, REGIONLESS -> description;
                case NUCLEUS, NUCLEUS_HOLE -> ofNuclei;
            };
            group = set.newGroup(use.role(), type, its);
            byType.put(type, group);
        }
        return group;
    }

    private static GroupDescription ofNuclei(GroupDescription cells) {
        return new GroupDescription(
                cells.number(),
                cells.uid(),
                cells.label() + " nuclei",
                cells.description(),
                cells.generation(),
                cells.algorithms(),
                STRUCTURE,
                NUCLEUS,
                List.of(),
                cells.opticalPaths(),
                cells.commonZ(),
                cells.colour(),
                cells.zPlanes(),
                cells.anatomy(),
                cells.extras());
    }
}
