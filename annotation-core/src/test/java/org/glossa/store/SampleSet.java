package org.glossa.store;

import java.lang.foreign.Arena;
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
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.GenerationType;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.ImageReference;
import org.glossa.annotation.Measurement;
import org.glossa.annotation.Precision;
import org.glossa.annotation.VertexOffsets;
import org.glossa.annotation.ZPlanes;

/** Builds annotation sets for tests from ordinates on the heap. */
public final class SampleSet {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final List<AnnotationGroup> groups = new ArrayList<>();
    private final Arena arena = Arena.ofShared();

    /** Offsets from a list. */
    record ListedOffsets(long[] starts) implements VertexOffsets {
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

    static GroupDescription description(int number) {
        return new GroupDescription(
                number,
                "2.25." + number,
                "Group " + number,
                "",
                GenerationType.AUTOMATIC,
                List.of(new Algorithm("a", "1", null, "", "", new CodedConcept("1", "99A", "a"))),
                new CodedConcept("91723000", "SCT", "Anatomical structure"),
                new CodedConcept("84640000", "SCT", "Nucleus"),
                List.of(),
                List.of(),
                List.of(),
                null,
                ZPlanes.OWN,
                new Anatomy(
                        List.of(new AnatomicSite(
                                new CodedConcept("71854001", "SCT", "Colon"),
                                List.of(new CodedConcept("24028007", "SCT", "Right")))),
                        List.of()));
    }

    /** @param annotations the ordinates x, y (, z) of each annotation in turn */
    public SampleSet group(
            GraphicType type,
            int ordinates,
            Precision precision,
            List<double[]> annotations,
            Measurement... measurements) {
        return group(description(groups.size() + 1), type, ordinates, precision, annotations, measurements);
    }

    public SampleSet group(
            GroupDescription description,
            GraphicType type,
            int ordinates,
            Precision precision,
            List<double[]> annotations,
            Measurement... measurements) {
        long[] starts = new long[annotations.size() + 1];
        for (int i = 0; i < annotations.size(); i++) {
            starts[i + 1] = starts[i] + annotations.get(i).length / ordinates;
        }
        long count = starts[annotations.size()] * ordinates;
        MemorySegment values = arena.allocate(count * precision.bytes() + 1).asSlice(0, count * precision.bytes());
        long next = 0;
        for (double[] annotation : annotations) {
            for (double ordinate : annotation) {
                if (precision == Precision.FLOAT32) {
                    values.set(FLOAT, 4 * next++, (float) ordinate);
                } else {
                    values.set(DOUBLE, 8 * next++, ordinate);
                }
            }
        }
        Coordinates coordinates = new Coordinates(values, precision, ordinates, new ListedOffsets(starts));
        groups.add(new AnnotationGroup(description, type, coordinates, Arrays.asList(measurements)));
        return this;
    }

    public AnnotationSet build() {
        return build(new CoordinateSpace.ImagePixels("1.2.3.4"));
    }

    public AnnotationSet build(CoordinateSpace space) {
        ImageReference image = new ImageReference("1.2.3.1", "1.2.3.2", "1.2.840.10008.5.1.4.1.1.77.1.6", "1.2.3.4");
        return new AnnotationSet("1.2.3.5", space, image, groups, arena::close);
    }

    /** A polygon of jittered radius, as the slide of the performance page has them. */
    public static double[] nucleus(
            SplittableRandom random, int vertices, double centreX, double centreY, double radius) {
        double[] ordinates = new double[2 * vertices];
        for (int i = 0; i < vertices; i++) {
            double r = radius * random.nextDouble(0.8, 1.2);
            ordinates[2 * i] = centreX + r * Math.cos(2 * Math.PI * i / vertices);
            ordinates[2 * i + 1] = centreY + r * Math.sin(2 * Math.PI * i / vertices);
        }
        return ordinates;
    }
}
