package org.glossa.dicom;

/** How elements are laid down; both are little-endian. */
enum Encoding {
    EXPLICIT_VR,
    IMPLICIT_VR
}
