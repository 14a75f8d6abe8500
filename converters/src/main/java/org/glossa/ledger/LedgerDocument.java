package org.glossa.ledger;

/**
 * What a conversion read, or wrote.
 *
 * @param language {@code geojson}, {@code ann} or {@code sr}
 * @param sopInstanceUid empty for what is no DICOM object
 * @param coordRefSys names the space of its coordinates
 */
public record LedgerDocument(String language, String sopInstanceUid, String coordRefSys) {}
