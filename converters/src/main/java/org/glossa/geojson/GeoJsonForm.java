package org.glossa.geojson;

import java.util.OptionalInt;

/**
 * How a GeoJSON text looks.
 *
 * @param decimals of the coordinates of geometries, QuPath writes 2; empty for as many as the source's numbers need
 */
public record GeoJsonForm(Layout layout, Compression compression, OptionalInt decimals) {
    /** One FeatureCollection with all that the numbers say. */
    public static final GeoJsonForm COLLECTION =
            new GeoJsonForm(Layout.COLLECTION, Compression.NONE, OptionalInt.empty());

    private static final int MOST_DECIMALS = 15;

    /** What the root is. */
    public enum Layout {
        /** One FeatureCollection. */
        COLLECTION,
        /** A Feature on each line, without members of a collection. */
        LINES
    }

    /** What becomes of the text. */
    public enum Compression {
        NONE,
        GZIP
    }

    public GeoJsonForm {
        if (decimals.isPresent() && (decimals.getAsInt() < 0 || decimals.getAsInt() > MOST_DECIMALS)) {
            throw new IllegalArgumentException("decimals are 0 to 15, got " + decimals.getAsInt());
        }
    }

    /** The same in another layout. */
    public GeoJsonForm in(Layout other) {
        return new GeoJsonForm(other, compression, decimals);
    }

    /** The same, compressed otherwise. */
    public GeoJsonForm with(Compression other) {
        return new GeoJsonForm(layout, other, decimals);
    }

    /** The same with coordinates rounded. */
    public GeoJsonForm roundedTo(int places) {
        return new GeoJsonForm(layout, compression, OptionalInt.of(places));
    }
}
