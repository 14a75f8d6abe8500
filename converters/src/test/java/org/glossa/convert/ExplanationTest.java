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

    private static LedgerEntry entry(LedgerCode code) {
        return new LedgerEntry(code.name(), code.severity(), Carriage.GONE, 1, List.of(), Double.NaN, code.meaning());
    }

    @Test
    void everyCodeExplainsItsAttributesAndNoOther() {
        for (LedgerCode code : LedgerCode.values()) {
            for (Attribute attribute : Attribute.values()) {
                assertThat(Explanation.unexplained(diff(attribute), List.of(entry(code))))
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
        assertThat(Explanation.unfounded(diff(Attribute.SPACE), List.of(entry(LedgerCode.PRECISION_FLOAT32))))
                .isEmpty();
    }

    @Test
    void aDifferenceIsToldWithItsFirstPlace() {
        assertThat(Explanation.unexplained(diff(Attribute.COLOUR), List.of()))
                .containsExactly("colour differs 1 time: group 1: a | b");
    }
}
