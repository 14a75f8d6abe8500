package org.glossa.store;

import java.util.SplittableRandom;
import org.glossa.annotation.GraphicType;

/** Random annotations as x, y, x, y, …: half of them on a grid, some collapsed, some that cross themselves. */
public final class ShapeSource {
    private ShapeSource() {}

    public static double[] shape(GraphicType type, SplittableRandom random, double width, double height) {
        double x = random.nextDouble(width);
        double y = random.nextDouble(height);
        double[] shape = switch (type) {
            case POINT -> new double[] {x, y};
            case POLYLINE, POLYGON -> path(type, random, x, y);
            case RECTANGLE -> axes(random, x, y, random.nextDouble(1, 30), random.nextDouble(1, 10), true);
            case ELLIPSE -> {
                // Semi-axes at most 3 : 1, so that the band of the oracle holds the outline.
                double minor = random.nextDouble(3, 20);
                yield axes(random, x, y, minor * random.nextDouble(1, 3), minor, false);
            }
        };
        boolean onGrid = type != GraphicType.ELLIPSE && random.nextBoolean();
        for (int i = 0; onGrid && i < shape.length; i++) {
            shape[i] = Math.rint(shape[i] / 4) * 4;
        }
        return shape;
    }

    private static double[] path(GraphicType type, SplittableRandom random, double x, double y) {
        int vertices = random.nextInt(type.minimumVertices(), 12);
        double[] path = new double[2 * vertices];
        boolean tangled = random.nextInt(4) == 0;
        boolean collapsed = random.nextInt(10) == 0;
        for (int v = 0; v < vertices; v++) {
            double angle = tangled ? random.nextDouble(7) : 2 * Math.PI * v / vertices;
            double radius = random.nextDouble(2, 25);
            path[2 * v] = x + (collapsed ? 0 : radius * Math.cos(angle));
            path[2 * v + 1] = y + radius * Math.sin(angle);
        }
        return path;
    }

    /** Four corners of a turned rectangle, or four ends of the axes of a turned ellipse. */
    private static double[] axes(
            SplittableRandom random, double x, double y, double major, double minor, boolean corners) {
        double angle = random.nextInt(3) == 0 ? 0 : random.nextDouble(7);
        double ux = major * Math.cos(angle);
        double uy = major * Math.sin(angle);
        double vx = -minor * Math.sin(angle);
        double vy = minor * Math.cos(angle);
        if (corners) {
            return new double[] {
                x - ux - vx, y - uy - vy, x + ux - vx, y + uy - vy, x + ux + vx, y + uy + vy, x - ux + vx, y - uy + vy
            };
        }
        return new double[] {x - ux, y - uy, x + ux, y + uy, x - vx, y - vy, x + vx, y + vy};
    }
}
