package org.glossa.synthetic;

/**
 * The ground below the nuclei: glass, and stained tissue where {@link Clusters} crowd, always light (luma above 195). A function of
 * the place, so every tile is drawn alone. Thread-safe.
 */
final class Tissue {
    /** Colours are computed at every fourth pixel and interpolated between. */
    static final int STEP_PX = 4;

    private static final int FIELD_CELLS = 256;
    private static final double FIELD_REACH_IN_SIGMAS = 2.6;

    private static final float[] GLASS = {244, 242, 245};
    private static final float[] PALE = {247, 220, 234};
    private static final float[] DEEP = {228, 183, 210};
    private static final float[] CROWDED = {218, 192, 226};

    private final CounterRandom random;
    private final int sizePx;
    private final float[] field;

    Tissue(SlideRequest request, Clusters clusters) {
        random = new CounterRandom(request.seed(), CounterRandom.Stream.TISSUE);
        sizePx = request.sizePx();
        field = field(clusters, sizePx);
    }

    /** How crowded it is at the corners of a grid over the image: 0 far from clusters, above 1 where several lie. */
    private static float[] field(Clusters clusters, int sizePx) {
        float[] field = new float[(FIELD_CELLS + 1) * (FIELD_CELLS + 1)];
        double cell = (double) sizePx / FIELD_CELLS;
        for (int cluster = 0; cluster < Clusters.COUNT; cluster++) {
            double reach = FIELD_REACH_IN_SIGMAS * clusters.sigma(cluster);
            int firstRow = gridLine((clusters.y(cluster) - reach) / cell);
            int lastRow = gridLine((clusters.y(cluster) + reach) / cell);
            int firstColumn = gridLine((clusters.x(cluster) - reach) / cell);
            int lastColumn = gridLine((clusters.x(cluster) + reach) / cell);
            for (int row = firstRow; row <= lastRow; row++) {
                for (int column = firstColumn; column <= lastColumn; column++) {
                    double dx = (column * cell - clusters.x(cluster)) / reach;
                    double dy = (row * cell - clusters.y(cluster)) / reach;
                    double near = Math.max(0, 1 - dx * dx - dy * dy);
                    field[row * (FIELD_CELLS + 1) + column] += (float) (near * near);
                }
            }
        }
        return field;
    }

    private static int gridLine(double position) {
        return (int) Math.clamp(position, 0, FIELD_CELLS);
    }

    /**
     * Fills a square with the ground.
     *
     * @param rgb takes 0xRRGGBB of each pixel, row by row
     * @param left level-0 column of its left edge
     * @param top level-0 row of its top edge
     * @param side columns and rows, a multiple of {@link #STEP_PX}; may reach beyond the image
     */
    void draw(int[] rgb, int left, int top, int side) {
        int nodes = side / STEP_PX + 1;
        float[] upper = new float[3 * nodes];
        float[] lower = new float[3 * nodes];
        colours(upper, left, top);
        for (int band = 0; band < side; band += STEP_PX) {
            colours(lower, left, top + band + STEP_PX);
            for (int row = 0; row < STEP_PX; row++) {
                interpolate(rgb, (band + row) * side, side, upper, lower, (row + 0.5f) / STEP_PX);
            }
            float[] spent = upper;
            upper = lower;
            lower = spent;
        }
    }

    private static void interpolate(int[] rgb, int offset, int side, float[] upper, float[] lower, float down) {
        for (int node = 0; node < side / STEP_PX; node++) {
            for (int column = 0; column < STEP_PX; column++) {
                float along = (column + 0.5f) / STEP_PX;
                int colour = 0;
                for (int channel = 0; channel < 3; channel++) {
                    int here = 3 * node + channel;
                    float high = upper[here] + along * (upper[here + 3] - upper[here]);
                    float low = lower[here] + along * (lower[here + 3] - lower[here]);
                    colour = colour << 8 | (int) (high + down * (low - high) + 0.5f);
                }
                rgb[offset + node * STEP_PX + column] = colour;
            }
        }
    }

    private void colours(float[] row, int left, int y) {
        for (int node = 0; node < row.length / 3; node++) {
            colour(row, 3 * node, left + node * STEP_PX, y);
        }
    }

    private void colour(float[] into, int offset, double x, double y) {
        float coarse = noise(0, x, y, Math.max(64, sizePx / 24.0));
        float middle = noise(1, x, y, 420);
        float fine = noise(2, x, y, 96);
        float crowd = crowd(x, y);
        float tissue =
                smoothStep(0.10f, 0.20f, crowd + 0.5f * (coarse - 0.5f) + 0.22f * (middle - 0.5f) + 0.06f * fine);
        float grain = noise(3, x, y, 26);
        float gap = smoothStep(0.72f, 0.76f, noise(5, x + 130 * fine, y + 130 * middle, 240) + 0.08f * (grain - 0.5f));
        // Strands: noise that is long in one direction, bent by other noise.
        float strand = noise(4, (x + 0.35 * y) / 6 + 90 * middle, y - 0.35 * x + 200 * middle + 40 * fine, 18);
        float mixture = 0.55f * strand + 0.25f * grain + 0.2f * fine + 0.4f * (coarse - 0.5f);
        float deep = smoothStep(0.2f, 0.8f, mixture);
        float crowded = smoothStep(0.7f, 2.2f, crowd);
        float cover = tissue * (1 - 0.85f * gap * (1 - 0.6f * crowded));
        for (int channel = 0; channel < 3; channel++) {
            float stroma = PALE[channel] + deep * (DEEP[channel] - PALE[channel]);
            float stained = stroma + 0.6f * crowded * (CROWDED[channel] - stroma);
            into[offset + channel] = GLASS[channel] + cover * (stained - GLASS[channel]);
        }
    }

    private float crowd(double x, double y) {
        double column = Math.clamp(x * FIELD_CELLS / sizePx, 0, FIELD_CELLS - 1e-6);
        double row = Math.clamp(y * FIELD_CELLS / sizePx, 0, FIELD_CELLS - 1e-6);
        int at = (int) row * (FIELD_CELLS + 1) + (int) column;
        return between(
                field[at],
                field[at + 1],
                field[at + FIELD_CELLS + 1],
                field[at + FIELD_CELLS + 2],
                (float) (column - (int) column),
                (float) (row - (int) row));
    }

    /** Value noise from 0 to 1: random at the corners of a grid, smooth between. */
    private float noise(int kind, double x, double y, double wavelengthPx) {
        double column = x / wavelengthPx;
        double row = y / wavelengthPx;
        int firstColumn = (int) Math.floor(column);
        int firstRow = (int) Math.floor(row);
        return between(
                corner(kind, firstColumn, firstRow),
                corner(kind, firstColumn + 1, firstRow),
                corner(kind, firstColumn, firstRow + 1),
                corner(kind, firstColumn + 1, firstRow + 1),
                smoothStep(0, 1, (float) (column - firstColumn)),
                smoothStep(0, 1, (float) (row - firstRow)));
    }

    private float corner(int kind, int column, int row) {
        return (random.state((long) row << 32 | column & 0xFFFF_FFFFL) >>> (8 * kind) & 0xFFFF) / 65_535f;
    }

    private static float between(float a, float b, float c, float d, float right, float down) {
        float high = a + right * (b - a);
        float low = c + right * (d - c);
        return high + down * (low - high);
    }

    private static float smoothStep(float from, float to, float value) {
        float t = Math.clamp((value - from) / (to - from), 0f, 1f);
        return t * t * (3 - 2 * t);
    }
}
