package org.glossa.ann;

/** Annotation Coordinate Type (006A,0001). */
enum CoordinateType {
    /** Pixels of an image or a frame. */
    TWO_D,
    /** Millimetres of a frame of reference. */
    THREE_D
}
