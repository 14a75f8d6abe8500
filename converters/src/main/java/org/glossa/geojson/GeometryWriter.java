package org.glossa.geojson;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import org.glossa.annotation.AnnotationView;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.Precision;
import org.glossa.geometry.EllipseOutline;
import org.glossa.spatial.PlanarTransform;

/**
 * The {@code geometry} of one annotation in the space of the answer. Winding and order of the vertices are the source's; rings are
 * closed by repeating the first vertex bit for bit, also when the source had closed them already.
 */
final class GeometryWriter {
    /** Largest distance of the written outline of an ELLIPSE from the true one, before rounding. */
    private static final double OUTLINE_TOLERANCE_PX = 0.005;

    private static final double OUTLINE_TOLERANCE_MM = 1e-6;

    // Outline vertices are ours, not the source's, so that four decimals of a pixel suffice and spare half of the text.
    private static final double OUTLINE_STEPS_PER_PX = 1e4;
    private static final double OUTLINE_STEPS_PER_MM = 1e8;

    private static final SerializableString GEOMETRY = new SerializedString("geometry");
    private static final SerializableString TYPE = new SerializedString("type");
    private static final SerializableString COORDINATES = new SerializedString("coordinates");

    private final JsonGenerator out;
    private final PlanarTransform transform;
    private final boolean identity;
    private final boolean millimetres;
    private final Rounding rounding;
    private final PositionText positions;
    private PositionRests rests = PositionRests.NONE;
    private long firstPosition;

    GeometryWriter(JsonGenerator out, PlanarTransform transform, CoordinateSpace answerSpace) {
        this(out, transform, answerSpace, Rounding.none());
    }

    /** @param rounding of the positions of geometries; points beside are as they are */
    GeometryWriter(JsonGenerator out, PlanarTransform transform, CoordinateSpace answerSpace, Rounding rounding) {
        this.out = out;
        this.rounding = rounding;
        this.positions = new PositionText(out);
        this.transform = transform;
        this.identity = transform instanceof PlanarTransform.Identity;
        this.millimetres = answerSpace instanceof CoordinateSpace.SlideMillimetres;
    }

    /** Whether GeoJSON can hold the annotation: it has a vertex, and every ordinate of the answer is finite. */
    boolean canHold(AnnotationView view) {
        int vertices = view.vertexCount();
        int ordinates = ordinates(view);
        for (int vertex = 0; vertex < vertices; vertex++) {
            for (int ordinate = 0; ordinate < ordinates; ordinate++) {
                if (!Double.isFinite(value(view, vertex, ordinate))) {
                    return false;
                }
            }
        }
        return vertices > 0;
    }

    /** Writes the member {@code geometry}; {@link #canHold} must have said yes. */
    void write(AnnotationView view) throws IOException {
        out.writeFieldName(GEOMETRY);
        out.writeStartObject();
        out.writeFieldName(TYPE);
        out.writeString(type(view.graphicType()));
        out.writeFieldName(COORDINATES);
        switch (view.graphicType()) {
            case POINT, POLYLINE -> writeOpen(view);
            case POLYGON, RECTANGLE, ELLIPSE -> {
                out.writeStartArray();
                writeRing(view);
                out.writeEndArray();
            }
        }
        out.writeEndObject();
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
        if (view.graphicType() == GraphicType.POINT) {
            writeOrdinates(view, 0);
        } else {
            writeAtLeast(view, 2);
        }
        positions.end();
        out.writeEndArray();
    }

    /** The closed ring of a POLYGON, RECTANGLE or ELLIPSE. */
    void writeRing(AnnotationView view) throws IOException {
        out.writeStartArray();
        if (view.graphicType() == GraphicType.ELLIPSE) {
            writeEllipse(view);
        } else {
            writeAtLeast(view, 3);
            positions.nextPosition();
            writePosition(view, 0);
            positions.end();
        }
        out.writeEndArray();
    }

    /** Whether the axes of an ELLIPSE are exactly horizontal and vertical, so that its box says all of it. */
    boolean isAxisAligned(AnnotationView view) {
        double majorDx = value(view, 0, 0) - value(view, 1, 0);
        double majorDy = value(view, 0, 1) - value(view, 1, 1);
        double minorDx = value(view, 2, 0) - value(view, 3, 0);
        double minorDy = value(view, 2, 1) - value(view, 3, 1);
        boolean straight = majorDy == 0 && minorDx == 0 || majorDx == 0 && minorDy == 0;
        return straight && isCentred(view, 0) && isCentred(view, 1);
    }

    private boolean isCentred(AnnotationView view, int ordinate) {
        double major = value(view, 0, ordinate) / 2 + value(view, 1, ordinate) / 2;
        double minor = value(view, 2, ordinate) / 2 + value(view, 3, ordinate) / 2;
        return Math.abs(major - minor) <= (millimetres ? OUTLINE_TOLERANCE_MM : OUTLINE_TOLERANCE_PX);
    }

    /** The vertices; the last again and again where RFC 7946 asks for more than a wrong source has. */
    private void writeAtLeast(AnnotationView view, int fewest) throws IOException {
        int vertices = view.vertexCount();
        writePosition(view, 0);
        for (int vertex = 1; vertex < Math.max(vertices, fewest); vertex++) {
            positions.nextPosition();
            writePosition(view, Math.min(vertex, vertices - 1));
        }
    }

    /** Writes the vertices as the source has them, in the answer's space; numbers that JSON does not know become strings. */
    void writePoints(AnnotationView view) throws IOException {
        out.writeStartArray();
        for (int vertex = 0; vertex < view.vertexCount(); vertex++) {
            out.writeStartArray();
            int ordinates = ordinates(view);
            for (int ordinate = 0; ordinate < ordinates; ordinate++) {
                writeOrdinate(view, value(view, vertex, ordinate), identity || ordinate == 2);
            }
            out.writeEndArray();
        }
        out.writeEndArray();
    }

    /** Writes the vertices with all ordinates in the source's own space, bit for bit. */
    void writeSourcePoints(AnnotationView view) throws IOException {
        out.writeStartArray();
        for (int vertex = 0; vertex < view.vertexCount(); vertex++) {
            out.writeStartArray();
            for (int ordinate = 0; ordinate < view.ordinates(); ordinate++) {
                writeOrdinate(view, view.ordinate(vertex, ordinate), true);
            }
            out.writeEndArray();
        }
        out.writeEndArray();
    }

    private void writePosition(AnnotationView view, int vertex) throws IOException {
        positions.startPosition();
        writeOrdinates(view, vertex);
        positions.endPosition();
    }

    private void writeOrdinates(AnnotationView view, int vertex) throws IOException {
        int ordinates = ordinates(view);
        boolean isFloat = rounding.isNone() && view.precision() == Precision.FLOAT32;
        for (int ordinate = 0; ordinate < ordinates; ordinate++) {
            if (ordinate > 0) {
                positions.comma();
            }
            double value = value(view, vertex, ordinate);
            if (isFloat && (identity || ordinate == 2)) {
                positions.add((float) value);
            } else {
                positions.add(rounding.isNone() ? value : rounding.of(value));
            }
        }
        if (!rests.isEmpty()) {
            String rest = rests.get(firstPosition + vertex);
            if (!rest.isEmpty()) {
                positions.comma();
                positions.end();
                out.writeRaw(rest);
            }
        }
    }

    private void writeOrdinate(AnnotationView view, double value, boolean untouched) throws IOException {
        if (untouched && view.precision() == Precision.FLOAT32) {
            writeAnyNumber(out, (float) value);
        } else {
            writeAnyNumber(out, value);
        }
    }

    private void writeEllipse(AnnotationView view) throws IOException {
        double[] outline = EllipseOutline.vertices(
                value(view, 0, 0),
                value(view, 0, 1),
                value(view, 1, 0),
                value(view, 1, 1),
                value(view, 2, 0),
                value(view, 2, 1),
                value(view, 3, 0),
                value(view, 3, 1),
                millimetres ? OUTLINE_TOLERANCE_MM : OUTLINE_TOLERANCE_PX);
        String rest = rests.common(firstPosition, view.vertexCount());
        for (int i = 0; i < outline.length; i += 2) {
            writeOutlineVertex(view, outline[i], outline[i + 1], rest);
        }
        writeOutlineVertex(view, outline[0], outline[1], rest);
    }

    private void writeOutlineVertex(AnnotationView view, double x, double y, String rest) throws IOException {
        out.writeStartArray();
        out.writeNumber(rounded(x));
        out.writeNumber(rounded(y));
        if (ordinates(view) == 3 && hasOneZ(view)) {
            out.writeNumber(view.ordinate(0, 2));
        }
        if (!rest.isEmpty()) {
            out.writeRawValue(rest);
        }
        out.writeEndArray();
    }

    private double rounded(double value) {
        double steps = millimetres ? OUTLINE_STEPS_PER_MM : OUTLINE_STEPS_PER_PX;
        double scaled = value * steps;
        double fine = Math.abs(scaled) < 1L << 52 ? Math.rint(scaled) / steps : value;
        return rounding.isNone() ? fine : rounding.ofOutline(fine);
    }

    private static boolean hasOneZ(AnnotationView view) {
        double z = view.ordinate(0, 2);
        for (int vertex = 1; vertex < view.vertexCount(); vertex++) {
            if (view.ordinate(vertex, 2) != z) {
                return false;
            }
        }
        return true;
    }

    /** Millimetres keep their z; pixels have none. */
    private int ordinates(AnnotationView view) {
        return millimetres ? view.ordinates() : 2;
    }

    private double value(AnnotationView view, int vertex, int ordinate) {
        if (identity || ordinate == 2) {
            return view.ordinate(vertex, ordinate);
        }
        double x = view.ordinate(vertex, 0);
        double y = view.ordinate(vertex, 1);
        return ordinate == 0 ? transform.x(x, y) : transform.y(x, y);
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
