package org.glossa.service.dicomweb;

import java.util.Map;

/** Media types of single frames as stored. */
final class FrameMedia {
    /** By transfer syntax, PS3.18 table 8.7.3-5. */
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("1.2.840.10008.1.2.4.50", "image/jpeg"),
            Map.entry("1.2.840.10008.1.2.4.51", "image/jpeg"),
            Map.entry("1.2.840.10008.1.2.4.57", "image/jpeg"),
            Map.entry("1.2.840.10008.1.2.4.70", "image/jpeg"),
            Map.entry("1.2.840.10008.1.2.4.80", "image/jls"),
            Map.entry("1.2.840.10008.1.2.4.81", "image/jls"),
            Map.entry("1.2.840.10008.1.2.4.90", "image/jp2"),
            Map.entry("1.2.840.10008.1.2.4.91", "image/jp2"),
            Map.entry("1.2.840.10008.1.2.4.92", "image/jpx"),
            Map.entry("1.2.840.10008.1.2.4.93", "image/jpx"),
            Map.entry("1.2.840.10008.1.2.4.110", "image/jxl"),
            Map.entry("1.2.840.10008.1.2.4.111", "image/jxl"),
            Map.entry("1.2.840.10008.1.2.4.112", "image/jxl"),
            Map.entry("1.2.840.10008.1.2.4.201", "image/jphc"),
            Map.entry("1.2.840.10008.1.2.4.202", "image/jphc"),
            Map.entry("1.2.840.10008.1.2.4.203", "image/jphc"),
            Map.entry("1.2.840.10008.1.2.5", "image/dicom-rle"));

    private FrameMedia() {}

    static String type(String transferSyntaxUid) {
        return TYPES.getOrDefault(transferSyntaxUid, DicomMedia.OCTET_STREAM);
    }
}
