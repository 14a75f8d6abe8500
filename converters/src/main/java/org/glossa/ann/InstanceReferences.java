package org.glossa.ann;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.ImageReference;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Tag;
import org.jspecify.annotations.Nullable;

/** The annotated image in Referenced Image Sequence and in the Common Instance Reference module (PS3.3 C.37.1.2, C.12.2). */
final class InstanceReferences {
    private final AnnotationSet set;
    private final AnnotationContext context;
    private final Problems problems;

    InstanceReferences(AnnotationSet set, AnnotationContext context, Problems problems) {
        this.set = set;
        this.context = context;
        this.problems = problems;
    }

    void addTo(DataSet.Builder root) {
        ImageReference said = set.image();
        if (said == null) {
            requireImageIn2D();
            return;
        }
        ImageReference image = completed(said);
        requireComplete(image);
        DataSet reference = reference(image);
        root.sequence(Tag.ReferencedImageSequence, reference);
        DataSet original = context.original();
        String study = context.shared().string(Tag.StudyInstanceUID).orElse("");
        if (original != null && original.string(Tag.StudyInstanceUID).orElse("").equals(study)) {
            addSeries(root, image, study, original);
            return;
        }
        addSeries(root, image, study, DataSet.builder().build());
    }

    private void requireImageIn2D() {
        if (!(set.space() instanceof CoordinateSpace.SlideMillimetres)) {
            problems.refuse(
                    "REFERENCED_IMAGE_MISSING",
                    Problems.at(Tag.ReferencedImageSequence),
                    "coordinates in pixels, and no image",
                    "exactly one image in 2D",
                    "name the image whose pixels the coordinates count");
        }
    }

    /** What the set does not know of its image, from the image itself. */
    private ImageReference completed(ImageReference said) {
        DataSet image = context.image();
        if (image == null || !isImage(image, said.sopInstanceUid())) {
            return said;
        }
        return new ImageReference(
                image.string(Tag.StudyInstanceUID).orElse(said.studyInstanceUid()),
                image.string(Tag.SeriesInstanceUID).orElse(said.seriesInstanceUid()),
                image.string(Tag.SOPClassUID).orElse(said.sopClassUid()),
                said.sopInstanceUid());
    }

    /** Whether an image has that UID, or is a part of the concatenation that has it. */
    static boolean isImage(DataSet image, String sopInstanceUid) {
        return image.string(Tag.SOPInstanceUID).orElse("").equals(sopInstanceUid)
                || image.string(Tag.SOPInstanceUIDOfConcatenationSource)
                        .orElse("")
                        .equals(sopInstanceUid);
    }

    private void requireComplete(ImageReference image) {
        if (image.sopInstanceUid().isEmpty()
                || image.sopClassUid().isEmpty()
                || image.seriesInstanceUid().isEmpty()) {
            problems.refuse(
                    "REFERENCED_IMAGE_INCOMPLETE",
                    Problems.at(Tag.ReferencedSeriesSequence),
                    "the image \"" + image.sopInstanceUid() + "\" of class \"" + image.sopClassUid() + "\" in series \""
                            + image.seriesInstanceUid() + "\"",
                    "the UIDs of the image, its SOP class and its series",
                    "give the image itself");
        }
    }

    private DataSet reference(ImageReference image) {
        DataSet.Builder item = DataSet.builder()
                .string(Tag.ReferencedSOPClassUID, image.sopClassUid())
                .string(Tag.ReferencedSOPInstanceUID, image.sopInstanceUid());
        switch (set.space()) {
            case CoordinateSpace.ImagePixels pixels -> requireSame(image, pixels.imageSopInstanceUid());
            case CoordinateSpace.FramePixels frame -> {
                requireSame(image, frame.imageSopInstanceUid());
                addFrame(item, frame.frameNumber());
            }
            case CoordinateSpace.SlideMillimetres millimetres -> {
                // an image may be named, and no frame of it is meant
            }
            case CoordinateSpace.Level0Pixels pixels -> {
                // refused with the header
            }
        }
        DataSet made = item.build();
        DataSet original = originalReference(image);
        return original == null ? made : CarriedAttributes.merge(made, original);
    }

    private @Nullable DataSet originalReference(ImageReference image) {
        DataSet original = context.original();
        if (original == null) {
            return null;
        }
        return original.items(Tag.ReferencedImageSequence).stream()
                .filter(item ->
                        item.string(Tag.ReferencedSOPInstanceUID).orElse("").equals(image.sopInstanceUid()))
                .findFirst()
                .orElse(null);
    }

    private void addFrame(DataSet.Builder item, long frameNumber) {
        if (frameNumber < 1 || frameNumber > Integer.MAX_VALUE) {
            problems.refuse(
                    "FRAME_NUMBER_MISSING",
                    Problems.at(Tag.ReferencedFrameNumber),
                    frameNumber == 0 ? "pixels of a frame that is not named" : "frame " + frameNumber,
                    "one frame number, counted from 1",
                    "name the frame whose pixels the coordinates count");
            return;
        }
        item.integers(Tag.ReferencedFrameNumber, frameNumber);
    }

    private static void requireSame(ImageReference image, String uidOfSpace) {
        if (!image.sopInstanceUid().equals(uidOfSpace)) {
            throw new IllegalArgumentException("The space counts pixels of " + uidOfSpace + ", but the set refers to "
                    + image.sopInstanceUid() + "; both must be the same image");
        }
    }

    /** Adds the image to the references of the original, unless they name it already; not to references that place it elsewhere. */
    private static void addSeries(DataSet.Builder root, ImageReference image, String study, DataSet original) {
        List<DataSet> ofStudy = original.items(Tag.ReferencedSeriesSequence);
        List<DataSet> ofOthers = original.items(Tag.StudiesContainingOtherReferencedInstancesSequence);
        boolean sameStudy =
                image.studyInstanceUid().isEmpty() || image.studyInstanceUid().equals(study);
        boolean named = sameStudy ? names(ofStudy, image) : namesInStudy(ofOthers, image);
        if (!named && isElsewhere(ofStudy, ofOthers, image)) {
            ofStudy = List.of();
            ofOthers = List.of();
        }
        if (!named && sameStudy) {
            ofStudy = with(ofStudy, series(image));
        }
        if (!named && !sameStudy) {
            ofOthers = with(
                    ofOthers,
                    DataSet.builder()
                            .string(Tag.StudyInstanceUID, image.studyInstanceUid())
                            .sequence(Tag.ReferencedSeriesSequence, series(image))
                            .build());
        }
        // neither may be empty
        if (!ofStudy.isEmpty()) {
            root.sequence(Tag.ReferencedSeriesSequence, ofStudy);
        }
        if (!ofOthers.isEmpty()) {
            root.sequence(Tag.StudiesContainingOtherReferencedInstancesSequence, ofOthers);
        }
    }

    private static boolean isElsewhere(List<DataSet> ofStudy, List<DataSet> ofOthers, ImageReference image) {
        Stream<DataSet> series = Stream.concat(
                ofStudy.stream(),
                ofOthers.stream().flatMap(study -> study.items(Tag.ReferencedSeriesSequence).stream()));
        return series.flatMap(item -> item.items(Tag.ReferencedInstanceSequence).stream())
                .anyMatch(item ->
                        item.string(Tag.ReferencedSOPInstanceUID).orElse("").equals(image.sopInstanceUid()));
    }

    private static DataSet series(ImageReference image) {
        DataSet instance = DataSet.builder()
                .string(Tag.ReferencedSOPClassUID, image.sopClassUid())
                .string(Tag.ReferencedSOPInstanceUID, image.sopInstanceUid())
                .build();
        return DataSet.builder()
                .string(Tag.SeriesInstanceUID, image.seriesInstanceUid())
                .sequence(Tag.ReferencedInstanceSequence, instance)
                .build();
    }

    private static boolean namesInStudy(List<DataSet> studies, ImageReference image) {
        return studies.stream()
                .filter(study -> study.string(Tag.StudyInstanceUID).orElse("").equals(image.studyInstanceUid()))
                .anyMatch(study -> names(study.items(Tag.ReferencedSeriesSequence), image));
    }

    private static boolean names(List<DataSet> series, ImageReference image) {
        return series.stream()
                .filter(item -> item.string(Tag.SeriesInstanceUID).orElse("").equals(image.seriesInstanceUid()))
                .flatMap(item -> item.items(Tag.ReferencedInstanceSequence).stream())
                .anyMatch(item ->
                        item.string(Tag.ReferencedSOPInstanceUID).orElse("").equals(image.sopInstanceUid()));
    }

    private static List<DataSet> with(List<DataSet> items, DataSet added) {
        List<DataSet> all = new ArrayList<>(items);
        all.add(added);
        return all;
    }
}
