package org.glossa.command;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;

/**
 * Tells on standard error how far a verb has come: on a terminal one line that is written over a few times a second, elsewhere one
 * line at the end of each step and every ten seconds. Thread-safe.
 */
public final class ProgressLine implements AutoCloseable {
    private static final long TERMINAL_PERIOD_NANOS = 250_000_000L;
    private static final long LOG_PERIOD_NANOS = 10_000_000_000L;
    private static final String TO_LINE_START = "\r";
    private static final String CLEAR_TO_LINE_END = "\u001b[K";

    private final PrintWriter out;
    private final String verb;
    private final boolean terminal;
    private String step = "";
    private long nextNanos;
    private boolean finished;

    /** @param verb begins every line */
    public ProgressLine(PrintWriter out, String verb) {
        Console console = System.console();
        this.out = out;
        this.verb = verb;
        this.terminal = console != null && console.isTerminal();
        this.nextNanos = System.nanoTime() + LOG_PERIOD_NANOS;
    }

    /**
     * @param step what is being done
     * @param done how much of it, at most {@code total}
     */
    public synchronized void show(String step, long done, long total) {
        long now = System.nanoTime();
        boolean other = !step.equals(this.step);
        if (other) {
            this.step = step;
            finished = false;
        }
        boolean ends = done >= total && !finished;
        finished |= ends;
        if (terminal) {
            if (other || ends || now - nextNanos >= 0) {
                nextNanos = now + TERMINAL_PERIOD_NANOS;
                out.print(TO_LINE_START + line(done, total) + CLEAR_TO_LINE_END);
                out.flush();
            }
            return;
        }
        if (ends || now - nextNanos >= 0) {
            nextNanos = now + LOG_PERIOD_NANOS;
            out.println(line(done, total));
            out.flush();
        }
    }

    private String line(long done, long total) {
        long percent = total == 0 ? 100 : (long) (100.0 * done / total);
        return String.format(Locale.ROOT, "glossa %s: %s %d %%", verb, step, percent);
    }

    /** Ends the line on a terminal. */
    @Override
    public synchronized void close() {
        if (terminal && !step.isEmpty()) {
            out.println();
            out.flush();
        }
    }
}
