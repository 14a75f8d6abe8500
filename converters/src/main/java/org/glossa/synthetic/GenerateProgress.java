package org.glossa.synthetic;

/** Hears how far a generation has come; called from several threads, often. */
@FunctionalInterface
public interface GenerateProgress {
    /** Says nothing. */
    GenerateProgress SILENT = (step, done, total) -> {};

    /**
     * @param step what is being done, such as {@code "drawing tiles"}
     * @param done how much of the step is done, at most {@code total}
     */
    void done(String step, long done, long total);
}
