package org.glossa.command;

import java.io.PrintWriter;

/** Progress that is told only when a verb takes longer than a second. Not thread-safe. */
final class DelayedProgress implements AutoCloseable {
    private static final long PATIENCE_NANOS = 1_000_000_000L;

    private final ProgressLine line;
    private final long begunNanos = System.nanoTime();
    private boolean told;

    DelayedProgress(PrintWriter err, String verb) {
        this.line = new ProgressLine(err, verb);
    }

    void show(String step, long done, long total) {
        if (told || System.nanoTime() - begunNanos > PATIENCE_NANOS) {
            told = true;
            line.show(step, done, total);
        }
    }

    @Override
    public void close() {
        line.close();
    }
}
