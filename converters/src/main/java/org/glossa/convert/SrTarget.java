package org.glossa.convert;

import java.io.IOException;
import java.nio.channels.Channels;
import java.util.Optional;
import org.glossa.ann.UnwritableAnnotationsException;
import org.glossa.annotation.CoordinateSpace.FramePixels;
import org.glossa.annotation.CoordinateSpace.ImagePixels;
import org.glossa.annotation.CoordinateSpace.Level0Pixels;
import org.glossa.annotation.CoordinateSpace.SlideMillimetres;
import org.glossa.convert.Conversion.Run;
import org.glossa.image.SlideImage;
import org.glossa.sr.write.SrOptions;
import org.glossa.sr.write.SrWriter;
import org.glossa.sr.write.SrWriter.Written;

/** Writes a structured report. */
final class SrTarget {
    private SrTarget() {}

    /** The SOP Instance UID. */
    static String write(Run run, Slide slide, ConversionOptions options)
            throws IOException, ConversionRefusedException {
        try {
            Written written = SrWriter.write(
                    run.set(),
                    SlideContext.of(run, slide, options, Language.SR),
                    new SrOptions(
                            run.space(),
                            image(run, slide).orElse(null),
                            options.holes(),
                            options.outOfBounds(),
                            options.mostSrObjects()),
                    run.losses(),
                    Channels.newChannel(run.target()));
            FindingEntries.add(written.findings(), run.ledger());
            return written.sopInstanceUid();
        } catch (UnwritableAnnotationsException refusal) {
            throw new ConversionRefusedException(refusal.findings());
        }
    }

    /** What the pixels of the report are of. */
    private static Optional<SlideImage> image(Run run, Slide slide) {
        return switch (run.space().space()) {
            case ImagePixels pixels -> slide.images().named(pixels.imageSopInstanceUid());
            case FramePixels frame -> slide.images().named(frame.imageSopInstanceUid());
            case Level0Pixels pixels -> slide.images().levelZeroOf(run.set()).or(slide::levelZero);
            case SlideMillimetres millimetres -> slide.images().annotated(run.set());
        };
    }
}
