package org.glossa.header;

import org.glossa.dicom.DataSet;
import org.glossa.dicom.Tag;
import org.jspecify.annotations.Nullable;

/**
 * UIDs of a written instance that follow from what is written, from where it comes from, and from who writes.
 *
 * @param identity that further UIDs follow from
 * @param series Series Instance UID
 */
public record DerivedUids(String identity, String series) {
    /**
     * @param content what is written, with the revision of its writer and the digest of all but the UIDs that follow
     * @param writer with its revision, which instances of one series have in common
     * @param original that is rewritten, null for none
     * @param image that it is written for, null for none
     * @param shared whose study it is in
     */
    public static DerivedUids of(
            String content, String writer, @Nullable DataSet original, @Nullable DataSet image, DataSet shared) {
        String identity = content
                + (original == null ? "" : " original " + uid(original, Tag.SOPInstanceUID))
                + (image == null ? "" : " image " + uid(image, Tag.SOPInstanceUID));
        // instances of one series stay together, in one study
        String series = original == null
                ? identity
                : writer + " of " + uid(original, Tag.SeriesInstanceUID) + " in " + uid(shared, Tag.StudyInstanceUID);
        return new DerivedUids(identity, NameBasedUid.of(series + " series"));
    }

    /** SOP Instance UID. */
    public String instance() {
        return NameBasedUid.of(identity + " instance");
    }

    private static String uid(DataSet dataSet, int tag) {
        return dataSet.string(tag).orElse("");
    }
}
