package org.glossa.ann;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.Precision;
import org.glossa.column.GrowingColumn;
import org.glossa.column.ScratchColumns;
import org.glossa.feature.Features;
import org.glossa.outline.HoleBridges;

/**
 * The outlines of a group with their holes bridged.
 *
 * @param bridges of our private block: for each outline with holes its number, from 1, how many numbers follow, and its layout
 */
record BridgedColumn(Coordinates coordinates, MemorySegment bridges) {
    /**
     * @param firstHoles for each annotation of the group its first part that is a hole, plus 1; 0 when it has none
     * @param groups all of the set
     */
    static BridgedColumn of(
            AnnotationGroup group,
            MemorySegment firstHoles,
            Features features,
            List<AnnotationGroup> groups,
            ScratchColumns scratch)
            throws IOException {
        Coordinates column = group.coordinates();
        Precision precision = precision(column, firstHoles, features, groups);
        GrowingColumn ordinates = scratch.grow();
        GrowingColumn starts = scratch.grow();
        GrowingColumn bridges = scratch.grow();
        long vertices = 0;
        for (long annotation = 0; annotation < column.annotationCount(); annotation++) {
            starts.addLong(vertices);
            double[] ring = ring(column, annotation);
            long firstHole = firstHoles.get(ListedOffsets.START, annotation * Long.BYTES);
            if (firstHole > 0) {
                List<double[]> holes = new ArrayList<>();
                for (long part = firstHole - 1; isHole(features, part); part++) {
                    Coordinates ofHoles = groups.get(features.group(part)).coordinates();
                    holes.add(ring(ofHoles, features.annotation(part)));
                }
                HoleBridges.Bridged bridged = HoleBridges.bridge(ring, holes);
                ring = bridged.ring();
                bridges.addInt((int) (annotation + 1)); // zero-based to one-based
                bridges.addInt(bridged.layout().length);
                for (int number : bridged.layout()) {
                    bridges.addInt(number);
                }
            }
            add(ordinates, ring, precision);
            vertices += ring.length / 2;
        }
        starts.addLong(vertices);
        return new BridgedColumn(
                new Coordinates(ordinates.finish(), precision, 2, new ListedOffsets(starts.finish())),
                bridges.finish());
    }

    static boolean isHole(Features features, long part) {
        return part < features.partCount() && features.has(part, Features.HOLE);
    }

    /** Floats only when outlines and holes are floats. */
    private static Precision precision(
            Coordinates outlines, MemorySegment firstHoles, Features features, List<AnnotationGroup> groups) {
        for (long annotation = 0; annotation < outlines.annotationCount(); annotation++) {
            long firstHole = firstHoles.get(ListedOffsets.START, annotation * Long.BYTES);
            if (firstHole > 0) {
                Precision ofHoles =
                        groups.get(features.group(firstHole - 1)).coordinates().precision();
                if (ofHoles == Precision.FLOAT64) {
                    return Precision.FLOAT64;
                }
            }
        }
        return outlines.precision();
    }

    static double[] ring(Coordinates column, long annotation) {
        long first = column.firstVertex(annotation);
        double[] ring = new double[Math.toIntExact(Math.multiplyExact(column.vertexCount(annotation), 2))];
        for (int i = 0; i < ring.length; i++) {
            ring[i] = column.ordinate(first + i / 2, i % 2);
        }
        return ring;
    }

    static void add(GrowingColumn ordinates, double[] ring, Precision precision) throws IOException {
        for (double ordinate : ring) {
            switch (precision) {
                case FLOAT32 -> ordinates.addFloat((float) ordinate);
                case FLOAT64 -> ordinates.addDouble(ordinate);
            }
        }
    }
}
