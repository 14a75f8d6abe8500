package org.glossa.convert;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Path;
import org.glossa.ann.AnnotationContext;
import org.glossa.ann.BulkAnnotationWriter;
import org.glossa.ann.BulkAnnotationWriter.Written;
import org.glossa.ann.UnwritableAnnotationsException;
import org.glossa.annotation.AnnotationSet;
import org.glossa.convert.Conversion.Run;
import org.glossa.dicom.DataSet;

/** Writes bulk annotations. */
final class AnnTarget {
    private final Slide slide;
    private final ConversionOptions options;
    private final Path scratchFolder;

    AnnTarget(Slide slide, ConversionOptions options, Path scratchFolder) {
        this.slide = slide;
        this.options = options;
        this.scratchFolder = scratchFolder;
    }

    /** The SOP Instance UID. */
    String write(Run run) throws IOException, ConversionRefusedException {
        try {
            Written written = BulkAnnotationWriter.write(
                    run.set(), context(run), Channels.newChannel(run.target()), scratchFolder);
            FindingEntries.add(written.findings(), run.ledger());
            return written.sopInstanceUid();
        } catch (UnwritableAnnotationsException refusal) {
            throw new ConversionRefusedException(refusal.findings());
        }
    }

    private AnnotationContext context(Run run) throws ConversionRefusedException {
        DataSet original = run.source().original();
        AnnotationContext context = slide.isEmpty() && original != null
                ? AnnotationContext.ofOriginal(original)
                : new AnnotationContext(original, image(run.set()), null);
        return options.contentDate() == null ? context : context.withContentTime(options.contentDate());
    }

    /** One of the annotated slide: patient, study and specimen are taken from it. */
    private DataSet image(AnnotationSet set) throws ConversionRefusedException {
        return slide.dataSets().stream()
                .filter(image -> AnnotationContext.ofImage(image).isOfTheSlideOf(set))
                .findFirst()
                .orElseThrow(() -> ConversionRefusedException.of(
                        "IMAGE_OTHER",
                        "no image of the annotated slide among those given"
                                + (set.image() == null
                                        ? ""
                                        : "; the annotations are on "
                                                + set.image().sopInstanceUid()),
                        "an image of the annotated slide",
                        "name the annotated image, or leave --image out to keep the patient of a DICOM source"));
    }
}
