package org.glossa.annotation;

/** What the annotations of a group are for the objects of their set. */
public enum GroupRole {
    /** Annotations. */
    ANNOTATIONS,
    /** Holes of POLYGON annotations of other groups. ANN and SR have none: their writers bridge, split or leave them out. */
    HOLES,
    /** Objects without any geometry, as POINT of no vertex each: they hold what was measured and said of them. */
    REGIONLESS
}
