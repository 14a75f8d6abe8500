package org.glossa.service.ingest;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Optional;
import org.glossa.dicom.DicomFile;
import org.glossa.geometry.Pyramid;
import org.glossa.image.SlideImage;
import org.glossa.service.catalogue.Catalogue;
import org.glossa.service.catalogue.StoredInstance;
import org.glossa.service.catalogue.WhileUnchanged;
import org.glossa.service.objects.ObjectStore;

/** Where the frames of stored slide images lie, read from the originals and remembered. */
@Singleton
final class FramePositions {
    private static final int REMEMBERED = 1_024;

    private final Catalogue catalogue;
    private final ObjectStore objects;
    private final WhileUnchanged<Frame, Optional<Pyramid.FramePosition>> positions;

    private record Frame(String imageSopInstanceUid, long number) {}

    FramePositions(Catalogue catalogue, ObjectStore objects) {
        this.positions = new WhileUnchanged<>(catalogue::levelChanges, REMEMBERED, Optional::isPresent);
        this.catalogue = catalogue;
        this.objects = objects;
    }

    /** @param frameNumber one-based */
    Optional<Pyramid.FramePosition> of(String imageSopInstanceUid, long frameNumber) throws IOException {
        return positions.get(new Frame(imageSopInstanceUid, frameNumber), () -> read(imageSopInstanceUid, frameNumber));
    }

    private Optional<Pyramid.FramePosition> read(String imageSopInstanceUid, long frameNumber) throws IOException {
        Optional<StoredInstance> image = catalogue.instance(imageSopInstanceUid);
        if (image.isEmpty()) {
            return Optional.empty();
        }
        try (DicomFile file = objects.open(image.get().sha256())) {
            return SlideImage.of(file.dataSet())
                    .filter(slide -> 1 <= frameNumber && frameNumber <= slide.frameCount())
                    .map(slide -> slide.framePosition(frameNumber));
        } catch (IllegalArgumentException notPlaced) {
            return Optional.empty();
        }
    }
}
