package org.glossa.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.glossa.annotation.AnnotationSet;
import org.glossa.corpus.Depth;
import org.junit.jupiter.api.Test;

/** One change in a random set is one difference of its attribute, and nothing else. */
class PlantedDifferenceTest {
    @Test
    void eachChangeIsOneDifference() throws IOException {
        Map<Plant, Integer> planted = new EnumMap<>(Plant.class);
        int count = Depth.count(2_000, 40_000);
        for (int seed = 0; seed < count; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            SetModel model = seed % 2 == 0 ? RandomModels.plain(seed) : RandomModels.withObjects(seed);
            AnnotationSet original = model.build();
            assertThat(SetDiff.compare(original, model.copy().build(), DiffOptions.exact()).differences())
                    .as("seed %d, unchanged", seed)
                    .isEmpty();
            Plant plant = Plant.values()[seed / 2 % Plant.values().length];
            SetModel changed = model.copy();
            if (!plant.into(changed, random)) {
                continue;
            }
            planted.merge(plant, 1, Integer::sum);
            AnnotationSet other = changed.build();
            Diff there = SetDiff.compare(original, other, DiffOptions.exact());
            Diff back = SetDiff.compare(other, original, DiffOptions.exact());
            assertThat(there.differences())
                    .as("seed %d, %s: %s", seed, plant, DiffText.lines(there))
                    .hasSize(1)
                    .allSatisfy(difference -> {
                        assertThat(difference.attribute()).isEqualTo(plant.attribute);
                        assertThat(difference.count()).isEqualTo(1);
                        assertThat(difference.firstExamples()).hasSize(1);
                    });
            assertThat(back.differences())
                    .as("seed %d, %s back: %s", seed, plant, DiffText.lines(back))
                    .hasSize(1)
                    .allSatisfy(difference -> {
                        assertThat(difference.attribute()).isEqualTo(plant.attribute);
                        assertThat(difference.count()).isEqualTo(1);
                    });
        }
        assertThat(planted).as("every kind was planted").containsOnlyKeys(Plant.values());
        assertThat(planted.values().stream().mapToInt(Integer::intValue).sum()).isGreaterThanOrEqualTo(500);
    }
}
