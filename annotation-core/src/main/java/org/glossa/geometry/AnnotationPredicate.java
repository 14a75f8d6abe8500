package org.glossa.geometry;

import org.glossa.annotation.AnnotationView;

/** Decides of one annotation after another whether a region has it. Not thread-safe. */
public sealed interface AnnotationPredicate permits BoxPredicate, PolygonPredicate, CentroidPredicate {
    boolean test(AnnotationView view);
}
