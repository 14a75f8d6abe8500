package org.glossa.convert;

/** How far a conversion is. */
@FunctionalInterface
public interface ConversionProgress {
    /** Nobody looks. */
    ConversionProgress NONE = (step, done, total) -> {};

    /**
     * @param step what is being done
     * @param done how much of it, at most {@code total}
     */
    void show(String step, long done, long total);
}
