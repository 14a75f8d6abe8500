package org.glossa.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class OutlineCoverageTest {
    private final OutlineCoverage coverage = new OutlineCoverage();

    @Test
    void aSquareOnPixelBordersCoversItsPixelsOnly() {
        coverage.cover(new float[] {3, 5, 6, 5, 6, 7, 3, 7});
        assertThat(coverage.left()).isEqualTo(3);
        assertThat(coverage.top()).isEqualTo(5);
        for (int row = 0; row < coverage.rows(); row++) {
            for (int column = 0; column < coverage.columns(); column++) {
                assertThat(coverage.share(column, row)).isEqualTo(column < 3 && row < 2 ? 1.0 : 0.0);
            }
        }
    }

    @Test
    void aSquareOffPixelBordersCoversShares() {
        coverage.cover(new float[] {3.25f, 5.5f, 3.25f, 6.5f, 5.5f, 6.5f, 5.5f, 5.5f});
        assertThat(coverage.share(0, 0)).isEqualTo(0.375);
        assertThat(coverage.share(1, 0)).isEqualTo(0.5);
        assertThat(coverage.share(2, 1)).isEqualTo(0.25);
    }

    @Test
    void coverageOfNucleiIsWhatSamplingFinds() {
        SlideRequest request = new SlideRequest(300, 24, 3, 1_000, 3, SlideKind.DRAWN, AnnotationFormat.ANN);
        NucleusLayout layout = new NucleusLayout(request);
        Random random = new Random(1);
        float[] xy = new float[48];
        for (long annotation = 0; annotation < 300; annotation++) {
            layout.outline(annotation, xy);
            coverage.cover(xy);
            double sum = 0;
            for (int row = 0; row < coverage.rows(); row++) {
                for (int column = 0; column < coverage.columns(); column++) {
                    double share = coverage.share(column, row);
                    sum += share;
                    if (random.nextInt(20) == 0) {
                        double sampled = sampled(xy, coverage.left() + column, coverage.top() + row);
                        assertThat(share).isCloseTo(sampled, within(0.03));
                    }
                }
            }
            assertThat(sum).isCloseTo(area(xy), within(1e-6));
        }
    }

    private static double sampled(float[] xy, int column, int row) {
        int inside = 0;
        for (int i = 0; i < 64 * 64; i++) {
            inside += isInside(xy, column + (i % 64 + 0.5) / 64, row + (i / 64 + 0.5) / 64) ? 1 : 0;
        }
        return inside / (64.0 * 64.0);
    }

    private static boolean isInside(float[] xy, double x, double y) {
        boolean inside = false;
        for (int i = 0, j = xy.length - 2; i < xy.length; j = i, i += 2) {
            boolean crosses = xy[i + 1] > y != xy[j + 1] > y;
            double at = ((double) xy[j] - xy[i]) * (y - xy[i + 1]) / ((double) xy[j + 1] - xy[i + 1]) + xy[i];
            if (crosses && x < at) {
                inside = !inside;
            }
        }
        return inside;
    }

    private static double area(float[] xy) {
        double twice = 0;
        for (int i = 0, j = xy.length - 2; i < xy.length; j = i, i += 2) {
            twice += (double) xy[j] * xy[i + 1] - (double) xy[i] * xy[j + 1];
        }
        return Math.abs(twice) / 2;
    }
}
