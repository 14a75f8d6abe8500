package org.glossa.spatial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.glossa.spatial.PlanarTransform.Affine;
import org.glossa.spatial.PlanarTransform.AxisScale;
import org.glossa.spatial.PlanarTransform.Translation;
import org.junit.jupiter.api.Test;

class PlanarTransformTest {
    /** A window that is mapped back must hold every source point whose rounded image lies in it, also where terms cancel. */
    @Test
    void boundsHoldWhatTheInverseTakesThere() {
        PlanarTransform toMillimetres = new Affine(0, -0.0005, 23.449998, -0.00025, 0, 25.691824);
        PlanarTransform[] maps = {
            toMillimetres,
            toMillimetres.inverse(),
            new AxisScale(46336, 2896, 44288, 2768),
            new AxisScale(44288, 768, 46336, 803).inverse(),
            new Translation(1e6 / 3, -0.1),
            new Translation(0.1, 0.2).then(toMillimetres),
            new Affine(0.8660254037844387, -0.5, 1e5, 0.5, 0.8660254037844387, -1e5)
        };
        SplittableRandom random = new SplittableRandom(11);
        for (PlanarTransform map : maps) {
            for (int i = 0; i < 20_000; i++) {
                double x = random.nextInt(3) == 0 ? 0 : random.nextDouble(-10, 100);
                double y = random.nextInt(3) == 0 ? 0 : random.nextDouble(-10, 100);
                double imageX = map.x(x, y);
                double imageY = map.y(x, y);
                Box window = map.inverse().boundsOf(new Box(imageX, imageY, imageX, imageY));
                assertThat(window.contains(x, y))
                        .as("%s of %s, %s: %s", map, x, y, window)
                        .isTrue();
                assertThat(window.maxX() - window.minX()).isLessThan(1e-5);
            }
        }
    }

    @Test
    void theFarEdgeOfALevelFallsOnTheFarEdgeOfLevelZero() {
        PlanarTransform map = new AxisScale(46336, 803, 44288, 768);
        assertThat(map.x(803, 768)).isEqualTo(46336.0);
        assertThat(map.y(803, 768)).isEqualTo(44288.0);
    }

    @Test
    void everythingStaysEverything() {
        PlanarTransform map = new Affine(0.5, -0.5, 1, 0.5, 0.5, 1);
        Box all = new Box(-1e308, -1e308, 1e308, 1e308);
        assertThat(map.inverse().boundsOf(all).contains(new Box(-1e300, -1e300, 1e300, 1e300)))
                .isTrue();
    }
}
