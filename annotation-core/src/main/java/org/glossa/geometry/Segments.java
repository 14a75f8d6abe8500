package org.glossa.geometry;

import java.math.BigDecimal;

/**
 * Predicates on closed segments of finite ends, exact for the doubles that they are given. The signs of differences and products
 * decide most; a determinant that is not certain is worked out with what rounding took from its products, and in decimals where the
 * differences are rounded too or a product would overflow or vanish. JTS's {@code Orientation} says the same wherever its
 * double-double is exact. A segment may be a point. Allocates next to nothing.
 */
final class Segments {
    /** JTS's bound of the rounding error of the determinant, in parts of the sum of its terms. */
    private static final double ROUNDING = 1e-15;

    /** Products between these bounds, and their rounding errors, neither overflow nor lose bits to underflow. */
    private static final double LEAST_PRODUCT = 1e-200;

    private static final double MOST_PRODUCT = 1e300;

    private Segments() {}

    /** Where p lies beside the line from a to b: 1 left of it (x to the right, y up), −1 right of it, 0 on it, or a is b. */
    static int side(double ax, double ay, double bx, double by, double px, double py) {
        double acx = ax - px;
        double bcy = by - py;
        double acy = ay - py;
        double bcx = bx - px;
        int leftSign = sign(acx) * sign(bcy);
        int rightSign = sign(acy) * sign(bcx);
        if (leftSign != rightSign || leftSign == 0) {
            return Integer.compare(leftSign, rightSign);
        }
        double left = acx * bcy;
        double right = acy * bcx;
        if (isSafe(left) && isSafe(right)) {
            double determinant = left - right;
            double bound = ROUNDING * Math.abs(left + right);
            if (determinant >= bound || -determinant >= bound) {
                return sign(determinant);
            }
            if (isExact(ax, px, acx) && isExact(by, py, bcy) && isExact(ay, py, acy) && isExact(bx, px, bcx)) {
                return compareProducts(left, Math.fma(acx, bcy, -left), right, Math.fma(acy, bcx, -right));
            }
        }
        return exactSide(ax, ay, bx, by, px, py);
    }

    /** Whether a difference lost nothing; then twice the digits of a double hold the products. */
    private static boolean isExact(double a, double b, double difference) {
        double taken = a - difference;
        return a - (difference + taken) + (taken - b) == 0;
    }

    private static boolean isSafe(double product) {
        double magnitude = Math.abs(product);
        return magnitude >= LEAST_PRODUCT && magnitude <= MOST_PRODUCT;
    }

    /**
     * Compares two products that are nearly the same, each with what its rounding took away. Their difference is exact then, and what
     * comes after is too small to turn the sign of a sum that is not zero.
     */
    private static int compareProducts(double left, double leftRest, double right, double rightRest) {
        double difference = left - right;
        double rest = leftRest - rightRest;
        double sum = difference + rest;
        if (sum != 0) {
            return sign(sum);
        }
        double taken = leftRest - rest;
        return sign(leftRest - (rest + taken) + (taken - rightRest));
    }

    private static int exactSide(double ax, double ay, double bx, double by, double px, double py) {
        BigDecimal x = new BigDecimal(px);
        BigDecimal y = new BigDecimal(py);
        BigDecimal left = new BigDecimal(ax).subtract(x).multiply(new BigDecimal(by).subtract(y));
        BigDecimal right = new BigDecimal(ay).subtract(y).multiply(new BigDecimal(bx).subtract(x));
        return left.compareTo(right);
    }

    private static int sign(double value) {
        return value > 0 ? 1 : value < 0 ? -1 : 0;
    }

    /** Whether the segments a b and c d share a point. */
    static boolean meet(double ax, double ay, double bx, double by, double cx, double cy, double dx, double dy) {
        if (Math.max(ax, bx) < Math.min(cx, dx)
                || Math.max(cx, dx) < Math.min(ax, bx)
                || Math.max(ay, by) < Math.min(cy, dy)
                || Math.max(cy, dy) < Math.min(ay, by)) {
            return false;
        }
        int a = side(cx, cy, dx, dy, ax, ay);
        if (a != 0 && a == side(cx, cy, dx, dy, bx, by)) {
            return false;
        }
        int c = side(ax, ay, bx, by, cx, cy);
        return c == 0 || c != side(ax, ay, bx, by, dx, dy);
    }

    /** Whether the segment a b and a closed box share a point. */
    static boolean meetsBox(
            double ax, double ay, double bx, double by, double minX, double minY, double maxX, double maxY) {
        if (Math.max(ax, bx) < minX || Math.min(ax, bx) > maxX || Math.max(ay, by) < minY || Math.min(ay, by) > maxY) {
            return false;
        }
        if (ax == bx || ay == by || holds(minX, minY, maxX, maxY, ax, ay) || holds(minX, minY, maxX, maxY, bx, by)) {
            return true;
        }
        // Their boxes meet, so that only the line can part them: then both corners beside it are on one side.
        boolean climbs = ax < bx == ay < by;
        double cornerY = climbs ? maxY : minY;
        double oppositeY = climbs ? minY : maxY;
        int corner = side(ax, ay, bx, by, minX, cornerY);
        return corner == 0 || corner != side(ax, ay, bx, by, maxX, oppositeY);
    }

    private static boolean holds(double minX, double minY, double maxX, double maxY, double x, double y) {
        return minX <= x && x <= maxX && minY <= y && y <= maxY;
    }

    /**
     * What the edge a b adds to the crossings of a ray from p to the right: 1 or 0; −1 when p lies on the edge. A vertex on the ray
     * counts for the edge that lies above it.
     */
    static int crossing(double ax, double ay, double bx, double by, double px, double py) {
        if (ax < px && bx < px) {
            return 0;
        }
        if (ay == py && by == py) {
            return Math.min(ax, bx) <= px && px <= Math.max(ax, bx) ? -1 : 0;
        }
        if (bx == px && by == py || ax == px && ay == py) {
            return -1;
        }
        if (!(ay > py && by <= py || by > py && ay <= py)) {
            return 0;
        }
        int side = side(ax, ay, bx, by, px, py);
        if (side == 0) {
            return -1;
        }
        return side > 0 == by > ay ? 1 : 0;
    }
}
