package org.glossa.service.objects;

import jakarta.inject.Singleton;

/**
 * Runs the steps that durability hangs on. Every one goes through here, so that a test can put another {@code Steps} in its place which
 * holds the process at a step to kill it there, or leaves a sync out to see that its absence is noticed.
 */
@Singleton
public class Steps {
    /** The work of a step. */
    @FunctionalInterface
    public interface Work<E extends Exception> {
        void run() throws E;
    }

    /** Runs the work of a step. */
    public <E extends Exception> void run(Step step, Work<E> work) throws E {
        work.run();
    }
}
