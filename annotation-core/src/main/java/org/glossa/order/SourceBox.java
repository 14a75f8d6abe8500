package org.glossa.order;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.GraphicType;
import org.glossa.geometry.EllipseOutline;
import org.glossa.spatial.Box;
import org.glossa.spatial.OutwardFloat;

/**
 * The box of one source annotation, rounded outward to float; for an ELLIPSE that of its curve. Annotations without vertices, or
 * with an x or y that is not finite, have none. Reused from one annotation to the next; not thread-safe.
 */
public final class SourceBox {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private double left;
    private double top;
    private double right;
    private double bottom;
    private float minX;
    private float minY;
    private float maxX;
    private float maxY;

    /**
     * @param annotation zero-based in its group
     * @return whether it has a box
     */
    public boolean measure(AnnotationGroup group, long annotation) {
        Coordinates coordinates = group.coordinates();
        long first = coordinates.firstVertex(annotation);
        long end = coordinates.firstVertex(annotation + 1);
        if (group.graphicType() == GraphicType.POINT) {
            end = Math.min(end, first + 1);
        }
        if (first >= end) {
            return false;
        }
        int chunk = coordinates.chunkOf(first);
        MemorySegment values = coordinates.chunk(chunk);
        long from = (first - coordinates.chunkStart(chunk)) * coordinates.vertexBytes();
        long to = from + (end - first) * coordinates.vertexBytes();
        boolean finite = switch (coordinates.precision()) {
            case FLOAT32 -> ofFloats(values, from, to, coordinates.vertexBytes());
            case FLOAT64 -> ofDoubles(values, from, to, coordinates.vertexBytes());
        };
        if (!finite) {
            return false;
        }
        if (group.graphicType() == GraphicType.ELLIPSE && end - first == 4) {
            Box curve = EllipseOutline.bounds(
                    coordinates.ordinate(first, 0),
                    coordinates.ordinate(first, 1),
                    coordinates.ordinate(first + 1, 0),
                    coordinates.ordinate(first + 1, 1),
                    coordinates.ordinate(first + 2, 0),
                    coordinates.ordinate(first + 2, 1),
                    coordinates.ordinate(first + 3, 0),
                    coordinates.ordinate(first + 3, 1));
            left = curve.minX();
            top = curve.minY();
            right = curve.maxX();
            bottom = curve.maxY();
        }
        minX = OutwardFloat.atMost(left);
        minY = OutwardFloat.atMost(top);
        maxX = OutwardFloat.atLeast(right);
        maxY = OutwardFloat.atLeast(bottom);
        return true;
    }

    // Comparisons, since Math.min looks for NaN and the sign of zero with each number; what is not finite, less itself,
    // is NaN.
    private boolean ofFloats(MemorySegment values, long from, long to, int step) {
        float minX = values.get(FLOAT, from);
        float minY = values.get(FLOAT, from + Float.BYTES);
        float maxX = minX;
        float maxY = minY;
        float rest = 0;
        for (long at = from; at < to; at += step) {
            float x = values.get(FLOAT, at);
            float y = values.get(FLOAT, at + Float.BYTES);
            rest += 0 * x + 0 * y;
            minX = x < minX ? x : minX;
            maxX = x > maxX ? x : maxX;
            minY = y < minY ? y : minY;
            maxY = y > maxY ? y : maxY;
        }
        left = minX;
        top = minY;
        right = maxX;
        bottom = maxY;
        return rest == 0;
    }

    private boolean ofDoubles(MemorySegment values, long from, long to, int step) {
        double minX = values.get(DOUBLE, from);
        double minY = values.get(DOUBLE, from + Double.BYTES);
        double maxX = minX;
        double maxY = minY;
        double rest = 0;
        for (long at = from; at < to; at += step) {
            double x = values.get(DOUBLE, at);
            double y = values.get(DOUBLE, at + Double.BYTES);
            rest += 0 * x + 0 * y;
            minX = x < minX ? x : minX;
            maxX = x > maxX ? x : maxX;
            minY = y < minY ? y : minY;
            maxY = y > maxY ? y : maxY;
        }
        left = minX;
        top = minY;
        right = maxX;
        bottom = maxY;
        return rest == 0;
    }

    public float minX() {
        return minX;
    }

    public float minY() {
        return minY;
    }

    public float maxX() {
        return maxX;
    }

    public float maxY() {
        return maxY;
    }
}
