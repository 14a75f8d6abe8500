package org.glossa.service.ingest;

import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.glossa.geometry.Pyramid;
import org.glossa.service.catalogue.Catalogue;
import org.glossa.service.catalogue.SlideLevel;
import org.glossa.service.catalogue.SlideLevel.Content;
import org.glossa.service.catalogue.WhileUnchanged;

/**
 * Finds the slide of an annotation object by the rule "Level 0" of the coordinates page, at the time of the question. Asks the catalogue
 * again when a slide image was stored since.
 */
@Singleton
public final class Slides {
    private static final int REMEMBERED = 1_024;

    private final StoredLevels stored;
    private final WhileUnchanged<MadeOn, SlideLookup> lookups;

    Slides(StoredLevels stored, Catalogue catalogue) {
        this.stored = stored;
        this.lookups = new WhileUnchanged<>(catalogue::levelChanges, REMEMBERED, lookup -> true);
    }

    /** The slide of an annotation object. */
    SlideLookup of(MadeOn madeOn) {
        return lookups.get(madeOn, () -> of(madeOn, stored));
    }

    /** The slide of an annotation object, among these levels. */
    static SlideLookup of(MadeOn madeOn, LevelSource levels) {
        return madeOn.imageUid().isEmpty()
                ? ofFrameOfReference(madeOn.frameOfReferenceUid(), levels)
                : ofImage(madeOn.imageUid(), levels);
    }

    /** The slide that an image is a level of: its series and, when it names one, its pyramid. */
    public SlideLookup ofImage(String sopInstanceUid) {
        return of(MadeOn.image(sopInstanceUid));
    }

    private static SlideLookup ofImage(String sopInstanceUid, LevelSource levels) {
        Optional<SlideLevel> referenced =
                levels.ofLevel(sopInstanceUid).stream().findFirst();
        if (referenced.isEmpty()) {
            return new SlideLookup.Missing(
                    sopInstanceUid, "The image " + sopInstanceUid + " is not stored: store its slide, then ask again.");
        }
        List<SlideLevel> volumes = levels.ofSeries(referenced.get().seriesInstanceUid()).stream()
                .filter(level -> isOfPyramid(level, referenced.get()))
                .toList();
        if (volumes.isEmpty()) {
            return new SlideLookup.Missing(
                    sopInstanceUid,
                    "The image " + sopInstanceUid
                            + " is a label, overview or thumbnail, and no VOLUME level of its series is stored: store the"
                            + " slide's levels, then ask again.");
        }
        if (isThumbnailOf(volumes, referenced.get())) {
            return found(Stream.concat(volumes.stream(), referenced.stream()).toList());
        }
        return found(volumes);
    }

    /** The slide of a frame of reference, which must belong to one pyramid only. */
    public SlideLookup ofFrameOfReference(String frameOfReferenceUid) {
        return of(MadeOn.frameOfReference(frameOfReferenceUid));
    }

    private static SlideLookup ofFrameOfReference(String frameOfReferenceUid, LevelSource levels) {
        List<SlideLevel> volumes = frameOfReferenceUid.isEmpty()
                ? List.of()
                : levels.ofFrameOfReference(frameOfReferenceUid).stream()
                        .filter(level -> level.content() == Content.VOLUME)
                        .toList();
        if (volumes.isEmpty()) {
            return new SlideLookup.Missing(
                    frameOfReferenceUid,
                    "No slide with the Frame of Reference UID " + frameOfReferenceUid
                            + " is stored: store it, then ask again.");
        }
        long pyramids = volumes.stream()
                .map(level -> level.seriesInstanceUid() + " " + level.pyramidUid())
                .distinct()
                .count();
        if (pyramids > 1) {
            return new SlideLookup.Missing(
                    frameOfReferenceUid,
                    "The Frame of Reference UID " + frameOfReferenceUid + " belongs to " + pyramids
                            + " pyramids, and the annotations name no image: which of them is level 0 cannot be told.");
        }
        return found(volumes);
    }

    /** A thumbnail shows what the levels show, but is never level 0, however wide. */
    private static boolean isThumbnailOf(List<SlideLevel> volumes, SlideLevel referenced) {
        return referenced.content() == Content.THUMBNAIL
                && volumes.stream().anyMatch(level -> level.totalColumns() > referenced.totalColumns());
    }

    private static boolean isOfPyramid(SlideLevel level, SlideLevel referenced) {
        return level.content() == Content.VOLUME
                && (referenced.pyramidUid().isEmpty()
                        || level.pyramidUid().isEmpty()
                        || referenced.pyramidUid().equals(level.pyramidUid()));
    }

    private static SlideLookup found(List<SlideLevel> volumes) {
        SlideLevel widest = volumes.stream()
                .max(Comparator.comparingLong(SlideLevel::totalColumns).thenComparing(SlideLevel::sopInstanceUid))
                .orElseThrow();
        return new SlideLookup.Found(
                new Pyramid(
                        widest.frameOfReferenceUid(),
                        volumes.stream()
                                .map(SlideLevel::pyramidLevel)
                                .distinct()
                                .toList()),
                widest.seriesInstanceUid());
    }
}
