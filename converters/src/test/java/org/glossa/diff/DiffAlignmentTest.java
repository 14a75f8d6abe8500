package org.glossa.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.Precision;
import org.glossa.corpus.Depth;
import org.glossa.diff.SetModel.Group;
import org.glossa.diff.SetModel.Row;
import org.glossa.ledger.Attribute;
import org.junit.jupiter.api.Test;

/** Which annotation goes with which, beside a count that takes all pairs. */
class DiffAlignmentTest {
    /** Few different rows, many of them several times. */
    @Test
    void asManyRowsAreFoundEqualAsThereAre() throws IOException {
        for (int seed = 0; seed < Depth.count(500, 20_000); seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<double[]> rows = rows(random);
            List<double[]> others = rows(random);
            Diff diff = SetDiff.compare(set(rows).build(), set(others).build(), DiffOptions.exact());
            long equal = equalRows(rows, others);
            long changed = diff.of(Attribute.COORDINATES).map(Difference::count).orElse(0L);
            long alone = diff.of(Attribute.PRESENCE).map(Difference::count).orElse(0L);
            assertThat(diff.annotationsCompared() - changed).as("seed %d", seed).isEqualTo(equal);
            assertThat(alone)
                    .as("seed %d", seed)
                    .isEqualTo(rows.size() + others.size() - 2 * diff.annotationsCompared());
        }
    }

    /** Rows that are all different: the order is that of those that both sides have. */
    @Test
    void theOrderIsThatOfWhatBothHave() throws IOException {
        for (int seed = 0; seed < Depth.count(500, 20_000); seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<double[]> rows = new ArrayList<>();
            List<double[]> others = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                double[] row = {i * 100, seed, i * 100 + 5, seed};
                if (random.nextInt(5) > 0) {
                    rows.add(row);
                }
                if (random.nextInt(5) > 0) {
                    others.add(row);
                }
            }
            boolean exchanged = random.nextBoolean() && others.size() > 1;
            List<double[]> both =
                    others.stream().filter(row -> contains(rows, row)).toList();
            if (exchanged && both.size() > 1) {
                int i = others.indexOf(both.get(0));
                int j = others.indexOf(both.get(1));
                double[] one = others.get(i);
                others.set(i, others.get(j));
                others.set(j, one);
            }
            Diff diff = SetDiff.compare(set(rows).build(), set(others).build(), DiffOptions.exact());
            assertThat(diff.of(Attribute.ORDER).isPresent())
                    .as("seed %d: %s", seed, DiffText.lines(diff))
                    .isEqualTo(exchanged && both.size() > 1);
        }
    }

    private static boolean contains(List<double[]> rows, double[] row) {
        return rows.stream().anyMatch(other -> Arrays.equals(row, other));
    }

    private static List<double[]> rows(SplittableRandom random) {
        List<double[]> rows = new ArrayList<>();
        for (int i = random.nextInt(1, 15); i > 0; i--) {
            rows.add(new double[] {random.nextInt(4), random.nextInt(2), 5, 5});
        }
        return rows;
    }

    private static SetModel set(List<double[]> rows) {
        SetModel model = new SetModel();
        Group group = new Group(RandomModels.description(1, "2.25.4", "a", RandomModels.NUCLEUS), GraphicType.POLYLINE);
        group.precision = Precision.FLOAT64;
        rows.forEach(row -> group.rows.add(new Row(row)));
        model.groups.add(group);
        return model;
    }

    private static long equalRows(List<double[]> rows, List<double[]> others) {
        List<double[]> left = new ArrayList<>(others);
        long equal = 0;
        for (double[] row : rows) {
            for (double[] other : left) {
                if (Arrays.equals(row, other)) {
                    left.remove(other);
                    equal++;
                    break;
                }
            }
        }
        return equal;
    }
}
