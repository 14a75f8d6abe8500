package org.glossa.convert;

import org.glossa.ann.AnnotationContext;
import org.glossa.annotation.AnnotationSet;
import org.glossa.convert.Conversion.Run;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Element;
import org.glossa.dicom.Tag;
import org.glossa.header.SharedContext;

/** Whose patient, study and dates a DICOM object has. */
final class SlideContext {
    private SlideContext() {}

    /**
     * The image in preference to a DICOM source.
     *
     * @throws ConversionRefusedException when there are images, and none is of the annotated slide
     */
    static AnnotationContext of(Run run, Slide slide, ConversionOptions options) throws ConversionRefusedException {
        DataSet document = run.source().original();
        AnnotationContext context = slide.isEmpty() && document != null
                ? AnnotationContext.ofOriginal(isRewritten(run) ? document : shared(document))
                : new AnnotationContext(isRewritten(run) ? document : null, image(run.set(), slide), null);
        return options.contentDate() == null ? context : context.withContentTime(options.contentDate());
    }

    /** What a report says beside its slide's patient and study is not true of annotations. */
    private static boolean isRewritten(Run run) {
        return run.source().language() == Language.ANN;
    }

    private static DataSet shared(DataSet report) {
        DataSet.Builder shared = DataSet.builder();
        SharedContext.copy(report, shared);
        for (int tag :
                new int[] {Tag.SOPClassUID, Tag.SOPInstanceUID, Tag.SeriesInstanceUID, Tag.ContentDate, Tag.ContentTime
                }) {
            Element element = report.get(tag);
            if (element != null) {
                shared.verbatim(element);
            }
        }
        return shared.build().inCharacterSetOf(report);
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
