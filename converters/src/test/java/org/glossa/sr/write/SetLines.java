package org.glossa.sr.write;

import java.util.ArrayList;
import java.util.List;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.Measurement;
import org.glossa.feature.Features;

/** Everything that a set says, with the bits of its numbers, so that two sets can be compared and a difference read. */
public final class SetLines {
    private SetLines() {}

    public static List<String> of(AnnotationSet set) {
        List<String> lines = new ArrayList<>();
        lines.add(set.sopInstanceUid() + " " + set.space() + " " + set.image() + " " + set.extras());
        for (AnnotationGroup group : set.groups()) {
            lines.add(group.role() + " " + group.graphicType() + " " + group.description());
            Coordinates coordinates = group.coordinates();
            for (long row = 0; row < group.annotationCount(); row++) {
                StringBuilder line = new StringBuilder(coordinates.precision().name());
                for (long vertex = coordinates.firstVertex(row); vertex < coordinates.firstVertex(row + 1); vertex++) {
                    for (int ordinate = 0; ordinate < coordinates.ordinates(); ordinate++) {
                        line.append(' ').append(coordinates.ordinate(vertex, ordinate));
                    }
                }
                for (Measurement measurement : group.measurements()) {
                    line.append(" | ").append(measurement.concept().value());
                    if (measurement.values().isPresent(row)) {
                        line.append(' ').append(measurement.values().number(row));
                    }
                }
                lines.add(line.toString());
            }
            for (Measurement measurement : group.measurements()) {
                lines.add(measurement.concept() + " " + measurement.unit() + " \"" + measurement.name() + "\" "
                        + measurement.values().precision());
            }
        }
        Features features = set.features();
        lines.add("plain " + features.isPlain());
        for (long i = 0; i < features.featureCount(); i++) {
            StringBuilder line = new StringBuilder("feature " + features.kind(i));
            line.append(' ').append(features.idForm(i)).append(' ').append(features.id(i));
            line.append(" name ").append(features.name(i)).append(" parent ").append(features.parent(i));
            line.append(" members ")
                    .append(features.members(i))
                    .append(" content ")
                    .append(features.content(i));
            for (long part = features.firstPart(i); part < features.firstPart(i + 1); part++) {
                line.append(" [").append(features.group(part)).append(' ').append(features.annotation(part));
                line.append(' ').append(features.marks(part)).append(']');
            }
            lines.add(line.toString());
        }
        return lines;
    }
}
