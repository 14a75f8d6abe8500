package org.glossa.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

class OracleTest {

    @Test
    void gives_exit_code_and_both_outputs_and_no_standard_input() {
        Oracle.Result said = Oracle.python()
                .run("-c", "import sys; print(len(sys.stdin.read())); print('é', file=sys.stderr); sys.exit(3)");
        assertThat(said.exitCode()).isEqualTo(3);
        assertThat(said.out().strip()).isEqualTo("0");
        assertThat(said.err().strip()).isEqualTo("é");
        assertThatThrownBy(said::orFail)
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("exit code 3");
    }

    @Test
    void much_output_on_both_channels_does_not_stall() {
        Oracle.Result said = Oracle.python()
                .run("-c", "import sys; sys.stderr.write('e' * 3_000_000); sys.stdout.write('o' * 3_000_000)");
        assertThat(said.out()).hasSize(3_000_000);
        assertThat(said.err()).hasSize(3_000_000);
    }

    @Test
    void a_program_that_does_not_end_fails_within_its_limit() {
        Oracle slow = Oracle.python().within(Duration.ofSeconds(1));
        assertThatThrownBy(() -> slow.run("-c", "import time; time.sleep(60)"))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("did not end within PT1S");
    }

    @Test
    void a_script_that_is_not_there_is_named() {
        assertThatThrownBy(() -> Oracle.script("none.py"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none.py");
    }
}
