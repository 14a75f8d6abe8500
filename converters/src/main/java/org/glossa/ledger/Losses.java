package org.glossa.ledger;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.glossa.ledger.LedgerEntry.Carriage;

/** Counts, while a conversion runs, what its target cannot say; memory use does not depend on how often. Not thread-safe. */
public final class Losses {
    private static final int FIRST_PATHS = 5;

    private final Map<LedgerCode, Count> counts = new EnumMap<>(LedgerCode.class);

    private static final class Count {
        private final List<String> firstPaths = new ArrayList<>();
        private Carriage carriage = Carriage.RESTORABLE;
        private long count;
        private double maxAbsError = Double.NaN;
        private String detail = "";
    }

    /** A place in the input, made only when it is shown. */
    @FunctionalInterface
    public interface Where {
        String path();
    }

    /** @param carriage restorable when our reader gives back what others cannot read; one that is gone makes the whole entry so */
    public void note(LedgerCode code, Carriage carriage, Where where) {
        note(code, carriage, 1, where);
    }

    /** @param times how often from this place on; 0 notes nothing */
    public void note(LedgerCode code, Carriage carriage, long times, Where where) {
        if (times == 0) {
            return;
        }
        Count count = counts.computeIfAbsent(code, key -> new Count());
        count.count += times;
        if (carriage == Carriage.GONE) {
            count.carriage = Carriage.GONE;
        }
        if (count.firstPaths.size() < FIRST_PATHS) {
            count.firstPaths.add(where.path());
        }
    }

    /** Beside a note: by how much a number changed, in the unit that the detail names. */
    public void error(LedgerCode code, double absolute) {
        Count count = counts.computeIfAbsent(code, key -> new Count());
        if (Double.isNaN(count.maxAbsError) || absolute > count.maxAbsError) {
            count.maxAbsError = absolute;
        }
    }

    /** Beside a note: words of this conversion in place of the code's own. */
    public void detail(LedgerCode code, String words) {
        counts.computeIfAbsent(code, key -> new Count()).detail = words;
    }

    /** Counts everything that others counted, too. */
    public void include(Losses others) {
        others.counts.forEach((code, theirs) -> {
            Count count = counts.computeIfAbsent(code, key -> new Count());
            count.count += theirs.count;
            if (theirs.carriage == Carriage.GONE) {
                count.carriage = Carriage.GONE;
            }
            theirs.firstPaths.stream()
                    .limit(FIRST_PATHS - (long) count.firstPaths.size())
                    .forEach(count.firstPaths::add);
            if (Double.isNaN(count.maxAbsError) || theirs.maxAbsError > count.maxAbsError) {
                count.maxAbsError = theirs.maxAbsError;
            }
            if (count.detail.isEmpty()) {
                count.detail = theirs.detail;
            }
        });
    }

    /** Names each place that is shown as a caller does who knows the source better. */
    public void rename(UnaryOperator<String> places) {
        counts.values().forEach(count -> count.firstPaths.replaceAll(places));
    }

    public void clear() {
        counts.clear();
    }

    public boolean isEmpty() {
        return counts.values().stream().allMatch(count -> count.count == 0);
    }

    /** Adds an entry for each code, in the order of the alphabet. */
    public void addTo(Ledger ledger) {
        counts.forEach((code, count) -> {
            if (count.count > 0) {
                ledger.add(new LedgerEntry(
                        code.name(),
                        code.severity(),
                        count.carriage,
                        count.count,
                        count.firstPaths,
                        count.maxAbsError,
                        count.detail.isEmpty() ? code.meaning() : count.detail));
            }
        });
    }
}
