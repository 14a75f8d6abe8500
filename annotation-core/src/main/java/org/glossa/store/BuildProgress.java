package org.glossa.store;

/** Told from time to time how far a build has come; called on the building thread. */
@FunctionalInterface
public interface BuildProgress {
    void done(long annotationsDone, long annotationsTotal);
}
