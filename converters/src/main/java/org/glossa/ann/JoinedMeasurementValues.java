package org.glossa.ann;

import java.util.List;
import org.glossa.annotation.MeasurementValues;
import org.glossa.annotation.Precision;

/** The values of a group that a file holds as several groups. */
record JoinedMeasurementValues(List<MeasurementValues> parts, PartIndex annotations) implements MeasurementValues {
    JoinedMeasurementValues {
        parts = List.copyOf(parts);
    }

    @Override
    public boolean isPresent(long annotation) {
        int part = annotations.partOf(annotation);
        return parts.get(part).isPresent(annotation - annotations.start(part));
    }

    @Override
    public float value(long annotation) {
        int part = annotations.partOf(annotation);
        return parts.get(part).value(annotation - annotations.start(part));
    }

    @Override
    public Precision precision() {
        return parts.stream().anyMatch(part -> part.precision() == Precision.FLOAT64)
                ? Precision.FLOAT64
                : Precision.FLOAT32;
    }

    @Override
    public double number(long annotation) {
        int part = annotations.partOf(annotation);
        return parts.get(part).number(annotation - annotations.start(part));
    }
}
