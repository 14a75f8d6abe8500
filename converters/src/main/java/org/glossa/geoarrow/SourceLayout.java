package org.glossa.geoarrow;

import java.util.Locale;
import org.glossa.annotation.Precision;
import org.glossa.arrow.ArrowField;
import org.glossa.arrow.ArrowField.Kind;
import org.glossa.store.StoredGroup;

/** How a source gives the vertices of a group. */
record SourceLayout(int ordinates, Precision precision) {
    /** The column of an answer that has one layout. */
    static final String COORDINATES = "coordinates";

    static SourceLayout of(StoredGroup group) {
        return new SourceLayout(group.ordinates(), group.precision());
    }

    /** The column of this layout among others. */
    String columnName() {
        return (COORDINATES + (ordinates == 2 ? "_xy_" : "_xyz_") + precision).toLowerCase(Locale.ROOT);
    }

    int vertexBytes() {
        return ordinates * precision.bytes();
    }

    /** @param layouts how many the answer has */
    ArrowField field(int layouts) {
        Kind kind = precision == Precision.FLOAT32 ? Kind.FLOAT32 : Kind.FLOAT64;
        ArrowField ordinate = ArrowField.of(ordinates == 2 ? "xy" : "xyz", kind);
        return ArrowField.list(
                        layouts == 1 ? COORDINATES : columnName(),
                        ArrowField.fixedSizeList("vertices", ordinates, ordinate))
                .orNull();
    }
}
