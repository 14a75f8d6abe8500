package org.glossa.spatial;

/**
 * A map of the plane that takes axis-aligned boxes to parallelograms. Kept as the operations that define it instead of one matrix,
 * because a level map must multiply before it divides to hit pixel borders exactly, and because an identity must not touch a bit.
 */
public sealed interface PlanarTransform {
    PlanarTransform IDENTITY = new Identity();

    double x(double x, double y);

    double y(double x, double y);

    PlanarTransform inverse();

    default PlanarTransform then(PlanarTransform next) {
        if (this instanceof Identity) {
            return next;
        }
        return next instanceof Identity ? this : new Chain(this, next);
    }

    /**
     * The sum of the magnitudes of the terms that make up x', which bounds its rounding error; for magnitudes |x| and |y|.
     */
    double magnitudeX(double x, double y);

    /** Like {@link #magnitudeX}, of y'. */
    double magnitudeY(double x, double y);

    /**
     * A box that surely holds the image of {@code box} and little more: also what this map's inverse, rounded, takes into
     * {@code box}. Exact for the identity. Sides that overflow are infinite.
     */
    default Box boundsOf(Box box) {
        if (this instanceof Identity) {
            return box;
        }
        double x0 = x(box.minX(), box.minY());
        double x1 = x(box.maxX(), box.minY());
        double x2 = x(box.maxX(), box.maxY());
        double x3 = x(box.minX(), box.maxY());
        double y0 = y(box.minX(), box.minY());
        double y1 = y(box.maxX(), box.minY());
        double y2 = y(box.maxX(), box.maxY());
        double y3 = y(box.minX(), box.maxY());
        double farX = Math.max(Math.abs(box.minX()), Math.abs(box.maxX()));
        double farY = Math.max(Math.abs(box.minY()), Math.abs(box.maxY()));
        double slackX = 1e-12 * magnitudeX(farX, farY) + Double.MIN_NORMAL;
        double slackY = 1e-12 * magnitudeY(farX, farY) + Double.MIN_NORMAL;
        double minX = Math.min(Math.min(x0, x1), Math.min(x2, x3)) - slackX;
        double maxX = Math.max(Math.max(x0, x1), Math.max(x2, x3)) + slackX;
        double minY = Math.min(Math.min(y0, y1), Math.min(y2, y3)) - slackY;
        double maxY = Math.max(Math.max(y0, y1), Math.max(y2, y3)) + slackY;
        // Infinity minus infinity: nothing is known of that side.
        return new Box(
                Double.isNaN(minX) ? Double.NEGATIVE_INFINITY : minX,
                Double.isNaN(minY) ? Double.NEGATIVE_INFINITY : minY,
                Double.isNaN(maxX) ? Double.POSITIVE_INFINITY : maxX,
                Double.isNaN(maxY) ? Double.POSITIVE_INFINITY : maxY);
    }

    /** Leaves every bit as it is. */
    record Identity() implements PlanarTransform {
        @Override
        public double x(double x, double y) {
            return x;
        }

        @Override
        public double y(double x, double y) {
            return y;
        }

        @Override
        public double magnitudeX(double x, double y) {
            return x;
        }

        @Override
        public double magnitudeY(double x, double y) {
            return y;
        }

        @Override
        public PlanarTransform inverse() {
            return this;
        }
    }

    /** Adds an offset, for instance that of a tile in its total pixel matrix. */
    record Translation(double dx, double dy) implements PlanarTransform {
        @Override
        public double x(double x, double y) {
            return x + dx;
        }

        @Override
        public double y(double x, double y) {
            return y + dy;
        }

        @Override
        public double magnitudeX(double x, double y) {
            return x + Math.abs(dx);
        }

        @Override
        public double magnitudeY(double x, double y) {
            return y + Math.abs(dy);
        }

        @Override
        public PlanarTransform inverse() {
            return new Translation(-dx, -dy);
        }
    }

    /**
     * {@code x * numeratorX / denominatorX}, likewise y; multiplies first, so that the far edge of a level falls exactly on the far
     * edge of level 0.
     */
    record AxisScale(double numeratorX, double denominatorX, double numeratorY, double denominatorY)
            implements PlanarTransform {
        @Override
        public double x(double x, double y) {
            return x * numeratorX / denominatorX;
        }

        @Override
        public double y(double x, double y) {
            return y * numeratorY / denominatorY;
        }

        @Override
        public double magnitudeX(double x, double y) {
            return x * Math.abs(numeratorX / denominatorX);
        }

        @Override
        public double magnitudeY(double x, double y) {
            return y * Math.abs(numeratorY / denominatorY);
        }

        @Override
        public PlanarTransform inverse() {
            return new AxisScale(denominatorX, numeratorX, denominatorY, numeratorY);
        }
    }

    /** {@code x' = xx*x + xy*y + dx}, {@code y' = yx*x + yy*y + dy}. */
    record Affine(double xx, double xy, double dx, double yx, double yy, double dy) implements PlanarTransform {
        @Override
        public double x(double x, double y) {
            return xx * x + xy * y + dx;
        }

        @Override
        public double y(double x, double y) {
            return yx * x + yy * y + dy;
        }

        @Override
        public double magnitudeX(double x, double y) {
            return Math.abs(xx) * x + Math.abs(xy) * y + Math.abs(dx);
        }

        @Override
        public double magnitudeY(double x, double y) {
            return Math.abs(yx) * x + Math.abs(yy) * y + Math.abs(dy);
        }

        @Override
        public PlanarTransform inverse() {
            double determinant = xx * yy - xy * yx;
            if (determinant == 0 || !Double.isFinite(determinant)) {
                throw new ArithmeticException("This affine map has no inverse (determinant " + determinant
                        + "); check pixel spacing and image orientation");
            }
            double ixx = yy / determinant;
            double ixy = -xy / determinant;
            double iyx = -yx / determinant;
            double iyy = xx / determinant;
            return new Affine(ixx, ixy, -(ixx * dx + ixy * dy), iyx, iyy, -(iyx * dx + iyy * dy));
        }
    }

    /** One map after another. */
    record Chain(PlanarTransform first, PlanarTransform second) implements PlanarTransform {
        @Override
        public double x(double x, double y) {
            return second.x(first.x(x, y), first.y(x, y));
        }

        @Override
        public double y(double x, double y) {
            return second.y(first.x(x, y), first.y(x, y));
        }

        @Override
        public double magnitudeX(double x, double y) {
            return second.magnitudeX(first.magnitudeX(x, y), first.magnitudeY(x, y));
        }

        @Override
        public double magnitudeY(double x, double y) {
            return second.magnitudeY(first.magnitudeX(x, y), first.magnitudeY(x, y));
        }

        @Override
        public PlanarTransform inverse() {
            return second.inverse().then(first.inverse());
        }
    }
}
