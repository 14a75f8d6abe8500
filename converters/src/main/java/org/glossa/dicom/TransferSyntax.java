package org.glossa.dicom;

import java.util.regex.Pattern;

/** UIDs of the transfer syntaxes that are not encapsulated, PS3.5 annex A; all others have Explicit VR Little Endian with fragments. */
public final class TransferSyntax {
    public static final String IMPLICIT_VR_LITTLE_ENDIAN = "1.2.840.10008.1.2";
    public static final String EXPLICIT_VR_LITTLE_ENDIAN = "1.2.840.10008.1.2.1";
    public static final String EXPLICIT_VR_BIG_ENDIAN = "1.2.840.10008.1.2.2";
    public static final String DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN = "1.2.840.10008.1.2.1.99";
    public static final String JPEG_BASELINE = "1.2.840.10008.1.2.4.50";

    private static final String JPIP_REFERENCED_DEFLATE = "1.2.840.10008.1.2.4.95";
    private static final String JPIP_HTJ2K_REFERENCED_DEFLATE = "1.2.840.10008.1.2.4.205";

    private TransferSyntax() {}

    private static final Pattern UID = Pattern.compile("[0-9.]{1,64}");

    /** Whether data sets in it can be read: not where the pixel data is elsewhere, and not where it is no UID (PS3.5 9.1). */
    static boolean isReadable(String uid) {
        return switch (uid) {
            case JPIP_REFERENCED_DEFLATE, JPIP_HTJ2K_REFERENCED_DEFLATE -> false;
            default -> UID.matcher(uid).matches();
        };
    }

    static Encoding encoding(String uid) {
        return switch (uid) {
            case IMPLICIT_VR_LITTLE_ENDIAN -> Encoding.IMPLICIT_VR;
            case EXPLICIT_VR_BIG_ENDIAN -> Encoding.EXPLICIT_VR_BIG_ENDIAN;
            default -> Encoding.EXPLICIT_VR;
        };
    }

    /** Whether pixel data in it is a sequence of fragments. */
    public static boolean isEncapsulated(String uid) {
        return switch (uid) {
            case IMPLICIT_VR_LITTLE_ENDIAN,
                    EXPLICIT_VR_LITTLE_ENDIAN,
                    EXPLICIT_VR_BIG_ENDIAN,
                    DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN -> false;
            default -> true;
        };
    }
}
