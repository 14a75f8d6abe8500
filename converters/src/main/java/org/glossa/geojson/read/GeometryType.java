package org.glossa.geojson.read;

import org.glossa.annotation.GraphicType;
import org.jspecify.annotations.Nullable;

/** The geometry types of RFC 7946 section 1.4. */
enum GeometryType {
    POINT("Point", GraphicType.POINT, 0),
    MULTI_POINT("MultiPoint", GraphicType.POINT, 1),
    LINE_STRING("LineString", GraphicType.POLYLINE, 1),
    MULTI_LINE_STRING("MultiLineString", GraphicType.POLYLINE, 2),
    POLYGON("Polygon", GraphicType.POLYGON, 2),
    MULTI_POLYGON("MultiPolygon", GraphicType.POLYGON, 3),
    GEOMETRY_COLLECTION("GeometryCollection", GraphicType.POINT, -1);

    private final String word;
    private final GraphicType graphicType;
    private final int lists;

    GeometryType(String word, GraphicType graphicType, int lists) {
        this.word = word;
        this.graphicType = graphicType;
        this.lists = lists;
    }

    static @Nullable GeometryType of(String word) {
        for (GeometryType type : values()) {
            if (type.word.equals(word)) {
                return type;
            }
        }
        return null;
    }

    String word() {
        return word;
    }

    /** Of each part. */
    GraphicType graphicType() {
        return graphicType;
    }

    /** Arrays around a position. */
    int lists() {
        return lists;
    }

    boolean isMulti() {
        return this == MULTI_POINT || this == MULTI_LINE_STRING || this == MULTI_POLYGON;
    }
}
