package org.glossa.annotation;

/** Annotation Applies to All Z Planes (006A,000F): which focal planes annotations in millimetres belong to. */
public enum ZPlanes {
    /** YES: every plane, whatever z says. */
    ALL,
    /** NO: the plane that z says. */
    OWN,
    /** The source does not say, as it must not in two dimensions. */
    UNSTATED
}
