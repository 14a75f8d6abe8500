package org.glossa.service.dicomweb;

import org.glossa.dicom.TagPath;
import org.glossa.service.catalogue.StoredInstance;

/** Absolute URLs of resources below {@code /dicom-web/studies}. */
final class Addresses {
    /** Path of the service root. */
    static final String ROOT = "/dicom-web";

    private Addresses() {}

    static String study(String studiesUrl, String studyInstanceUid) {
        return studiesUrl + "/" + studyInstanceUid;
    }

    static String series(String studiesUrl, String studyInstanceUid, String seriesInstanceUid) {
        return study(studiesUrl, studyInstanceUid) + "/series/" + seriesInstanceUid;
    }

    static String instance(String studiesUrl, StoredInstance instance) {
        return series(studiesUrl, instance.studyInstanceUid(), instance.seriesInstanceUid()) + "/instances/"
                + instance.sopInstanceUid();
    }

    static String bulkData(String studiesUrl, StoredInstance instance, TagPath path) {
        return instance(studiesUrl, instance) + "/bulkdata/" + path.url();
    }
}
