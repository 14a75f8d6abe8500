package org.glossa.geojson;

import org.glossa.annotation.AnnotationSet;
import org.glossa.image.AnswerSpace;
import org.glossa.image.SlideImage;
import org.glossa.image.SlideImages;
import org.glossa.image.SpaceName;
import org.glossa.ledger.LedgerCode;
import org.glossa.ledger.LedgerEntry.Carriage;
import org.glossa.ledger.Losses;

/** Whether level 0, whose pixels an answer is in, is really the finest level of its slide. */
public final class LevelZeroNote {
    private LevelZeroNote() {}

    /** Notes {@link LedgerCode#LEVEL_ZERO_RESAMPLED} when the finest image given says that it was made from a finer one. */
    public static void add(AnnotationSet set, AnswerSpace answer, SlideImages slide, Losses losses) {
        if (answer.name() != SpaceName.LEVEL0_PIXELS) {
            return;
        }
        slide.levelZeroOf(set).filter(SlideImage::isResampled).ifPresent(image -> {
            losses.note(LedgerCode.LEVEL_ZERO_RESAMPLED, Carriage.GONE, set.annotationCount(), () -> "");
            losses.detail(
                    LedgerCode.LEVEL_ZERO_RESAMPLED,
                    "level 0 is the finest image given, " + image.sopInstanceUid()
                            + ", which says that it was made from a finer one (RESAMPLED); give --image the folder of"
                            + " all levels");
        });
    }
}
