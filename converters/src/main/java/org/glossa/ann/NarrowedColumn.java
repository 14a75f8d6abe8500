package org.glossa.ann;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.function.LongFunction;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.Precision;
import org.glossa.column.GrowingColumn;
import org.glossa.column.ScratchColumns;
import org.glossa.ledger.LedgerCode;
import org.glossa.ledger.LedgerEntry.Carriage;
import org.glossa.ledger.Losses;

/**
 * Doubles as floats that give them back: each is a float itself, or all have at most two decimals and rounding the float to as many
 * restores each.
 *
 * @param decimals how they come back, {@link #NONE} when they do not
 */
record NarrowedColumn(Coordinates coordinates, int decimals) {
    /** The floats are the doubles. */
    static final int EXACT = 3;

    /** Nothing is to be done to read the column. */
    static final int NONE = -1;

    private static final int MOST_DECIMALS = 2;

    /** Above, floats are too far apart for two decimals. */
    private static final double LIMIT = 131_072;

    private static final double[] POWERS = {1, 10, 100};
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** The column itself when floats do not give its doubles back. */
    static NarrowedColumn ofRestorable(Coordinates column, ScratchColumns scratch) throws IOException {
        int decimals = decimals(column);
        return decimals == NONE
                ? new NarrowedColumn(column, NONE)
                : new NarrowedColumn(floats(column, scratch), decimals);
    }

    /**
     * Floats in any case; what they do not give back is noted, once for each annotation.
     *
     * @param closing of annotations whose last vertices become the first by that
     */
    static NarrowedColumn forced(
            Closing closing,
            Coordinates column,
            ScratchColumns scratch,
            Losses losses,
            LongFunction<String> placeOfAnnotation)
            throws IOException {
        int decimals = decimals(column);
        if (decimals == NONE) {
            for (long i = 0; i < column.annotationCount(); i++) {
                long annotation = i;
                double error = error(column, annotation);
                if (error > 0) {
                    losses.note(LedgerCode.PRECISION_FLOAT32, Carriage.GONE, () -> placeOfAnnotation.apply(annotation));
                    losses.error(LedgerCode.PRECISION_FLOAT32, error);
                }
            }
        }
        boolean exact = decimals != NONE;
        Coordinates made = switch (closing) {
            case OPENED -> exact ? floats(column, scratch) : open(column, scratch);
            case KEPT -> floats(column, scratch);
        };
        return new NarrowedColumn(made, decimals);
    }

    private static Coordinates open(Coordinates column, ScratchColumns scratch) throws IOException {
        GrowingColumn floats = scratch.grow();
        GrowingColumn starts = scratch.grow();
        long vertices = 0;
        for (long annotation = 0; annotation < column.annotationCount(); annotation++) {
            starts.addLong(vertices);
            long first = column.firstVertex(annotation);
            long all = column.firstVertex(annotation + 1);
            long end = all;
            while (end > first + 1 && isOnlyRoundedOnto(column, end - 1, first)) {
                end--;
            }
            if (end - first < GraphicType.POLYGON.minimumVertices()) {
                end = all;
            }
            for (long vertex = first; vertex < end; vertex++) {
                for (int i = 0; i < column.ordinates(); i++) {
                    floats.addFloat((float) column.ordinate(vertex, i));
                }
            }
            vertices += end - first;
        }
        starts.addLong(vertices);
        MemorySegment list = starts.finish();
        return new Coordinates(
                floats.finish(),
                Precision.FLOAT32,
                column.ordinates(),
                vertices == column.vertexCount() ? column.offsets() : new ListedOffsets(list));
    }

    private static boolean isOnlyRoundedOnto(Coordinates column, long vertex, long first) {
        boolean same = true;
        for (int i = 0; i < column.ordinates(); i++) {
            double value = column.ordinate(vertex, i);
            double other = column.ordinate(first, i);
            if ((float) value != (float) other) {
                return false;
            }
            same &= value == other;
        }
        return !same;
    }

    /** The doubles that a column of floats stands for. */
    static Coordinates widened(Coordinates column, int decimals, ScratchColumns scratch) throws IOException {
        MemorySegment made = scratch.allocate(column.vertexCount() * column.ordinates() * Double.BYTES);
        long at = 0;
        for (long vertex = 0; vertex < column.vertexCount(); vertex++) {
            for (int i = 0; i < column.ordinates(); i++) {
                made.set(DOUBLE, at, restored(column.ordinate(vertex, i), decimals));
                at += Double.BYTES;
            }
        }
        return new Coordinates(made, Precision.FLOAT64, column.ordinates(), column.offsets());
    }

    static boolean isKnown(long decimals) {
        return decimals >= 0 && decimals <= EXACT;
    }

    private static double restored(double value, int decimals) {
        return decimals == EXACT ? value : Math.rint(value * POWERS[decimals]) / POWERS[decimals];
    }

    private static double error(Coordinates column, long annotation) {
        double most = 0;
        for (long vertex = column.firstVertex(annotation); vertex < column.firstVertex(annotation + 1); vertex++) {
            for (int i = 0; i < column.ordinates(); i++) {
                double value = column.ordinate(vertex, i);
                if (Double.isFinite(value)) { // others stay what they are
                    most = Math.max(most, error(value));
                }
            }
        }
        return most;
    }

    /**
     * Of a finite number, for those who read the exact float and for those who print its shortest decimal; 0 when either of the two is the
     * number, since a float stands for both.
     */
    private static double error(double value) {
        float written = (float) value;
        double exact = Math.abs(written - value);
        if (exact == 0 || Float.isInfinite(written)) {
            return exact;
        }
        double printed = Math.abs(Double.parseDouble(Float.toString(written)) - value);
        return printed == 0 ? 0 : Math.max(exact, printed);
    }

    private static int decimals(Coordinates column) {
        boolean exact = true;
        boolean[] restorable = {true, true, true};
        for (long vertex = 0; vertex < column.vertexCount(); vertex++) {
            for (int i = 0; i < column.ordinates(); i++) {
                double value = column.ordinate(vertex, i);
                exact &= isSame((float) value, value);
                for (int decimals = 0; decimals <= MOST_DECIMALS; decimals++) {
                    restorable[decimals] = restorable[decimals]
                            && Math.abs(value) < LIMIT
                            && isSame(restored((float) value, decimals), value);
                }
            }
            if (!exact && !restorable[MOST_DECIMALS]) {
                return NONE; // fewer decimals restore nothing that two do not
            }
        }
        if (exact) {
            return EXACT;
        }
        for (int decimals = 0; decimals < MOST_DECIMALS; decimals++) {
            if (restorable[decimals]) {
                return decimals;
            }
        }
        return MOST_DECIMALS;
    }

    private static boolean isSame(double a, double b) {
        return Double.doubleToRawLongBits(a) == Double.doubleToRawLongBits(b);
    }

    private static Coordinates floats(Coordinates column, ScratchColumns scratch) throws IOException {
        MemorySegment made = scratch.allocate(column.vertexCount() * column.ordinates() * Float.BYTES);
        long at = 0;
        for (long vertex = 0; vertex < column.vertexCount(); vertex++) {
            for (int i = 0; i < column.ordinates(); i++) {
                made.set(FLOAT, at, (float) column.ordinate(vertex, i));
                at += Float.BYTES;
            }
        }
        return new Coordinates(made, Precision.FLOAT32, column.ordinates(), column.offsets());
    }
}
