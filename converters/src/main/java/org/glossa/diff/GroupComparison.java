package org.glossa.diff;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.glossa.annotation.Algorithm;
import org.glossa.annotation.AnatomicSite;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.CieLab;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.GenerationType;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.GroupRole;
import org.glossa.annotation.ZPlanes;
import org.glossa.diff.Difference.Example;
import org.glossa.geojson.SrgbColour;
import org.glossa.ledger.Attribute;
import org.jspecify.annotations.Nullable;

/**
 * What two groups say of all their annotations. Groups that are counterparts are compared once, likewise a group without counterpart with
 * each that has annotations of it; an annotation that has gone from one group to another is a difference by itself.
 */
final class GroupComparison {
    /** The first of these that two groups differ in is why an annotation is in the other. */
    private static final List<Attribute> REASONS = List.of(
            Attribute.CLASS,
            Attribute.COLOUR,
            Attribute.GENERATION_TYPE,
            Attribute.ALGORITHM,
            Attribute.OPTICAL_PATHS,
            Attribute.ANATOMY,
            Attribute.Z_PLANES,
            Attribute.ATTRIBUTES);

    private final SetView first;
    private final SetView second;
    private final GroupPairs pairs;
    private final Sides sides;
    private final DifferenceLog log;
    private final Set<Long> met = new HashSet<>();

    GroupComparison(SetView first, SetView second, GroupPairs pairs, Sides sides, DifferenceLog log) {
        this.sides = sides;
        this.first = first;
        this.second = second;
        this.pairs = pairs;
        this.log = log;
    }

    /** What each side says of one attribute. */
    private record Said(String inFirst, String inSecond) {}

    /** Groups that are counterparts, and those of no annotations that have none. */
    void compareCounterparts() {
        for (int group = 0; group < first.groupCount(); group++) {
            int other = pairs.second(group);
            if (other >= 0) {
                compareOnce(group, other);
            } else if (first.group(group).annotationCount() == 0) {
                String place = first.place(group);
                log.note(Attribute.GROUP, () -> new Example(place, "", "no annotations", ""));
            }
        }
        for (int group = 0; group < second.groupCount(); group++) {
            if (pairs.first(group) < 0 && second.group(group).annotationCount() == 0) {
                String place = second.place(group);
                log.note(Attribute.GROUP, () -> new Example("", place, "", "no annotations"));
            }
        }
        if (first.features().isPlain() && second.features().isPlain()) {
            compareOrder();
        }
    }

    private void compareOrder() {
        int last = -1;
        for (int group = 0; group < first.groupCount(); group++) {
            int other = pairs.second(group);
            if (other >= 0 && other < last) {
                int at = group;
                log.note(
                        Attribute.GROUP,
                        () -> new Example(
                                first.place(at), second.place(other), "number " + (at + 1), "number " + (other + 1)));
                return;
            }
            last = Math.max(last, other);
        }
    }

    /** Two rows are counterparts, neither of them a hole of an outline on one side only. */
    void met(long row, long other) {
        int group = first.groupOf(row);
        int otherGroup = second.groupOf(other);
        if (pairs.second(group) == otherGroup) {
            return;
        }
        AnnotationGroup found = first.group(group);
        AnnotationGroup otherFound = second.group(otherGroup);
        if (found.role() == GroupRole.HOLES || otherFound.role() == GroupRole.HOLES) {
            return;
        }
        if (pairs.second(group) < 0 || pairs.first(otherGroup) < 0) {
            compareOnce(group, otherGroup);
            return;
        }
        Map<Attribute, Said> differences = differences(found, otherFound);
        Attribute reason = REASONS.stream()
                .filter(differences::containsKey)
                .findFirst()
                .orElse(differences.containsKey(Attribute.GRAPHIC_TYPE) ? Attribute.GRAPHIC_TYPE : Attribute.GROUP);
        Said said = differences.get(reason);
        log.note(
                reason,
                () -> new Example(
                        first.place(row),
                        second.place(other),
                        said == null ? first.place(group) : said.inFirst,
                        said == null ? second.place(otherGroup) : said.inSecond,
                        first.featureOf(row)));
        if (reason != Attribute.GRAPHIC_TYPE && found.graphicType() != otherFound.graphicType()) {
            log.note(
                    Attribute.GRAPHIC_TYPE,
                    () -> new Example(
                            first.place(row),
                            second.place(other),
                            found.graphicType().name(),
                            otherFound.graphicType().name(),
                            first.featureOf(row)));
        }
    }

    private void compareOnce(int group, int other) {
        AnnotationGroup found = first.group(group);
        AnnotationGroup otherFound = second.group(other);
        if (found.role() == GroupRole.HOLES || !met.add((long) group << 32 | other)) {
            return;
        }
        differences(found, otherFound)
                .forEach((attribute, said) -> log.note(
                        attribute,
                        () -> new Example(first.place(group), second.place(other), said.inFirst, said.inSecond)));
    }

    private Map<Attribute, Said> differences(AnnotationGroup first, AnnotationGroup second) {
        Map<Attribute, Said> found = new EnumMap<>(Attribute.class);
        GroupDescription a = first.description();
        GroupDescription b = second.description();
        put(found, Attribute.GRAPHIC_TYPE, first.graphicType(), second.graphicType());
        put(found, Attribute.GROUP, a.description(), b.description());
        // a language without UIDs lets the other make one, which is not said when that language is written again
        boolean isMadeUp = !a.extras().featureMembers().isEmpty() && b.uid().isEmpty();
        // nor does it have labels: its classes are compared as such
        if ((!isMadeUp || sides == Sides.ALIKE) && !areOtherClasses(a, b)) {
            put(found, Attribute.GROUP, a.label(), b.label());
        }
        if (!a.uid().isEmpty() && !isMadeUp) {
            put(found, Attribute.GROUP, a.uid(), b.uid());
        }
        // a feature does not say that a person made it
        boolean isSupposed = !a.extras().featureMembers().isEmpty() && a.generation() == GenerationType.MANUAL;
        if (a.generation() != GenerationType.UNSPECIFIED && !(isSupposed && sides == Sides.SECOND_FROM_FIRST)) {
            put(found, Attribute.GENERATION_TYPE, a.generation(), b.generation());
        }
        // in 2D it may not be said (PS3.3 C.37.1.2)
        boolean isVolume = this.first.set().space() instanceof CoordinateSpace.SlideMillimetres;
        // each annotation in its own plane is what a language without words for it means
        boolean isUnsaid =
                sides == Sides.SECOND_FROM_FIRST && a.zPlanes() == ZPlanes.OWN && b.zPlanes() == ZPlanes.UNSTATED;
        if (a.zPlanes() != ZPlanes.UNSTATED && isVolume && !isUnsaid) {
            put(found, Attribute.Z_PLANES, a.zPlanes(), b.zPlanes());
        }
        put(found, Attribute.ALGORITHM, algorithms(a.algorithms()), algorithms(b.algorithms()));
        put(found, Attribute.OPTICAL_PATHS, a.opticalPaths(), b.opticalPaths());
        put(found, Attribute.ANATOMY, anatomy(a), anatomy(b));
        if (first.coordinates().ordinates() == 2 && second.coordinates().ordinates() == 2) {
            put(found, Attribute.Z, a.commonZ(), b.commonZ());
        }
        put(
                found,
                Attribute.ATTRIBUTES,
                JsonMeaning.of(a.extras().attributes()),
                JsonMeaning.of(b.extras().attributes()));
        putClass(found, a, b);
        return found;
    }

    /** Of features, whose labels are their classes. */
    private static boolean areOtherClasses(GroupDescription a, GroupDescription b) {
        String members = a.extras().featureMembers();
        String others = b.extras().featureMembers();
        return !members.isEmpty()
                && !others.isEmpty()
                && !FeatureClass.of(members)
                        .name()
                        .equals(FeatureClass.of(others).name());
    }

    private static void put(Map<Attribute, Said> found, Attribute attribute, Object first, Object second) {
        if (!Objects.equals(first, second)) {
            found.put(attribute, new Said(String.valueOf(first), String.valueOf(second)));
        }
    }

    /** Class and colour: as codes, and as members of Features where both sides have those. */
    private void putClass(Map<Attribute, Said> found, GroupDescription a, GroupDescription b) {
        String members = a.extras().featureMembers();
        String others = b.extras().featureMembers();
        if (!members.isEmpty() && !others.isEmpty()) {
            FeatureClass first = FeatureClass.of(members);
            FeatureClass second = FeatureClass.of(others);
            put(
                    found,
                    Attribute.COLOUR,
                    first.colours(),
                    isMadeUp(first) ? second.withoutClassColour() : second.colours());
            put(found, Attribute.CLASS, first.name(), second.name());
            put(found, Attribute.COLOUR, colour(a.colour()), colour(b.colour()));
        } else if (members.isEmpty() && others.isEmpty()) {
            put(found, Attribute.COLOUR, colour(a.colour()), colour(b.colour()));
        } else {
            String beside = FeatureClass.of(members + others).coloursThatOthersLack();
            put(found, Attribute.COLOUR, members.isEmpty() ? "" : beside, members.isEmpty() ? beside : "");
            put(found, Attribute.COLOUR, displayed(a.colour()), displayed(b.colour()));
        }
        if (sides == Sides.SECOND_FROM_FIRST
                && a.colour() == null
                && (members.isEmpty() || FeatureClass.of(members).isColourless())) {
            found.remove(Attribute.COLOUR); // QuPath reads no class without one
        }
        put(
                found,
                Attribute.CLASS,
                Concepts.describe(a.category()) + Concepts.describe(a.type()) + Concepts.describe(a.typeModifiers()),
                Concepts.describe(b.category()) + Concepts.describe(b.type()) + Concepts.describe(b.typeModifiers()));
    }

    /** QuPath reads no class without a colour, so that a Feature gets one. */
    private boolean isMadeUp(FeatureClass source) {
        return sides == Sides.SECOND_FROM_FIRST && source.classColour.isEmpty();
    }

    private static String colour(@Nullable CieLab colour) {
        return colour == null ? "" : colour.lightness() + "\\" + colour.a() + "\\" + colour.b();
    }

    /** Features have colours of sRGB. */
    private static String displayed(@Nullable CieLab colour) {
        return colour == null ? "" : SrgbColour.of(colour).toString();
    }

    private static String algorithms(List<Algorithm> algorithms) {
        StringBuilder text = new StringBuilder();
        for (Algorithm algorithm : algorithms) {
            text.append('[')
                    .append(String.join(
                            "; ", algorithm.name(), algorithm.version(), algorithm.parameters(), algorithm.source()))
                    .append(Concepts.describe(algorithm.family()))
                    .append(Concepts.describe(algorithm.nameCode()))
                    .append(']');
        }
        return text.toString();
    }

    private static String anatomy(GroupDescription description) {
        return sites(description.anatomy().regions())
                + sites(description.anatomy().primaryStructures());
    }

    private static String sites(List<AnatomicSite> sites) {
        StringBuilder text = new StringBuilder("[");
        for (AnatomicSite site : sites) {
            text.append(Concepts.describe(site.site())).append(Concepts.describe(site.modifiers()));
        }
        return text.append(']').toString();
    }

    /** Class and colours as a Feature has them. */
    private record FeatureClass(String name, String classColour, String colour) {
        static FeatureClass of(String members) {
            SortedMap<String, String> all = JsonMeaning.members(members);
            String classification = all.getOrDefault("classification", "");
            SortedMap<String, String> said =
                    classification.startsWith("{") ? JsonMeaning.members(classification) : new TreeMap<>();
            String classColour = said.remove("color");
            return new FeatureClass(
                    classification.startsWith("{") ? JsonMeaning.object(said) : classification,
                    classColour == null ? "" : classColour,
                    all.getOrDefault("color", ""));
        }

        boolean isColourless() {
            return classColour.isEmpty() && colour.isEmpty();
        }

        String colours() {
            return classColour + '|' + colour;
        }

        String withoutClassColour() {
            return '|' + colour;
        }

        /** A fourth component, and a second colour. */
        String coloursThatOthersLack() {
            boolean alpha = components(classColour) > 3 || components(colour) > 3;
            boolean two = !classColour.isEmpty() && !colour.isEmpty() && !classColour.equals(colour);
            return alpha || two ? colours() : "";
        }

        private static long components(String colour) {
            return colour.startsWith("[") ? colour.chars().filter(c -> c == ',').count() + 1 : 0;
        }
    }
}
