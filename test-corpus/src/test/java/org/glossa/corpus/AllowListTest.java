package org.glossa.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

class AllowListTest {

    private final AllowList list = AllowList.load(AllowListTest.class, "allow-list-test.tsv");

    @Test
    void allows_the_exact_text_of_the_named_version_only() {
        assertThat(list.unexpected(List.of("Error - a", "Error - a and more", "Error - b"), "1"))
                .containsExactly("Error - a and more", "Error - b");
        assertThat(list.unexpected(List.of("Error - a"), "2")).containsExactly("Error - a");
    }

    @Test
    void a_bracketed_n_stands_for_any_item_number() {
        assertThat(list.unexpected(List.of("Error - [1]/x[65]", "Error - [1]/x[65]/y"), "1"))
                .containsExactly("Error - [1]/x[65]/y");
    }

    @Test
    void an_entry_that_nothing_needed_fails() {
        list.unexpected(List.of("Error - a"), "1");
        assertThatThrownBy(list::assertAllUsed)
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("Error - [n]/x[n]")
                .hasMessageNotContaining("Error - a");
        list.unexpected(List.of("Error - [3]/x[4]"), "1");
        list.assertAllUsed();
    }
}
