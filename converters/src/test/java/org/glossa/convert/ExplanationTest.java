package org.glossa.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.glossa.diff.Diff;
import org.glossa.diff.Difference;
import org.glossa.finding.Severity;
import org.glossa.ledger.Attribute;
import org.glossa.ledger.LedgerCode;
import org.glossa.ledger.LedgerEntry;
import org.glossa.ledger.LedgerEntry.Carriage;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    private static Diff diff(Attribute... attributes) {
        return new Diff(
                Stream.of(attributes)
                        .map(attribute -> new Difference(
                                attribute,
                                1,
                                List.of(new Difference.Example("group 1", "group 1", "a", "b")),
                                Double.NaN))
                        .toList(),
                1,
                List.of());
    }

    private static List<String> unexplained(Diff diff, List<LedgerEntry> entries) {
        return Explanation.unexplained(diff, entries, Explanation.ANY_PLACE);
    }

    private static LedgerEntry entry(LedgerCode code) {
        return new LedgerEntry(code.name(), code.severity(), Carriage.GONE, 1, List.of(), Double.NaN, code.meaning());
    }

    @Test
    void everyCodeExplainsItsAttributesAndNoOther() {
        for (LedgerCode code : LedgerCode.values()) {
            for (Attribute attribute : Attribute.values()) {
                assertThat(unexplained(diff(attribute), List.of(entry(code))))
                        .as("%s %s", code, attribute)
                        .hasSize(code.attributes().contains(attribute) ? 0 : 1);
            }
        }
    }

    @Test
    void aLossThatNothingShowsIsUnfounded() {
        List<String> unfounded = new ArrayList<>();
        for (LedgerCode code : LedgerCode.values()) {
            List<String> sentences = Explanation.unfounded(diff(), List.of(entry(code)));
            assertThat(sentences).as(code.name()).hasSize(code.severity() == Severity.LOSS ? 1 : 0);
            unfounded.addAll(sentences);
        }
        assertThat(unfounded).anyMatch(sentence -> sentence.startsWith("the ledger has NAME_NOT_CARRIED (1)"));
        assertThat(Explanation.unfounded(diff(Attribute.NAME), List.of(entry(LedgerCode.NAME_NOT_CARRIED))))
                .isEmpty();
        assertThat(Explanation.unfounded(diff(Attribute.PRESENCE), List.of(entry(LedgerCode.NAME_NOT_CARRIED))))
                .hasSize(1);
    }

    @Test
    void aRoundingIsNotSeenBetweenTwoSpacesWhenItIsSmallerThanTheirComparison() {
        Diff spaces = diff(Attribute.SPACE);
        assertThat(Explanation.unfounded(spaces, List.of(rounding(1, 0.01)))).isEmpty();
        assertThat(Explanation.unfounded(spaces, List.of(rounding(1, 0.011)))).hasSize(1);
        assertThat(Explanation.unfounded(diff(), List.of(rounding(1, 0.01)))).hasSize(1);
        assertThat(Explanation.unfounded(spaces, List.of(entry(LedgerCode.PRECISION_FLOAT32))))
                .hasSize(1);
    }

    @Test
    void aDifferenceIsMetNoMoreOftenThanTheEntriesSay() {
        Diff three = differing(Attribute.COORDINATES, 3, 0.25);
        assertThat(unexplained(three, List.of(rounding(3, 0.25)))).isEmpty();
        assertThat(unexplained(three, List.of(rounding(1, 0.25), rounding(2, 0.1))))
                .isEmpty();
        assertThat(unexplained(three, List.of(rounding(2, 0.25))))
                .singleElement()
                .asString()
                .endsWith("; the ledger tells of 2: PRECISION_FLOAT32");
        assertThat(unexplained(
                        differing(Attribute.COLOUR, 3, Double.NaN), List.of(entry(LedgerCode.COLOUR_NOT_CARRIED))))
                .as("groups are counted here, and objects there")
                .isEmpty();
    }

    @Test
    void aDifferenceIsNoLargerThanTheEntriesSay() {
        Diff quarter = differing(Attribute.COORDINATES, 1, 0.25);
        assertThat(unexplained(quarter, List.of(rounding(1, 0.2))))
                .singleElement()
                .asString()
                .endsWith("; by as much as 0.25, and the ledger tells of 0.2 at most: PRECISION_FLOAT32");
        assertThat(unexplained(quarter, List.of(rounding(1, 0.2), entry(LedgerCode.HOLE_BRIDGED))))
                .as("another outline is no rounding")
                .isEmpty();
    }

    @Test
    void aDifferenceIsMetWhereTheEntriesAre() {
        Diff named = new Diff(
                List.of(new Difference(
                        Attribute.NAME,
                        1,
                        List.of(new Difference.Example("object 3", "object 3", "a", "b", 2)),
                        Double.NaN)),
                3,
                List.of());
        assertThat(Explanation.unexplained(named, List.of(nameLost(1, "/features/2")), ExplanationTest::isPlaceOf))
                .isEmpty();
        assertThat(Explanation.unexplained(named, List.of(nameLost(1, "/features/1")), ExplanationTest::isPlaceOf))
                .containsExactly("name differs where the ledger tells of nothing: object 3: a | b: NAME_NOT_CARRIED");
        assertThat(Explanation.unexplained(named, List.of(nameLost(2, "/features/1")), ExplanationTest::isPlaceOf))
                .as("not all places are named")
                .isEmpty();
    }

    private static boolean isPlaceOf(String place, long object) {
        return place.equals("/features/" + object);
    }

    private static LedgerEntry nameLost(long count, String path) {
        LedgerCode code = LedgerCode.NAME_NOT_CARRIED;
        return new LedgerEntry(
                code.name(), code.severity(), Carriage.GONE, count, List.of(path), Double.NaN, code.meaning());
    }

    private static Diff differing(Attribute attribute, long count, double error) {
        List<Difference.Example> examples = List.of(new Difference.Example("group 1", "group 1", "a", "b"));
        return new Diff(List.of(new Difference(attribute, count, examples, error)), 3, List.of());
    }

    private static LedgerEntry rounding(long count, double error) {
        LedgerCode code = LedgerCode.PRECISION_FLOAT32;
        return new LedgerEntry(code.name(), code.severity(), Carriage.GONE, count, List.of(), error, code.meaning());
    }

    @Test
    void aDifferenceIsToldWithItsFirstPlace() {
        assertThat(unexplained(diff(Attribute.COLOUR), List.of()))
                .containsExactly("colour differs 1 time: group 1: a | b");
    }
}
