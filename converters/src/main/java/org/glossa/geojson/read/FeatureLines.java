package org.glossa.geojson.read;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.glossa.column.GrowingColumn;
import org.glossa.column.ScratchColumns;

/** Lines of the objects without parent, for {@link FeaturePlaces}. Not thread-safe. */
final class FeatureLines {
    private final GrowingColumn runs;
    private long objects;
    private long next = -1;

    FeatureLines(ScratchColumns scratch) {
        this.runs = scratch.grow();
    }

    /** The object that was read last is in such a line, from one. */
    void add(long line) throws IOException {
        if (line != next) {
            runs.addLong(objects);
            runs.addLong(line);
        }
        objects++;
        next = line + 1;
    }

    MemorySegment finish() throws IOException {
        return runs.finish();
    }
}
