package org.glossa.store;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.glossa.annotation.AnnotationView;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.Precision;

/** Reads the annotations of a stored set by position. Not thread-safe. */
public final class Cursor implements AnnotationView {
    Cursor() {}

    /** @param position one that {@link RegionHits} of the same set gave */
    public void moveTo(long position) {
        throw new UnsupportedOperationException();
    }

    @Override
    public GroupDescription group() {
        throw new UnsupportedOperationException();
    }

    @Override
    public GraphicType graphicType() {
        throw new UnsupportedOperationException();
    }

    @Override
    public long annotationIndex() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Precision precision() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int ordinates() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int vertexCount() {
        throw new UnsupportedOperationException();
    }

    @Override
    public double ordinate(int vertex, int ordinate) {
        throw new UnsupportedOperationException();
    }

    /** The ordinates of all vertices as the source wrote them, little-endian; lives as long as the set. */
    public MemorySegment coordinates() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<MeasurementName> measurementNames() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean hasMeasurement(int measurement) {
        throw new UnsupportedOperationException();
    }

    @Override
    public float measurement(int measurement) {
        throw new UnsupportedOperationException();
    }
}
