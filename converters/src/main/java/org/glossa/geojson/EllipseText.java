package org.glossa.geojson;

import java.io.IOException;
import org.glossa.annotation.AnnotationView;
import org.glossa.geometry.EllipseOutline;

/** Outlines of annotations that are an ELLIPSE. */
final class EllipseText {
    /** Largest distance of the written outline of an ELLIPSE from the true one, before rounding. */
    private static final double OUTLINE_TOLERANCE_PX = 0.005;

    private static final double OUTLINE_TOLERANCE_MM = 1e-6;

    // Outline vertices are ours, not the source's, so that four decimals of a pixel suffice and spare half of the text.
    private static final double OUTLINE_STEPS_PER_PX = 1e4;
    private static final double OUTLINE_STEPS_PER_MM = 1e8;

    private final RawText text;
    private final AnswerOrdinates ordinates;
    private final Rounding rounding;
    private final boolean millimetres;

    EllipseText(RawText text, AnswerOrdinates ordinates, Rounding rounding) {
        this.text = text;
        this.ordinates = ordinates;
        this.rounding = rounding;
        this.millimetres = ordinates.areMillimetres();
    }

    /** Whether the axes of an ELLIPSE are exactly horizontal and vertical, so that its box says all of it. */
    boolean isAxisAligned(AnnotationView view) {
        double majorDx = ordinates.value(view, 0, 0) - ordinates.value(view, 1, 0);
        double majorDy = ordinates.value(view, 0, 1) - ordinates.value(view, 1, 1);
        double minorDx = ordinates.value(view, 2, 0) - ordinates.value(view, 3, 0);
        double minorDy = ordinates.value(view, 2, 1) - ordinates.value(view, 3, 1);
        boolean straight = majorDy == 0 && minorDx == 0 || majorDx == 0 && minorDy == 0;
        return straight && isCentred(view, 0) && isCentred(view, 1);
    }

    private boolean isCentred(AnnotationView view, int ordinate) {
        double major = ordinates.value(view, 0, ordinate) / 2 + ordinates.value(view, 1, ordinate) / 2;
        double minor = ordinates.value(view, 2, ordinate) / 2 + ordinates.value(view, 3, ordinate) / 2;
        return Math.abs(major - minor) <= (millimetres ? OUTLINE_TOLERANCE_MM : OUTLINE_TOLERANCE_PX);
    }

    /**
     * Adds the positions of the closed outline.
     *
     * @param rest ordinates beyond the second of all positions; empty for none
     */
    void add(AnnotationView view, String rest) throws IOException {
        double[] outline = EllipseOutline.vertices(
                ordinates.value(view, 0, 0),
                ordinates.value(view, 0, 1),
                ordinates.value(view, 1, 0),
                ordinates.value(view, 1, 1),
                ordinates.value(view, 2, 0),
                ordinates.value(view, 2, 1),
                ordinates.value(view, 3, 0),
                ordinates.value(view, 3, 1),
                millimetres ? OUTLINE_TOLERANCE_MM : OUTLINE_TOLERANCE_PX);
        for (int i = 0; i < outline.length; i += 2) {
            addOutlineVertex(view, outline[i], outline[i + 1], rest);
            text.add(',');
        }
        addOutlineVertex(view, outline[0], outline[1], rest);
    }

    private void addOutlineVertex(AnnotationView view, double x, double y, String rest) throws IOException {
        text.add('[');
        text.add(rounded(x));
        text.add(',');
        text.add(rounded(y));
        if (ordinates.count(view) == 3 && hasOneZ(view)) {
            text.add(',');
            text.add(view.ordinate(0, 2));
        }
        if (!rest.isEmpty()) {
            text.add(',');
            text.add(rest);
        }
        text.add(']');
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
}
