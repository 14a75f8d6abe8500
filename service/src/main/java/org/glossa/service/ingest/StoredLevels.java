package org.glossa.service.ingest;

import jakarta.inject.Singleton;
import java.util.List;
import org.glossa.service.catalogue.SlideLevel;
import org.glossa.service.catalogue.SlideLevelRepository;

/** Levels as the catalogue has them now. */
@Singleton
final class StoredLevels implements LevelSource {
    private final SlideLevelRepository levels;

    StoredLevels(SlideLevelRepository levels) {
        this.levels = levels;
    }

    @Override
    public List<SlideLevel> ofLevel(String levelUid) {
        return levels.findByLevelUid(levelUid);
    }

    @Override
    public List<SlideLevel> ofSeries(String seriesInstanceUid) {
        return levels.findBySeriesInstanceUid(seriesInstanceUid);
    }

    @Override
    public List<SlideLevel> ofFrameOfReference(String frameOfReferenceUid) {
        return levels.findByFrameOfReferenceUid(frameOfReferenceUid);
    }
}
