package org.glossa.service.dicomweb;

import java.util.Map;

/** What retrieval needs to know of transfer syntaxes, PS3.5 annex A and PS3.18 section 8.7.3. */
final class TransferSyntaxes {
    static final String IMPLICIT_VR_LITTLE_ENDIAN = "1.2.840.10008.1.2";
    static final String EXPLICIT_VR_LITTLE_ENDIAN = "1.2.840.10008.1.2.1";
    static final String ANY = "*";

    private static final String EXPLICIT_VR_BIG_ENDIAN = "1.2.840.10008.1.2.2";
    private static final String DEFLATED = "1.2.840.10008.1.2.1.99";

    /** Media types of single frames, PS3.18 table 8.7.3-5. */
    private static final Map<String, String> FRAME_TYPES = Map.ofEntries(
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

    private TransferSyntaxes() {}

    /** Whether pixel data is in fragments: whatever is not one of the four that encode the data set only. */
    static boolean isEncapsulated(String uid) {
        return switch (uid) {
            case IMPLICIT_VR_LITTLE_ENDIAN, EXPLICIT_VR_LITTLE_ENDIAN, EXPLICIT_VR_BIG_ENDIAN, DEFLATED -> false;
            default -> true;
        };
    }

    /** The media type of a frame as stored. */
    static String frameType(String uid) {
        return FRAME_TYPES.getOrDefault(uid, DicomMedia.OCTET_STREAM);
    }
}
