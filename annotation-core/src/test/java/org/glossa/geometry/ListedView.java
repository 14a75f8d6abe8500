package org.glossa.geometry;

import java.util.List;
import org.glossa.annotation.AnnotationView;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.Precision;

/** One annotation from its x, y, x, y, …. */
record ListedView(GraphicType graphicType, double... xy) implements AnnotationView {
    @Override
    public GroupDescription group() {
        throw new UnsupportedOperationException();
    }

    @Override
    public long annotationIndex() {
        return 1;
    }

    @Override
    public Precision precision() {
        return Precision.FLOAT64;
    }

    @Override
    public int ordinates() {
        return 2;
    }

    @Override
    public int vertexCount() {
        return xy.length / 2;
    }

    @Override
    public double ordinate(int vertex, int ordinate) {
        return xy[2 * vertex + ordinate];
    }

    @Override
    public List<MeasurementName> measurementNames() {
        return List.of();
    }

    @Override
    public boolean hasMeasurement(int measurement) {
        return false;
    }

    @Override
    public float measurement(int measurement) {
        return 0;
    }
}
