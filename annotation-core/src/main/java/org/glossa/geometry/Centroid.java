package org.glossa.geometry;

/**
 * The centroid that JTS's {@code Geometry.getCentroid} gives, bit for bit where neither overflows: of the area; of the edges when the
 * area is zero; the one place when their length is zero. An outline that crosses itself can have parts that take each other away, and
 * then a centroid far outside, and a sliver can have one a rounding error outside: both are moved to the nearest place of the
 * outline's box. Vertices beyond ±1e90, or all within 1e-90 of zero, are scaled by a power of two meanwhile. Not thread-safe.
 */
final class Centroid {
    private double x;
    private double y;
    private double area;

    double x() {
        return x;
    }

    double y() {
        return y;
    }

    /** What the outline encloses; parts that it goes around the other way are taken away. May overflow. */
    double area() {
        return area;
    }

    /** @param outline of at least one vertex, all of them finite */
    void of(Outline outline) {
        double far = Math.max(
                Math.max(Math.abs(outline.minX()), Math.abs(outline.maxX())),
                Math.max(Math.abs(outline.minY()), Math.abs(outline.maxY())));
        area = 0;
        int exponent = far > 1e90 || far < 1e-90 ? Math.getExponent(far) : 0;
        if (!(outline.hasArea() && ofArea(outline, exponent)) && !ofEdges(outline, exponent)) {
            x = scaled(outline.x(0), exponent);
            y = scaled(outline.y(0), exponent);
        }
        x = Math.clamp(Math.scalb(x, exponent), outline.minX(), outline.maxX());
        y = Math.clamp(Math.scalb(y, exponent), outline.minY(), outline.maxY());
    }

    private boolean ofArea(Outline outline, int exponent) {
        int vertices = outline.vertexCount();
        double baseX = scaled(outline.x(0), exponent);
        double baseY = scaled(outline.y(0), exponent);
        double sumX = 0;
        double sumY = 0;
        double doubleArea = 0;
        // The triangles of the first and the last edge have no area.
        double x1 = vertices > 1 ? scaled(outline.x(1), exponent) : 0;
        double y1 = vertices > 1 ? scaled(outline.y(1), exponent) : 0;
        for (int vertex = 2; vertex < vertices; vertex++) {
            double x2 = scaled(outline.x(vertex), exponent);
            double y2 = scaled(outline.y(vertex), exponent);
            double triangle = (x1 - baseX) * (y2 - baseY) - (x2 - baseX) * (y1 - baseY);
            sumX += triangle * (baseX + x1 + x2);
            sumY += triangle * (baseY + y1 + y2);
            doubleArea += triangle;
            x1 = x2;
            y1 = y2;
        }
        x = sumX / 3 / doubleArea;
        y = sumY / 3 / doubleArea;
        area = Math.scalb(Math.abs(doubleArea) / 2, 2 * exponent);
        return doubleArea != 0;
    }

    private boolean ofEdges(Outline outline, int exponent) {
        double sumX = 0;
        double sumY = 0;
        double length = 0;
        for (int edge = 0; edge < outline.edgeCount(); edge++) {
            int end = outline.end(edge);
            double x1 = scaled(outline.x(edge), exponent);
            double y1 = scaled(outline.y(edge), exponent);
            double x2 = scaled(outline.x(end), exponent);
            double y2 = scaled(outline.y(end), exponent);
            double step = Math.hypot(x1 - x2, y1 - y2);
            sumX += step * ((x1 + x2) / 2);
            sumY += step * ((y1 + y2) / 2);
            length += step;
        }
        x = sumX / length;
        y = sumY / length;
        return length != 0;
    }

    private static double scaled(double ordinate, int exponent) {
        return exponent == 0 ? ordinate : Math.scalb(ordinate, -exponent);
    }
}
