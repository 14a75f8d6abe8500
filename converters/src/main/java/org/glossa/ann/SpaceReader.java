package org.glossa.ann;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.ImageReference;
import org.glossa.dicom.Element;
import org.glossa.dicom.Scope;
import org.glossa.dicom.Tag;
import org.glossa.finding.Finding;
import org.jspecify.annotations.Nullable;

/** Which space the coordinates of an instance are in, and which image they were made on; PS3.3 C.37.1.2 and C.12.2. */
final class SpaceReader {
    private static final String CLAUSE = "PS3.3 C.37.1.2";

    private final Scope instance;
    private final List<Finding> findings;
    private final List<Scope> images;

    SpaceReader(Scope instance, List<Finding> findings) {
        this.instance = instance;
        this.findings = findings;
        this.images = instance.items(Tag.ReferencedImageSequence);
    }

    CoordinateSpace space(CoordinateType type) {
        return switch (type) {
            case TWO_D -> pixels();
            case THREE_D -> millimetres();
        };
    }

    /** The image that the annotations were made on, null when the instance names none. */
    @Nullable
    ImageReference image() {
        if (images.isEmpty()) {
            return null;
        }
        Scope image = images.getFirst();
        String sopClass = image.text(Tag.ReferencedSOPClassUID);
        String uid = image.text(Tag.ReferencedSOPInstanceUID);
        Optional<String> series = seriesOf(uid, instance);
        if (series.isPresent()) {
            return new ImageReference(instance.text(Tag.StudyInstanceUID), series.get(), sopClass, uid);
        }
        for (Scope study : instance.items(Tag.StudiesContainingOtherReferencedInstancesSequence)) {
            series = seriesOf(uid, study);
            if (series.isPresent()) {
                return new ImageReference(study.text(Tag.StudyInstanceUID), series.get(), sopClass, uid);
            }
        }
        findings.add(Finding.error(
                "IMAGE_SERIES_NOT_REFERENCED",
                instance.at(Tag.ReferencedSeriesSequence),
                "no item for the referenced image " + uid,
                "Referenced Series Sequence (0008,1115) names the series and instance of every image",
                "write the series of the referenced image",
                "PS3.3 C.12.2"));
        return new ImageReference(instance.text(Tag.StudyInstanceUID), "", sopClass, uid);
    }

    private CoordinateSpace millimetres() {
        String frameOfReference = instance.text(Tag.FrameOfReferenceUID);
        if (frameOfReference.isEmpty()) {
            RequiredAttributes.missing(instance, Tag.FrameOfReferenceUID, findings);
        }
        return new CoordinateSpace.SlideMillimetres(frameOfReference);
    }

    private CoordinateSpace pixels() {
        if (images.size() != 1) {
            findings.add(Finding.error(
                    "REFERENCED_IMAGE_NOT_SINGLE",
                    instance.at(Tag.ReferencedImageSequence),
                    images.size() + " items",
                    "exactly one item in 2D",
                    "name the one image whose pixels the coordinates count",
                    CLAUSE));
        }
        String uid = images.isEmpty() ? "" : images.getFirst().text(Tag.ReferencedSOPInstanceUID);
        Element frames = images.isEmpty() ? null : images.getFirst().data().get(Tag.ReferencedFrameNumber);
        String origin = instance.text(Tag.PixelOriginInterpretation);
        switch (origin) {
            case "VOLUME" -> {
                if (frames != null && !frames.isEmpty()) {
                    findings.add(Finding.error(
                            "FRAME_NUMBER_IN_VOLUME",
                            images.getFirst().at(Tag.ReferencedFrameNumber),
                            "a frame number although Pixel Origin Interpretation (0048,0301) is VOLUME",
                            "none",
                            "leave the frame number out, or write FRAME",
                            CLAUSE));
                }
                return new CoordinateSpace.ImagePixels(uid);
            }
            case "FRAME" -> {
                return new CoordinateSpace.FramePixels(uid, frameNumber());
            }
            default -> {
                boolean frame = frames != null && !frames.isEmpty();
                findings.add(Finding.error(
                        "PIXEL_ORIGIN_UNKNOWN",
                        instance.at(Tag.PixelOriginInterpretation),
                        (origin.isEmpty() ? "no value" : "\"" + origin + "\"") + "; taken as "
                                + (frame ? "FRAME, for a frame is named" : "VOLUME, for no frame is named"),
                        "VOLUME or FRAME in 2D",
                        "say whether pixels are counted in the total pixel matrix or in a frame",
                        CLAUSE));
                return frame
                        ? new CoordinateSpace.FramePixels(uid, frameNumber())
                        : new CoordinateSpace.ImagePixels(uid);
            }
        }
    }

    private long frameNumber() {
        if (images.isEmpty()) {
            return 0;
        }
        Scope image = images.getFirst();
        int count = image.data().strings(Tag.ReferencedFrameNumber).size();
        OptionalLong number = image.data().integer(Tag.ReferencedFrameNumber);
        if (count != 1 || number.orElse(0) < 1) {
            findings.add(Finding.error(
                    "FRAME_NUMBER_NOT_SINGLE",
                    image.at(Tag.ReferencedFrameNumber),
                    count == 0
                            ? "no frame number"
                            : String.join("\\", image.data().strings(Tag.ReferencedFrameNumber)),
                    "exactly one frame number, counted from 1, when Pixel Origin Interpretation (0048,0301) is FRAME",
                    "name the frame whose pixels the coordinates count",
                    CLAUSE));
        }
        return Math.max(0, number.orElse(0));
    }

    private static Optional<String> seriesOf(String imageUid, Scope study) {
        for (Scope series : study.items(Tag.ReferencedSeriesSequence)) {
            for (Scope referenced : series.items(Tag.ReferencedInstanceSequence)) {
                if (referenced.text(Tag.ReferencedSOPInstanceUID).equals(imageUid)) {
                    return Optional.of(series.text(Tag.SeriesInstanceUID));
                }
            }
        }
        return Optional.empty();
    }
}
