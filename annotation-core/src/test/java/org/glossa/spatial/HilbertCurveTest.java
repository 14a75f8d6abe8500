package org.glossa.spatial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HilbertCurveTest {
    @Test
    void followsNeighboursThroughTheFirstBlock() {
        int side = 256;
        int[] cellAt = new int[side * side];
        BitSet seen = new BitSet();
        for (int column = 0; column < side; column++) {
            for (int row = 0; row < side; row++) {
                int distance = HilbertCurve.distance(column, row);
                assertThat(distance).isBetween(0, side * side - 1);
                seen.set(distance);
                cellAt[distance] = column * side + row;
            }
        }
        assertThat(seen.cardinality()).isEqualTo(side * side);
        for (int i = 1; i < cellAt.length; i++) {
            int columns = Math.abs(cellAt[i] / side - cellAt[i - 1] / side);
            int rows = Math.abs(cellAt[i] % side - cellAt[i - 1] % side);
            assertThat(columns + rows).as("step %d", i).isEqualTo(1);
        }
    }

    @Test
    void everyCellHasOneNeighbourThatFollows() {
        SplittableRandom random = new SplittableRandom(7);
        int last = -1;
        for (int i = 0; i < 100_000; i++) {
            int column = random.nextInt(HilbertCurve.SIDE);
            int row = random.nextInt(HilbertCurve.SIDE);
            int distance = HilbertCurve.distance(column, row);
            if (distance == last) {
                continue;
            }
            int followers = 0;
            int[][] steps = {{-1, 0}, {1, 0}, {0, -1}, {0, 1}};
            for (int[] step : steps) {
                int c = column + step[0];
                int r = row + step[1];
                boolean exists = c >= 0 && r >= 0 && c < HilbertCurve.SIDE && r < HilbertCurve.SIDE;
                followers += exists && HilbertCurve.distance(c, r) == distance + 1 ? 1 : 0;
            }
            assertThat(followers).as("cell %d,%d", column, row).isEqualTo(1);
        }
    }

    @Test
    void usesAllThirtyTwoBitsUnsigned() {
        assertThat(HilbertCurve.distance(0, 0)).isZero();
        int end = HilbertCurve.distance(HilbertCurve.SIDE - 1, 0);
        assertThat(Integer.toUnsignedLong(end)).isEqualTo((1L << 32) - 1);
        assertThat(HilbertCurve.distance(HilbertCurve.SIDE - 1, HilbertCurve.SIDE - 1))
                .isNegative();
    }
}
