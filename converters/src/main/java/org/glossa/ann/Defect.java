package org.glossa.ann;

import java.util.StringJoiner;
import org.glossa.finding.Finding;
import org.glossa.finding.Place;
import org.glossa.finding.Severity;

/** A kind of defect of single annotations in one group: how many have it, and the first of them. Not thread-safe. */
final class Defect {
    private static final int SHOWN = 5;

    private final String code;
    private final Severity severity;
    private final String what;
    private final String allowed;
    private final String remedy;
    private final String clause;

    private final long[] first = new long[SHOWN];
    private long last = -1;
    private long count;
    private long ordinate;
    private double amount;

    /**
     * @param what said of the annotations, before the amount that the first of them has, such as {@code "part from a rectangle, the
     *     first by"}
     */
    Defect(String code, Severity severity, String what, String allowed, String remedy, String clause) {
        this.code = code;
        this.severity = severity;
        this.what = what;
        this.allowed = allowed;
        this.remedy = remedy;
        this.clause = clause;
    }

    /**
     * Counts an annotation, once however often it is met.
     *
     * @param annotation zero-based, never less than in the call before
     * @param ordinate the offending one, zero-based in the group's values
     * @param amount the value that stands there, or how far it is out
     */
    void met(long annotation, long ordinate, double amount) {
        if (annotation == last) {
            return;
        }
        if (count == 0) {
            this.ordinate = ordinate;
            this.amount = amount;
        }
        if (count < SHOWN) {
            first[(int) count] = annotation;
        }
        last = annotation;
        count++;
    }

    /** Counts what was met among annotations that all come after those that were met here. */
    void include(Defect later) {
        if (later.count == 0) {
            return;
        }
        if (count == 0) {
            ordinate = later.ordinate;
            amount = later.amount;
        }
        for (int i = 0; i < later.count && count + i < SHOWN; i++) {
            first[(int) count + i] = later.first[i];
        }
        last = later.last;
        count += later.count;
    }

    boolean isMet() {
        return count > 0;
    }

    /** The first offending ordinate, zero-based in the group's values. */
    long firstOrdinate() {
        return ordinate;
    }

    Finding finding(Place place) {
        StringJoiner annotations = new StringJoiner(", ", "", count > SHOWN ? ", …)" : ")");
        for (int i = 0; i < Math.min(count, SHOWN); i++) {
            annotations.add(Long.toString(first[i] + 1)); // zero-based to one-based
        }
        String got =
                count + (count == 1 ? " annotation (" : " annotations (") + annotations + " " + what + " " + amount;
        return new Finding(code, severity, place, got, allowed, remedy, clause);
    }
}
