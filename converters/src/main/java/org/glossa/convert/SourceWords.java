package org.glossa.convert;

import org.glossa.ann.SourceItems;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.GroupRole;
import org.glossa.feature.Features;
import org.glossa.geojson.read.FeaturePlaces;
import org.glossa.ledger.SetPlaces;
import org.jspecify.annotations.Nullable;

/**
 * Places in the notation of a source: {@code /features/3/properties/name} of GeoJSON, {@code (006A,0002)[2], annotation 17} of bulk
 * annotations, {@code Measurement Group 3} of a report. What objects of DICOM have of GeoJSON stands after a comma.
 *
 * @param places null for DICOM
 * @param items of bulk annotations, null for others
 */
record SourceWords(
        Language language,
        AnnotationSet set,
        @Nullable FeaturePlaces places,
        @Nullable SourceItems items) implements SetPlaces.Words {
    private static final String MEASUREMENT_GROUP = "Measurement Group ";

    /** What may follow the place of something that others lie in. */
    private static final String SEPARATORS = "/,[";

    @Override
    public String ofFeature(long feature, String within) {
        Features features = set.features();
        if (feature >= features.featureCount()) {
            return SetPlaces.ofFeature(feature) + within;
        }
        return switch (language) {
            case GEOJSON -> (places == null ? SetPlaces.ofFeature(feature) : places.of(features, feature)) + within;
            case ANN -> beside(annotation(features.firstPart(feature), feature), within);
            case SR -> beside(measurementGroup(feature), within);
        };
    }

    @Override
    public String ofGroup(int group, String within) {
        return switch (language) {
            case GEOJSON, SR -> {
                long feature = firstOf(group);
                yield beside(feature < 0 ? "" : ofFeature(feature, ""), within);
            }
            case ANN -> item(group) + (within.isEmpty() ? "" : "/" + within);
        };
    }

    /** Whether a place in this notation is that of an object, lies within it, or is of what it lies in. */
    boolean isPlaceOf(String place, long object) {
        Features features = set.features();
        return switch (language) {
            case GEOJSON -> areNested(place, ofFeature(object, ""));
            case SR -> !place.startsWith(MEASUREMENT_GROUP) || areNested(place, measurementGroup(object));
            case ANN -> {
                boolean found = false;
                for (long part = features.firstPart(object); part < features.firstPart(object + 1); part++) {
                    found |= areNested(place, annotation(part, object));
                }
                yield found;
            }
        };
    }

    private static boolean areNested(String place, String other) {
        return isWithin(place, other) || isWithin(other, place);
    }

    private static boolean isWithin(String place, String outer) {
        return outer.isEmpty()
                || place.startsWith(outer)
                        && (place.length() == outer.length() || SEPARATORS.indexOf(place.charAt(outer.length())) >= 0);
    }

    private static String beside(String place, String within) {
        return within.isEmpty() ? place : place.isEmpty() ? within : place + ", " + within;
    }

    private static String measurementGroup(long feature) {
        return MEASUREMENT_GROUP + (feature + 1); // to one-based
    }

    /** What has no geometry is in no item. */
    private String annotation(long part, long feature) {
        int group = set.features().group(part);
        boolean isInItem = set.groups().get(group).role() != GroupRole.REGIONLESS;
        return items != null && isInItem
                ? items.ofAnnotation(group, set.features().annotation(part))
                : "object " + (feature + 1); // to one-based
    }

    private String item(int group) {
        return items == null ? "group " + (group + 1) : items.ofGroup(group);
    }

    /** The first object with an annotation of that group; −1 when there is none. */
    private long firstOf(int group) {
        Features features = set.features();
        for (long feature = 0; feature < features.featureCount(); feature++) {
            for (long part = features.firstPart(feature); part < features.firstPart(feature + 1); part++) {
                if (features.group(part) == group) {
                    return feature;
                }
            }
        }
        return -1;
    }
}
