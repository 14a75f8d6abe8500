package org.glossa.geojson;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@link org.glossa.feature.Features#members} says, taken apart by where it stands in the Feature.
 *
 * @param id as QuPath before 0.4 wrote it, which is no identity; null for none
 * @param top foreign members of the Feature
 * @param geometry foreign members of its geometry, without {@code type}
 * @param emptyType the type of a geometry that has no coordinates, in quotes; empty when there is none
 * @param nucleus foreign members of nucleusGeometry
 * @param objectType as JSON; null for none
 * @param properties the others
 * @param measurements those that are no numbers; null when there is no such member
 */
record FeatureMembers(
        @Nullable String id,
        List<RawMember> top,
        List<RawMember> geometry,
        String emptyType,
        List<RawMember> nucleus,
        @Nullable String objectType,
        List<RawMember> properties,
        @Nullable List<RawMember> measurements,
        PositionRests rests) {
    static final FeatureMembers NONE =
            new FeatureMembers(null, List.of(), List.of(), "", List.of(), null, List.of(), null, PositionRests.NONE);

    static FeatureMembers of(String json) throws IOException {
        String id = null;
        List<RawMember> top = new ArrayList<>();
        List<RawMember> geometry = List.of();
        List<RawMember> nucleus = List.of();
        List<RawMember> properties = List.of();
        PositionRests rests = PositionRests.NONE;
        for (RawMember member : RawMember.of(json)) {
            switch (member.name().getValue()) {
                case "id" -> id = member.value();
                case "geometry" -> geometry = RawMember.of(member.value());
                case "nucleusGeometry" -> {
                    if (isObject(member.value())) {
                        nucleus = RawMember.of(member.value());
                    } else {
                        top.add(member); // such as null: there is no nucleus
                    }
                }
                case "properties" -> properties = RawMember.of(member.value());
                case "positions" -> rests = rests(member.value());
                default -> top.add(member);
            }
        }
        String measurements = takenObject(properties, "measurements");
        String emptyType = taken(geometry, "type");
        return new FeatureMembers(
                id,
                top,
                geometry,
                emptyType == null ? "" : emptyType,
                nucleus,
                taken(properties, "objectType"),
                properties,
                measurements == null ? null : RawMember.of(measurements),
                rests);
    }

    private static @Nullable String taken(List<RawMember> members, String name) {
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i).name().getValue().equals(name)) {
                return members.remove(i).value();
            }
        }
        return null;
    }

    private static @Nullable String takenObject(List<RawMember> members, String name) {
        boolean isObject =
                members.stream().anyMatch(member -> member.name().getValue().equals(name) && isObject(member.value()));
        return isObject ? taken(members, name) : null;
    }

    private static boolean isObject(String json) {
        return json.startsWith("{");
    }

    private static PositionRests rests(String array) throws IOException {
        List<String> texts = new ArrayList<>();
        for (String element : RawMember.elements(array)) {
            texts.add(element.substring(1, element.length() - 1).strip());
        }
        return new PositionRests(texts);
    }
}
