package org.glossa.diff;

/** Told from time to time how far a comparison has come; called on the comparing thread. */
@FunctionalInterface
public interface DiffProgress {
    /** Says nothing. */
    DiffProgress SILENT = (step, done, total) -> {};

    /**
     * @param step what is being done, such as {@code "aligning"}
     * @param done how much of the step is done, at most {@code total}
     */
    void done(String step, long done, long total);
}
