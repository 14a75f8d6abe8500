package org.glossa.convert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.column.ScratchColumns;
import org.glossa.geojson.read.GeoJsonReader;
import org.glossa.geojson.read.GeoJsonReader.GeoJsonSet;
import org.glossa.ledger.Restoration;
import org.glossa.mapping.ClassMapping;

/** Opens annotations of GeoJSON: in pixels of level 0 of the slide, unless they say another space. */
final class GeoJsonSource {
    private GeoJsonSource() {}

    static Source open(
            Path file,
            GeoJsonPlace place,
            ClassMapping mapping,
            Path scratchFolder,
            Restoration restoration,
            ConversionProgress progress)
            throws IOException {
        ScratchColumns scratch = new ScratchColumns(scratchFolder);
        try {
            long bytes = Files.size(file);
            GeoJsonSet read = GeoJsonReader.read(
                    () -> Files.newInputStream(file),
                    new GeoJsonReader.Request(
                            place.space(),
                            place.image(),
                            mapping,
                            restoration,
                            done -> progress.show("reading GeoJSON", Math.min(done, bytes), bytes)),
                    scratch);
            return new Source(placed(read), scratch);
        } catch (IOException | RuntimeException e) {
            scratch.close();
            throw e;
        }
    }

    /** In millimetres annotations have a z: 0 where the source does not say. */
    private static GeoJsonSet placed(GeoJsonSet read) {
        AnnotationSet set = read.set();
        boolean flat = set.groups().stream()
                .allMatch(group -> group.coordinates().ordinates() == 2
                        && group.description().commonZ().isEmpty());
        if (!(set.space() instanceof CoordinateSpace.SlideMillimetres) || !flat) {
            return read;
        }
        AnnotationSet placed = new AnnotationSet(
                set.sopInstanceUid(),
                set.space(),
                set.image(),
                set.groups().stream().map(GeoJsonSource::atZero).toList(),
                set.features(),
                set.extras(),
                set::close);
        return new GeoJsonSet(placed, read.findings(), read.losses(), read.places());
    }

    private static AnnotationGroup atZero(AnnotationGroup group) {
        return new AnnotationGroup(
                group.description().withCommonZ(0),
                group.graphicType(),
                group.coordinates(),
                group.measurements(),
                group.role());
    }
}
