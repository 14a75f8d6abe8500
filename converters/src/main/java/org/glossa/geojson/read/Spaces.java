package org.glossa.geojson.read;

import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.CoordinateSpace.FramePixels;
import org.glossa.annotation.CoordinateSpace.ImagePixels;
import org.glossa.annotation.CoordinateSpace.Level0Pixels;
import org.glossa.annotation.CoordinateSpace.SlideMillimetres;
import org.jspecify.annotations.Nullable;

/** Spaces by the names that {@link org.glossa.image.CoordRefSys} gives them. */
final class Spaces {
    private static final String PREFIX = "urn:glossa:crs:";

    private Spaces() {}

    /** Null when it is none of ours. */
    static @Nullable CoordinateSpace of(String name) {
        if (!name.startsWith(PREFIX)) {
            return null;
        }
        String[] parts = name.substring(PREFIX.length()).split(":", -1);
        if (parts.length == 3 && parts[0].equals("frame") && parts[2].matches("\\d{1,10}")) {
            return new FramePixels(parts[1], Long.parseLong(parts[2]));
        }
        if (parts.length != 2) {
            return null;
        }
        return switch (parts[0]) {
            case "level0-pixels" -> parts[1].isEmpty() ? new Level0Pixels() : new ImagePixels(parts[1]);
            case "source-pixels" -> new ImagePixels(parts[1]);
            case "slide-mm" -> new SlideMillimetres(parts[1]);
            default -> null;
        };
    }
}
