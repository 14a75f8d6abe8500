package org.glossa.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * What happens when a test needs something that this machine does not have: a visible skip, and with {@code CI=true} a
 * failure unless {@code .ci/expected-skips} names it.
 */
final class Absence {

    private Absence() {}

    /**
     * Ends the current test.
     *
     * @param name the name that {@code .ci/expected-skips} would hold
     * @param remedy how to get it, a whole sentence
     */
    static RuntimeException of(String name, String remedy) {
        OracleUses.skipped(name);
        if (isContinuousIntegration() && !expected().contains(name)) {
            throw new AssertionFailedError(name + " is absent, and .ci/expected-skips does not name it. " + remedy);
        }
        String line = "SKIPPED: " + name + " is absent. " + remedy;
        System.err.println(line);
        throw new TestAbortedException(line);
    }

    private static boolean isContinuousIntegration() {
        return "true".equals(System.getenv("CI"));
    }

    /** The names in {@code .ci/expected-skips}: one on a line, {@code #} starts a comment. */
    private static Set<String> expected() {
        Path file = Project.root().resolve(".ci/expected-skips");
        if (!Files.exists(file)) {
            return Set.of();
        }
        try (var lines = Files.lines(file)) {
            return lines.map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
