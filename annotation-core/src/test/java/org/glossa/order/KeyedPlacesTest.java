package org.glossa.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Beside a sort of boxed pairs. */
class KeyedPlacesTest {
    private record Pair(int place, long key) {}

    /** Keys of 33 bits: with all of them, some hundred, one, and what differs in upper digits only. */
    @ParameterizedTest
    @ValueSource(longs = {0x1_FFFF_FFFFL, 0x7F, 0, 0x1_F000_0000L, 0x1_0000_0000L, 0x8000_0000L})
    void sortsByKeyThenByPlace(long mask) {
        SplittableRandom random = new SplittableRandom(mask);
        KeyedPlaces places = new KeyedPlaces(); // filled again and again
        for (int count : new int[] {0, 1, 2, 70_000, 500}) {
            List<Pair> expected = new ArrayList<>();
            places.reserve(count);
            for (int place = 0; place < count; place++) {
                long key = random.nextLong(1L << 33) & mask;
                places.put(place, key);
                expected.add(new Pair(place, key));
            }
            expected.sort(Comparator.comparingLong(Pair::key).thenComparingInt(Pair::place));
            places.sort();
            for (int i = 0; i < count; i++) {
                assertThat(new Pair(places.place(i), places.key(i))).isEqualTo(expected.get(i));
            }
        }
    }
}
