package org.glossa.json;

import java.io.IOException;

/**
 * Reads lists of pairs of plain numbers, {@code [x,y],[x,y],…}, without a token for each bracket. Whatever is not so plain is left where it
 * is, for the reader of tokens.
 */
final class PairScanner {
    /** More than a pair of the longest numbers that are read here needs. */
    private static final int LONGEST_PAIR = 128;

    /** Any so many digits fit a long, unsigned. */
    private static final int MOST_DIGITS = 19;

    private static final int MOST_SPACES = 8;
    private static final int NONE = -1;

    private double value;

    /**
     * Reads pairs up to a full target, passing their brackets and the commas between them.
     *
     * @param comma whether one must come before the first pair
     * @return how many were read
     */
    int scan(JsonBytes in, double[] target, boolean comma) throws IOException {
        int count = 0;
        boolean first = !comma;
        while (2 * count < target.length) {
            if (in.limit - in.position < LONGEST_PAIR && !in.fillWhole(LONGEST_PAIR)) {
                break;
            }
            int at = pair(in.bytes, in.position, first, target, 2 * count);
            if (at == NONE) {
                break;
            }
            in.position = at;
            first = false;
            count++;
        }
        return count;
    }

    /** Gives the place after the pair, or {@link #NONE}. */
    private int pair(byte[] bytes, int from, boolean first, double[] target, int index) {
        int at = from;
        if (!first) {
            at = pass(bytes, at, ',');
            if (at == NONE) {
                return NONE;
            }
        }
        at = pass(bytes, at, '[');
        at = at == NONE ? NONE : number(bytes, spaces(bytes, at));
        if (at == NONE) {
            return NONE;
        }
        double x = value;
        at = pass(bytes, at, ',');
        at = at == NONE ? NONE : number(bytes, spaces(bytes, at));
        at = at == NONE ? NONE : pass(bytes, at, ']');
        if (at != NONE) {
            target[index] = x;
            target[index + 1] = value;
        }
        return at;
    }

    private static int pass(byte[] bytes, int from, char wanted) {
        int at = bytes[from] == wanted ? from : spaces(bytes, from);
        return bytes[at] == wanted ? at + 1 : NONE;
    }

    private static int spaces(byte[] bytes, int from) {
        int at = from;
        while (bytes[at] <= ' '
                && at < from + MOST_SPACES
                && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
            at++;
        }
        return at;
    }

    private int number(byte[] bytes, int from) {
        boolean negative = bytes[from] == '-';
        int start = negative ? from + 1 : from;
        int at = start;
        long digits = 0;
        int run;
        do {
            long loaded = Digits.load(bytes, at);
            run = Digits.count(loaded);
            digits = Digits.append(digits, loaded, run);
            at += run;
        } while (run == Digits.EIGHT && at - start <= MOST_DIGITS);
        int whole = at - start;
        if (whole == 0 || whole > MOST_DIGITS || whole > 1 && bytes[start] == '0') {
            return NONE;
        }
        int fraction = 0;
        if (bytes[at] == '.') {
            int point = ++at;
            do {
                long loaded = Digits.load(bytes, at);
                run = Digits.count(loaded);
                digits = Digits.append(digits, loaded, run);
                at += run;
            } while (run == Digits.EIGHT && at - start <= MOST_DIGITS + 1);
            fraction = at - point;
            if (fraction == 0) {
                return NONE;
            }
        }
        if (whole + fraction > MOST_DIGITS || (bytes[at] | 0x20) == 'e') {
            return NONE;
        }
        double magnitude = Decimal.nearest(digits, -fraction);
        value = negative ? -magnitude : magnitude;
        return Double.isNaN(magnitude) ? NONE : at;
    }
}
