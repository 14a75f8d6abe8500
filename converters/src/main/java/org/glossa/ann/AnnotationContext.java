package org.glossa.ann;

import java.time.LocalDateTime;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.ImageReference;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Tag;
import org.jspecify.annotations.Nullable;

/**
 * What an instance takes from elsewhere: patient, study, specimen, equipment, dates. The data sets must stay open until the instance was
 * written.
 *
 * @param original the bulk annotation instance that is rewritten; null when the annotations come from another language
 * @param image an image of the annotated slide: patient, study and specimen are taken from it, in preference to the original's
 * @param contentTime when the annotations were made; null: as the original says, else as the image says. Never the clock
 */
public record AnnotationContext(
        @Nullable DataSet original,
        @Nullable DataSet image,
        @Nullable LocalDateTime contentTime) {
    public AnnotationContext {
        if (original == null && image == null) {
            throw new IllegalArgumentException(
                    "An instance needs a patient and a study: give the original or the image");
        }
    }

    /** Rewrites an instance: whatever the writer does not decide is copied from it. */
    public static AnnotationContext ofOriginal(DataSet original) {
        return new AnnotationContext(original, null, null);
    }

    /** Writes annotations of another origin for a slide. */
    public static AnnotationContext ofImage(DataSet image) {
        return new AnnotationContext(null, image, null);
    }

    /** Whether the original is bulk annotations, whose groups said all that groups must say. */
    boolean isRewriting() {
        return original != null
                && original.string(Tag.SOPClassUID).orElse("").equals(BulkAnnotationReader.SOP_CLASS_UID);
    }

    public AnnotationContext withImage(DataSet image) {
        return new AnnotationContext(original, image, contentTime);
    }

    public AnnotationContext withContentTime(LocalDateTime contentTime) {
        return new AnnotationContext(original, image, contentTime);
    }

    /** Whether the image, if there is one, is of the slide that the annotations are of. */
    public boolean isOfTheSlideOf(AnnotationSet set) {
        if (image == null) {
            return true;
        }
        if (set.space() instanceof CoordinateSpace.SlideMillimetres millimetres) {
            return image.string(Tag.FrameOfReferenceUID).orElse("").equals(millimetres.frameOfReferenceUid());
        }
        ImageReference said = set.image();
        return said == null
                || InstanceReferences.isImage(image, said.sopInstanceUid())
                || image.string(Tag.SeriesInstanceUID).orElse("").equals(said.seriesInstanceUid());
    }

    /** Whose patient, study and specimen are written, and in whose character set if it holds all text. */
    public DataSet shared() {
        if (image != null) {
            return image;
        }
        if (original != null) {
            return original;
        }
        throw new IllegalStateException("The constructor refuses this");
    }
}
