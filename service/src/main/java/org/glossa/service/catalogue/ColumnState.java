package org.glossa.service.catalogue;

import java.util.Set;

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
    FAILED;

    /** The states of annotation objects. */
    public static final Set<ColumnState> OF_ANNOTATIONS = Set.of(STORED, INDEXING, READY, FAILED);
}
