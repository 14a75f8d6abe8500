package org.glossa.service.ingest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.glossa.service.catalogue.LevelsOfSets;
import org.glossa.service.catalogue.SlideLevel;

/** The levels that one list of annotation objects needs, read at once. Not thread-safe. */
final class HeldLevels implements LevelSource {
    private final Map<String, List<SlideLevel>> byLevel;
    private final Map<String, List<SlideLevel>> bySeries;
    private final Map<String, List<SlideLevel>> byFrameOfReference;
    private final Map<String, String> studies = new HashMap<>();

    HeldLevels(List<LevelsOfSets.Row> rows) {
        this.byLevel = by(rows, SlideLevel::levelUid);
        this.bySeries = by(rows, SlideLevel::seriesInstanceUid);
        this.byFrameOfReference = by(rows, SlideLevel::frameOfReferenceUid);
        rows.forEach(row -> studies.put(row.level().sopInstanceUid(), row.studyInstanceUid()));
    }

    private static Map<String, List<SlideLevel>> by(List<LevelsOfSets.Row> rows, Function<SlideLevel, String> name) {
        return rows.stream().map(LevelsOfSets.Row::level).collect(Collectors.groupingBy(name));
    }

    @Override
    public List<SlideLevel> ofLevel(String levelUid) {
        return byLevel.getOrDefault(levelUid, List.of());
    }

    @Override
    public List<SlideLevel> ofSeries(String seriesInstanceUid) {
        return bySeries.getOrDefault(seriesInstanceUid, List.of());
    }

    @Override
    public List<SlideLevel> ofFrameOfReference(String frameOfReferenceUid) {
        return byFrameOfReference.getOrDefault(frameOfReferenceUid, List.of());
    }

    /** Study Instance UID of an image; empty when it is not among these. */
    String studyOf(String sopInstanceUid) {
        return studies.getOrDefault(sopInstanceUid, "");
    }
}
