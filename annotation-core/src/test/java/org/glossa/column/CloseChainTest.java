package org.glossa.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CloseChainTest {
    private final List<String> closed = new ArrayList<>();

    private Closeable sound(String name) {
        return () -> closed.add(name);
    }

    private Closeable failing(String name, RuntimeException failure) {
        return () -> {
            closed.add(name);
            throw failure;
        };
    }

    @Test
    void closesAllAndKeepsEveryFailure() {
        IOException first = new IOException("first");
        RuntimeException second = new IllegalStateException("second");
        RuntimeException third = new IllegalArgumentException("third");
        Closeable io = () -> {
            closed.add("b");
            throw first;
        };
        assertThatThrownBy(() -> CloseChain.close(
                        List.of(sound("a"), io, failing("c", second), sound("d"), failing("e", third))))
                .isSameAs(first)
                .satisfies(failure -> assertThat(failure.getSuppressed()).containsExactly(second, third));
        assertThat(closed).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void throwsAnUncheckedFailureAsItWas() throws IOException {
        RuntimeException only = new IllegalStateException("only");
        assertThatThrownBy(() -> CloseChain.close(List.of(failing("a", only), sound("b"))))
                .isSameAs(only);
        CloseChain.close(List.of(sound("c")));
        CloseChain.close(List.of());
        assertThat(closed).containsExactly("a", "b", "c");
    }
}
