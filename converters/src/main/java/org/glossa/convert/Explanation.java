package org.glossa.convert;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.glossa.diff.Diff;
import org.glossa.diff.Difference;
import org.glossa.finding.Severity;
import org.glossa.ledger.Attribute;
import org.glossa.ledger.LedgerEntry;

/** Whether a ledger and a comparison say the same. */
final class Explanation {
    private Explanation() {}

    /** A sentence for each difference that no entry explains. */
    static List<String> unexplained(Diff diff, Collection<LedgerEntry> entries) {
        Set<Attribute> explained = EnumSet.noneOf(Attribute.class);
        entries.forEach(entry -> explained.addAll(entry.attributes()));
        return diff.differences().stream()
                .filter(difference -> !explained.contains(difference.attribute()))
                .map(Explanation::sentence)
                .toList();
    }

    /** A sentence for each entry of severity loss that no difference shows. */
    static List<String> unfounded(Diff diff, Collection<LedgerEntry> entries) {
        Set<Attribute> differing = EnumSet.noneOf(Attribute.class);
        differing.addAll(diff.attributes());
        if (differing.contains(Attribute.SPACE)) {
            differing.add(Attribute.COORDINATES); // compared in a common space, where a rounding may not be seen
        }
        boolean isSomethingMissing = differing.contains(Attribute.PRESENCE); // of which nothing else can differ
        List<String> sentences = new ArrayList<>();
        for (LedgerEntry entry : entries) {
            boolean isShown = entry.attributes().stream().anyMatch(differing::contains);
            if (entry.severity() == Severity.LOSS && !isShown && !isSomethingMissing) {
                sentences.add("the ledger has " + entry.code() + " (" + entry.count() + "), but nothing differs in "
                        + String.join(
                                ", ",
                                entry.attributes().stream().map(Attribute::word).toList()));
            }
        }
        return sentences;
    }

    private static String sentence(Difference difference) {
        String example = difference.firstExamples().isEmpty()
                ? ""
                : ": " + shown(difference.firstExamples().getFirst());
        return difference.attribute().word() + " differs " + difference.count()
                + (difference.count() == 1 ? " time" : " times") + example;
    }

    private static String shown(Difference.Example example) {
        return (example.first().isEmpty() ? example.second() : example.first()) + ": " + example.inFirst() + " | "
                + example.inSecond();
    }
}
