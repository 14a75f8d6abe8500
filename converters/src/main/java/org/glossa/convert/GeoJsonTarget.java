package org.glossa.convert;

import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import org.glossa.convert.Conversion.Run;
import org.glossa.finding.Severity;
import org.glossa.geojson.GeoJsonForm;
import org.glossa.geojson.GeoJsonWriter;
import org.glossa.image.SlideImage;
import org.glossa.image.SpaceName;
import org.glossa.ledger.LedgerEntry;
import org.glossa.ledger.LedgerEntry.Carriage;

/** Writes GeoJSON. */
final class GeoJsonTarget {
    private GeoJsonTarget() {}

    static void write(Run run, Slide slide, ConversionOptions options, ConversionProgress progress)
            throws IOException {
        GeoJsonWriter.write(
                run.set(),
                run.space(),
                form(options),
                run.losses(),
                run.target(),
                (done, total) -> progress.show("writing GeoJSON", done, total));
        noteLevelZero(run, slide);
    }

    private static GeoJsonForm form(ConversionOptions options) {
        return new GeoJsonForm(
                switch (options.layout()) {
                    case COLLECTION -> GeoJsonForm.Layout.COLLECTION;
                    case NEWLINE_DELIMITED -> GeoJsonForm.Layout.LINES;
                },
                GeoJsonForm.Compression.NONE, // what any language is written in is compressed around it
                options.decimals() < 0 ? OptionalInt.empty() : OptionalInt.of(options.decimals()));
    }

    private static void noteLevelZero(Run run, Slide slide) {
        if (run.space().name() != SpaceName.LEVEL0_PIXELS) {
            return;
        }
        slide.images()
                .levelZeroOf(run.set())
                .filter(SlideImage::isResampled)
                .ifPresent(image -> run.ledger()
                        .add(new LedgerEntry(
                                "LEVEL_ZERO_RESAMPLED",
                                Severity.WARNING,
                                Carriage.GONE,
                                run.set().annotationCount(),
                                List.of(),
                                Double.NaN,
                                "level 0 is the finest image given, " + image.sopInstanceUid()
                                        + ", which says that it was made from a finer one (RESAMPLED); give --image the"
                                        + " folder of all levels")));
    }
}
