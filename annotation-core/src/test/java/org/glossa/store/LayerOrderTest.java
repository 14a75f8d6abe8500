package org.glossa.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.Precision;
import org.glossa.spatial.HilbertCurve;
import org.junit.jupiter.api.Test;

class LayerOrderTest {
    @Test
    void keysOfTheUpperHalfOfTheCurveSortAfterTheLower() {
        int below = 0x7FFFFFFF;
        int above = 0x80000000;
        assertThat(LayerOrder.key(below, 5)).isLessThan(LayerOrder.key(above, 5));
        assertThat(LayerOrder.key(above, 5)).isLessThan(LayerOrder.key(0xFFFFFFFF, 0));
        assertThat(LayerOrder.key(0, Integer.MAX_VALUE)).isLessThan(LayerOrder.key(1, 0));
        assertThat(LayerOrder.key(9, 3)).isLessThan(LayerOrder.key(9, 4));
    }

    @Test
    void rowsFollowTheCurve() {
        SplittableRandom random = new SplittableRandom(12);
        List<double[]> points = new ArrayList<>();
        points.add(new double[] {0, 0});
        points.add(new double[] {65_536, 65_536});
        for (int i = 0; i < 40_000; i++) {
            points.add(new double[] {random.nextDouble(65_536), random.nextDouble(65_536)});
        }
        points.add(7, new double[] {Double.NaN, 0});
        points.add(9, new double[] {0, Double.POSITIVE_INFINITY});
        try (AnnotationSet set = new SampleSet()
                        .group(GraphicType.POINT, 2, Precision.FLOAT64, points)
                        .build();
                LayerOrder order = new LayerOrder(
                        new LayerSource(LayerKey.of(set.groups().getFirst()), set.groups(), new int[] {0}))) {
            assertThat(order.indexedCount()).isEqualTo(points.size() - 2);
            long last = -1;
            for (long row = 0; row < order.indexedCount(); row++) {
                double[] point = points.get((int) order.ordinal(row));
                int column = (int) Math.min(65_535, (order.box(row, 0) + (double) order.box(row, 2)) / 2);
                int line = (int) Math.min(65_535, (order.box(row, 1) + (double) order.box(row, 3)) / 2);
                assertThat(order.box(row, 0)).isLessThanOrEqualTo((float) point[0]);
                long distance = Integer.toUnsignedLong(HilbertCurve.distance(column, line));
                assertThat(distance).isGreaterThanOrEqualTo(last);
                last = distance;
            }
            assertThat(last).isGreaterThan(1L << 31);
            assertThat(order.ordinal(points.size() - 2)).isEqualTo(7);
            assertThat(order.ordinal(points.size() - 1)).isEqualTo(9);
        }
    }
}
