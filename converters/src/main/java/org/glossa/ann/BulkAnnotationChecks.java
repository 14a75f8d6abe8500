package org.glossa.ann;

import java.util.List;
import org.glossa.annotation.AnnotationSet;
import org.glossa.dicom.DicomFile;
import org.glossa.finding.Finding;
import org.glossa.image.SlideImage;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with single annotations, found in one pass over the mapped values. Apart from {@link BulkAnnotationReader}, so that a
 * store need not wait for it.
 */
public final class BulkAnnotationChecks {
    private BulkAnnotationChecks() {}

    /**
     * One finding for each kind of defect in a group, with the number of annotations that have it and the first few places; its place is
     * the offset of the first offending ordinate.
     *
     * @param file what {@code set} was read from
     * @param image the annotated image, when it is known
     */
    public static List<Finding> run(DicomFile file, AnnotationSet set, @Nullable SlideImage image) {
        return List.of();
    }
}
