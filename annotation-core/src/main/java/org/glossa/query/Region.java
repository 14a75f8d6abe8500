package org.glossa.query;

import org.glossa.geometry.QueryPolygon;
import org.glossa.spatial.Box;

/** Where annotations lie, in the space of the query. */
public sealed interface Region {
    /** Anywhere or nowhere: also annotations that have no vertices, or an x or y that is not finite. */
    record Everywhere() implements Region {}

    /**
     * What shares a point with a box, as {@link org.glossa.geometry.BoxPredicate} says.
     *
     * @param box closed
     */
    record InBox(Box box) implements Region {}

    /** What shares a point with a closed polygon, as {@link org.glossa.geometry.PolygonPredicate} says. */
    record InPolygon(QueryPolygon polygon) implements Region {}

    /** What has its centroid in a closed polygon, as {@link org.glossa.geometry.CentroidPredicate} says. */
    record CentroidInPolygon(QueryPolygon polygon) implements Region {}
}
