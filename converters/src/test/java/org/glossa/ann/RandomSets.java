package org.glossa.ann;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.glossa.annotation.Algorithm;
import org.glossa.annotation.AnatomicSite;
import org.glossa.annotation.Anatomy;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CieLab;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.GenerationType;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.ImageReference;
import org.glossa.annotation.Measurement;
import org.glossa.annotation.MeasurementValues;
import org.glossa.annotation.Precision;
import org.glossa.annotation.VertexOffsets;
import org.glossa.annotation.ZPlanes;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Tag;

/** Seeded sets in memory, of no file: all graphic types, precisions and spaces, measured wholly, in part or not. */
final class RandomSets {
    static final CodedConcept AREA = new CodedConcept("42798000", "SCT", "Area");
    static final CodedConcept LENGTH = new CodedConcept("410668003", "SCT", "Length");
    static final CodedConcept SQUARE_MICROMETRE = new CodedConcept("um2", "UCUM", "square micrometer");
    static final CodedConcept CATEGORY = new CodedConcept("91723000", "SCT", "Anatomical structure");
    static final CodedConcept NUCLEUS = new CodedConcept("84640000", "SCT", "Nucleus");

    private static final double MILLIMETRES_PER_PIXEL = 0.0005;
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final SplittableRandom random;
    private final DataSet image;

    private RandomSets(SplittableRandom random, DataSet image) {
        this.random = random;
        this.image = image;
    }

    /** Offsets from a list. */
    record ListedOffsets(long[] starts) implements VertexOffsets {
        @Override
        public long annotationCount() {
            return starts.length - 1L;
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

    /** Values of which some are absent. */
    record ListedValues(float[] values, boolean[] present) implements MeasurementValues {
        @Override
        public boolean isPresent(long annotation) {
            return present[(int) annotation];
        }

        @Override
        public float value(long annotation) {
            return values[(int) annotation];
        }
    }

    /** @param image the slide that the annotations are of, 96 x 64 pixels or more */
    static AnnotationSet of(long seed, DataSet image) {
        return new RandomSets(new SplittableRandom(seed), image).set();
    }

    private AnnotationSet set() {
        String uid = image.string(Tag.SOPInstanceUID).orElseThrow();
        boolean flat = random.nextBoolean();
        List<AnnotationGroup> groups = new ArrayList<>();
        int count = random.nextInt(1, 5);
        for (int number = 1; number <= count; number++) {
            groups.add(group(number, flat));
        }
        return new AnnotationSet(
                "2.25.1",
                flat
                        ? new CoordinateSpace.ImagePixels(uid)
                        : new CoordinateSpace.SlideMillimetres(
                                image.string(Tag.FrameOfReferenceUID).orElseThrow()),
                new ImageReference(
                        image.string(Tag.StudyInstanceUID).orElseThrow(),
                        image.string(Tag.SeriesInstanceUID).orElseThrow(),
                        image.string(Tag.SOPClassUID).orElseThrow(),
                        uid),
                groups,
                () -> {});
    }

    private AnnotationGroup group(int number, boolean flat) {
        GraphicType type = GraphicType.values()[random.nextInt(GraphicType.values().length)];
        Precision precision = random.nextBoolean() ? Precision.FLOAT32 : Precision.FLOAT64;
        boolean commonZ = !flat && random.nextBoolean();
        int ordinates = flat || commonZ ? 2 : 3;
        int count = random.nextInt(1, 60);
        double unit = flat ? 1 : MILLIMETRES_PER_PIXEL;
        List<double[]> annotations = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            annotations.add(shape(type, ordinates, unit));
        }
        List<Measurement> measurements = new ArrayList<>();
        for (int i = 0; i < random.nextInt(3); i++) {
            measurements.add(new Measurement(i == 0 ? AREA : LENGTH, SQUARE_MICROMETRE, values(count)));
        }
        return new AnnotationGroup(
                description(number, flat, commonZ),
                type,
                column(type, annotations, precision, ordinates),
                measurements);
    }

    private GroupDescription description(int number, boolean flat, boolean commonZ) {
        boolean machine = random.nextBoolean();
        Algorithm algorithm = new Algorithm(
                "net " + number,
                "1." + number,
                new CodedConcept("123110", "DCM", "Artificial Intelligence"),
                random.nextBoolean() ? "threshold=0.5" : "",
                "",
                null);
        return new GroupDescription(
                number,
                random.nextInt(4) == 0 ? "" : "2.25." + random.nextLong(1, Long.MAX_VALUE),
                random.nextBoolean() ? "group " + number : "Zellkerne, groß " + number,
                random.nextBoolean() ? "" : "made by a test\r\nline two",
                machine ? GenerationType.AUTOMATIC : GenerationType.MANUAL,
                machine ? List.of(algorithm) : List.of(),
                CATEGORY,
                random.nextBoolean() ? NUCLEUS : new CodedConcept("99887", "99GLOSSA", "1", "Lumen of a test"),
                random.nextBoolean() ? List.of() : List.of(new CodedConcept("24028007", "SCT", "Right")),
                random.nextBoolean() ? List.of() : List.of("1"),
                commonZ ? List.of(random.nextDouble(0, 0.01)) : List.of(),
                random.nextBoolean() ? null : new CieLab(random.nextInt(65536), random.nextInt(65536), 7),
                flat ? ZPlanes.UNSTATED : random.nextBoolean() ? ZPlanes.ALL : ZPlanes.OWN,
                random.nextBoolean()
                        ? Anatomy.UNSTATED
                        : new Anatomy(
                                List.of(new AnatomicSite(
                                        new CodedConcept("71854001", "SCT", "Colon"),
                                        List.of(new CodedConcept("24028007", "SCT", "Right")))),
                                List.of(new AnatomicSite(new CodedConcept("76752008", "SCT", "Breast"), List.of()))));
    }

    private MeasurementValues values(int count) {
        float[] values = new float[count];
        boolean[] present = new boolean[count];
        boolean dense = random.nextBoolean();
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble(-1e3, 1e6);
            present[i] = dense || i == 0 || random.nextInt(3) > 0;
        }
        return new ListedValues(values, present);
    }

    /** A sound shape around a centre; ordinates of each vertex in turn. */
    private double[] shape(GraphicType type, int ordinates, double unit) {
        double x = random.nextDouble(10, 86);
        double y = random.nextDouble(10, 54);
        double z = random.nextDouble(-0.01, 0.01);
        double angle = random.nextDouble(Math.PI);
        double a = random.nextDouble(1, 5);
        double b = a * random.nextDouble(0.2, 1);
        int vertices = switch (type) {
            case POINT -> 1;
            case POLYLINE -> random.nextInt(2, 12);
            case POLYGON -> random.nextInt(3, 30);
            case ELLIPSE, RECTANGLE -> 4;
        };
        double[] shape = new double[vertices * ordinates];
        for (int i = 0; i < vertices; i++) {
            double turn = switch (type) {
                case ELLIPSE -> new double[] {0, Math.PI, Math.PI / 2, 3 * Math.PI / 2}[i];
                case RECTANGLE -> Math.PI / 4 + i * Math.PI / 2;
                case POINT, POLYLINE, POLYGON -> i * 2 * Math.PI / vertices;
            };
            double u = a * Math.cos(turn);
            double v = b * Math.sin(turn);
            shape[i * ordinates] = (x + u * Math.cos(angle) - v * Math.sin(angle)) * unit;
            shape[i * ordinates + 1] = (y + u * Math.sin(angle) + v * Math.cos(angle)) * unit;
            if (ordinates == 3) {
                shape[i * ordinates + 2] = z;
            }
        }
        return shape;
    }

    /** A column of annotations, each given by the ordinates of its vertices in turn. */
    static Coordinates column(GraphicType type, List<double[]> annotations, Precision precision, int ordinates) {
        long[] starts = new long[annotations.size() + 1];
        for (int i = 0; i < annotations.size(); i++) {
            starts[i + 1] = starts[i] + annotations.get(i).length / ordinates;
        }
        long count = starts[annotations.size()] * ordinates;
        MemorySegment values = MemorySegment.ofArray(new byte[Math.toIntExact(count * precision.bytes())]);
        long next = 0;
        for (double ordinate :
                annotations.stream().flatMapToDouble(Arrays::stream).toArray()) {
            switch (precision) {
                case FLOAT32 -> values.set(FLOAT, 4 * next++, (float) ordinate);
                case FLOAT64 -> values.set(DOUBLE, 8 * next++, ordinate);
            }
        }
        VertexOffsets offsets = type.hasFixedVertexCount()
                ? VertexOffsets.fixed(type.fixedVertexCount(), annotations.size())
                : new ListedOffsets(starts);
        return new Coordinates(values, precision, ordinates, offsets);
    }
}
