package org.glossa.corpus;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What pydicom and numpy read in an annotation object. Strings are those of the file.
 *
 * @param sha256 of the whole file, lower-case hexadecimal
 * @param coordinateType {@code 2D} or {@code 3D}
 * @param pixelOrigin {@code VOLUME} or {@code FRAME} in 2D, else null
 * @param referencedFrame one-based, for {@code FRAME}
 * @param levelZeroImage SOP Instance UID of level 0 of the slide that is referred to
 */
public record ExpectedSet(
        String sha256,
        String transferSyntaxUid,
        String sopInstanceUid,
        String seriesInstanceUid,
        String studyInstanceUid,
        String coordinateType,
        @Nullable String pixelOrigin,
        @Nullable String frameOfReferenceUid,
        String referencedImage,
        @Nullable Integer referencedFrame,
        List<ExpectedGroup> groups,
        String levelZeroImage) {

    public long annotationCount() {
        return groups.stream().mapToLong(ExpectedGroup::numberOfAnnotations).sum();
    }
}
