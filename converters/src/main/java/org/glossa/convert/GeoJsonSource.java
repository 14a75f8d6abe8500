package org.glossa.convert;

import java.io.IOException;
import java.nio.file.Path;
import org.glossa.ledger.Restoration;

/** Opens annotations of GeoJSON. */
final class GeoJsonSource {
    private GeoJsonSource() {}

    static Source open(Path file, Slide slide, Path scratchFolder, Restoration restoration)
            throws IOException, ConversionRefusedException {
        throw ConversionRefusedException.of("TODO", "", "", "");
    }
}
