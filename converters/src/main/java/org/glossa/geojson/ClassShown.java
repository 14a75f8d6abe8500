package org.glossa.geojson;

import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.GroupDescription;

/** Name and colour by which features show a group that does not come from GeoJSON. */
public record ClassShown(String name, SrgbColour colour) {
    /** The name is never empty, because QuPath refuses a class without a name. */
    public static ClassShown of(GroupDescription group) {
        String type = shown(group.type());
        if (!type.isEmpty()) {
            return new ClassShown(type, SrgbColour.of(group));
        }
        return new ClassShown(
                group.label().isEmpty() ? "Group " + group.number() : group.label(), SrgbColour.of(group));
    }

    static String shown(CodedConcept concept) {
        return concept.meaning().isEmpty() ? concept.value() : concept.meaning();
    }
}
