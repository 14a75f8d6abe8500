package org.glossa.command;

import java.nio.file.Path;
import java.util.List;
import org.glossa.convert.ConversionOptions;
import org.glossa.convert.ConversionOptions.Name;
import org.glossa.convert.InvalidOptionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What verbs that convert have in common. */
final class ConversionArguments {
    @Option(
            names = "--image",
            paramLabel = "SLIDE",
            description =
                    "The annotated slide: a DICOM file, a folder of its levels, DICOM JSON metadata, or the URL of one (such as of a"
                            + " DICOMweb series or instance). Can be repeated."
                            + " Level 0 is the finest image given.")
    private List<String> images = List.of();

    @Option(
            names = "--space",
            paramLabel = "SPACE",
            description =
                    "Of the coordinates written: level0-pixels, source-pixels, slide-mm or frame. Default for GeoJSON:"
                            + " level0-pixels when --image tells the way there, else that of IN; for ANN that of IN; for SR slide-mm"
                            + " when the image has a frame of reference, else that of IN.")
    private @Nullable String space;

    @Option(
            names = "--source-space",
            paramLabel = "SPACE",
            description = "Of GeoJSON that does not say its space: level0-pixels of the finest image given (default),"
                    + " source-pixels of the first --image, or slide-mm.")
    private @Nullable String sourceSpace;

    @Option(
            names = "--holes",
            paramLabel = "keyhole|split|drop|fail",
            description =
                    "Holes of polygons in ANN and SR, which have none: a bridge without width to the outline (default),"
                            + " annotations in a group of holes, filled, or nothing written.")
    private @Nullable String holes;

    @Option(
            names = "--precision",
            paramLabel = "auto|float32|float64",
            description =
                    "Coordinates of ANN: float where the numbers can be restored from it (default), always, or double.")
    private @Nullable String precision;

    @Option(
            names = "--out-of-bounds",
            paramLabel = "keep|clip|fail",
            description =
                    "Pixels outside the image: kept and counted (default), moved to its edge, or nothing written.")
    private @Nullable String outOfBounds;

    @Option(names = "--max-sr", paramLabel = "N", description = "Refuse an SR of more objects. Default: 50000.")
    private @Nullable String mostSrObjects;

    @Option(
            names = "--content-date",
            paramLabel = "YYYYMMDD[HHMMSS]",
            description = "When the annotations were made. Default: as IN says, else as the image says.")
    private @Nullable String contentDate;

    @Option(names = "--mapping", paramLabel = "FILE", description = "Codes of class names and measurements, as JSON.")
    private @Nullable Path mapping;

    @Option(
            names = "--decimals",
            paramLabel = "N",
            description = "Decimals of coordinates in GeoJSON. Default: as many as tell the number.")
    private @Nullable String decimals;

    @Option(names = "--newline-delimited", description = "Write GeoJSON as one Feature on each line.")
    private boolean newlineDelimited;

    @Option(names = "--gzip", description = "Compress OUT; a name that ends in .gz does so, too.")
    private boolean gzip;

    List<String> images() {
        return images;
    }

    ConversionOptions.Builder options() throws CommandFailure {
        ConversionOptions.Builder options = ConversionOptions.builder().mapping(InputFiles.mapping(mapping));
        set(options, Name.SPACE, "--space", space);
        set(options, Name.SOURCE_SPACE, "--source-space", sourceSpace);
        set(options, Name.HOLES, "--holes", holes);
        set(options, Name.PRECISION, "--precision", precision);
        set(options, Name.OUT_OF_BOUNDS, "--out-of-bounds", outOfBounds);
        set(options, Name.MAX_SR, "--max-sr", mostSrObjects);
        set(options, Name.CONTENT_DATE, "--content-date", contentDate);
        set(options, Name.DECIMALS, "--decimals", decimals);
        set(options, Name.NEWLINE_DELIMITED, "--newline-delimited", Boolean.toString(newlineDelimited));
        set(options, Name.GZIP, "--gzip", Boolean.toString(gzip));
        return options;
    }

    private static void set(ConversionOptions.Builder options, Name name, String shown, @Nullable String text)
            throws CommandFailure {
        if (text == null) {
            return;
        }
        try {
            options.set(name, shown, text);
        } catch (InvalidOptionException e) {
            throw new CommandFailure(e.sentence());
        }
    }
}
