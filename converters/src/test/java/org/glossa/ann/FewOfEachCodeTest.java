package org.glossa.ann;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.glossa.finding.Finding;
import org.glossa.finding.Place;
import org.junit.jupiter.api.Test;

class FewOfEachCodeTest {
    @Test
    void keeps_a_hundred_of_a_code_and_says_that_there_may_be_more() {
        FewOfEachCode findings = new FewOfEachCode(List.of(finding("FIRST")));
        for (int i = 0; i < 5_000; i++) {
            findings.add(finding("SAME"));
        }
        findings.add(finding("OTHER"));

        assertThat(findings).hasSize(1 + FewOfEachCode.OF_EACH_CODE + 1 + 1);
        assertThat(findings.get(FewOfEachCode.OF_EACH_CODE + 1).got()).contains("not listed");
        assertThat(findings.getLast().code()).isEqualTo("OTHER");
    }

    private static Finding finding(String code) {
        return Finding.error(code, Place.WHOLE, "got", "allowed", "remedy", "clause");
    }
}
