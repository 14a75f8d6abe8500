package org.glossa.synthetic;

/** Which annotation files are written. */
public enum AnnotationFormat {
    /** {@code annotations.dcm}, Microscopy Bulk Simple Annotations. */
    ANN,
    /** {@code annotations.dcm}, and the same numbers as {@code annotations.geojson}. */
    GEOJSON
}
