package org.glossa.service.ingest;

import java.util.Optional;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Element;
import org.glossa.dicom.Tag;
import org.glossa.finding.Finding;
import org.glossa.finding.Place;

/** The four UIDs without which an object cannot be kept: where it belongs, what it is, and which one. */
final class Identity {
    private static final int[] NEEDED = {
        Tag.SOPClassUID, Tag.SOPInstanceUID, Tag.StudyInstanceUID, Tag.SeriesInstanceUID
    };

    private Identity() {}

    /** What is wrong with them; empty when nothing is. */
    static Optional<Finding> finding(DataSet dataSet) {
        for (int tag : NEEDED) {
            String uid = dataSet.string(tag).orElse("");
            if (!Uids.isUid(uid)) {
                return Optional.of(finding(dataSet, tag, uid));
            }
        }
        return Optional.empty();
    }

    private static Finding finding(DataSet dataSet, int tag, String uid) {
        Element element = dataSet.get(tag);
        String shown = uid.length() > 80 ? uid.substring(0, 80) + "…" : uid;
        return Finding.error(
                "UID_INVALID",
                new Place.DataElement(element == null ? -1 : element.valueOffset(), Tag.name(tag)),
                uid.isEmpty() ? "no value" : "\"" + shown + "\"",
                "a UID: digits and single dots, at most 64 characters",
                "give the object the UID",
                "PS3.5 9.1");
    }
}
