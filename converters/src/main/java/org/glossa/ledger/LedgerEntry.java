package org.glossa.ledger;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.glossa.finding.Severity;

/**
 * One kind of difference between the input and the output of a conversion.
 *
 * @param code stable, in {@code UPPER_SNAKE_CASE}, such as {@code Z_DROPPED}
 * @param severity {@link Severity#LOSS} when the output cannot say what the input said
 * @param carriage whether our own reader restores it
 * @param count how many annotations or attributes
 * @param firstPaths the first few places in the input
 * @param maxAbsError largest change of a number, in the unit that {@code detail} names; NaN when no number changed
 * @param detail in words
 */
public record LedgerEntry(
        String code,
        Severity severity,
        Carriage carriage,
        long count,
        List<String> firstPaths,
        double maxAbsError,
        String detail) {
    /** What becomes of it on the way back. */
    public enum Carriage {
        /** Our reader restores it from what we wrote beside. */
        RESTORABLE,
        /** Nobody can restore it from the output. */
        GONE
    }

    public LedgerEntry {
        firstPaths = List.copyOf(firstPaths);
    }

    /** What a comparison of input and output may find to differ for this reason, in the order of {@link Attribute}; none for what changes nothing. */
    public Set<Attribute> attributes() {
        return LedgerCode.named(code)
                .map(known -> Collections.unmodifiableSet(sorted(known.attributes())))
                .orElse(Set.of());
    }

    private static Set<Attribute> sorted(Set<Attribute> attributes) {
        Set<Attribute> sorted = EnumSet.noneOf(Attribute.class);
        sorted.addAll(attributes);
        return sorted;
    }

    /** Worth knowing, and no loss. */
    public static LedgerEntry information(String code, Carriage carriage, long count, String detail) {
        return new LedgerEntry(code, Severity.INFORMATION, carriage, count, List.of(), Double.NaN, detail);
    }
}
