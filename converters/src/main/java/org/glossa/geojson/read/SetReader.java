package org.glossa.geojson.read;

import java.io.IOException;
import org.glossa.column.ScratchColumns;

/** One reading. */
final class SetReader {
    SetReader(GeoJsonReader.Bytes bytes, GeoJsonReader.Request request, ScratchColumns scratch) {
        throw new UnsupportedOperationException(bytes + " " + request + " " + scratch);
    }

    GeoJsonReader.GeoJsonSet read() throws IOException {
        throw new UnsupportedOperationException();
    }
}
