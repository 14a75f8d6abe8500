package org.glossa.store;

import java.util.List;
import org.glossa.annotation.AnnotationView.MeasurementName;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.Precision;

/**
 * A group of a stored set.
 *
 * @param ordinates 2 or 3 per vertex
 * @param measurements name and unit of each measurement, in the order of the source
 */
public record StoredGroup(
        GroupDescription description,
        GraphicType graphicType,
        Precision precision,
        int ordinates,
        long annotationCount,
        List<MeasurementName> measurements) {
    public StoredGroup {
        measurements = List.copyOf(measurements);
    }
}
