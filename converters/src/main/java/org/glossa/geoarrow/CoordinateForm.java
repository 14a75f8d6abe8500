package org.glossa.geoarrow;

/** How a stream holds coordinates. */
public enum CoordinateForm {
    /** GeoArrow: double, rings closed, ELLIPSE and RECTANGLE as polygons, in the space of the answer. */
    GEOMETRY,
    /** As the source wrote them: its space, its precision, polygons open, ELLIPSE and RECTANGLE as their four points. */
    SOURCE
}
