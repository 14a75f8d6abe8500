package org.glossa.service.ingest;

import org.glossa.service.catalogue.StoredInstance;

/** An annotation object in the list of all: its row, how far it is, and its slide. */
public record SetSummary(StoredInstance instance, SetStatus status, SlideLookup slide) {}
