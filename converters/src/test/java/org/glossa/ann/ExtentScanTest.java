package org.glossa.ann;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.Precision;
import org.glossa.annotation.VertexOffsets;
import org.glossa.corpus.Depth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExtentScanTest {
    private static final double MAX = Double.MAX_VALUE;
    private static final Limits PIXELS = new Limits(0, 16_777_217, 50_000, 0.01); // no float is 16,777,217
    private static final Limits UNKNOWN_IMAGE = new Limits(0, MAX, MAX, 0.01);
    private static final Limits MILLIMETRES = new Limits(-MAX, MAX, MAX, 0.01);

    /** One ordinate of one vertex of three. */
    private record Row(Limits limits, int ordinate, double value, boolean within) {}

    static Stream<Row> edges() {
        double tiny = Double.MIN_VALUE;
        double negativeNaN = Double.longBitsToDouble(0xFFF8_0000_0000_0001L);
        return Stream.of(
                new Row(PIXELS, 0, 0, true),
                new Row(PIXELS, 0, tiny, true),
                new Row(PIXELS, 0, -tiny, false),
                new Row(PIXELS, 0, 16_777_216, true),
                new Row(PIXELS, 0, 16_777_217, true),
                new Row(PIXELS, 0, Math.nextUp(16_777_217.0), false),
                new Row(PIXELS, 0, 16_777_218, false),
                new Row(PIXELS, 1, 50_000, true),
                new Row(PIXELS, 1, Math.nextUp(50_000.0), false),
                new Row(PIXELS, 1, Math.nextUp(50_000f), false),
                new Row(PIXELS, 1, 16_777_216, false),
                new Row(PIXELS, 0, Double.NaN, false),
                new Row(PIXELS, 1, negativeNaN, false),
                new Row(PIXELS, 0, Double.POSITIVE_INFINITY, false),
                new Row(PIXELS, 1, Double.NEGATIVE_INFINITY, false),
                new Row(UNKNOWN_IMAGE, 0, Float.MAX_VALUE, true),
                new Row(UNKNOWN_IMAGE, 0, MAX, true),
                new Row(UNKNOWN_IMAGE, 1, Double.POSITIVE_INFINITY, false),
                new Row(UNKNOWN_IMAGE, 1, Double.NaN, false),
                new Row(UNKNOWN_IMAGE, 1, -1e-9, false),
                new Row(MILLIMETRES, 0, -MAX, true),
                new Row(MILLIMETRES, 0, -0.0, true),
                new Row(MILLIMETRES, 1, -3.5, true),
                new Row(MILLIMETRES, 1, MAX, true),
                new Row(MILLIMETRES, 0, Double.NaN, false),
                new Row(MILLIMETRES, 1, negativeNaN, false),
                new Row(MILLIMETRES, 0, Double.NEGATIVE_INFINITY, false),
                new Row(MILLIMETRES, 1, Double.POSITIVE_INFINITY, false),
                new Row(MILLIMETRES, 2, 1, true),
                new Row(MILLIMETRES, 2, -1, true),
                new Row(MILLIMETRES, 2, Math.nextUp(1f), false),
                new Row(MILLIMETRES, 2, Math.nextDown(-1f), false),
                new Row(PIXELS, 2, -0.5, true),
                new Row(PIXELS, 2, Double.NaN, false));
    }

    @ParameterizedTest
    @MethodSource("edges")
    void saysOfEachNumberWhetherItIsWithin(Row row) {
        double[] doubles = {1, 2, 0.5, 3, 4, 0.25, 5, 6, 0.125};
        doubles[3 + row.ordinate()] = row.value();
        assertThat(isWithin(MemorySegment.ofArray(doubles), Precision.FLOAT64, row))
                .isEqualTo(row.within());

        float[] floats = {1, 2, 0.5f, 3, 4, 0.25f, 5, 6, 0.125f};
        floats[3 + row.ordinate()] = (float) row.value();
        double single = floats[3 + row.ordinate()];
        if (Double.compare(single, row.value()) == 0) {
            assertThat(isWithin(MemorySegment.ofArray(floats), Precision.FLOAT32, row))
                    .isEqualTo(row.within());
        }
    }

    private static boolean isWithin(MemorySegment values, Precision precision, Row row) {
        Coordinates column = new Coordinates(values, precision, 3, VertexOffsets.fixed(1, 3));
        return new ExtentScan(column, row.limits()).isWithin(0, 3);
    }

    @Test
    void whatIsWithinIsWhatTheLimitsHoldWhereverItLies() {
        SplittableRandom random = new SplittableRandom(20);
        double[] odd = {-1, 100, 100.5, Math.nextDown(0f), Float.NaN, Float.POSITIVE_INFINITY, 0.5, 1e30};
        Limits limits = new Limits(0, 100, 60, 0.01);
        for (int round = 0; round < Depth.count(400, 20_000); round++) {
            int ordinates = 2 + random.nextInt(2);
            int vertices = 1 + random.nextInt(2_000);
            float[] values = new float[vertices * ordinates];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextDouble(i % ordinates == 2 ? 1 : 60);
            }
            int at = random.nextInt(values.length);
            values[at] = (float) odd[random.nextInt(odd.length)];
            int first = random.nextInt(vertices);
            int end = first + random.nextInt(vertices - first + 1);
            boolean expected =
                    at < first * ordinates || at >= end * ordinates || limits.holds(at % ordinates, values[at]);
            Coordinates column = new Coordinates(
                    MemorySegment.ofArray(values), Precision.FLOAT32, ordinates, VertexOffsets.fixed(1, vertices));

            assertThat(new ExtentScan(column, limits).isWithin(first, end))
                    .as("%s at %d of %d..%d", values[at], at, first, end)
                    .isEqualTo(expected);
        }
    }
}
