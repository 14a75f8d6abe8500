package org.glossa.synthetic;

import java.util.concurrent.atomic.AtomicLong;

/** What the threads have done of one step. */
final class Counter {
    private final String step;
    private final long total;
    private final GenerateProgress progress;
    private final AtomicLong done = new AtomicLong();

    Counter(String step, long total, GenerateProgress progress) {
        this.step = step;
        this.total = total;
        this.progress = progress;
        progress.done(step, 0, total);
    }

    void add(long more) {
        progress.done(step, done.addAndGet(more), total);
    }
}
