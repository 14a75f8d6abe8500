package org.glossa.convert;

import java.io.IOException;
import java.util.OptionalInt;
import org.glossa.convert.Conversion.Run;
import org.glossa.geojson.GeoJsonForm;
import org.glossa.geojson.GeoJsonWriter;
import org.glossa.geojson.LevelZeroNote;

/** Writes GeoJSON. */
final class GeoJsonTarget {
    private GeoJsonTarget() {}

    static void write(Run run, Slide slide, ConversionOptions options, ConversionProgress progress) throws IOException {
        GeoJsonWriter.write(
                run.set(),
                run.space(),
                form(options),
                run.losses(),
                run.target(),
                (done, total) -> progress.show("writing GeoJSON", done, total));
        LevelZeroNote.add(run.set(), run.space(), slide.images(), run.losses());
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
}
