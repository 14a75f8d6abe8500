package org.glossa.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void what_would_steer_a_terminal_is_shown() {
        assertThat(Printable.of("plain, ümlaut, 王")).isEqualTo("plain, ümlaut, 王");
        assertThat(Printable.of("a\u001b[2Jb\nc\u009bd")).isEqualTo("a\\x1b[2Jb\\x0ac\\x9bd");
    }
}
