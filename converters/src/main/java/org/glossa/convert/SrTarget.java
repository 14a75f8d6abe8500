package org.glossa.convert;

import java.io.IOException;
import java.nio.file.Path;
import org.glossa.convert.Conversion.Run;

/** Writes a structured report. */
final class SrTarget {
    SrTarget(Slide slide, ConversionOptions options, Path scratchFolder) {}

    /** The SOP Instance UID. */
    String write(Run run) throws IOException, ConversionRefusedException {
        throw ConversionRefusedException.of("TODO", "sr", "", "");
    }
}
