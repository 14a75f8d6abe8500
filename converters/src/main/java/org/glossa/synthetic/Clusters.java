package org.glossa.synthetic;

/** Where nuclei crowd: 400 places with a spread each. Level-0 pixels. Immutable. */
final class Clusters {
    static final int COUNT = 400;

    private static final double REFERENCE_SIZE_PX = 100_000;
    private static final double LEAST_SIGMA_PX = 500;
    private static final double MOST_SIGMA_PX = 4_500;

    private final double[] x = new double[COUNT];
    private final double[] y = new double[COUNT];
    private final double[] sigma = new double[COUNT];

    /**
     * @param marginPx how far centres stay from the border
     */
    Clusters(long seed, int sizePx, double marginPx) {
        CounterRandom random = new CounterRandom(seed, CounterRandom.Stream.CLUSTER);
        double scale = sizePx / REFERENCE_SIZE_PX;
        for (int cluster = 0; cluster < COUNT; cluster++) {
            long state = random.state(cluster);
            x[cluster] = marginPx + CounterRandom.unit(state, 0) * (sizePx - 2 * marginPx);
            y[cluster] = marginPx + CounterRandom.unit(state, 1) * (sizePx - 2 * marginPx);
            sigma[cluster] = scale * (LEAST_SIGMA_PX + CounterRandom.unit(state, 2) * (MOST_SIGMA_PX - LEAST_SIGMA_PX));
        }
    }

    double x(int cluster) {
        return x[cluster];
    }

    double y(int cluster) {
        return y[cluster];
    }

    double sigma(int cluster) {
        return sigma[cluster];
    }
}
