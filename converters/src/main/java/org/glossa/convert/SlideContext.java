package org.glossa.convert;

import org.glossa.ann.AnnotationContext;
import org.glossa.annotation.AnnotationSet;
import org.glossa.convert.Conversion.Run;
import org.glossa.dicom.DataSet;

/** Whose patient, study and dates a DICOM object has. */
final class SlideContext {
    private SlideContext() {}

    /**
     * The image in preference to a DICOM source.
     *
     * @throws ConversionRefusedException when there are images, and none is of the annotated slide
     */
    static AnnotationContext of(Run run, Slide slide, ConversionOptions options, Language target)
            throws ConversionRefusedException {
        DataSet read = run.source().original();
        // a report says what bulk annotations have no attribute for, and is rewritten as nothing but a report
        boolean rewritten = target == Language.SR || run.source().language() == Language.ANN;
        DataSet original = rewritten ? read : null;
        DataSet document = rewritten ? null : read;
        DataSet image = slide.isEmpty() && read != null ? null : image(run.set(), slide);
        return new AnnotationContext(original, document, image, options.contentDate());
    }

    private static DataSet image(AnnotationSet set, Slide slide) throws ConversionRefusedException {
        return slide.dataSetOf(set)
                .or(() -> slide.dataSets().stream()
                        .filter(image -> AnnotationContext.ofImage(image).isOfTheSlideOf(set))
                        .findFirst())
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
