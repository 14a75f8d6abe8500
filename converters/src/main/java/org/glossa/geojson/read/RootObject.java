package org.glossa.geojson.read;

import org.glossa.geojson.staged.Members;
import org.glossa.json.JsonToken;
import org.jspecify.annotations.Nullable;

/** An object at the root while it is read. */
final class RootObject {
    Form form = Form.UNKNOWN;

    @Nullable
    String type;

    boolean features;
    final GeometryReader.Said geometry = new GeometryReader.Said();

    /** Members that came before it was known what they are of. */
    final Members deferred = new Members();

    /** What the object is, as far as its members told. */
    enum Form {
        UNKNOWN,
        COLLECTION,
        FEATURE,
        GEOMETRY;

        static Form of(String type) {
            return switch (type) {
                case "FeatureCollection" -> Form.COLLECTION;
                case "Feature" -> Form.FEATURE;
                default -> GeometryType.of(type) == null ? Form.UNKNOWN : Form.GEOMETRY;
            };
        }

        static Form by(String member, JsonToken value) {
            return switch (member) {
                case "features" -> value == JsonToken.START_ARRAY ? Form.COLLECTION : Form.UNKNOWN;
                case "geometry" -> Form.FEATURE;
                case "coordinates", "geometries" -> Form.GEOMETRY;
                default -> Form.UNKNOWN;
            };
        }
    }
}
