package org.glossa.synthetic;

/**
 * Where each nucleus lies and what outline it has: a function of (seed, annotation), with nothing held per annotation.
 *
 * <p>A nucleus belongs to one of the {@link Clusters} and lies around its centre normally distributed; a place outside the image is
 * drawn again. Its outline is star-shaped around the centre, so it is simple. Sines, cosines and logarithms are
 * {@link StrictMath}'s, so all machines agree on every bit. Thread-safe.
 */
final class NucleusLayout {
    /** No vertex is farther from its centre. */
    static final double LARGEST_RADIUS_PX = 14 * 1.2;

    private static final double LEAST_RADIUS_PX = 6;
    private static final double MOST_RADIUS_PX = 14;
    private static final double MARGIN_PX = 17;

    // The jitter of 20 % is made of two waves, which make the shape, and of noise on every vertex.
    private static final double SECOND_WAVE = 0.09;
    private static final double THIRD_WAVE = 0.06;
    private static final double NOISE = 0.05;

    private static final int DIRECTIONS = 4096;
    private static final double KEEPS_GROUP_OF_CLUSTER = 0.6;

    private final int sizePx;
    private final int vertices;
    private final int groups;
    private final Clusters clusters;
    private final CounterRandom places;
    private final CounterRandom shapes;
    private final CounterRandom groupChoices;
    private final double[] cosOfVertex;
    private final double[] sinOfVertex;
    private final double[] cosOfDirection = new double[DIRECTIONS];
    private final double[] sinOfDirection = new double[DIRECTIONS];

    NucleusLayout(SlideRequest request) {
        sizePx = request.sizePx();
        vertices = request.vertices();
        groups = request.groups();
        clusters = new Clusters(request.seed(), sizePx, MARGIN_PX);
        places = new CounterRandom(request.seed(), CounterRandom.Stream.PLACE);
        shapes = new CounterRandom(request.seed(), CounterRandom.Stream.SHAPE);
        groupChoices = new CounterRandom(request.seed(), CounterRandom.Stream.GROUP);
        cosOfVertex = new double[vertices];
        sinOfVertex = new double[vertices];
        fillTurn(cosOfVertex, sinOfVertex);
        fillTurn(cosOfDirection, sinOfDirection);
    }

    private static void fillTurn(double[] cos, double[] sin) {
        for (int i = 0; i < cos.length; i++) {
            double angle = 2 * StrictMath.PI * i / cos.length;
            cos[i] = StrictMath.cos(angle);
            sin[i] = StrictMath.sin(angle);
        }
    }

    Clusters clusters() {
        return clusters;
    }

    /** A nucleus without its jitter; level-0 pixels. */
    record Nucleus(double centreX, double centreY, double radius) {}

    Nucleus nucleus(long annotation) {
        long state = places.state(annotation);
        int cluster = clusterOf(state);
        double radius = LEAST_RADIUS_PX + CounterRandom.unit(state, 1) * (MOST_RADIUS_PX - LEAST_RADIUS_PX);
        for (int draw = 2; ; draw += 2) {
            // Box and Muller; 1 - u is never zero.
            double distance =
                    clusters.sigma(cluster) * Math.sqrt(-2 * StrictMath.log(1 - CounterRandom.unit(state, draw)));
            int direction = CounterRandom.below(DIRECTIONS, state, draw + 1);
            double x = clusters.x(cluster) + distance * cosOfDirection[direction];
            double y = clusters.y(cluster) + distance * sinOfDirection[direction];
            if (isInside(x) && isInside(y)) {
                return new Nucleus(x, y, radius);
            }
        }
    }

    private static int clusterOf(long placeState) {
        return CounterRandom.below(Clusters.COUNT, placeState, 0);
    }

    private boolean isInside(double ordinate) {
        return ordinate >= MARGIN_PX && ordinate <= sizePx - MARGIN_PX;
    }

    /** Zero-based group: mostly that of the cluster, else any. The first annotations fill one group each, so none is empty. */
    int group(long annotation) {
        if (annotation < groups) {
            return (int) annotation;
        }
        long state = groupChoices.state(annotation);
        if (CounterRandom.unit(state, 0) < KEEPS_GROUP_OF_CLUSTER) {
            return clusterOf(places.state(annotation)) % groups;
        }
        return CounterRandom.below(groups, state, 1);
    }

    /**
     * Writes the outline, open and clockwise as seen with y down.
     *
     * @param xy takes x and y of each vertex in turn, level-0 pixels
     */
    void outline(long annotation, float[] xy) {
        Nucleus nucleus = nucleus(annotation);
        long state = shapes.state(annotation);
        int turn = CounterRandom.below(DIRECTIONS, state, 0);
        int second = CounterRandom.below(DIRECTIONS, state, 1);
        int third = CounterRandom.below(DIRECTIONS, state, 2);
        double secondHeight = SECOND_WAVE * CounterRandom.unit(state, 3);
        double thirdHeight = THIRD_WAVE * CounterRandom.unit(state, 4);
        long noise = 0;
        for (int vertex = 0; vertex < vertices; vertex++) {
            int quarter = vertex & 3;
            noise = quarter == 0 ? CounterRandom.bits(state, 5 + (vertex >>> 2)) : noise >>> 16;
            double wave = secondHeight * cosOfSum(vertex * 2 % vertices, second)
                    + thirdHeight * cosOfSum(vertex * 3 % vertices, third)
                    + NOISE * (2 * ((noise & 0xFFFF) / 65_535.0) - 1);
            double radius = nucleus.radius() * (1 + wave);
            xy[2 * vertex] = (float) (nucleus.centreX() + radius * cosOfSum(vertex, turn));
            xy[2 * vertex + 1] = (float) (nucleus.centreY() + radius * sinOfSum(vertex, turn));
        }
    }

    private double cosOfSum(int vertexAngle, int direction) {
        return cosOfVertex[vertexAngle] * cosOfDirection[direction]
                - sinOfVertex[vertexAngle] * sinOfDirection[direction];
    }

    private double sinOfSum(int vertexAngle, int direction) {
        return sinOfVertex[vertexAngle] * cosOfDirection[direction]
                + cosOfVertex[vertexAngle] * sinOfDirection[direction];
    }
}
