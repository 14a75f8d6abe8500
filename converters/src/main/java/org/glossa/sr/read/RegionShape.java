package org.glossa.sr.read;

import org.glossa.annotation.GraphicType;
import org.glossa.sr.ValueType;
import org.jspecify.annotations.Nullable;

/** Graphic Type (0070,0023) of SCOORD (PS3.3 C.18.6.1.2) and SCOORD3D (C.18.9.1.2). */
enum RegionShape {
    POINT(1, 1, GraphicType.POINT),
    /** Points of one region. */
    MULTIPOINT(1, 0, GraphicType.POINT),
    /** In SCOORD a polygon when the last point repeats the first; in SCOORD3D a line. */
    POLYLINE(1, 0, GraphicType.POLYLINE),
    /** SCOORD3D only: the last point repeats the first. */
    POLYGON(1, 0, GraphicType.POLYGON),
    /** SCOORD only: the centre, and a point of the perimeter. */
    CIRCLE(2, 2, GraphicType.ELLIPSE),
    ELLIPSE(4, 4, GraphicType.ELLIPSE),
    /** SCOORD3D only: the ends of three axes. */
    ELLIPSOID(6, 6, null);

    private final int minimumPoints;
    private final int fixedPoints;
    private final @Nullable GraphicType columns;

    RegionShape(int minimumPoints, int fixedPoints, @Nullable GraphicType columns) {
        this.minimumPoints = minimumPoints;
        this.fixedPoints = fixedPoints;
        this.columns = columns;
    }

    /** The shape of a term in an item of a value type, null when that has no such shape. */
    static @Nullable RegionShape of(String term, ValueType type) {
        boolean solid = type == ValueType.SCOORD3D;
        return switch (term) {
            case "POINT" -> POINT;
            case "MULTIPOINT" -> MULTIPOINT;
            case "POLYLINE" -> POLYLINE;
            case "ELLIPSE" -> ELLIPSE;
            case "CIRCLE" -> solid ? null : CIRCLE;
            case "POLYGON" -> solid ? POLYGON : null;
            case "ELLIPSOID" -> solid ? ELLIPSOID : null;
            default -> null;
        };
    }

    /** Whether a region of so many points can be assigned to vertices. */
    boolean canHave(long points) {
        return fixedPoints > 0 ? points == fixedPoints : points >= minimumPoints;
    }

    /** How many points it has, in words. */
    String points() {
        return fixedPoints > 0 ? Integer.toString(fixedPoints) : minimumPoints + " or more";
    }

    /** The type of its columns when nothing about its points changes that; null for a solid. */
    @Nullable
    GraphicType columns() {
        return columns;
    }
}
