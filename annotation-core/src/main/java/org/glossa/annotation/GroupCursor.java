package org.glossa.annotation;

import java.util.List;
import java.util.Objects;

/** A cursor over the annotations of a group in the order of the source. Not thread-safe. */
public final class GroupCursor implements AnnotationView {
    private final AnnotationGroup group;
    private final List<MeasurementName> names;
    private long annotation;
    private long firstVertex;
    private int vertexCount;

    /** Begins before the first annotation: call {@link #moveTo} before anything about one annotation is asked. */
    public GroupCursor(AnnotationGroup group) {
        this.group = group;
        this.names = group.measurements().stream()
                .map(measurement -> new MeasurementName(measurement.concept(), measurement.unit()))
                .toList();
        this.annotation = -1;
    }

    /**
     * @param annotation zero-based in the group
     * @throws IndexOutOfBoundsException when there is no such annotation
     * @throws ArithmeticException when the annotation has more vertices than an int counts
     */
    public GroupCursor moveTo(long annotation) {
        Objects.checkIndex(annotation, group.annotationCount());
        Coordinates coordinates = group.coordinates();
        this.annotation = annotation;
        this.firstVertex = coordinates.firstVertex(annotation);
        this.vertexCount = Math.toIntExact(coordinates.vertexCount(annotation));
        return this;
    }

    @Override
    public GroupDescription group() {
        return group.description();
    }

    @Override
    public GraphicType graphicType() {
        return group.graphicType();
    }

    @Override
    public long annotationIndex() {
        return annotation + 1; // zero-based to one-based
    }

    @Override
    public Precision precision() {
        return group.coordinates().precision();
    }

    @Override
    public int ordinates() {
        return group.coordinates().ordinates();
    }

    @Override
    public int vertexCount() {
        return vertexCount;
    }

    @Override
    public double ordinate(int vertex, int ordinate) {
        return group.coordinates().ordinate(firstVertex + vertex, ordinate);
    }

    @Override
    public List<MeasurementName> measurementNames() {
        return names;
    }

    @Override
    public boolean hasMeasurement(int measurement) {
        return group.measurements().get(measurement).values().isPresent(annotation);
    }

    @Override
    public float measurement(int measurement) {
        return group.measurements().get(measurement).values().value(annotation);
    }

    @Override
    public Precision measurementPrecision(int measurement) {
        return group.measurements().get(measurement).values().precision();
    }

    @Override
    public double measuredNumber(int measurement) {
        return group.measurements().get(measurement).values().number(annotation);
    }
}
