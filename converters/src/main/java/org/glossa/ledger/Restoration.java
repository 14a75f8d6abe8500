package org.glossa.ledger;

/** What a reader does with what we wrote for ourselves: private elements of DICOM, members {@code dicom} of GeoJSON. */
public enum Restoration {
    /** It is read, so that what restorable entries of a ledger name comes back. */
    RESTORE,
    /** It is passed over: the document is read as others read it. */
    IGNORE
}
