package org.glossa.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.glossa.annotation.AnnotationSet;
import org.glossa.corpus.Depth;
import org.junit.jupiter.api.Test;

/** One change in a random set is one difference of its attribute, and nothing else. */
class PlantedDifferenceTest {
    private static final int TRIES = 200;

    private final List<String> wrong = new ArrayList<>();

    @Test
    void eachChangeIsOneDifference() throws IOException {
        Map<Plant, Integer> planted = new EnumMap<>(Plant.class);
        int count = Depth.count(600, 20_000);
        for (int i = 0; i < count; i++) {
            Plant plant = Plant.values()[i % Plant.values().length];
            for (int attempt = 0; attempt < TRIES; attempt++) {
                long seed = (long) i * TRIES + attempt;
                SetModel model = seed % 2 == 0 ? RandomModels.plain(seed) : RandomModels.withObjects(seed);
                AnnotationSet original = model.build();
                SetModel changed = model.copy();
                if (plant.into(changed, new SplittableRandom(seed))) {
                    planted.merge(plant, 1, Integer::sum);
                    AnnotationSet other = changed.build();
                    check(plant, seed, "there", SetDiff.compare(original, other, DiffOptions.exact()));
                    check(plant, seed, "back", SetDiff.compare(other, original, DiffOptions.exact()));
                    break;
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(planted).as("every kind was planted").containsOnlyKeys(Plant.values());
        assertThat(planted.values().stream().mapToInt(Integer::intValue).sum()).isGreaterThanOrEqualTo(500);
    }

    @Test
    void nothingChangedIsNoDifference() throws IOException {
        for (int seed = 0; seed < Depth.count(200, 5_000); seed++) {
            SetModel model = seed % 2 == 0 ? RandomModels.plain(seed) : RandomModels.withObjects(seed);
            AnnotationSet set = model.build();
            Diff diff = SetDiff.compare(set, model.copy().build(), DiffOptions.exact());
            assertThat(diff.differences())
                    .as("seed %d: %s", seed, DiffText.lines(diff))
                    .isEmpty();
            assertThat(diff.annotationsCompared()).isEqualTo(set.annotationCount());
        }
    }

    private void check(Plant plant, long seed, String way, Diff diff) {
        boolean right = diff.differences().size() == 1
                && diff.differences().getFirst().attribute() == plant.attribute
                && diff.differences().getFirst().count() == 1
                && diff.differences().getFirst().firstExamples().size() == 1;
        if (!right && wrong.size() < 10) {
            wrong.add("seed " + seed + ", " + plant + ' ' + way + ": " + DiffText.lines(diff));
        }
    }
}
