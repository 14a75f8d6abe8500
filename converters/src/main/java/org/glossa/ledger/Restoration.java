package org.glossa.ledger;

/** What a reader does with what we wrote for ourselves: private elements of DICOM, members {@code dicom} of GeoJSON. */
public enum Restoration {
    /** It is read, so that what restorable entries of a ledger name comes back. */
    RESTORE,
    /**
     * Groups as they were, objects not: what an index is made of. Rows are those that others see (holes bridged, nothing without vertices,
     * floats), in groups joined that were split for size, with whole labels and values that are no numbers. Readers of languages other than
     * bulk annotations take it as {@link #RESTORE}.
     */
    GROUPS,
    /** It is passed over: the document is read as others read it. */
    IGNORE
}
