package org.glossa.convert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.ImageReference;
import org.glossa.column.ScratchColumns;
import org.glossa.geojson.read.GeoJsonReader;
import org.glossa.geojson.read.GeoJsonReader.GeoJsonSet;
import org.glossa.image.SlideImage;
import org.glossa.ledger.Restoration;
import org.glossa.mapping.ClassMapping;

/** Opens annotations of GeoJSON: in pixels of level 0 of the slide, unless they say another space. */
final class GeoJsonSource {
    private GeoJsonSource() {}

    static Source open(
            Path file,
            Slide slide,
            ClassMapping mapping,
            Path scratchFolder,
            Restoration restoration,
            ConversionProgress progress)
            throws IOException {
        SlideImage levelZero = slide.levelZero().orElse(null);
        ScratchColumns scratch = new ScratchColumns(scratchFolder);
        try {
            long bytes = Files.size(file);
            GeoJsonSet read = GeoJsonReader.read(
                    () -> Files.newInputStream(file),
                    new GeoJsonReader.Request(
                            levelZero == null
                                    ? new CoordinateSpace.Level0Pixels()
                                    : new CoordinateSpace.ImagePixels(
                                            levelZero.level().sopInstanceUid()),
                            levelZero == null ? null : reference(levelZero),
                            mapping,
                            restoration,
                            done -> progress.show("reading GeoJSON", Math.min(done, bytes), bytes)),
                    scratch);
            return new Source(read, scratch);
        } catch (IOException | RuntimeException e) {
            scratch.close();
            throw e;
        }
    }

    private static ImageReference reference(SlideImage image) {
        return new ImageReference(
                image.studyInstanceUid(),
                image.seriesInstanceUid(),
                SlideImage.SOP_CLASS_UID,
                image.level().sopInstanceUid());
    }
}
