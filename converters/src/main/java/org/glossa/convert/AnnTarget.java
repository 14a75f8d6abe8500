package org.glossa.convert;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Path;
import org.glossa.ann.AnnOptions;
import org.glossa.ann.BulkAnnotationWriter;
import org.glossa.ann.BulkAnnotationWriter.Written;
import org.glossa.ann.UnwritableAnnotationsException;
import org.glossa.convert.Conversion.Run;

/** Writes bulk annotations. */
final class AnnTarget {
    private AnnTarget() {}

    /** The SOP Instance UID. */
    static String write(Run run, Slide slide, ConversionOptions options, Path scratchFolder)
            throws IOException, ConversionRefusedException {
        try {
            Written written = BulkAnnotationWriter.write(
                    run.set(),
                    SlideContext.of(run, slide, options, Language.ANN),
                    new AnnOptions(options.holes(), options.precision(), options.outOfBounds()),
                    run.losses(),
                    Channels.newChannel(run.target()),
                    scratchFolder);
            FindingEntries.add(written.findings(), run.ledger());
            return written.sopInstanceUid();
        } catch (UnwritableAnnotationsException refusal) {
            throw new ConversionRefusedException(refusal.findings());
        }
    }
}
