package org.glossa.service.upkeep;

/** Told how far a step of the work has come. */
@FunctionalInterface
interface Progress {
    /**
     * @param step what is being done
     * @param done how much of it, at most {@code total}
     */
    void show(String step, long done, long total);
}
