package org.glossa.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongFunction;
import org.glossa.annotation.Algorithm;
import org.glossa.annotation.AnatomicSite;
import org.glossa.annotation.Anatomy;
import org.glossa.annotation.AnnotationView.MeasurementName;
import org.glossa.annotation.CieLab;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.CoordinateSpace.FramePixels;
import org.glossa.annotation.CoordinateSpace.ImagePixels;
import org.glossa.annotation.CoordinateSpace.Level0Pixels;
import org.glossa.annotation.CoordinateSpace.SlideMillimetres;
import org.glossa.annotation.GenerationType;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.ImageReference;
import org.glossa.annotation.Precision;
import org.glossa.annotation.ZPlanes;
import org.glossa.arrow.ArrowField;
import org.glossa.arrow.ArrowFile;
import org.glossa.arrow.ArrowVector;
import org.jspecify.annotations.Nullable;

/** Reads what {@link GroupTable} wrote. */
final class GroupTableReader {
    private final ArrowFile file;
    private final Map<String, ArrowVector> vectors = new HashMap<>();

    GroupTableReader(ArrowFile file) throws StoreCorruptException {
        this.file = file;
        for (int i = 0; i < GroupTable.FIELDS.size(); i++) {
            ArrowField field = GroupTable.FIELDS.get(i);
            if (file.batchCount() != 1
                    || i >= file.schema().fields().size()
                    || !field.hasLayoutOf(file.schema().fields().get(i))) {
                throw new StoreCorruptException(GroupTable.FILE_NAME, -1, "column " + field.name(), "another schema");
            }
            vectors.put(field.name(), file.vector(0, i));
        }
    }

    String sopInstanceUid() {
        return metadata(GroupTable.SOP_INSTANCE_UID);
    }

    CoordinateSpace space() throws StoreCorruptException {
        String space = metadata(GroupTable.SPACE);
        return switch (space) {
            case "image-pixels" -> new ImagePixels(metadata(GroupTable.SPACE_IMAGE));
            case "frame-pixels" ->
                new FramePixels(metadata(GroupTable.SPACE_IMAGE), Long.parseLong(metadata(GroupTable.SPACE_FRAME)));
            case "slide-millimetres" -> new SlideMillimetres(metadata(GroupTable.SPACE_FRAME_OF_REFERENCE));
            case "level0-pixels" -> new Level0Pixels();
            default -> throw new StoreCorruptException(GroupTable.FILE_NAME, -1, "a coordinate space", space);
        };
    }

    @Nullable
    ImageReference image() {
        Map<String, String> metadata = file.schema().metadata();
        if (!metadata.containsKey(GroupTable.IMAGE_INSTANCE)) {
            return null;
        }
        return new ImageReference(
                metadata(GroupTable.IMAGE_STUDY),
                metadata(GroupTable.IMAGE_SERIES),
                metadata(GroupTable.IMAGE_CLASS),
                metadata(GroupTable.IMAGE_INSTANCE));
    }

    List<StoredGroup> groups() {
        List<StoredGroup> groups = new ArrayList<>();
        for (long row = 0; row < file.rows(0); row++) {
            groups.add(group(row));
        }
        return groups;
    }

    /** For each group the columns of its layer that hold its measurements. */
    int[][] measurementColumns() {
        ArrowVector measurements = vector("measurements");
        ArrowVector column = measurements.child(0).child("column");
        int[][] columns = new int[Math.toIntExact(file.rows(0))][];
        for (int group = 0; group < columns.length; group++) {
            int start = measurements.listStart(group);
            columns[group] = new int[measurements.listStart(group + 1L) - start];
            for (int i = 0; i < columns[group].length; i++) {
                columns[group][i] = (int) column.integer(start + (long) i);
            }
        }
        return columns;
    }

    private StoredGroup group(long row) {
        ArrowVector measurement = vector("measurements").child(0);
        return new StoredGroup(
                description(row),
                GraphicType.valueOf(vector("graphicType").string(row)),
                Precision.valueOf(vector("precision").string(row)),
                (int) vector("ordinates").integer(row),
                vector("annotationCount").integer(row),
                list(
                        "measurements",
                        row,
                        i -> new MeasurementName(
                                concept(measurement.child("concept"), i), concept(measurement.child("unit"), i))));
    }

    private GroupDescription description(long row) {
        ArrowVector modifiers = vector("typeModifiers").child(0);
        ArrowVector paths = vector("opticalPaths").child(0);
        ArrowVector z = vector("commonZ").child(0);
        return new GroupDescription(
                (int) vector("number").integer(row),
                vector("uid").string(row),
                vector("label").string(row),
                vector("description").string(row),
                GenerationType.valueOf(vector("generation").string(row)),
                list("algorithms", row, this::algorithm),
                concept(vector("category"), row),
                concept(vector("type"), row),
                list("typeModifiers", row, i -> concept(modifiers, i)),
                list("opticalPaths", row, paths::string),
                list("commonZ", row, z::float64),
                colour(row),
                ZPlanes.valueOf(vector("zPlanes").string(row)),
                new Anatomy(sites("anatomicRegions", row), sites("primaryAnatomicStructures", row)));
    }

    private List<AnatomicSite> sites(String column, long row) {
        ArrowVector site = vector(column).child(0);
        ArrowVector modifiers = site.child("modifiers");
        return list(
                column,
                row,
                i -> new AnatomicSite(
                        concept(site.child("concept"), i),
                        list(modifiers, i, modifier -> concept(modifiers.child(0), modifier))));
    }

    private Algorithm algorithm(long index) {
        ArrowVector algorithm = vector("algorithms").child(0);
        return new Algorithm(
                algorithm.child("name").string(index),
                algorithm.child("version").string(index),
                conceptOrNull(algorithm.child("family"), index),
                algorithm.child("parameters").string(index),
                algorithm.child("source").string(index),
                conceptOrNull(algorithm.child("nameCode"), index));
    }

    private @Nullable CieLab colour(long row) {
        ArrowVector lab = vector("cieLab");
        if (lab.isNull(row)) {
            return null;
        }
        long start = lab.listStart(row);
        ArrowVector value = lab.child(0);
        return new CieLab((int) value.integer(start), (int) value.integer(start + 1), (int) value.integer(start + 2));
    }

    private <T> List<T> list(String column, long row, LongFunction<T> element) {
        return list(vector(column), row, element);
    }

    private static <T> List<T> list(ArrowVector list, long row, LongFunction<T> element) {
        List<T> elements = new ArrayList<>();
        for (long i = list.listStart(row); i < list.listStart(row + 1); i++) {
            elements.add(element.apply(i));
        }
        return elements;
    }

    private static @Nullable CodedConcept conceptOrNull(ArrowVector concept, long index) {
        return concept.isNull(index) ? null : concept(concept, index);
    }

    private static CodedConcept concept(ArrowVector concept, long index) {
        return new CodedConcept(
                concept.child("value").string(index),
                concept.child("scheme").string(index),
                concept.child("schemeVersion").string(index),
                concept.child("meaning").string(index));
    }

    private ArrowVector vector(String name) {
        return Objects.requireNonNull(vectors.get(name), name);
    }

    private String metadata(String key) {
        return Objects.requireNonNullElse(file.schema().metadata().get(key), "");
    }
}
