package org.glossa.convert;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.glossa.diff.Diff;
import org.glossa.diff.Difference;
import org.glossa.diff.SetDiff;
import org.glossa.finding.Severity;
import org.glossa.ledger.Attribute;
import org.glossa.ledger.LedgerEntry;

/**
 * Whether a ledger and a comparison say the same: of which attribute, how often, by how much at most, and of which objects where an entry names
 * all its places. A ledger counts annotations and objects, and a comparison counts groups where it is groups that say an attribute: there it
 * is enough that both name the attribute.
 */
final class Explanation {
    private static final Set<Attribute> OF_GROUPS = EnumSet.of(
            Attribute.SPACE,
            Attribute.ORDER,
            Attribute.CLASS,
            Attribute.COLOUR,
            Attribute.GROUP,
            Attribute.GENERATION_TYPE,
            Attribute.ALGORITHM,
            Attribute.OPTICAL_PATHS,
            Attribute.Z_PLANES,
            Attribute.ANATOMY,
            Attribute.MEASUREMENT_NAME,
            Attribute.ATTRIBUTES);

    private static final int SHOWN = 160;

    /** For entries of several ledgers, each of which names places of its own source. */
    static final Places ANY_PLACE = (place, object) -> true;

    private Explanation() {}

    /** What the places of a ledger are about. */
    @FunctionalInterface
    interface Places {
        /** @param object of the set that the ledger's source is, zero-based */
        boolean isPlaceOf(String place, long object);
    }

    /**
     * A sentence for each difference that no entry explains, that is met more often or is larger than the entries say, or is met where none of
     * them is, when they name all their places.
     */
    static List<String> unexplained(Diff diff, Collection<LedgerEntry> entries, Places places) {
        List<String> sentences = new ArrayList<>();
        for (Difference difference : diff.differences()) {
            List<LedgerEntry> reasons = entries.stream()
                    .filter(entry -> entry.attributes().contains(difference.attribute()))
                    .toList();
            long told = reasons.stream().mapToLong(LedgerEntry::count).sum();
            if (reasons.isEmpty()) {
                sentences.add(sentence(difference));
            } else if (told < difference.count() && !OF_GROUPS.contains(difference.attribute())) {
                sentences.add(sentence(difference) + "; the ledger tells of " + told + ": " + codes(reasons));
            } else if (difference.maxAbsError() > most(reasons)) {
                sentences.add(sentence(difference) + "; by as much as " + difference.maxAbsError()
                        + ", and the ledger tells of " + most(reasons) + " at most: " + codes(reasons));
            } else if (!OF_GROUPS.contains(difference.attribute())) {
                difference.firstExamples().stream()
                        .filter(example -> !isNamed(example, reasons, places))
                        .findFirst()
                        .ifPresent(
                                example -> sentences.add(difference.attribute().word() + " differs where the ledger"
                                        + " tells of nothing: " + shown(example) + ": " + codes(reasons)));
            }
        }
        return sentences;
    }

    private static boolean isNamed(Difference.Example example, List<LedgerEntry> reasons, Places places) {
        if (example.object() == Difference.Example.NO_OBJECT) {
            return true;
        }
        return reasons.stream()
                .anyMatch(entry -> entry.firstPaths().size() < entry.count()
                        || entry.firstPaths().stream().anyMatch(path -> places.isPlaceOf(path, example.object())));
    }

    /** Infinite when one of the reasons is no rounding. */
    private static double most(List<LedgerEntry> reasons) {
        return reasons.stream()
                .mapToDouble(LedgerEntry::maxAbsError)
                .map(error -> Double.isNaN(error) ? Double.POSITIVE_INFINITY : error)
                .max()
                .orElse(0);
    }

    /** A sentence for each entry of severity loss that no difference shows, except roundings that the comparison of two spaces takes for equal. */
    static List<String> unfounded(Diff diff, Collection<LedgerEntry> entries) {
        Set<Attribute> differing = diff.attributes();
        double unseen = differing.contains(Attribute.SPACE) ? SetDiff.MAPPED_PIXELS : 0;
        return entries.stream()
                .filter(entry -> entry.severity() == Severity.LOSS)
                .filter(entry -> !(entry.attributes().contains(Attribute.COORDINATES) && entry.maxAbsError() <= unseen))
                .filter(entry -> entry.attributes().stream().noneMatch(differing::contains))
                .map(entry -> "the ledger has " + entry.code() + " (" + entry.count() + "), but nothing differs in "
                        + String.join(
                                ", ",
                                entry.attributes().stream().map(Attribute::word).toList()))
                .toList();
    }

    private static String codes(List<LedgerEntry> entries) {
        return String.join(", ", entries.stream().map(LedgerEntry::code).toList());
    }

    private static String sentence(Difference difference) {
        String example = difference.firstExamples().isEmpty()
                ? ""
                : ": " + shown(difference.firstExamples().getFirst());
        return difference.attribute().word() + " differs " + difference.count()
                + (difference.count() == 1 ? " time" : " times") + example;
    }

    private static String shown(Difference.Example example) {
        String one = example.inFirst();
        String other = example.inSecond();
        int from = 0;
        if (Math.max(one.length(), other.length()) > SHOWN) { // what is the same before tells nothing
            int same = 0;
            while (same < Math.min(one.length(), other.length()) && one.charAt(same) == other.charAt(same)) {
                same++;
            }
            from = Math.max(0, same - SHOWN / 4);
        }
        return (example.first().isEmpty() ? example.second() : example.first()) + ": " + shortened(one, from) + " | "
                + shortened(other, from);
    }

    private static String shortened(String said, int from) {
        String end = said.substring(from);
        return (from > 0 ? "\u2026" : "") + (end.length() <= SHOWN ? end : end.substring(0, SHOWN) + "\u2026");
    }
}
