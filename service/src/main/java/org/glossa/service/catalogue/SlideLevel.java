package org.glossa.service.catalogue;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.MappedProperty;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.glossa.geometry.PyramidLevel;

/**
 * What the maps between coordinate spaces need of one whole-slide instance.
 *
 * @param levelUid what annotations call the level: the instance, or the concatenation source when the instance is a part of one
 * @param pyramidUid empty when the instance names none
 * @param content Image Type value 3, as far as it matters
 * @param imageOrientationSlide six numbers, each as {@link Double#toString(double)} writes it, with backslashes between
 */
@MappedEntity("slide_level")
public record SlideLevel(
        @Id String sopInstanceUid,
        String levelUid,
        String seriesInstanceUid,
        String frameOfReferenceUid,
        String pyramidUid,
        Content content,
        long totalColumns,
        long totalRows,
        double columnSpacingMm,
        double rowSpacingMm,
        @MappedProperty("origin_x_mm") double originXMm,
        @MappedProperty("origin_y_mm") double originYMm,
        String imageOrientationSlide,
        int tileColumns,
        int tileRows) {

    public static SlideLevel of(
            PyramidLevel level,
            String sopInstanceUid,
            String seriesInstanceUid,
            String frameOfReferenceUid,
            String pyramidUid,
            Content content) {
        return new SlideLevel(
                sopInstanceUid,
                level.sopInstanceUid(),
                seriesInstanceUid,
                frameOfReferenceUid,
                pyramidUid,
                content,
                level.totalColumns(),
                level.totalRows(),
                level.columnSpacingMm(),
                level.rowSpacingMm(),
                level.originXMm(),
                level.originYMm(),
                level.imageOrientationSlide().stream()
                        .map(value -> Double.toString(value))
                        .collect(Collectors.joining("\\")),
                level.tileColumns(),
                level.tileRows());
    }

    /** What a whole-slide instance shows. */
    public enum Content {
        /** A level of the pyramid. */
        VOLUME,
        /** The whole of a pyramid in little: no level, yet annotations made on it can be mapped to level 0. */
        THUMBNAIL,
        /** A label, an overview, or something that does not say what it shows: other scenery than the pyramid. */
        OTHER
    }

    public PyramidLevel pyramidLevel() {
        List<Double> orientation = Stream.of(imageOrientationSlide.split("\\\\", -1))
                .map(Double::valueOf)
                .toList();
        return new PyramidLevel(
                levelUid,
                totalColumns,
                totalRows,
                columnSpacingMm,
                rowSpacingMm,
                originXMm,
                originYMm,
                orientation,
                tileColumns,
                tileRows);
    }
}
