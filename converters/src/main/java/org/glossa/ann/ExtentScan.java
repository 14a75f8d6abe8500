package org.glossa.ann;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.Precision;

/**
 * The extent of many vertices, as fast as memory gives them: a small piece of the column at a time is copied to an array, over which
 * loops without branches run. Not thread-safe.
 */
final class ExtentScan {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int PIECE = 6 * 1024; // ordinates; whole vertices of 2 and of 3

    private final Coordinates coordinates;
    private final int ordinates;
    private final float[] singles;
    private final double[] doubles;
    private final double[] least;
    private final double[] most;

    ExtentScan(Coordinates coordinates) {
        this.coordinates = coordinates;
        this.ordinates = coordinates.ordinates();
        this.least = new double[ordinates];
        this.most = new double[ordinates];
        boolean single = coordinates.precision() == Precision.FLOAT32;
        this.singles = new float[single ? PIECE : 0];
        this.doubles = new double[single ? 0 : PIECE];
    }

    /** Whether all ordinates of the vertices from {@code first} to before {@code end} are finite and within the limits. */
    boolean isWithin(Limits limits, long first, long end) {
        long done = first;
        while (done < end) {
            int chunk = coordinates.chunkOf(done);
            long start = coordinates.chunkStart(chunk);
            long stop = Math.min(end, coordinates.chunkStart(chunk + 1));
            if (!isWithin(limits, coordinates.chunk(chunk), done - start, stop - start)) {
                return false;
            }
            done = stop;
        }
        return true;
    }

    private boolean isWithin(Limits limits, MemorySegment chunk, long first, long end) {
        long from = first * ordinates;
        long to = end * ordinates;
        while (from < to) {
            int count = (int) Math.min(PIECE, to - from);
            switch (coordinates.precision()) {
                case FLOAT32 -> measureSingles(chunk, from, count);
                case FLOAT64 -> measureDoubles(chunk, from, count);
            }
            for (int ordinate = 0; ordinate < ordinates; ordinate++) {
                if (!limits.holds(ordinate, least[ordinate]) || !limits.holds(ordinate, most[ordinate])) {
                    return false;
                }
            }
            from += count;
        }
        return true;
    }

    // Math.min and Math.max are NaN when one argument is, so that a single NaN reaches the result.

    private void measureSingles(MemorySegment chunk, long from, int count) {
        MemorySegment.copy(chunk, FLOAT, from * Float.BYTES, singles, 0, count);
        for (int ordinate = 0; ordinate < ordinates; ordinate++) {
            float min = Float.POSITIVE_INFINITY;
            float max = Float.NEGATIVE_INFINITY;
            for (int i = ordinate; i < count; i += ordinates) {
                min = Math.min(min, singles[i]);
                max = Math.max(max, singles[i]);
            }
            least[ordinate] = min;
            most[ordinate] = max;
        }
    }

    private void measureDoubles(MemorySegment chunk, long from, int count) {
        MemorySegment.copy(chunk, DOUBLE, from * Double.BYTES, doubles, 0, count);
        for (int ordinate = 0; ordinate < ordinates; ordinate++) {
            double min = Double.POSITIVE_INFINITY;
            double max = Double.NEGATIVE_INFINITY;
            for (int i = ordinate; i < count; i += ordinates) {
                min = Math.min(min, doubles[i]);
                max = Math.max(max, doubles[i]);
            }
            least[ordinate] = min;
            most[ordinate] = max;
        }
    }
}
