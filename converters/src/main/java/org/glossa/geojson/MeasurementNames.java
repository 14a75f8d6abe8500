package org.glossa.geojson;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.glossa.annotation.AnnotationView.MeasurementName;

/** What answers call measurements. */
public final class MeasurementNames {
    private MeasurementNames() {}

    /** {@code <meaning> <unit>}; a name that comes again gets {@code " (2)"}, {@code " (3)"} …, so that each names one value. */
    public static List<String> of(List<MeasurementName> measurements) {
        return of(measurements, Set.of());
    }

    /** @param reserved names that something else has already */
    public static List<String> of(List<MeasurementName> measurements, Set<String> reserved) {
        Set<String> taken = new HashSet<>(reserved);
        List<String> names = new ArrayList<>(measurements.size());
        for (MeasurementName measurement : measurements) {
            String name = (ClassShown.shown(measurement.concept()) + " "
                            + measurement.unit().value())
                    .strip();
            String unique = name;
            for (int copy = 2; !taken.add(unique); copy++) {
                unique = name + " (" + copy + ")";
            }
            names.add(unique);
        }
        return names;
    }
}
