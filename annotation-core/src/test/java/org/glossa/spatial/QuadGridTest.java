package org.glossa.spatial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.glossa.spatial.QuadGrid.Origin;
import org.junit.jupiter.api.Test;

class QuadGridTest {
    private static final QuadGrid SLIDE = new QuadGrid(Origin.CORNER, 17);

    @Test
    void holdsAPixelMatrix() {
        assertThat(QuadGrid.ofMatrix(100_000, 100_000)).isEqualTo(SLIDE);
        assertThat(QuadGrid.ofMatrix(131_072, 5)).isEqualTo(SLIDE);
        assertThat(QuadGrid.ofMatrix(5, 131_073).sideExponent()).isEqualTo(18);
        assertThat(QuadGrid.ofMatrix(1, 1).sideExponent()).isEqualTo(8);
        assertThatThrownBy(() -> QuadGrid.ofMatrix(0, 7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got 0 x 7");
    }

    /** Zoom 9 of a slide of 131,072 px has tiles of 256 px. */
    @Test
    void cellsHoldTheirLeftAndNotTheirRightBorder() {
        assertThat(SLIDE.cellSide(9)).isEqualTo(256);
        assertThat(SLIDE.cell(255.99999999999997, 9)).isZero();
        assertThat(SLIDE.cell(256, 9)).isEqualTo(1);
        assertThat(SLIDE.cell(131_071.99, 9)).isEqualTo(511);
        assertThat(SLIDE.start(1, 9)).isEqualTo(256);
        assertThat(SLIDE.start(512, 9)).isEqualTo(131_072);
    }

    @Test
    void theRimHoldsWhatLiesBeyond() {
        assertThat(SLIDE.cell(131_072, 9)).isEqualTo(511);
        assertThat(SLIDE.cell(Double.MAX_VALUE, 9)).isEqualTo(511);
        assertThat(SLIDE.cell(-1, 9)).isZero();
        assertThat(SLIDE.cell(-Double.MAX_VALUE, 9)).isZero();
        assertThat(SLIDE.cell(77, 0)).isZero();
    }

    @Test
    void centredGridsGoBelowZero() {
        QuadGrid grid = new QuadGrid(Origin.CENTRE, 6);
        assertThat(grid.start(0, 3)).isEqualTo(-32);
        assertThat(grid.cell(-32, 3)).isZero();
        assertThat(grid.cell(-24, 3)).isEqualTo(1);
        assertThat(grid.cell(-Double.MIN_VALUE, 3)).isEqualTo(3);
        assertThat(grid.cell(-0.0, 3)).isEqualTo(4);
        assertThat(grid.cell(31.9, 3)).isEqualTo(7);
    }

    @Test
    void isAroundWhatItIsAskedFor() {
        assertThat(QuadGrid.around(3, 4, 65_535.5, 9, 24)).isEqualTo(new QuadGrid(Origin.CORNER, 16));
        assertThat(QuadGrid.around(3, 4, 65_536, 9, 24)).isEqualTo(new QuadGrid(Origin.CORNER, 17));
        assertThat(QuadGrid.around(-20, 1, 25, 60, 24)).isEqualTo(new QuadGrid(Origin.CENTRE, 7));
        assertThat(QuadGrid.around(0, 0, 0, 0, 24)).isEqualTo(new QuadGrid(Origin.CORNER, 0));
        assertThat(QuadGrid.around(0, 0, 1e300, 0, 24)).isEqualTo(new QuadGrid(Origin.CORNER, 24));
    }

    @Test
    void aCellLiesInThatOfTheLevelAbove() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 20_000; i++) {
            QuadGrid grid = new QuadGrid(Origin.values()[random.nextInt(2)], random.nextInt(-3, 25));
            double ordinate = random.nextInt(4) == 0
                    ? Math.rint(random.nextDouble(-2_000, 200_000))
                    : random.nextDouble(-1e6, 1e6) * Math.scalb(1.0, random.nextInt(-40, 40));
            int level = random.nextInt(1, 21);
            assertThat(grid.cell(ordinate, level) >> 1).isEqualTo(grid.cell(ordinate, level - 1));
            assertThat(grid.cell(grid.start(5 % (1L << level), level), level)).isEqualTo(5 % (1L << level));
        }
    }

    @Test
    void isSeenThroughScalesOfPowersOfTwo() {
        assertThat(SLIDE.seenBefore(new PlanarTransform.AxisScale(46_336, 11_584, 44_288, 11_072)))
                .isEqualTo(new QuadGrid(Origin.CORNER, 15));
        assertThat(SLIDE.seenBefore(PlanarTransform.IDENTITY)).isEqualTo(SLIDE);
        assertThat(SLIDE.seenBefore(new PlanarTransform.AxisScale(46_336, 803, 44_288, 768)))
                .isNull();
        assertThat(SLIDE.seenBefore(new PlanarTransform.AxisScale(4, 1, 2, 1))).isNull();
        assertThat(SLIDE.seenBefore(new PlanarTransform.Translation(1, 1))).isNull();
    }

    @Test
    void theCurveIsWalkedBack() {
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 20_000; i++) {
            int column = random.nextInt(HilbertCurve.SIDE);
            int row = random.nextInt(HilbertCurve.SIDE);
            assertThat(HilbertCurve.cell(HilbertCurve.distance(column, row))).containsExactly(column, row);
        }
    }
}
