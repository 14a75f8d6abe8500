package org.glossa.geojson;

import org.glossa.annotation.AnnotationView;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.Precision;
import org.glossa.spatial.PlanarTransform;

/** The ordinates of annotations in the space of the answer. Not thread-safe. */
final class AnswerOrdinates {
    /** Vertices of an annotation that are read at once. */
    static final int CHUNK_VERTICES = 64;

    static final int CHUNK_ORDINATES = 3 * CHUNK_VERTICES;

    private final PlanarTransform transform;
    private final boolean identity;
    private final boolean millimetres;
    private final float[] chunk = new float[CHUNK_ORDINATES];

    /** @param transform from the space of the annotations to {@code answerSpace} */
    AnswerOrdinates(PlanarTransform transform, CoordinateSpace answerSpace) {
        this.transform = transform;
        this.identity = transform instanceof PlanarTransform.Identity;
        this.millimetres = answerSpace instanceof CoordinateSpace.SlideMillimetres;
    }

    boolean areMillimetres() {
        return millimetres;
    }

    /** Of a vertex: millimetres keep their z; pixels have none. */
    int count(AnnotationView view) {
        return millimetres ? view.ordinates() : 2;
    }

    double value(AnnotationView view, int vertex, int ordinate) {
        if (identity || ordinate == 2) {
            return view.ordinate(vertex, ordinate);
        }
        double x = view.ordinate(vertex, 0);
        double y = view.ordinate(vertex, 1);
        return ordinate == 0 ? transform.x(x, y) : transform.y(x, y);
    }

    /** Whether an ordinate of the answer is a float of the source. */
    boolean isFloat(AnnotationView view, int ordinate) {
        return (identity || ordinate == 2) && view.precision() == Precision.FLOAT32;
    }

    /** Whether the ordinates of the answer are floats of the source, and all of them. */
    boolean areFloats(AnnotationView view) {
        return identity && view.precision() == Precision.FLOAT32 && count(view) == view.ordinates();
    }

    /** Whether GeoJSON can hold the annotation: it has a vertex, and every ordinate of the answer is finite. */
    boolean canHold(AnnotationView view) {
        return view.vertexCount() > 0 && (areFloats(view) ? areFiniteFloats(view) : areFinite(view));
    }

    private boolean areFiniteFloats(AnnotationView view) {
        int vertices = view.vertexCount();
        for (int vertex = 0; vertex < vertices; vertex += CHUNK_VERTICES) {
            int count = Math.min(CHUNK_VERTICES, vertices - vertex);
            view.copyFloats(vertex, count, chunk);
            // Bits without the sign are in the order of magnitudes, those of NaN last.
            int largest = 0;
            for (int i = 0; i < count * view.ordinates(); i++) {
                largest = Math.max(largest, Float.floatToRawIntBits(chunk[i]) & Integer.MAX_VALUE);
            }
            if (!Float.isFinite(Float.intBitsToFloat(largest))) {
                return false;
            }
        }
        return true;
    }

    private boolean areFinite(AnnotationView view) {
        int count = count(view);
        for (int vertex = 0; vertex < view.vertexCount(); vertex++) {
            for (int ordinate = 0; ordinate < count; ordinate++) {
                if (!Double.isFinite(value(view, vertex, ordinate))) {
                    return false;
                }
            }
        }
        return true;
    }
}
