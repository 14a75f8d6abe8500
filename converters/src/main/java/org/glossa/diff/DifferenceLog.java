package org.glossa.diff;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.glossa.diff.Difference.Example;
import org.glossa.ledger.Attribute;

/** Counts differences as they are met; memory use does not depend on how many. */
final class DifferenceLog {
    private final Map<Attribute, Count> counts = new EnumMap<>(Attribute.class);
    private final List<String> remarks = new ArrayList<>();
    private final int shown;

    private static final class Count {
        private final List<Example> examples = new ArrayList<>();
        private long count;
        private double maxAbsError = Double.NaN;

        private void widen(double error) {
            if (Double.isFinite(error) && !(error <= maxAbsError)) {
                maxAbsError = error;
            }
        }
    }

    DifferenceLog(int shown) {
        this.shown = shown;
    }

    void note(Attribute attribute, Supplier<Example> example) {
        note(attribute, Double.NaN, example);
    }

    /** @param error between two numbers; NaN when there are none */
    void note(Attribute attribute, double error, Supplier<Example> example) {
        Count count = counts.computeIfAbsent(attribute, key -> new Count());
        count.count++;
        count.widen(error);
        if (count.examples.size() < shown) {
            count.examples.add(example.get());
        }
    }

    /** Beside a note: by how much two more numbers of what was noted differ. */
    void error(Attribute attribute, double error) {
        counts.computeIfAbsent(attribute, key -> new Count()).widen(error);
    }

    void remark(String words) {
        remarks.add(words);
    }

    Diff result(long annotationsCompared) {
        List<Difference> differences = new ArrayList<>();
        counts.forEach((attribute, count) ->
                differences.add(new Difference(attribute, count.count, count.examples, count.maxAbsError)));
        return new Diff(differences, annotationsCompared, remarks);
    }
}
