package org.glossa.store;

import org.glossa.spatial.Box;
import org.glossa.spatial.PlanarTransform;
import org.jspecify.annotations.Nullable;

/**
 * A query box seen from the space of the columns.
 *
 * @param outer surely holds every source point whose image lies in the query box
 * @param inner the images of all its points surely lie in the query box; null when there is none worth having
 */
record QueryWindow(Box outer, @Nullable Box inner) {
    private static final double ROUNDING = 4e-12;

    /** Surely holds every source point whose image lies in the box. */
    static Box outer(Box box, PlanarTransform sourceToQuery) {
        return sourceToQuery instanceof PlanarTransform.Identity
                ? box
                : sourceToQuery.inverse().boundsOf(box);
    }

    static QueryWindow of(Box box, PlanarTransform sourceToQuery) {
        boolean hasArea = box.minX() < box.maxX() && box.minY() < box.maxY();
        if (sourceToQuery instanceof PlanarTransform.Identity) {
            // JTS does not say that a collapsed geometry meets a box without area that holds it, so nothing is decided
            // by boxes.
            return new QueryWindow(box, hasArea ? box : null);
        }
        PlanarTransform toSource = sourceToQuery.inverse();
        Box outer = toSource.boundsOf(box);
        return new QueryWindow(outer, hasArea ? inner(outer, box, sourceToQuery, toSource) : null);
    }

    /**
     * Shrinks the outer window by more than all rounding errors. What is left lies within the query box when the map keeps boxes
     * (levels, and slides that lie square); for others the check fails and every candidate is tested exactly.
     */
    private static @Nullable Box inner(Box outer, Box box, PlanarTransform toQuery, PlanarTransform toSource) {
        double farX = Math.max(Math.abs(outer.minX()), Math.abs(outer.maxX()));
        double farY = Math.max(Math.abs(outer.minY()), Math.abs(outer.maxY()));
        double queryX = toQuery.magnitudeX(farX, farY);
        double queryY = toQuery.magnitudeY(farX, farY);
        double shrinkX = ROUNDING * toSource.magnitudeX(queryX, queryY);
        double shrinkY = ROUNDING * toSource.magnitudeY(queryX, queryY);
        double minX = outer.minX() + shrinkX;
        double minY = outer.minY() + shrinkY;
        double maxX = outer.maxX() - shrinkX;
        double maxY = outer.maxY() - shrinkY;
        if (!(minX <= maxX && minY <= maxY)) {
            return null;
        }
        Box inner = new Box(minX, minY, maxX, maxY);
        return box.contains(toQuery.boundsOf(inner)) ? inner : null;
    }
}
