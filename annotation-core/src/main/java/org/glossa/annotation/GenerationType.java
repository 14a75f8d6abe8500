package org.glossa.annotation;

/** Annotation Group Generation Type (006A,0007). */
public enum GenerationType {
    AUTOMATIC,
    SEMIAUTOMATIC,
    MANUAL
}
