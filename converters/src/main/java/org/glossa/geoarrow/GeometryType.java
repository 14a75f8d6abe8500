package org.glossa.geoarrow;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.glossa.annotation.GraphicType;
import org.glossa.arrow.ArrowField;
import org.glossa.arrow.ArrowField.Kind;

/** The layouts of GeoArrow that we write; a reader knows each by its extension name. */
enum GeometryType {
    /** FixedSizeList of ordinates. */
    POINT("geoarrow.point", 1),
    /** List of vertices. */
    LINESTRING("geoarrow.linestring", 2),
    /** List of rings. */
    POLYGON("geoarrow.polygon", 3),
    /** ISO well-known binary, little-endian: what holds geometries of several types in one column. */
    WKB("geoarrow.wkb", 0);

    private final String extension;

    /** What well-known binary calls it; 0 for itself. */
    private final int wkbCode;

    GeometryType(String extension, int wkbCode) {
        this.extension = extension;
        this.wkbCode = wkbCode;
    }

    static GeometryType of(GraphicType type) {
        return switch (type) {
            case POINT -> POINT;
            case POLYLINE -> LINESTRING;
            case POLYGON, RECTANGLE, ELLIPSE -> POLYGON;
        };
    }

    /** The one layout that holds all of these; of none, that of polygons. */
    static GeometryType common(Collection<GraphicType> types) {
        return types.stream()
                .map(GeometryType::of)
                .reduce((first, second) -> first == second ? first : WKB)
                .orElse(POLYGON);
    }

    int wkbCode() {
        return wkbCode;
    }

    /** @param ordinates 2 or 3 */
    ArrowField field(int ordinates) {
        ArrowField vertex = vertex("vertices", ordinates);
        ArrowField field = switch (this) {
            case POINT -> vertex(RegionPlan.GEOMETRY, ordinates);
            case LINESTRING -> ArrowField.list(RegionPlan.GEOMETRY, vertex);
            case POLYGON -> ArrowField.list(RegionPlan.GEOMETRY, ArrowField.list("rings", vertex));
            case WKB -> ArrowField.of(RegionPlan.GEOMETRY, Kind.BINARY);
        };
        // No crs: none of its forms names pixels of a slide, and readers look what it names up.
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("ARROW:extension:name", extension);
        metadata.put("ARROW:extension:metadata", "{}");
        return field.orNull().withMetadata(metadata);
    }

    static ArrowField vertex(String name, int ordinates) {
        return ArrowField.fixedSizeList(name, ordinates, ArrowField.of(ordinates == 2 ? "xy" : "xyz", Kind.FLOAT64));
    }
}
