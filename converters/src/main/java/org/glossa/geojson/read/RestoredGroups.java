package org.glossa.geojson.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.glossa.ann.GroupDescriptionReader;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.GroupExtras;
import org.glossa.annotation.Precision;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DicomJson;
import org.glossa.dicom.DicomJsonReader;
import org.glossa.dicom.DicomJsonReader.BulkDataResolver;
import org.glossa.dicom.Element;
import org.glossa.dicom.Tag;
import org.glossa.feature.FeatureColumnsBuilder.Said;
import org.glossa.geojson.read.FeatureClass.Use;
import org.glossa.json.JsonReader;
import org.jspecify.annotations.Nullable;

/** Groups of annotations that were written as features by us, by what their features say in {@code properties.dicom}. Not thread-safe. */
final class RestoredGroups {
    /** Attributes that a description says. */
    private static final Set<Integer> DESCRIBED = Set.of(
            Tag.AnnotationAppliesToAllZPlanes, Tag.AnatomicRegionSequence, Tag.PrimaryAnatomicStructureSequence);

    private static final JsonFactory JSON = new JsonFactory();

    private final Findings findings;
    private final SourceChoice choice;
    private final CollectionDicom collection;
    private final Map<String, Restored> byShared = new HashMap<>();
    private final Map<GroupColumns, Restored> byColumns = new IdentityHashMap<>();
    private final RawBytes lastShared = new RawBytes();
    private @Nullable Restored last;

    /** Which coordinates are read when features have those of their source beside them. */
    enum SourceChoice {
        /** Those of the source. */
        SOURCE,
        /** Those of the text, because not every feature has others. */
        TEXT
    }

    /** Ends a pass: a feature lacks the coordinates of its source, which those before it had. */
    static final class SourceIncompleteException extends IOException {
        private static final long serialVersionUID = 1;

        SourceIncompleteException() {
            super("a feature lacks the coordinates of its source");
        }
    }

    private static final class Restored {
        final GroupDescription description;
        final GraphicType graphicType;
        final Precision precision;

        @Nullable
        GroupColumns columns;

        Restored(GroupDescription description, GraphicType graphicType, Precision precision) {
            this.description = description;
            this.graphicType = graphicType;
            this.precision = precision;
        }
    }

    private boolean anySource;
    private boolean anyWithoutSource;

    RestoredGroups(Findings findings, SourceChoice choice, CollectionDicom collection) {
        this.findings = findings;
        this.choice = choice;
        this.collection = collection;
    }

    /** Whether all coordinates are those of the source. */
    boolean isInSourceSpace() {
        return anySource && choice == SourceChoice.SOURCE;
    }

    /**
     * Takes an annotation of a group.
     *
     * @return the number of its object; −1 when the feature is no such thing
     */
    long add(FeatureReader feature, SetColumns set, long parent) throws IOException {
        DicomMember dicom = feature.dicom;
        boolean hasSource = dicom.present && dicom.hasSourcePoints;
        anySource |= hasSource;
        anyWithoutSource |= !hasSource;
        if (choice == SourceChoice.SOURCE && anySource && anyWithoutSource) {
            throw new SourceIncompleteException();
        }
        Restored group = dicom.present ? groupOf(dicom.shared) : null;
        if (group == null || feature.nucleus.partCount() > 0) {
            return -1;
        }
        GroupColumns columns = group.columns;
        int stride = stride(feature, hasSource);
        if (stride == 0) {
            return -1;
        }
        if (columns == null) {
            columns = set.newGroup(Use.PART, group.graphicType, group.description);
            columns.wanted = group.precision;
            columns.measuredWanted = Precision.FLOAT32;
            columns.stride = stride;
            group.columns = columns;
            byColumns.put(columns, group);
        }
        if (columns.stride != stride) {
            return -1;
        }
        long annotation = append(feature, columns, hasSource);
        columns.measure(annotation, feature.measurements);
        Said said = said(feature, group, set);
        if (said == null && parent < 0) {
            return set.addAnnotation(columns, annotation, dicom.annotationIndex == annotation + 1);
        }
        return set.addObject(columns, annotation, (said == null ? new Said() : said).parent(parent));
    }

    /** Ordinates of each vertex that would be taken; 0 when the feature has none to take. */
    private int stride(FeatureReader feature, boolean hasSource) {
        DicomMember dicom = feature.dicom;
        if (hasSource && choice == SourceChoice.SOURCE) {
            return Math.max(2, dicom.sourceStride);
        }
        if (dicom.hasPoints) {
            return Math.max(2, dicom.pointsStride);
        }
        StagedGeometry geometry = feature.geometry;
        if (geometry.partCount() != 1 || geometry.kind != org.glossa.feature.Features.Kind.GEOMETRY) {
            return 0;
        }
        return geometry.hasExtras() ? 3 : 2;
    }

    private long append(FeatureReader feature, GroupColumns columns, boolean hasSource) throws IOException {
        DicomMember dicom = feature.dicom;
        boolean source = hasSource && choice == SourceChoice.SOURCE;
        if (source || dicom.hasPoints) {
            StagedNumbers points = source ? dicom.sourcePoints : dicom.points;
            points.seal();
            for (long i = 0; i < points.size(); i++) {
                columns.ordinate(points.number(i));
            }
            return columns.annotation(points.size() / columns.stride);
        }
        StagedGeometry geometry = feature.geometry;
        long first = geometry.firstPosition(0);
        long count = geometry.positionCount(0);
        for (long position = first; position < first + count; position++) {
            columns.ordinate(geometry.x(position));
            columns.ordinate(geometry.y(position));
            if (columns.stride == 3) {
                columns.ordinate(geometry.z(position));
            }
        }
        return columns.annotation(count);
    }

    /** What the feature says beyond what we write of an annotation; null when nothing. */
    private @Nullable Said said(FeatureReader feature, Restored group, SetColumns set) {
        String ours = group.description.number() + "-" + feature.dicom.annotationIndex;
        boolean plainId = feature.id == null || feature.id.equals(ours);
        if ("\"annotation\"".equals(feature.properties.get("objectType"))) {
            feature.properties.remove("objectType");
        }
        feature.geometry.dropExtras();
        feature.geometry.emptyType = null;
        String members = set.members(feature, Paint.NONE);
        if (plainId && feature.name == null && members == null) {
            return null;
        }
        Said said = new Said().name(feature.name).members(members);
        return plainId ? said : said.id(feature.idForm, feature.id);
    }

    private @Nullable Restored groupOf(RawBytes shared) throws IOException {
        if (last != null && shared.sameAs(lastShared)) {
            return last;
        }
        String text = shared.text();
        Restored group = byShared.get(text);
        if (group == null) {
            JsonReader in = new JsonReader(shared.stream());
            in.next();
            Map<?, ?> dicom = JsonTree.members(JsonTree.read(in));
            GraphicType type = GroupJson.graphicType(dicom);
            if (type == null || !dicom.containsKey("groupUID")) {
                return null;
            }
            boolean floats = JsonTree.text(dicom.get("coordinatesVR")).equals("OF");
            group = new Restored(
                    GroupJson.description(dicom), type, floats ? Precision.FLOAT32 : Precision.FLOAT64);
            byShared.put(text, group);
        }
        lastShared.copyOf(shared);
        last = group;
        return group;
    }

    /** Ends any group of the set. */
    AnnotationGroup finish(GroupColumns columns, GroupDescription description, GroupColumns.Codes mapping)
            throws IOException {
        Restored group = byColumns.get(columns);
        CollectionDicom.Group said =
                group == null ? null : collection.group(description.number(), description.uid());
        if (said == null) {
            return columns.finish(description, mapping, findings);
        }
        columns.order(said.measurements().keySet());
        return columns.finish(
                said.attributes().isEmpty() ? description : withAttributes(description, said.attributes()),
                name -> {
                    CollectionDicom.Codes codes = said.measurements().get(name);
                    return codes == null
                            ? mapping.of(name)
                            : new GroupColumns.Coded(codes.concept(), codes.unit(), "");
                },
                findings);
    }

    private static GroupDescription withAttributes(GroupDescription said, String json) throws IOException {
        DataSet attributes = DicomJsonReader.read(CollectionDicom.stream(json), BulkDataResolver.NONE)
                .getFirst();
        GroupDescription more = GroupDescriptionReader.read(attributes);
        DataSet.Builder left = DataSet.builder();
        boolean any = false;
        for (Element element : attributes) {
            if (!DESCRIBED.contains(element.tag())) {
                left.element(element);
                any = true;
            }
        }
        return new GroupDescription(
                said.number(),
                said.uid(),
                said.label(),
                said.description(),
                said.generation(),
                said.algorithms(),
                said.category(),
                said.type(),
                said.typeModifiers(),
                said.opticalPaths(),
                said.commonZ(),
                said.colour(),
                more.zPlanes(),
                more.anatomy(),
                new GroupExtras(said.extras().featureMembers(), any ? text(left.build()) : ""));
    }

    private static String text(DataSet attributes) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            DicomJson.write(out, attributes, null);
        }
        return text.toString();
    }
}
