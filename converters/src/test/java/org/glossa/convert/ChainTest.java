package org.glossa.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChainTest {
    private static List<String> all(Language from, Set<Language> through) {
        return Chain.all(from, through).stream().map(Chain::toString).toList();
    }

    @Test
    void allWaysOfAtMostThreeConversionsComeBack() {
        assertThat(all(Language.GEOJSON, EnumSet.allOf(Language.class)))
                .containsExactly(
                        "geojson>geojson",
                        "geojson>ann>geojson",
                        "geojson>sr>geojson",
                        "geojson>ann>sr>geojson",
                        "geojson>sr>ann>geojson");
        assertThat(all(Language.ANN, EnumSet.of(Language.SR))).containsExactly("ann>sr>ann");
        assertThat(all(Language.SR, EnumSet.of(Language.SR))).containsExactly("sr>sr");
    }
}
