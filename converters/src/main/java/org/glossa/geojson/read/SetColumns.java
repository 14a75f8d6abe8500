package org.glossa.geojson.read;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.glossa.annotation.Anatomy;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.GroupExtras;
import org.glossa.annotation.GroupRole;
import org.glossa.annotation.ZPlanes;
import org.glossa.column.ScratchColumns;
import org.glossa.feature.FeatureColumnsBuilder;
import org.glossa.feature.FeatureColumnsBuilder.Said;
import org.glossa.feature.Features;
import org.glossa.feature.Features.Kind;
import org.glossa.feature.PlainFeatures;
import org.glossa.finding.Finding;
import org.glossa.finding.MalformedInputException;
import org.glossa.finding.Place;
import org.glossa.geojson.read.FeatureClass.Use;
import org.glossa.geojson.SrgbColour;
import org.glossa.mapping.ClassCodes;
import org.glossa.mapping.ClassMapping;
import org.glossa.mapping.Made;
import org.glossa.mapping.MeasurementCodes;
import org.jspecify.annotations.Nullable;

/** The set that grows feature by feature. Not thread-safe. */
final class SetColumns {
    /** As many as Annotation Group Sequence (006A,0002) can tell apart by number. */
    static final int MOST_GROUPS = 65_535;

    private static final String UNCLASSIFIED = "Unclassified";
    private static final CodedConcept NUCLEUS = new CodedConcept("84640000", "SCT", "Nucleus");
    private static final CodedConcept STRUCTURE = new CodedConcept("91723000", "SCT", "Anatomical Structure");

    private final ScratchColumns scratch;
    private final ClassMapping mapping;
    private final Findings findings;
    private final Paints paints;
    private final FeatureColumnsBuilder features;
    private final RestoredGroups restored;
    private final Map<ClassKey, FeatureClass> classes = new HashMap<>();
    private final Map<String, Made> madeBy = new HashMap<>();
    private final List<GroupColumns> groups = new ArrayList<>();
    private final List<GroupDescription> descriptions = new ArrayList<>();
    private final RawBytes members = new RawBytes();
    private final RawBytes lastMembers = new RawBytes();
    private @Nullable String lastMembersText;
    private @Nullable ClassKey lastKey;
    private @Nullable FeatureClass lastClass;
    private long featureCount;

    /** Whether all objects so far are annotations in the order of their groups and nothing else. */
    private boolean plain = true;

    private int lastGroup;

    private record ClassKey(String members, @Nullable String className, @Nullable SrgbColour colour, Made made) {}

    SetColumns(ScratchColumns scratch, ClassMapping mapping, Findings findings, RestoredGroups restored) {
        this.scratch = scratch;
        this.mapping = mapping;
        this.findings = findings;
        this.paints = new Paints(findings);
        this.features = new FeatureColumnsBuilder(scratch);
        this.restored = restored;
    }

    long featureCount() {
        return featureCount;
    }

    /**
     * Takes a feature that was read to its end.
     *
     * @param parent its number, −1 for none
     * @return its number
     */
    long add(FeatureReader feature, long parent) throws IOException {
        feature.geometry.seal();
        feature.nucleus.seal();
        long number = restored.add(feature, this, parent);
        if (number < 0) {
            number = addPlain(feature, parent);
        }
        featureCount++;
        return number;
    }

    private long addPlain(FeatureReader feature, long parent) throws IOException {
        plain = false;
        Paint paint = paints.of(feature.classification, feature.colour, feature.place());
        FeatureClass its = classOf(paint, feature.objectType());
        StagedGeometry geometry = feature.geometry;
        StagedGeometry nucleus = feature.nucleus;
        boolean nucleusAlone = geometry.partCount() == 0 && nucleus.partCount() > 0;
        GroupColumns first = null;
        long firstAnnotation = 0;
        if (geometry.partCount() == 0 && !nucleusAlone) {
            first = its.group(Use.REGIONLESS, GraphicType.POINT, this::newGroup);
            firstAnnotation = first.annotation(0);
            features.part(first.index, firstAnnotation, Features.BEGINS_MEMBER);
        }
        for (long part = 0; part < geometry.partCount(); part++) {
            int marks = geometry.marks(part);
            Use use = (marks & Features.HOLE) != 0 ? Use.HOLE : Use.PART;
            GroupColumns group = its.group(use, geometry.graphicType(part), this::newGroup);
            long annotation = append(geometry, part, group);
            features.part(group.index, annotation, marks);
            if (first == null) {
                first = group;
                firstAnnotation = annotation;
            }
        }
        for (long part = 0; part < nucleus.partCount(); part++) {
            int marks = nucleus.marks(part);
            Use use = (marks & Features.HOLE) != 0 ? Use.NUCLEUS_HOLE : Use.NUCLEUS;
            GroupColumns group = its.group(use, nucleus.graphicType(part), this::newGroup);
            long annotation = append(nucleus, part, group);
            features.part(group.index, annotation, marks | Features.NUCLEUS);
            if (first == null) {
                first = group;
                firstAnnotation = annotation;
            }
        }
        if (first != null && feature.measurements.count() > 0) {
            first.measure(firstAnnotation, feature.measurements);
        }
        return features.feature(
                nucleusAlone ? Kind.COLLECTION : geometry.kind,
                new Said()
                        .id(feature.idForm, feature.id)
                        .name(feature.name)
                        .members(members(feature, paint))
                        .parent(parent));
    }

    /** The same text is the same object while it repeats. */
    @Nullable
    String members(FeatureReader feature, Paint paint) {
        feature.membersTo(members, paint);
        if (members.size() == 2) {
            return null;
        }
        if (lastMembersText == null || !members.sameAs(lastMembers)) {
            lastMembers.copyOf(members);
            lastMembersText = members.text();
        }
        return lastMembersText;
    }

    private FeatureClass classOf(Paint paint, String objectType) {
        Made made = madeBy.get(objectType);
        if (made == null) {
            made = mapping.made(objectType.isEmpty() ? null : objectType);
            if (madeBy.size() < 1_000) {
                madeBy.put(objectType, made);
            }
        }
        ClassKey last = lastKey;
        FeatureClass its = lastClass;
        if (last != null && its != null && isSame(last, paint, made)) {
            return its;
        }
        ClassKey key = new ClassKey(paint.members(), paint.className(), paint.colour(), made);
        its = classes.get(key);
        if (its == null) {
            its = new FeatureClass(description(key));
            classes.put(key, its);
        }
        lastKey = key;
        lastClass = its;
        return its;
    }

    @SuppressWarnings("ReferenceEquality") // only to spare the comparison of what is the same
    private static boolean isSame(ClassKey key, Paint paint, Made made) {
        return key.members() == paint.members() && key.made() == made;
    }

    private GroupDescription description(ClassKey key) {
        String name = key.className() == null ? "" : key.className();
        ClassCodes codes = name.isEmpty() ? mapping.withoutClass() : mapping.classOf(name);
        SrgbColour colour = key.colour();
        return new GroupDescription(
                0,
                "",
                name.isEmpty() ? UNCLASSIFIED : name,
                "",
                key.made().generation(),
                key.made().algorithms(),
                codes.category(),
                codes.type(),
                codes.modifiers(),
                List.of(),
                List.of(),
                colour == null ? null : colour.toCieLab(),
                ZPlanes.UNSTATED,
                Anatomy.UNSTATED,
                new GroupExtras(key.members(), ""));
    }

    GroupColumns newGroup(Use use, GraphicType type, GroupDescription description) throws IOException {
        if (groups.size() == MOST_GROUPS) {
            throw new MalformedInputException(Finding.error(
                    "TOO_MANY_GROUPS",
                    new Place.JsonValue(-1, ""),
                    "more than " + MOST_GROUPS + " different classes and colours",
                    "at most " + MOST_GROUPS,
                    "give features of one class the same colour",
                    "PS3.3 C.37.1.2"));
        }
        GroupRole role =
                switch (use) {
                    case PART, NUCLEUS -> GroupRole.ANNOTATIONS;
                    case HOLE, NUCLEUS_HOLE -> GroupRole.HOLES;
                    case REGIONLESS -> GroupRole.REGIONLESS;
                };
        GroupColumns group = new GroupColumns(type, role, groups.size(), scratch);
        groups.add(group);
        descriptions.add(
                switch (use) {
                    case PART, HOLE, REGIONLESS -> description;
                    case NUCLEUS, NUCLEUS_HOLE -> ofNuclei(description);
                });
        return group;
    }

    private static GroupDescription ofNuclei(GroupDescription cells) {
        return new GroupDescription(
                cells.number(),
                "",
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

    /** Appends a part's positions; an ELLIPSE fills the bounding box of its ring. */
    static long append(StagedGeometry geometry, long part, GroupColumns group) throws IOException {
        long first = geometry.firstPosition(part);
        long count = geometry.positionCount(part);
        if (geometry.graphicType(part) == GraphicType.ELLIPSE) {
            ellipse(geometry, first, count, group);
            return group.annotation(4);
        }
        for (long position = first; position < first + count; position++) {
            group.ordinate(geometry.x(position));
            group.ordinate(geometry.y(position));
        }
        return group.annotation(count);
    }

    private static void ellipse(StagedGeometry geometry, long first, long count, GroupColumns group)
            throws IOException {
        double left = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        for (long position = first; position < first + count; position++) {
            left = Math.min(left, geometry.x(position));
            right = Math.max(right, geometry.x(position));
            top = Math.min(top, geometry.y(position));
            bottom = Math.max(bottom, geometry.y(position));
        }
        double x = left + (right - left) / 2;
        double y = top + (bottom - top) / 2;
        double[] across = {left, y, right, y};
        double[] down = {x, top, x, bottom};
        boolean wide = right - left >= bottom - top;
        for (double ordinate : wide ? across : down) {
            group.ordinate(ordinate);
        }
        for (double ordinate : wide ? down : across) {
            group.ordinate(ordinate);
        }
    }

    /** Takes an object that is one annotation of a restored group and nothing else. */
    long addAnnotation(GroupColumns group, long annotation, boolean inOrder) throws IOException {
        plain &= inOrder && group.index >= lastGroup;
        lastGroup = group.index;
        features.part(group.index, annotation, Features.BEGINS_MEMBER);
        return features.feature(Kind.GEOMETRY, new Said());
    }

    /** Takes an object that is one annotation of a restored group and says more. */
    long addObject(GroupColumns group, long annotation, Said said) throws IOException {
        plain = false;
        features.part(group.index, annotation, Features.BEGINS_MEMBER);
        return features.feature(Kind.GEOMETRY, said);
    }

    List<AnnotationGroup> finishGroups() throws IOException {
        List<AnnotationGroup> finished = new ArrayList<>();
        int[] numbers = numbers();
        for (int i = 0; i < groups.size(); i++) {
            GroupDescription said = descriptions.get(i);
            GroupDescription numbered =
                    said.number() > 0 ? said : said.named(numbers[i], said.uid(), said.label());
            finished.add(restored.finish(groups.get(i), numbered, this::coded));
        }
        return finished;
    }

    /** In order of first appearance: groups of annotations first, for others may be none in the target; holes have their outline's. */
    private int[] numbers() {
        int[] numbers = new int[groups.size()];
        int next = 1;
        for (GroupDescription said : descriptions) {
            next = Math.max(next, said.number() + 1);
        }
        Map<GroupDescription, Integer> ofOutlines = new HashMap<>();
        for (GroupRole role : List.of(GroupRole.ANNOTATIONS, GroupRole.REGIONLESS)) {
            for (int i = 0; i < numbers.length; i++) {
                if (groups.get(i).role() == role) {
                    numbers[i] = next++;
                    if (groups.get(i).graphicType() == GraphicType.POLYGON) {
                        ofOutlines.put(descriptions.get(i), numbers[i]);
                    }
                }
            }
        }
        for (int i = 0; i < numbers.length; i++) {
            if (groups.get(i).role() == GroupRole.HOLES) {
                numbers[i] = ofOutlines.getOrDefault(descriptions.get(i), 0);
            }
        }
        return numbers;
    }

    private GroupColumns.Coded coded(String name) {
        MeasurementCodes codes = mapping.measurement(name);
        return new GroupColumns.Coded(codes.concept(), codes.unit(), name);
    }

    Features finishFeatures(List<AnnotationGroup> finished) throws IOException {
        Features columns = features.build();
        return plain
                ? new PlainFeatures(finished.stream()
                        .mapToLong(AnnotationGroup::annotationCount)
                        .toArray())
                : columns;
    }
}
