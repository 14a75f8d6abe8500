package org.glossa.dicom;

/** How elements are laid down; little-endian where nothing else is said. */
enum Encoding {
    EXPLICIT_VR,
    IMPLICIT_VR,
    EXPLICIT_VR_BIG_ENDIAN
}
