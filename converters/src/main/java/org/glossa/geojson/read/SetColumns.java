package org.glossa.geojson.read;

import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.GroupRole;
import org.glossa.column.ScratchColumns;
import org.glossa.feature.FeatureColumnsBuilder;
import org.glossa.feature.FeatureColumnsBuilder.Said;
import org.glossa.feature.Features;
import org.glossa.feature.Features.IdForm;
import org.glossa.feature.Features.Kind;
import org.glossa.feature.PlainFeatures;
import org.glossa.finding.Finding;
import org.glossa.finding.MalformedInputException;
import org.glossa.finding.Place;
import org.glossa.geojson.read.FeatureClass.Use;
import org.glossa.geojson.read.Paints.ClassColour;
import org.glossa.geojson.staged.Findings;
import org.glossa.geojson.staged.GroupColumns;
import org.glossa.geojson.staged.RawBytes;
import org.glossa.geojson.staged.StagedGeometry;
import org.glossa.geojson.staged.Vertices;
import org.glossa.mapping.ClassMapping;
import org.glossa.mapping.MeasurementCodes;
import org.jspecify.annotations.Nullable;

/** The set that grows feature by feature. Not thread-safe. */
final class SetColumns {
    /** As many as Annotation Group Number (0040,A180) of 16 bits tells apart. */
    private static final int MOST_GROUPS = 65_535;

    private final ScratchColumns scratch;
    private final ClassMapping mapping;
    private final Findings findings;
    private final Paints paints;
    private final FeatureClasses classes;
    private final FeatureColumnsBuilder features;
    private final CollectionDicom collection;
    private final RestoredGroups restored;
    private final Edits edits;
    private final Pass pass;
    private final List<GroupColumns> groups = new ArrayList<>();
    private final List<GroupDescription> descriptions = new ArrayList<>();
    private final RawBytes members = new RawBytes();
    private final RawBytes lastMembers = new RawBytes();
    private @Nullable String lastMembersText;

    /** Whether all objects so far are annotations in the order of their groups and nothing else. */
    private boolean plain = true;

    private int lastGroup;
    private @Nullable GroupColumns first;
    private long firstAnnotation;
    private long parts;

    SetColumns(ScratchColumns scratch, ClassMapping mapping, Findings findings, CollectionDicom collection, Pass pass) {
        this.scratch = scratch;
        this.mapping = mapping;
        this.findings = findings;
        this.paints = new Paints(findings);
        this.classes = new FeatureClasses(mapping);
        this.features = new FeatureColumnsBuilder(scratch);
        this.collection = collection;
        this.pass = pass;
        this.restored = new RestoredGroups(findings, collection, pass);
        this.edits = new Edits(restored, collection, pass);
    }

    /**
     * Takes a feature that was read to its end.
     *
     * @param parent its number, −1 for none
     * @return its number
     */
    long add(FeatureReader feature, long parent) throws IOException {
        feature.seal();
        restored.prepare(this);
        DicomMember dicom = feature.dicom;
        if (dicom.whole.group >= 0 && collection.groups.isEmpty() && !collection.searched) {
            throw new Pass.InsufficientException(Pass.COLLECTION);
        }
        GroupColumns its = dicom.present ? restoredGroup(feature) : null;
        Paint paint;
        if (its == null) {
            ClassColour colour = dicom.colourSupplied ? ClassColour.SUPPLIED : ClassColour.WRITTEN;
            paint = paints.of(feature.classification, feature.colour, colour, feature.place());
        } else {
            feature.dropSupplied();
            paint = Paint.NONE;
        }
        PartGroups target = new PartGroups(its, its == null ? classes.of(paint, feature.objectType()) : null);
        first = null;
        parts = 0;
        Kind kind = parts(feature, target);
        GroupColumns holder = first;
        if (holder != null && feature.measurements.count() > 0) {
            holder.measure(firstAnnotation, feature.measurements);
        }
        return finish(feature, kind, paint, parent);
    }

    /** The group that the member dicom says, null when it says none or the feature was edited since. */
    private @Nullable GroupColumns restoredGroup(FeatureReader feature) throws IOException {
        DicomMember dicom = feature.dicom;
        GroupColumns its = restored.group(dicom.whole.group);
        its = its == null ? restored.described(dicom, this) : its;
        Edits.Edit edit = null;
        if (its != null) {
            Paint paint = paints.of(feature.classification, feature.colour, ClassColour.WRITTEN, feature.place());
            edit = edits.ofClass(paint, its, descriptions.get(its.index));
        }
        edit = edit == null ? edits.ofGeometry(feature, its) : edit;
        if (edit == null) {
            return its;
        }
        findings.warn(
                feature.place().path(),
                "DICOM_MEMBER_CONTRADICTS",
                edit.got(),
                edit.allowed(),
                "the feature was edited since: it is read as it is now, without the group and points of its member dicom");
        dicom.forget();
        return null;
    }

    /** Where the parts of a feature go: to restored groups, or to those of its class. */
    private final class PartGroups {
        private final @Nullable GroupColumns restoredGroup;
        private final @Nullable FeatureClass ofClass;

        PartGroups(@Nullable GroupColumns restoredGroup, @Nullable FeatureClass ofClass) {
            this.restoredGroup = restoredGroup;
            this.ofClass = ofClass;
        }

        GroupColumns of(Use use, GraphicType type, DicomPart said) throws IOException {
            GroupColumns own = restored.group(said.group);
            if (own != null) {
                return own;
            }
            if (restoredGroup != null) {
                return restoredGroup;
            }
            FeatureClass its = ofClass;
            if (its == null) {
                throw new IllegalStateException("neither a group nor a class");
            }
            return its.group(use, said.graphicType == null ? type : said.graphicType, SetColumns.this);
        }
    }

    private Kind parts(FeatureReader feature, PartGroups target) throws IOException {
        StagedGeometry geometry = feature.geometry;
        StagedGeometry nucleus = feature.nucleus;
        DicomMember dicom = feature.dicom;
        long staged = geometry.partCount() + nucleus.partCount();
        if (staged == 0) {
            return partsWithoutGeometry(feature, target);
        }
        for (long part = 0; part < staged; part++) {
            DicomPart said = dicom.of(part, staged);
            boolean cell = part < geometry.partCount();
            StagedGeometry its = cell ? geometry : nucleus;
            long own = cell ? part : part - geometry.partCount();
            int marks = its.marks(own) | (cell ? 0 : Features.NUCLEUS);
            GroupColumns group = target.of(Use.of(marks), its.graphicType(own), said);
            long annotation = hasPoints(said) ? points(feature, said, group) : staged(its, own, group);
            keep(group, annotation, marks);
        }
        return geometry.partCount() == 0 ? Kind.COLLECTION : geometry.kind;
    }

    private Kind partsWithoutGeometry(FeatureReader feature, PartGroups target) throws IOException {
        DicomMember dicom = feature.dicom;
        for (long part = 0; part < dicom.partCount(); part++) {
            DicomPart said = dicom.part(part);
            if (hasPoints(said) && said.marks >= 0) {
                GraphicType type = said.graphicType == null ? GraphicType.POLYGON : said.graphicType;
                GroupColumns group = target.of(Use.of(said.marks), type, said);
                keep(group, points(feature, said, group), said.marks);
            }
        }
        if (parts > 0) {
            return dicom.kind.equals("COLLECTION") ? Kind.COLLECTION : Kind.GEOMETRY;
        }
        if (hasPoints(dicom.whole)) {
            GraphicType type = dicom.whole.graphicType == null ? GraphicType.POINT : dicom.whole.graphicType;
            GroupColumns group = target.of(Use.PART, type, dicom.whole);
            if (group.role() != GroupRole.REGIONLESS) {
                keep(group, points(feature, dicom.whole, group), Features.BEGINS_MEMBER);
                return Kind.GEOMETRY;
            }
        }
        GroupColumns group = target.of(Use.REGIONLESS, GraphicType.POINT, dicom.nothing);
        keep(group, group.annotation(0), Features.BEGINS_MEMBER);
        return group.role() == GroupRole.REGIONLESS ? Kind.NONE : Kind.GEOMETRY;
    }

    private boolean hasPoints(DicomPart said) {
        return said.hasPoints() || said.hasSource() && pass == Pass.SOURCE;
    }

    private long points(FeatureReader feature, DicomPart said, GroupColumns group) throws IOException {
        boolean source = said.hasSource() && pass == Pass.SOURCE;
        if (!source) {
            requireSource();
        }
        return source
                ? Vertices.append(feature.dicom.ordinates, said.sourceStart, said.sourceEnd, group)
                : Vertices.append(feature.dicom.ordinates, said.pointsStart, said.pointsEnd, group);
    }

    private long staged(StagedGeometry its, long part, GroupColumns group) throws IOException {
        requireSource();
        return Vertices.append(its, part, group);
    }

    private void requireSource() throws IOException {
        if (pass == Pass.SOURCE && !collection.sourceSpace.isEmpty()) {
            throw new Pass.InsufficientException(Pass.TEXT);
        }
    }

    private void keep(GroupColumns group, long annotation, int marks) throws IOException {
        features.part(group.index, annotation, marks);
        if (parts++ == 0) {
            first = group;
            firstAnnotation = annotation;
        }
    }

    private long finish(FeatureReader feature, Kind kind, Paint paint, long parent) throws IOException {
        DicomMember dicom = feature.dicom;
        Said said = new Said().name(feature.name).content(dicom.content).parent(parent >= 0 ? parent : dicom.parent);
        GroupColumns group = first;
        boolean counted = dicom.annotationIndex > 0
                && feature.id != null
                && feature.id.endsWith("-" + dicom.annotationIndex); // <group number>-<annotation index>
        if (group != null && group.stride > 2) {
            feature.geometry.dropExtras();
        }
        if (!counted && feature.idForm != IdForm.ABSENT) {
            said.id(feature.idForm, feature.id);
        }
        String left = members(feature, paint);
        said.members(left);
        plain = plain
                && counted
                && group != null
                && parts == 1
                && kind == Kind.GEOMETRY
                && dicom.annotationIndex == firstAnnotation + 1 // zero-based to one-based
                && group.index >= lastGroup
                && feature.name == null
                && left == null
                && dicom.content == null
                && parent < 0
                && dicom.parent < 0;
        lastGroup = group == null ? 0 : group.index;
        return features.feature(kind, said);
    }

    /** The same text is the same object while it repeats. */
    private @Nullable String members(FeatureReader feature, Paint paint) {
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

    GroupColumns newGroup(GroupRole role, GraphicType type, GroupDescription description) throws IOException {
        if (groups.size() == MOST_GROUPS) {
            throw new MalformedInputException(Finding.error(
                    "TOO_MANY_GROUPS",
                    new Place.JsonValue(-1, ""),
                    "more than " + MOST_GROUPS + " different classes and colours",
                    "at most " + MOST_GROUPS,
                    "give features of one class the same colour",
                    "PS3.3 C.37.1.2"));
        }
        GroupColumns group = new GroupColumns(type, role, groups.size(), scratch);
        groups.add(group);
        descriptions.add(description);
        return group;
    }

    List<AnnotationGroup> finishGroups() throws IOException {
        restored.prepare(this);
        List<AnnotationGroup> finished = new ArrayList<>();
        int[] numbers = numbers();
        for (int i = 0; i < groups.size(); i++) {
            GroupDescription said = descriptions.get(i);
            GroupDescription numbered = said.number() > 0 ? said : said.named(numbers[i], said.uid(), said.label());
            finished.add(restored.finish(groups.get(i), numbered, this::coded));
        }
        return finished;
    }

    /** In order of first appearance, annotations before objects without geometry; holes have the number of their outlines. */
    private int[] numbers() {
        int[] numbers = new int[groups.size()];
        int next = 1;
        for (GroupDescription said : descriptions) {
            next = Math.max(next, said.number() + 1);
        }
        Map<GroupDescription, Integer> ofOutlines = new IdentityHashMap<>();
        for (GroupRole role : List.of(GroupRole.ANNOTATIONS, GroupRole.REGIONLESS)) {
            for (int i = 0; i < numbers.length; i++) {
                if (groups.get(i).role() == role && descriptions.get(i).number() == 0) {
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
