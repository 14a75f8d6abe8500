package org.glossa.service.ingest;

import org.glossa.service.catalogue.StoredInstance;

/**
 * What an annotation object says that it was made on; all that its slide is looked up by.
 *
 * @param imageUid SOP Instance UID of the one image; empty when it names none
 * @param frameOfReferenceUid empty when it names an image, or none of either
 */
record MadeOn(String imageUid, String frameOfReferenceUid) {
    static MadeOn of(StoredInstance annotations) {
        String image = annotations.referencedImageUid();
        return image.isEmpty() ? frameOfReference(annotations.frameOfReferenceUid()) : image(image);
    }

    static MadeOn image(String sopInstanceUid) {
        return new MadeOn(sopInstanceUid, "");
    }

    static MadeOn frameOfReference(String uid) {
        return new MadeOn("", uid);
    }
}
