package org.glossa.service.items;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.glossa.arrow.ArrowStream;
import org.glossa.service.dicomweb.MediaRange;

/** The forms of an answer with annotations. */
public enum ItemFormat {
    GEOJSON("geojson", FeatureCollectionEncoder.MEDIA_TYPE, 10_000),
    /** An Arrow IPC stream. */
    ARROW("arrow", ArrowStream.MEDIA_TYPE, 10_000_000);

    private final String parameter;
    private final String mediaType;
    private final int most;

    ItemFormat(String parameter, String mediaType, int most) {
        this.parameter = parameter;
        this.mediaType = mediaType;
        this.most = most;
    }

    /** As {@code f} names it. */
    public String parameter() {
        return parameter;
    }

    public String mediaType() {
        return mediaType;
    }

    /** Most annotations of one answer. */
    public int most() {
        return most;
    }

    public static Optional<ItemFormat> named(String parameter) {
        return Stream.of(values())
                .filter(format -> format.parameter.equals(parameter))
                .findFirst();
    }

    public static String allNames() {
        return Stream.of(values()).map(ItemFormat::parameter).collect(Collectors.joining(", "));
    }

    /**
     * The first that a client wants; GeoJSON when it wants anything, or only what there is not.
     *
     * @param accept lines of the header
     */
    public static ItemFormat accepted(List<String> accept) {
        for (MediaRange range : MediaRange.parse(accept)) {
            if (range.admits(GEOJSON.mediaType)) {
                return GEOJSON;
            }
            if (range.admits(ARROW.mediaType)) {
                return ARROW;
            }
        }
        return GEOJSON;
    }
}
