package org.glossa.geojson;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.glossa.annotation.AnnotationView;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.Precision;
import org.glossa.spatial.PlanarTransform;

/**
 * The {@code geometry} of one annotation in the space of the answer. Winding and order of the vertices are the source's; rings are
 * closed by repeating the first vertex bit for bit, also when the source had closed them already.
 */
final class GeometryWriter {
    private static final byte[] POINT = start(GraphicType.POINT);
    private static final byte[] POLYLINE = start(GraphicType.POLYLINE);
    private static final byte[] CLOSED = start(GraphicType.POLYGON);
    private static final byte[] END = {']', '}'};

    private final JsonGenerator out;
    private final AnswerOrdinates ordinates;
    private final EllipseText ellipses;
    private final Rounding rounding;
    private final RawText text;
    private final float[] chunk = new float[AnswerOrdinates.CHUNK_ORDINATES];
    private PositionRests rests = PositionRests.NONE;
    private long firstPosition;

    /**
     * @param text for {@code out}; empty whenever {@code out} is used
     * @param rounding of the positions of geometries; points beside are as they are
     */
    GeometryWriter(
            JsonGenerator out,
            RawText text,
            PlanarTransform transform,
            CoordinateSpace answerSpace,
            Rounding rounding) {
        this.out = out;
        this.text = text;
        this.rounding = rounding;
        this.ordinates = new AnswerOrdinates(transform, answerSpace);
        this.ellipses = new EllipseText(text, ordinates, rounding);
    }

    private static byte[] start(GraphicType graphicType) {
        return ("\"geometry\":{\"type\":\"" + type(graphicType) + "\",\"coordinates\":[")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** @see AnswerOrdinates#canHold */
    boolean canHold(AnnotationView view) {
        return ordinates.canHold(view);
    }

    /** Adds the member {@code geometry} to the text; {@link #canHold} must have said yes. */
    void add(AnnotationView view) throws IOException {
        switch (view.graphicType()) {
            case POINT -> {
                text.add(POINT);
                addOpen(view);
            }
            case POLYLINE -> {
                text.add(POLYLINE);
                addOpen(view);
            }
            case POLYGON, RECTANGLE, ELLIPSE -> {
                text.add(CLOSED);
                text.add('[');
                addRing(view);
                text.add(']');
            }
        }
        text.add(END);
    }

    /** The geometry type that shows annotations of a graphic type. */
    static String type(GraphicType graphicType) {
        return switch (graphicType) {
            case POINT -> "Point";
            case POLYLINE -> "LineString";
            case POLYGON, RECTANGLE, ELLIPSE -> "Polygon";
        };
    }

    /**
     * Further ordinates of the positions that follow.
     *
     * @param number of the annotation's first vertex among all positions that have rests
     */
    void withRests(PositionRests others, long number) {
        this.rests = others;
        this.firstPosition = number;
    }

    /** The position of a POINT, the positions of a POLYLINE. */
    void writeOpen(AnnotationView view) throws IOException {
        out.writeStartArray();
        addOpen(view);
        text.end();
        out.writeEndArray();
    }

    /** The closed ring of a POLYGON, RECTANGLE or ELLIPSE. */
    void writeRing(AnnotationView view) throws IOException {
        out.writeStartArray();
        addRing(view);
        text.end();
        out.writeEndArray();
    }

    private void addOpen(AnnotationView view) throws IOException {
        if (view.graphicType() == GraphicType.POINT) {
            addOrdinates(view, 0);
        } else {
            addAtLeast(view, 2);
        }
    }

    private void addRing(AnnotationView view) throws IOException {
        if (view.graphicType() == GraphicType.ELLIPSE) {
            ellipses.add(view, rests.common(firstPosition, view.vertexCount()));
        } else {
            addAtLeast(view, 3);
            text.add(',');
            addPosition(view, 0);
        }
    }

    /** @see EllipseText#isAxisAligned */
    boolean isAxisAligned(AnnotationView view) {
        return ellipses.isAxisAligned(view);
    }

    /** The vertices; the last again and again where RFC 7946 asks for more than a wrong source has. */
    private void addAtLeast(AnnotationView view, int fewest) throws IOException {
        int vertices = view.vertexCount();
        addPosition(view, 0);
        int vertex = 1;
        if (rounding.isNone() && rests.isEmpty() && ordinates.areFloats(view)) {
            addFloats(view, vertex);
            vertex = vertices;
        }
        for (; vertex < Math.max(vertices, fewest); vertex++) {
            text.add(',');
            addPosition(view, Math.min(vertex, vertices - 1));
        }
    }

    private void addFloats(AnnotationView view, int first) throws IOException {
        int vertices = view.vertexCount();
        for (int vertex = first; vertex < vertices; vertex += AnswerOrdinates.CHUNK_VERTICES) {
            int count = Math.min(AnswerOrdinates.CHUNK_VERTICES, vertices - vertex);
            view.copyFloats(vertex, count, chunk);
            text.addPositions(chunk, count, view.ordinates());
        }
    }

    /** Writes the vertices as the source has them, in the answer's space; numbers that JSON does not know become strings. */
    void writePoints(AnnotationView view) throws IOException {
        out.writeStartArray();
        addPointsWithin(view);
        text.end();
        out.writeEndArray();
    }

    /** As {@link #writePoints}, to the text. */
    void addPoints(AnnotationView view) throws IOException {
        text.add('[');
        addPointsWithin(view);
        text.add(']');
    }

    private void addPointsWithin(AnnotationView view) throws IOException {
        int count = ordinates.count(view);
        for (int vertex = 0; vertex < view.vertexCount(); vertex++) {
            if (vertex > 0) {
                text.add(',');
            }
            text.add('[');
            for (int ordinate = 0; ordinate < count; ordinate++) {
                if (ordinate > 0) {
                    text.add(',');
                }
                double value = ordinates.value(view, vertex, ordinate);
                if (ordinates.isFloat(view, ordinate)) {
                    text.add((float) value);
                } else {
                    text.add(value);
                }
            }
            text.add(']');
        }
    }

    /** Writes the vertices with all ordinates in the source's own space, bit for bit. */
    void writeSourcePoints(AnnotationView view) throws IOException {
        out.writeStartArray();
        for (int vertex = 0; vertex < view.vertexCount(); vertex++) {
            out.writeStartArray();
            for (int ordinate = 0; ordinate < view.ordinates(); ordinate++) {
                if (view.precision() == Precision.FLOAT32) {
                    writeAnyNumber(out, (float) view.ordinate(vertex, ordinate));
                } else {
                    writeAnyNumber(out, view.ordinate(vertex, ordinate));
                }
            }
            out.writeEndArray();
        }
        out.writeEndArray();
    }

    private void addPosition(AnnotationView view, int vertex) throws IOException {
        text.add('[');
        addOrdinates(view, vertex);
        text.add(']');
    }

    private void addOrdinates(AnnotationView view, int vertex) throws IOException {
        int count = ordinates.count(view);
        for (int ordinate = 0; ordinate < count; ordinate++) {
            if (ordinate > 0) {
                text.add(',');
            }
            double value = ordinates.value(view, vertex, ordinate);
            if (rounding.isNone() && ordinates.isFloat(view, ordinate)) {
                text.add((float) value);
            } else {
                text.add(rounding.isNone() ? value : rounding.of(value));
            }
        }
        if (!rests.isEmpty()) {
            String rest = rests.get(firstPosition + vertex);
            if (!rest.isEmpty()) {
                text.add(',');
                text.add(rest);
            }
        }
    }

    /** The shortest decimal that restores the double; {@code "NaN"}, {@code "Infinity"} and {@code "-Infinity"} as strings. */
    static void writeAnyNumber(JsonGenerator out, double value) throws IOException {
        if (Double.isFinite(value)) {
            out.writeNumber(value);
        } else {
            out.writeString(Double.toString(value));
        }
    }

    /** The shortest decimal that restores the float; {@code "NaN"}, {@code "Infinity"} and {@code "-Infinity"} as strings. */
    static void writeAnyNumber(JsonGenerator out, float value) throws IOException {
        if (Float.isFinite(value)) {
            out.writeNumber(value);
        } else {
            out.writeString(Float.toString(value));
        }
    }

    /** Whether the source's points say more than the geometry: the axes of an ellipse, the corners' order, vertices not repeated. */
    static boolean needsPoints(AnnotationView view) {
        return switch (view.graphicType()) {
            case ELLIPSE, RECTANGLE -> true;
            case POINT, POLYLINE, POLYGON ->
                view.vertexCount() < view.graphicType().minimumVertices();
        };
    }
}
