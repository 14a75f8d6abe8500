package org.glossa.annotation;

/** Annotation Group Generation Type (006A,0007). */
public enum GenerationType {
    AUTOMATIC,
    SEMIAUTOMATIC,
    MANUAL,
    /** The source does not say, or says something that the standard does not know; a finding tells. Never written to DICOM. */
    UNSPECIFIED
}
