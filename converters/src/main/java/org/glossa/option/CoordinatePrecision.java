package org.glossa.option;

/** How coordinates of a GeoJSON source are written to ANN. Those that come from an ANN keep their VR. */
public enum CoordinatePrecision implements Word {
    /** Float where every number of a group can be restored from it, else double. */
    AUTO,
    /** OF, with the largest error in the ledger. */
    FLOAT32,
    /** OD. */
    FLOAT64
}
