package org.glossa.service.ingest;

import org.glossa.service.catalogue.StoredInstance;

/**
 * An annotation object in the list of all: its row, how far it is, and its slide.
 *
 * @param slideStudyUid Study Instance UID of the image that is level 0; empty while it is not stored
 */
public record SetSummary(StoredInstance instance, SetStatus status, SlideLookup slide, String slideStudyUid) {}
