package org.glossa.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.glossa.annotation.MeasurementValues;
import org.glossa.corpus.Depth;
import org.glossa.corpus.Oracle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatisticsScanTest {
    private static final int SEED = 20_264;

    /** How values are spread. */
    private enum Spread {
        UNIFORM,
        NORMAL,
        CONSTANT,
        TIES,
        ZEROS,
        ANY_BITS,
        EXTREMES,
        NOT_FINITE,
        ABSENT
    }

    private record Listed(float[] values, boolean[] present) implements MeasurementValues {
        @Override
        public boolean isPresent(long annotation) {
            return present[(int) annotation];
        }

        @Override
        public float value(long annotation) {
            return values[(int) annotation];
        }
    }

    private static float value(Spread spread, SplittableRandom random) {
        return switch (spread) {
            case UNIFORM -> (float) random.nextDouble(-100, 1e6);
            case NORMAL ->
                random.nextInt(50) == 0
                        ? random.nextBoolean() ? Float.NaN : Float.POSITIVE_INFINITY
                        : (float) Math.exp(6 * random.nextGaussian());
            case CONSTANT, ABSENT -> -7.25f;
            case TIES -> random.nextInt(-3, 4);
            case ZEROS -> random.nextBoolean() ? 0f : -0f;
            case ANY_BITS -> Float.intBitsToFloat(random.nextInt());
            case EXTREMES ->
                switch (random.nextInt(4)) {
                    case 0 -> Float.MAX_VALUE;
                    case 1 -> -Float.MAX_VALUE;
                    case 2 -> Float.MIN_VALUE;
                    default -> Float.NEGATIVE_INFINITY;
                };
            case NOT_FINITE ->
                switch (random.nextInt(3)) {
                    case 0 -> Float.NaN;
                    case 1 -> Float.NEGATIVE_INFINITY;
                    default -> Float.POSITIVE_INFINITY;
                };
        };
    }

    private static Listed listed(Spread spread, int count, SplittableRandom random) {
        float[] values = new float[count];
        boolean[] present = new boolean[count];
        int absent = spread == Spread.ABSENT ? 8 : random.nextInt(8);
        for (int i = 0; i < count; i++) {
            values[i] = value(spread, random);
            present[i] = random.nextInt(8) >= absent;
        }
        return new Listed(values, present);
    }

    /** Sizes on both sides of the one from which values are counted instead of sorted; one scan for all. */
    @Test
    void equalNumpy(@TempDir Path folder) throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        StatisticsScan scan = new StatisticsScan();
        int[] sizes = {0, 1, 2, 3, 63, 64, 65, 999, 1000, 1001, 16_384, 16_385, 40_000, Depth.count(100_000, 3_000_000)
        };
        int cases = 0;
        for (Spread spread : Spread.values()) {
            for (int size : sizes) {
                Listed listed = listed(spread, size, random);
                String name = spread + "-" + size;
                write(listed, folder.resolve(name + ".values"), folder.resolve(name + ".present"));
                Files.writeString(folder.resolve(name + ".txt"), text(scan.of(listed, size)));
                cases++;
            }
        }
        Oracle.Result said = Oracle.python()
                .cases(cases)
                .run(Oracle.script("statistics_check.py").toString(), folder.toString())
                .orFail();
        assertThat(said.out().strip()).isEqualTo(Integer.toString(cases));
    }

    private static void write(Listed listed, Path values, Path present) throws IOException {
        ByteBuffer floats = ByteBuffer.allocate(4 * listed.values().length).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer bytes = ByteBuffer.allocate(listed.values().length);
        for (int i = 0; i < listed.values().length; i++) {
            floats.putInt(Float.floatToRawIntBits(listed.values()[i]));
            bytes.put((byte) (listed.present()[i] ? 1 : 0));
        }
        Files.write(values, floats.array());
        Files.write(present, bytes.array());
    }

    private static String text(MeasurementStatistics of) {
        return String.join(
                "\n",
                of.values() + " " + of.notNumbers() + " " + of.negativeInfinities() + " " + of.positiveInfinities(),
                bits(of.least()) + " " + bits(of.greatest()),
                of.histogram().stream().map(String::valueOf).collect(Collectors.joining(" ")),
                of.quantiles().stream().map(StatisticsScanTest::bits).collect(Collectors.joining(" ")));
    }

    private static String bits(float value) {
        return Float.isNaN(value) ? "nan" : Integer.toHexString(Float.floatToRawIntBits(value));
    }

    @Test
    void byHand() throws IOException {
        Listed listed = new Listed(
                new float[] {3, Float.NaN, 1, 9, 2, Float.NEGATIVE_INFINITY, 5},
                new boolean[] {true, true, true, false, true, true, true});
        MeasurementStatistics of = new StatisticsScan().of(listed, 7);
        assertThat(of)
                .isEqualTo(new MeasurementStatistics(
                        6,
                        1,
                        1,
                        0,
                        1,
                        5,
                        List.of(1L, 1L, 1L, 1L),
                        List.of(1f, 1f, 1f, 1f, 1f, 2f, 3f, 5f, 5f, 5f, 5f)));
        assertThat(of.finiteValues()).isEqualTo(4);
    }

    @Test
    void endsWhenInterrupted() {
        Listed listed = new Listed(new float[10], new boolean[10]);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> new StatisticsScan().of(listed, 10)).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
