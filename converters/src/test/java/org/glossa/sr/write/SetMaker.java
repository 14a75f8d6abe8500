package org.glossa.sr.write;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.glossa.annotation.Algorithm;
import org.glossa.annotation.AnatomicSite;
import org.glossa.annotation.Anatomy;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CieLab;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.DocumentExtras;
import org.glossa.annotation.GenerationType;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.GroupExtras;
import org.glossa.annotation.GroupRole;
import org.glossa.annotation.ImageReference;
import org.glossa.annotation.Measurement;
import org.glossa.annotation.MeasurementValues;
import org.glossa.annotation.Precision;
import org.glossa.annotation.VertexOffsets;
import org.glossa.annotation.ZPlanes;
import org.glossa.column.ScratchColumns;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Tag;
import org.glossa.feature.FeatureColumnsBuilder;
import org.glossa.feature.Features;
import org.jspecify.annotations.Nullable;

/** Sets by hand, for tests: groups of annotations, then the objects that they are parts of. */
public final class SetMaker {
    public static final CodedConcept CATEGORY = new CodedConcept("91723000", "SCT", "Anatomical structure");
    public static final CodedConcept NUCLEUS = new CodedConcept("84640000", "SCT", "Nucleus");
    public static final CodedConcept TUMOUR = new CodedConcept("108369006", "SCT", "Neoplasm");
    public static final CodedConcept AREA = new CodedConcept("42798000", "SCT", "Area");
    public static final CodedConcept LENGTH = new CodedConcept("410668003", "SCT", "Length");
    public static final CodedConcept SQUARE_MICROMETRE = new CodedConcept("um2", "UCUM", "square micrometer");
    public static final CodedConcept MICROMETRE = new CodedConcept("um", "UCUM", "micrometer");
    static final Algorithm ALGORITHM =
            new Algorithm("Finder", "1.2", new CodedConcept("123109", "DCM", "Region Growing"), "p=1", "Maker");

    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final FeatureColumnsBuilder features;
    private final List<AnnotationGroup> groups = new ArrayList<>();
    private final DataSet image;
    private boolean plain = true;

    public SetMaker(ScratchColumns scratch, DataSet image) {
        this.features = new FeatureColumnsBuilder(scratch);
        this.image = image;
    }

    /** As GeoJSON gives it: no UID, no algorithm. */
    public static GroupDescription plain(String label, CodedConcept type) {
        return new GroupDescription(
                1,
                "",
                label,
                "",
                GenerationType.UNSPECIFIED,
                List.of(),
                CATEGORY,
                type,
                List.of(),
                List.of(),
                List.of(),
                null,
                ZPlanes.UNSTATED,
                Anatomy.UNSTATED);
    }

    /** As bulk annotations have it, with all that a group may say. */
    public static GroupDescription full(int number, List<Double> commonZ, ZPlanes planes) {
        return new GroupDescription(
                number,
                "2.25.77" + number,
                "group " + number,
                "what it is",
                GenerationType.AUTOMATIC,
                List.of(ALGORITHM),
                CATEGORY,
                NUCLEUS,
                List.of(new CodedConcept("24028007", "SCT", "Right")),
                List.of("1"),
                commonZ,
                new CieLab(30000, 20000, 10000),
                planes,
                new Anatomy(
                        List.of(new AnatomicSite(
                                new CodedConcept("39607008", "SCT", "Lung"),
                                List.of(new CodedConcept("7771000", "SCT", "Left")))),
                        List.of()),
                GroupExtras.NONE);
    }

    /** A group of equal annotations; answers its place. */
    public int group(
            GraphicType type, GroupDescription said, Precision precision, int ordinates, double[]... annotations) {
        return group(type, said, GroupRole.ANNOTATIONS, precision, ordinates, annotations);
    }

    public int group(
            GraphicType type,
            GroupDescription said,
            GroupRole role,
            Precision precision,
            int ordinates,
            double[]... annotations) {
        int total = 0;
        long[] starts = new long[annotations.length + 1];
        for (int i = 0; i < annotations.length; i++) {
            total += annotations[i].length;
            starts[i + 1] = total / ordinates;
        }
        MemorySegment values = MemorySegment.ofArray(new byte[total * precision.bytes()]);
        int at = 0;
        for (double[] annotation : annotations) {
            for (double ordinate : annotation) {
                switch (precision) {
                    case FLOAT32 -> values.set(FLOAT, 4L * at, (float) ordinate);
                    case FLOAT64 -> values.set(DOUBLE, 8L * at, ordinate);
                }
                at++;
            }
        }
        groups.add(new AnnotationGroup(
                said, type, new Coordinates(values, precision, ordinates, new Listed(starts)), List.of(), role));
        return groups.size() - 1;
    }

    /** Adds a measurement to the last group. @param values null for none */
    public void measure(
            CodedConcept concept, CodedConcept unit, String name, Precision precision, @Nullable Double... values) {
        AnnotationGroup last = groups.removeLast();
        List<Measurement> measurements = new ArrayList<>(last.measurements());
        measurements.add(new Measurement(concept, unit, new ListedValues(precision, List.of(box(values))), name));
        groups.add(new AnnotationGroup(
                last.description(), last.graphicType(), last.coordinates(), measurements, last.role()));
    }

    private static Double[] box(@Nullable Double[] values) {
        Double[] all = new Double[values.length];
        for (int i = 0; i < values.length; i++) {
            Double value = values[i];
            all[i] = value == null ? ABSENT : value;
        }
        return all;
    }

    private static final Double ABSENT = Double.longBitsToDouble(0x7ff80000deadbeefL);

    private record ListedValues(Precision precision, List<Double> all) implements MeasurementValues {
        @Override
        public boolean isPresent(long annotation) {
            return Double.doubleToRawLongBits(all.get((int) annotation)) != Double.doubleToRawLongBits(ABSENT);
        }

        @Override
        public float value(long annotation) {
            return all.get((int) annotation).floatValue();
        }

        @Override
        public double number(long annotation) {
            return precision == Precision.FLOAT32 ? all.get((int) annotation).floatValue() : all.get((int) annotation);
        }
    }

    private record Listed(long[] starts) implements VertexOffsets {
        @Override
        public long annotationCount() {
            return starts.length - 1;
        }

        @Override
        public long vertexCount() {
            return starts[starts.length - 1];
        }

        @Override
        public long firstVertex(long annotation) {
            return starts[(int) annotation];
        }
    }

    public SetMaker part(int group, long annotation, int marks) throws IOException {
        plain = false;
        features.part(group, annotation, marks);
        return this;
    }

    public void object(Features.Kind kind, FeatureColumnsBuilder.Said said) throws IOException {
        features.feature(kind, said);
    }

    /** An object of one annotation. */
    public void single(int group, long annotation, FeatureColumnsBuilder.Said said) throws IOException {
        part(group, annotation, Features.BEGINS_MEMBER);
        object(Features.Kind.GEOMETRY, said);
    }

    public static FeatureColumnsBuilder.Said said() {
        return new FeatureColumnsBuilder.Said();
    }

    public ImageReference reference() {
        return new ImageReference(
                image.string(Tag.StudyInstanceUID).orElseThrow(),
                image.string(Tag.SeriesInstanceUID).orElseThrow(),
                image.string(Tag.SOPClassUID).orElseThrow(),
                image.string(Tag.SOPInstanceUID).orElseThrow());
    }

    public AnnotationSet pixels() throws IOException {
        return pixels(DocumentExtras.NONE);
    }

    public AnnotationSet pixels(DocumentExtras extras) throws IOException {
        return set(new CoordinateSpace.ImagePixels(reference().sopInstanceUid()), extras);
    }

    public AnnotationSet millimetres() throws IOException {
        return set(
                new CoordinateSpace.SlideMillimetres(
                        image.string(Tag.FrameOfReferenceUID).orElseThrow()),
                DocumentExtras.NONE);
    }

    public AnnotationSet set(CoordinateSpace space, DocumentExtras extras) throws IOException {
        if (plain) {
            return new AnnotationSet("2.25.4711", space, reference(), groups, () -> {});
        }
        return new AnnotationSet("", space, reference(), groups, features.build(), extras, () -> {});
    }
}
