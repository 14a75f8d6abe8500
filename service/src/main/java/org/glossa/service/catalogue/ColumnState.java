package org.glossa.service.catalogue;

/** How far the columns of an instance are. */
public enum ColumnState {
    /** Not an annotation object: no columns are made of it. */
    NONE,
    /** Acknowledged, waiting for its turn. */
    STORED,
    /** Being read into columns. */
    INDEXING,
    /** Regions can be asked. */
    READY,
    /** No columns could be made; the instance's findings say why. */
    FAILED
}
