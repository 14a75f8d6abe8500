package org.glossa.service.ingest;

import java.util.List;
import org.glossa.service.catalogue.SlideLevel;

/** Where slide levels are looked up. */
interface LevelSource {
    /** @param levelUid what annotations call a level */
    List<SlideLevel> ofLevel(String levelUid);

    List<SlideLevel> ofSeries(String seriesInstanceUid);

    List<SlideLevel> ofFrameOfReference(String frameOfReferenceUid);
}
