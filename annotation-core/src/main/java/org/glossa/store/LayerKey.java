package org.glossa.store;

import java.util.Comparator;
import java.util.Locale;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.Precision;

/** What the annotations of one layer have in common. Layers of a set lie, and answer, in this order. */
record LayerKey(GraphicType graphicType, int ordinates, Precision precision) implements Comparable<LayerKey> {
    private static final Comparator<LayerKey> ORDER = Comparator.comparing(LayerKey::graphicType)
            .thenComparing(LayerKey::ordinates)
            .thenComparing(LayerKey::precision);

    static LayerKey of(AnnotationGroup group) {
        return new LayerKey(
                group.graphicType(),
                group.coordinates().ordinates(),
                group.coordinates().precision());
    }

    static LayerKey of(StoredGroup group) {
        return new LayerKey(group.graphicType(), group.ordinates(), group.precision());
    }

    @Override
    public int compareTo(LayerKey other) {
        return ORDER.compare(this, other);
    }

    int vertexBytes() {
        return ordinates * precision.bytes();
    }

    String columnFile() {
        return name() + ".arrow";
    }

    String treeFile() {
        return name() + ".tree.arrow";
    }

    /** Only of a layer that has measurements. */
    String rangesFile() {
        return name() + ".ranges.arrow";
    }

    /** Centroids and areas. */
    String pointFile() {
        return name() + ".points.arrow";
    }

    /** Counts. */
    String cellFile() {
        return name() + ".cells.arrow";
    }

    /** Simplified outlines; only of types whose annotations may have many vertices. */
    String outlineFile() {
        return name() + ".outlines.arrow";
    }

    private String name() {
        return (graphicType + "-" + ordinates + "d-" + precision).toLowerCase(Locale.ROOT);
    }
}
