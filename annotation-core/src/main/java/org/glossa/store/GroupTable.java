package org.glossa.store;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.glossa.annotation.Algorithm;
import org.glossa.annotation.AnatomicSite;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CieLab;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.CoordinateSpace.FramePixels;
import org.glossa.annotation.CoordinateSpace.ImagePixels;
import org.glossa.annotation.CoordinateSpace.Level0Pixels;
import org.glossa.annotation.CoordinateSpace.SlideMillimetres;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.ImageReference;
import org.glossa.annotation.Measurement;
import org.glossa.arrow.ArrowField;
import org.glossa.arrow.ArrowField.Kind;
import org.glossa.arrow.ArrowFileWriter;
import org.glossa.arrow.ArrowSchema;
import org.glossa.arrow.ArrowVectorBuilder;
import org.jspecify.annotations.Nullable;

/** Writes the table of groups: a row for each group in the order of the source, and what is said of the whole set as metadata. */
final class GroupTable {
    static final String FILE_NAME = "groups.arrow";

    static final String SOP_INSTANCE_UID = "glossa.sopInstanceUid";
    static final String SPACE = "glossa.space";
    static final String SPACE_IMAGE = "glossa.space.imageSopInstanceUid";
    static final String SPACE_FRAME = "glossa.space.frameNumber";
    static final String SPACE_FRAME_OF_REFERENCE = "glossa.space.frameOfReferenceUid";
    static final String IMAGE_STUDY = "glossa.image.studyInstanceUid";
    static final String IMAGE_SERIES = "glossa.image.seriesInstanceUid";
    static final String IMAGE_CLASS = "glossa.image.sopClassUid";
    static final String IMAGE_INSTANCE = "glossa.image.sopInstanceUid";

    static final List<ArrowField> FIELDS = List.of(
            ArrowField.of("number", Kind.INT32),
            ArrowField.of("uid", Kind.UTF8),
            ArrowField.of("label", Kind.UTF8),
            ArrowField.of("description", Kind.UTF8),
            ArrowField.of("generation", Kind.UTF8),
            ArrowField.list(
                    "algorithms",
                    ArrowField.struct(
                            "algorithm",
                            ArrowField.of("name", Kind.UTF8),
                            ArrowField.of("version", Kind.UTF8),
                            concept("family").orNull(),
                            ArrowField.of("parameters", Kind.UTF8),
                            ArrowField.of("source", Kind.UTF8),
                            concept("nameCode").orNull())),
            concept("category"),
            concept("type"),
            ArrowField.list("typeModifiers", concept("modifier")),
            ArrowField.list("opticalPaths", ArrowField.of("identifier", Kind.UTF8)),
            ArrowField.list("commonZ", ArrowField.of("z", Kind.FLOAT64)),
            ArrowField.list("cieLab", ArrowField.of("value", Kind.UINT16)).orNull(),
            ArrowField.of("graphicType", Kind.UTF8),
            ArrowField.of("precision", Kind.UTF8),
            ArrowField.of("ordinates", Kind.INT32),
            ArrowField.of("annotationCount", Kind.INT64),
            ArrowField.list(
                    "measurements",
                    ArrowField.struct(
                            "measurement", concept("concept"), concept("unit"), ArrowField.of("column", Kind.INT32))),
            ArrowField.of("zPlanes", Kind.UTF8),
            ArrowField.list("anatomicRegions", site()),
            ArrowField.list("primaryAnatomicStructures", site()));

    private final List<ArrowVectorBuilder> columns =
            FIELDS.stream().map(ArrowVectorBuilder::new).toList();

    private static ArrowField concept(String name) {
        return ArrowField.struct(
                name,
                ArrowField.of("value", Kind.UTF8),
                ArrowField.of("scheme", Kind.UTF8),
                ArrowField.of("schemeVersion", Kind.UTF8),
                ArrowField.of("meaning", Kind.UTF8));
    }

    private static ArrowField site() {
        return ArrowField.struct("site", concept("concept"), ArrowField.list("modifiers", concept("modifier")));
    }

    /** @param measurementColumns for each measurement of the group the column of its layer that holds it */
    void add(AnnotationGroup group, int[] measurementColumns) {
        GroupDescription description = group.description();
        column("number").addInteger(description.number());
        column("uid").addString(description.uid());
        column("label").addString(description.label());
        column("description").addString(description.description());
        column("generation").addString(description.generation().name());
        addAlgorithms(description.algorithms());
        addConcept(column("category"), description.category());
        addConcept(column("type"), description.type());
        description
                .typeModifiers()
                .forEach(modifier -> addConcept(column("typeModifiers").child(0), modifier));
        column("typeModifiers").endNested();
        description
                .opticalPaths()
                .forEach(path -> column("opticalPaths").child(0).addString(path));
        column("opticalPaths").endNested();
        description.commonZ().forEach(z -> column("commonZ").child(0).addFloat64(z));
        column("commonZ").endNested();
        addColour(description);
        column("graphicType").addString(group.graphicType().name());
        column("precision").addString(group.coordinates().precision().name());
        column("ordinates").addInteger(group.coordinates().ordinates());
        column("annotationCount").addInteger(group.annotationCount());
        ArrowVectorBuilder measurement = column("measurements").child(0);
        for (int i = 0; i < measurementColumns.length; i++) {
            Measurement said = group.measurements().get(i);
            addConcept(measurement.child(0), said.concept());
            addConcept(measurement.child(1), said.unit());
            measurement.child(2).addInteger(measurementColumns[i]);
            measurement.endNested();
        }
        column("measurements").endNested();
        column("zPlanes").addString(description.zPlanes().name());
        addSites(column("anatomicRegions"), description.anatomy().regions());
        addSites(column("primaryAnatomicStructures"), description.anatomy().primaryStructures());
    }

    void write(WritableByteChannel channel, AnnotationSet set) throws IOException {
        ArrowFileWriter writer = new ArrowFileWriter(channel, new ArrowSchema(FIELDS, metadata(set)));
        ArrowVectorBuilder.writeBatch(writer, columns);
        writer.finish();
    }

    private ArrowVectorBuilder column(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (FIELDS.get(i).name().equals(name)) {
                return columns.get(i);
            }
        }
        throw new IllegalArgumentException("The table of groups has no column " + name);
    }

    private void addAlgorithms(List<Algorithm> algorithms) {
        ArrowVectorBuilder target = column("algorithms").child(0);
        for (Algorithm algorithm : algorithms) {
            target.child(0).addString(algorithm.name());
            target.child(1).addString(algorithm.version());
            addConceptOrNull(target.child(2), algorithm.family());
            target.child(3).addString(algorithm.parameters());
            target.child(4).addString(algorithm.source());
            addConceptOrNull(target.child(5), algorithm.nameCode());
            target.endNested();
        }
        column("algorithms").endNested();
    }

    private static void addSites(ArrowVectorBuilder column, List<AnatomicSite> sites) {
        for (AnatomicSite site : sites) {
            ArrowVectorBuilder target = column.child(0);
            addConcept(target.child(0), site.site());
            site.modifiers().forEach(modifier -> addConcept(target.child(1).child(0), modifier));
            target.child(1).endNested();
            target.endNested();
        }
        column.endNested();
    }

    private void addColour(GroupDescription description) {
        CieLab colour = description.colour();
        if (colour == null) {
            column("cieLab").addNull();
            return;
        }
        column("cieLab").child(0).addInteger(colour.lightness());
        column("cieLab").child(0).addInteger(colour.a());
        column("cieLab").child(0).addInteger(colour.b());
        column("cieLab").endNested();
    }

    private static void addConceptOrNull(ArrowVectorBuilder target, @Nullable CodedConcept concept) {
        if (concept != null) {
            addConcept(target, concept);
            return;
        }
        addMembers(target, new CodedConcept("", "", ""));
        target.addNull();
    }

    private static void addConcept(ArrowVectorBuilder target, CodedConcept concept) {
        addMembers(target, concept);
        target.endNested();
    }

    private static void addMembers(ArrowVectorBuilder target, CodedConcept concept) {
        target.child(0).addString(concept.value());
        target.child(1).addString(concept.scheme());
        target.child(2).addString(concept.schemeVersion());
        target.child(3).addString(concept.meaning());
    }

    private static Map<String, String> metadata(AnnotationSet set) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(SOP_INSTANCE_UID, set.sopInstanceUid());
        addSpace(metadata, set.space());
        ImageReference image = set.image();
        if (image != null) {
            metadata.put(IMAGE_STUDY, image.studyInstanceUid());
            metadata.put(IMAGE_SERIES, image.seriesInstanceUid());
            metadata.put(IMAGE_CLASS, image.sopClassUid());
            metadata.put(IMAGE_INSTANCE, image.sopInstanceUid());
        }
        return metadata;
    }

    private static void addSpace(Map<String, String> metadata, CoordinateSpace space) {
        switch (space) {
            case ImagePixels pixels -> {
                metadata.put(SPACE, "image-pixels");
                metadata.put(SPACE_IMAGE, pixels.imageSopInstanceUid());
            }
            case FramePixels frame -> {
                metadata.put(SPACE, "frame-pixels");
                metadata.put(SPACE_IMAGE, frame.imageSopInstanceUid());
                metadata.put(SPACE_FRAME, Long.toString(frame.frameNumber()));
            }
            case SlideMillimetres millimetres -> {
                metadata.put(SPACE, "slide-millimetres");
                metadata.put(SPACE_FRAME_OF_REFERENCE, millimetres.frameOfReferenceUid());
            }
            case Level0Pixels level0 -> metadata.put(SPACE, "level0-pixels");
        }
    }
}
