package org.glossa.ann;

import org.glossa.annotation.CoordinateSpace;

/** Annotation Coordinate Type (006A,0001). */
enum CoordinateType {
    /** Pixels of an image or a frame. */
    TWO_D,
    /** Millimetres of a frame of reference. */
    THREE_D;

    /** What coordinates in a space are. */
    static CoordinateType of(CoordinateSpace space) {
        return space instanceof CoordinateSpace.SlideMillimetres ? THREE_D : TWO_D;
    }
}
