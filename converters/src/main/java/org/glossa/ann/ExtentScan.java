package org.glossa.ann;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.Precision;

/**
 * Whether many vertices are within limits, as fast as memory gives them: a small piece of the column at a time is copied to an array,
 * over which a loop without branches runs that the compiler makes vectors of. Not thread-safe.
 *
 * <p>Bits of numbers that are not negative compare as integers as the numbers do, and those of NaN and infinity are above all others.
 * So a number is within 0 and a limit when neither its bits nor those of the limit less its own have the sign; where negative numbers
 * are allowed down to the negative limit, the sign is masked out before.
 */
final class ExtentScan {
    private static final ValueLayout.OfInt SINGLE_BITS =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong DOUBLE_BITS =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int PIECE = 6 * 256; // ordinates; whole vertices of 2 and of 3

    private final Coordinates coordinates;
    private final int ordinates;

    /** Of each ordinate of a piece: its bits, those that count, and those of its limit. One kind of array is empty. */
    private final int[] singles;

    private final int[] singleMasks;
    private final int[] singleLimits;
    private final long[] doubles;
    private final long[] doubleMasks;
    private final long[] doubleLimits;

    ExtentScan(Coordinates coordinates, Limits limits) {
        this.coordinates = coordinates;
        this.ordinates = coordinates.ordinates();
        boolean single = coordinates.precision() == Precision.FLOAT32;
        this.singles = new int[single ? PIECE : 0];
        this.singleMasks = new int[singles.length];
        this.singleLimits = new int[singles.length];
        this.doubles = new long[single ? 0 : PIECE];
        this.doubleMasks = new long[doubles.length];
        this.doubleLimits = new long[doubles.length];
        for (int i = 0; i < PIECE; i++) {
            double most = limits.most(i % ordinates);
            boolean signed = limits.isSigned(i % ordinates);
            if (single) {
                singleMasks[i] = signed ? Integer.MAX_VALUE : -1;
                singleLimits[i] = Float.floatToRawIntBits(floatNotAbove(most));
            } else {
                doubleMasks[i] = signed ? Long.MAX_VALUE : -1;
                doubleLimits[i] = Double.doubleToRawLongBits(most);
            }
        }
    }

    private static float floatNotAbove(double most) {
        float nearest = (float) most;
        return nearest > most ? Math.nextDown(nearest) : nearest;
    }

    /**
     * Whether all ordinates of the vertices from {@code first} to before {@code end} are finite and within the limits. False also for
     * −0 where no negative number may be: who looks at each number finds it within.
     */
    boolean isWithin(long first, long end) {
        long done = first;
        while (done < end) {
            int chunk = coordinates.chunkOf(done);
            long start = coordinates.chunkStart(chunk);
            long stop = Math.min(end, coordinates.chunkStart(chunk + 1));
            if (!isWithin(coordinates.chunk(chunk), done - start, stop - start)) {
                return false;
            }
            done = stop;
        }
        return true;
    }

    private boolean isWithin(MemorySegment chunk, long first, long end) {
        long from = first * ordinates;
        long to = end * ordinates;
        while (from < to) {
            int count = (int) Math.min(PIECE, to - from);
            boolean within = switch (coordinates.precision()) {
                case FLOAT32 -> areSinglesWithin(chunk, from, count);
                case FLOAT64 -> areDoublesWithin(chunk, from, count);
            };
            if (!within) {
                return false;
            }
            from += count;
        }
        return true;
    }

    private boolean areSinglesWithin(MemorySegment chunk, long from, int count) {
        MemorySegment.copy(chunk, SINGLE_BITS, from * Float.BYTES, singles, 0, count);
        int signs = 0;
        for (int i = 0; i < count; i++) {
            int bits = singles[i] & singleMasks[i];
            signs |= bits | (singleLimits[i] - bits);
        }
        return signs >= 0;
    }

    private boolean areDoublesWithin(MemorySegment chunk, long from, int count) {
        MemorySegment.copy(chunk, DOUBLE_BITS, from * Double.BYTES, doubles, 0, count);
        long signs = 0;
        for (int i = 0; i < count; i++) {
            long bits = doubles[i] & doubleMasks[i];
            signs |= bits | (doubleLimits[i] - bits);
        }
        return signs >= 0;
    }
}
