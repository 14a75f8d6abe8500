package org.glossa.service.dicomweb;

import io.micronaut.http.MediaType;

/** Media types of DICOMweb. */
final class DicomMedia {
    static final String DICOM = "application/dicom";
    static final String DICOM_JSON = "application/dicom+json";
    static final String JSON = "application/json";
    static final String OCTET_STREAM = "application/octet-stream";

    /** There are clients that read a store answer only when its type is exactly this, without a charset. */
    static final MediaType DICOM_JSON_TYPE = MediaType.of(DICOM_JSON);

    private DicomMedia() {}
}
