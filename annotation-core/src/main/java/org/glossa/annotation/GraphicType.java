package org.glossa.annotation;

/** Graphic Type (0070,0023) of an Annotation Group, PS3.3 C.37.1.2. Every point is one vertex. */
public enum GraphicType {
    /** One point. */
    POINT(1, 1),
    /** Two or more points; open, even when the last repeats the first. */
    POLYLINE(2, 0),
    /** Three or more points, implicitly closed: the last does not repeat the first (in SR it does). */
    POLYGON(3, 0),
    /** Four points: the ends of the major axis, then the ends of the minor axis. */
    ELLIPSE(4, 4),
    /** Four corners as drawn, implicitly closed; may be rotated. */
    RECTANGLE(4, 4);

    private final int minimumVertices;
    private final int fixedVertices;

    GraphicType(int minimumVertices, int fixedVertices) {
        this.minimumVertices = minimumVertices;
        this.fixedVertices = fixedVertices;
    }

    public int minimumVertices() {
        return minimumVertices;
    }

    /** Whether every annotation of this type has the same number of vertices, so that no index list is needed. */
    public boolean hasFixedVertexCount() {
        return fixedVertices > 0;
    }

    /** Vertices of each annotation; 0 when it varies. */
    public int fixedVertexCount() {
        return fixedVertices;
    }
}
