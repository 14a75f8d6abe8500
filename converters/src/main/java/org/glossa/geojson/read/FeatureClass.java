package org.glossa.geojson.read;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupDescription;

/** What features of the same class and colour, made the same way, have in common: a group for each use and graphic type. */
final class FeatureClass {
    /** What annotations of a feature are for. */
    enum Use {
        PART,
        HOLE,
        NUCLEUS,
        NUCLEUS_HOLE,
        REGIONLESS
    }

    /** Makes a group when the first annotation of it comes. */
    @FunctionalInterface
    interface NewGroup {
        GroupColumns of(Use use, GraphicType type, GroupDescription description) throws IOException;
    }

    /** Without number. */
    private final GroupDescription description;

    private final Map<Use, Map<GraphicType, GroupColumns>> groups = new EnumMap<>(Use.class);

    FeatureClass(GroupDescription description) {
        this.description = description;
    }

    GroupDescription description() {
        return description;
    }

    GroupColumns group(Use use, GraphicType type, NewGroup maker) throws IOException {
        Map<GraphicType, GroupColumns> byType = groups.computeIfAbsent(use, key -> new EnumMap<>(GraphicType.class));
        GroupColumns group = byType.get(type);
        if (group == null) {
            group = maker.of(use, type, description);
            byType.put(type, group);
        }
        return group;
    }
}
