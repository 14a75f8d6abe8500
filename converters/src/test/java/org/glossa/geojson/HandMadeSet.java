package org.glossa.geojson;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.glossa.annotation.Anatomy;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.DocumentExtras;
import org.glossa.annotation.GenerationType;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.GroupExtras;
import org.glossa.annotation.GroupRole;
import org.glossa.annotation.Measurement;
import org.glossa.annotation.MeasurementValues;
import org.glossa.annotation.Precision;
import org.glossa.annotation.VertexOffsets;
import org.glossa.annotation.ZPlanes;
import org.glossa.feature.Features;
import org.glossa.feature.PlainFeatures;

/** Groups written by hand, row by row. */
public final class HandMadeSet {
    static final CodedConcept UNIT = new CodedConcept("um2", "UCUM", "square micrometer");

    final List<AnnotationGroup> groups = new ArrayList<>();
    private GroupExtras extras = GroupExtras.NONE;

    /** Of the groups that follow. */
    HandMadeSet extras(String featureMembers, String attributes) {
        extras = new GroupExtras(featureMembers, attributes);
        return this;
    }

    /** @param rows the ordinates of each annotation */
    public HandMadeSet group(GraphicType type, Precision precision, int ordinates, double[]... rows) {
        return group(GroupRole.ANNOTATIONS, type, precision, ordinates, List.of(), rows);
    }

    public HandMadeSet group(
            GroupRole role,
            GraphicType type,
            Precision precision,
            int ordinates,
            List<Measurement> measurements,
            double[]... rows) {
        int number = groups.size() + 1;
        GroupDescription description = new GroupDescription(
                        number,
                        "2.25." + number,
                        "Group " + number,
                        "",
                        GenerationType.MANUAL,
                        List.of(),
                        new CodedConcept("91723000", "SCT", "Anatomical Structure"),
                        new CodedConcept("84640000", "SCT", "Nucleus"),
                        List.of(),
                        List.of(),
                        List.of(),
                        null,
                        ZPlanes.UNSTATED,
                        Anatomy.UNSTATED)
                .with(extras);
        groups.add(new AnnotationGroup(
                description,
                type,
                new Coordinates(column(precision, rows), precision, ordinates, offsets(ordinates, rows)),
                measurements,
                role));
        return this;
    }

    public AnnotationSet set(CoordinateSpace space) {
        return set(
                space,
                new PlainFeatures(groups.stream()
                        .mapToLong(AnnotationGroup::annotationCount)
                        .toArray()),
                DocumentExtras.NONE);
    }

    AnnotationSet set(CoordinateSpace space, Features features, DocumentExtras documentExtras) {
        return new AnnotationSet("", space, null, groups, features, documentExtras, () -> {});
    }

    /** @param values null where there is none */
    static Measurement measurement(String name, Precision precision, Double... values) {
        return new Measurement(
                new CodedConcept("42798000", "SCT", "Area"),
                UNIT,
                new MeasurementValues() {
                    @Override
                    public boolean isPresent(long annotation) {
                        return values[(int) annotation] != null;
                    }

                    @Override
                    public float value(long annotation) {
                        return (float) number(annotation);
                    }

                    @Override
                    public Precision precision() {
                        return precision;
                    }

                    @Override
                    public double number(long annotation) {
                        return values[(int) annotation];
                    }
                },
                name);
    }

    private static MemorySegment column(Precision precision, double[][] rows) {
        int count = 0;
        for (double[] row : rows) {
            count += row.length;
        }
        ByteBuffer bytes = ByteBuffer.allocate(count * precision.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (double[] row : rows) {
            for (double value : row) {
                switch (precision) {
                    case FLOAT32 -> bytes.putFloat((float) value);
                    case FLOAT64 -> bytes.putDouble(value);
                }
            }
        }
        return MemorySegment.ofArray(bytes.array());
    }

    private static VertexOffsets offsets(int ordinates, double[][] rows) {
        long[] starts = new long[rows.length + 1];
        for (int i = 0; i < rows.length; i++) {
            starts[i + 1] = starts[i] + rows[i].length / ordinates;
        }
        return new VertexOffsets() {
            @Override
            public long annotationCount() {
                return rows.length;
            }

            @Override
            public long vertexCount() {
                return starts[rows.length];
            }

            @Override
            public long firstVertex(long annotation) {
                return starts[(int) annotation];
            }
        };
    }
}
