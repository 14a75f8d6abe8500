package org.glossa.convert;

import java.util.List;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CoordinateSpace.FramePixels;
import org.glossa.annotation.CoordinateSpace.ImagePixels;
import org.glossa.annotation.CoordinateSpace.Level0Pixels;
import org.glossa.annotation.CoordinateSpace.SlideMillimetres;
import org.glossa.image.AnswerSpace;
import org.glossa.image.SlideImages;
import org.glossa.image.SpaceName;
import org.glossa.image.SpaceUnavailableException;
import org.glossa.ledger.Ledger;
import org.glossa.ledger.LedgerCode;
import org.glossa.ledger.LedgerEntry;
import org.glossa.ledger.LedgerEntry.Carriage;
import org.jspecify.annotations.Nullable;

/** Which space a target is written in. */
final class TargetSpaces {
    private final AnnotationSet set;
    private final SlideImages images;
    private final @Nullable SpaceName wanted;

    /** @param wanted by the caller; null when the target may choose */
    TargetSpaces(AnnotationSet set, SlideImages images, @Nullable SpaceName wanted) {
        this.set = set;
        this.images = images;
        this.wanted = wanted;
    }

    AnswerSpace of(Language target, Ledger ledger) throws ConversionRefusedException {
        if (wanted != null) {
            return asked(wanted, target);
        }
        return switch (target) {
            case GEOJSON -> ofGeoJson(ledger);
            case ANN -> AnswerSpace.ofSource(set);
            case SR -> ofReport();
        };
    }

    private AnswerSpace asked(SpaceName name, Language target) throws ConversionRefusedException {
        if (target == Language.ANN && name != AnswerSpace.ofSource(set).name()) {
            throw ConversionRefusedException.of(
                    LedgerCode.SPACE_KEPT.name(),
                    "--space " + name + " for ANN, whose coordinates are in "
                            + AnswerSpace.ofSource(set).name(),
                    "the space of the source, in which every number stays as it is",
                    "leave --space out");
        }
        try {
            return AnswerSpace.of(name, set, images);
        } catch (SpaceUnavailableException e) {
            throw ConversionRefusedException.of(
                    "SPACE_UNAVAILABLE",
                    "--space " + name + ": " + e.getMessage(),
                    "a space that the annotations and the images given tell the way to",
                    "choose another, or give --image");
        }
    }

    private AnswerSpace ofGeoJson(Ledger ledger) {
        try {
            return AnswerSpace.of(SpaceName.LEVEL0_PIXELS, set, images);
        } catch (SpaceUnavailableException e) {
            AnswerSpace source = AnswerSpace.ofSource(set);
            ledger.add(new LedgerEntry(
                    LedgerCode.SPACE_KEPT.name(),
                    LedgerCode.SPACE_KEPT.severity(),
                    Carriage.GONE,
                    set.annotationCount(),
                    List.of(),
                    Double.NaN,
                    "coordinates stay in " + source.name() + " (" + source.coordRefSys() + "): " + e.getMessage()));
            return source;
        }
    }

    /** Millimetres where the image has any, because viewers draw only these. */
    private AnswerSpace ofReport() {
        return switch (set.space()) {
            case SlideMillimetres millimetres -> AnswerSpace.ofSource(set);
            case ImagePixels pixels -> millimetresOrSource();
            case FramePixels pixels -> millimetresOrSource();
            case Level0Pixels pixels -> AnswerSpace.ofSource(set);
        };
    }

    private AnswerSpace millimetresOrSource() {
        boolean placed = images.annotated(set)
                .filter(image ->
                        image.isPlaced() && !image.frameOfReferenceUid().isEmpty())
                .isPresent();
        if (!placed) {
            return AnswerSpace.ofSource(set);
        }
        try {
            return AnswerSpace.of(SpaceName.SLIDE_MM, set, images);
        } catch (SpaceUnavailableException e) {
            return AnswerSpace.ofSource(set);
        }
    }
}
