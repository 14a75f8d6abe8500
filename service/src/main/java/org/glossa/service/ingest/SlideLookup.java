package org.glossa.service.ingest;

import org.glossa.geometry.Pyramid;

/**
 * The slide of an annotation object, looked up among what is stored now: an object that came before, with or after its slide gets the
 * same answer once both are there.
 */
public sealed interface SlideLookup {
    /**
     * @param pyramid the VOLUME levels of the slide that are stored
     * @param seriesInstanceUid series of the slide
     */
    record Found(Pyramid pyramid, String seriesInstanceUid) implements SlideLookup {}

    /**
     * @param uid the SOP Instance UID of the image, or the Frame of Reference UID, that is not stored
     * @param sentence what is missing and what to do
     */
    record Missing(String uid, String sentence) implements SlideLookup {}
}
