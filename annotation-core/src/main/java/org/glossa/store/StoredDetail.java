package org.glossa.store;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.glossa.detail.CellPyramid;
import org.glossa.detail.RowOutlines;
import org.glossa.detail.RowPoints;
import org.jspecify.annotations.Nullable;

/** The mapped files of detail of one layer. Thread-safe. */
final class StoredDetail {
    private final StoredFile pointFile;
    private final StoredFile cellFile;
    private final @Nullable StoredFile outlineFile;
    private final RowPoints points;
    private final CellPyramid cells;
    private final RowOutlines outlines;

    private StoredDetail(LayerKey key, StoredFile pointFile, StoredFile cellFile, @Nullable StoredFile outlineFile)
            throws StoreCorruptException {
        this.pointFile = pointFile;
        this.cellFile = cellFile;
        this.outlineFile = outlineFile;
        this.points = read(pointFile, file -> new RowPoints(file.arrow(), key.precision(), file.blocks()));
        this.cells = read(cellFile, file -> new CellPyramid(file.arrow(), file.blocks()));
        this.outlines = outlineFile == null
                ? RowOutlines.none()
                : read(
                        outlineFile,
                        file -> new RowOutlines(file.arrow(), key.precision(), key.ordinates(), file.blocks()));
    }

    static StoredDetail open(Path directory, Manifest manifest, LayerKey key, Arena arena) throws IOException {
        return new StoredDetail(
                key,
                StoredFile.open(directory, manifest.file(key.pointFile()), arena),
                StoredFile.open(directory, manifest.file(key.cellFile()), arena),
                RowOutlines.areOf(key.graphicType())
                        ? StoredFile.open(directory, manifest.file(key.outlineFile()), arena)
                        : null);
    }

    private static <T> T read(StoredFile file, Function<StoredFile, T> reader) throws StoreCorruptException {
        try {
            return reader.apply(file);
        } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException damage) {
            throw new StoreCorruptException(file.name(), -1, "detail as we write it", damage.toString());
        }
    }

    RowPoints points() {
        return points;
    }

    CellPyramid cells() {
        return cells;
    }

    RowOutlines outlines() {
        return outlines;
    }

    /** @see StoredFile#recheck */
    void recheck(Duration validFor) throws IOException {
        pointFile.recheck(validFor);
        cellFile.recheck(validFor);
        if (outlineFile != null) {
            outlineFile.recheck(validFor);
        }
    }

    void verify() throws StoreCorruptException {
        pointFile.verify();
        cellFile.verify();
        if (outlineFile != null) {
            outlineFile.verify();
        }
    }
}
