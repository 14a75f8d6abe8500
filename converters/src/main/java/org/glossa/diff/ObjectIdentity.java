package org.glossa.diff;

import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.LongUnaryOperator;
import java.util.regex.Pattern;
import org.glossa.diff.Difference.Example;
import org.glossa.feature.Features;
import org.glossa.ledger.Attribute;
import org.jspecify.annotations.Nullable;

/** What is said of two objects besides their geometry: id, name, parent, members, content. */
final class ObjectIdentity {
    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final String POSITIONS = "positions";

    private final SetView first;
    private final SetView second;
    private final Sides sides;
    private final LongUnaryOperator counterpart;
    private final DifferenceLog log;

    /** @param counterpart the object of the second side that is one of the first, −1 for none */
    ObjectIdentity(SetView first, SetView second, Sides sides, LongUnaryOperator counterpart, DifferenceLog log) {
        this.first = first;
        this.second = second;
        this.sides = sides;
        this.counterpart = counterpart;
        this.log = log;
    }

    void compare(long feature, long other) {
        Features features = first.features();
        Features others = second.features();
        if (features.isPlain() && others.isPlain()) {
            return;
        }
        compare(Attribute.ID, id(features, feature), id(others, other), feature, other);
        compare(Attribute.NAME, name(features, feature), name(others, other), feature, other);
        compareParents(feature, other);
        compareMembers(features.members(feature), others.members(other), feature, other);
        String content = features.content(feature);
        String otherContent = others.content(other);
        if (!orEmpty(content).equals(orEmpty(otherContent))) {
            // regions and other items of a report come in any order (TID 1410)
            compare(
                    Attribute.CONTENT,
                    JsonMeaning.ofUnordered(content),
                    JsonMeaning.ofUnordered(otherContent),
                    feature,
                    other);
        }
    }

    private void compare(Attribute attribute, String said, String otherSaid, long feature, long other) {
        if (said.equals(otherSaid) || said.isEmpty() && sides == Sides.SECOND_FROM_FIRST) {
            return;
        }
        log.note(
                attribute,
                () -> new Example(first.placeOfObject(feature), second.placeOfObject(other), said, otherSaid, feature));
    }

    private static String id(Features features, long feature) {
        String id = features.id(feature);
        if (id == null) {
            return "";
        }
        return switch (features.idForm(feature)) {
            case ABSENT -> "";
            case NUMBER -> "number " + JsonMeaning.of(id);
            case TEXT -> UUID.matcher(id).matches() ? id.toLowerCase(Locale.ROOT) : id;
        };
    }

    /** An empty name is said, none is not. */
    private static String name(Features features, long feature) {
        String name = features.name(feature);
        return name == null ? "" : name.isEmpty() ? "\"\"" : name;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private void compareParents(long feature, long other) {
        long parent = first.features().parent(feature);
        long otherParent = second.features().parent(other);
        long expected = parent < 0 ? -1 : counterpart.applyAsLong(parent);
        if (expected == otherParent && (parent < 0) == (otherParent < 0)) {
            return;
        }
        log.note(
                Attribute.PARENT,
                () -> new Example(
                        first.placeOfObject(feature),
                        second.placeOfObject(other),
                        parent < 0 ? "" : first.placeOfFeature(parent),
                        otherParent < 0 ? "" : second.placeOfFeature(otherParent),
                        feature));
    }

    /** Third ordinates stand among the members of a Feature, and are z. */
    private void compareMembers(@Nullable String members, @Nullable String otherMembers, long feature, long other) {
        if (orEmpty(members).equals(orEmpty(otherMembers))) {
            return;
        }
        SortedMap<String, String> all = JsonMeaning.members(members);
        SortedMap<String, String> others = JsonMeaning.members(otherMembers);
        compare(Attribute.Z, orEmpty(all.remove(POSITIONS)), orEmpty(others.remove(POSITIONS)), feature, other);
        compare(Attribute.MEMBERS, text(all), text(others), feature, other);
    }

    private static String text(Map<String, String> members) {
        return members.isEmpty() ? "" : JsonMeaning.object(members);
    }
}
