package org.glossa.corpus;

import java.util.Collection;
import java.util.Set;

/**
 * Findings that say which of two possible readings of a broken file was taken; another reader may take the other. The list is closed:
 * whatever else differs from another reader is a fault.
 */
public final class TwoReadings {
    private static final Set<String> CODES = Set.of(
            // two letters of no standard: pydicom gives them a header of 8 bytes, PS3.5 7.1.2 and dcmtk one of 12
            "UNKNOWN_VR",
            // Implicit VR among Explicit VR and the reverse: where one ends is a guess
            "VR_ENCODING_SWITCHED",
            // group 0002 ends elsewhere than its length says: we go by the tags, pydicom by either
            "FILE_META_LENGTH_WRONG",
            "FILE_META_LENGTH_MISSING");

    private TwoReadings() {}

    /** Whether one of a file's findings is of these. */
    public static boolean areTold(Collection<String> codes) {
        return codes.stream().anyMatch(CODES::contains);
    }
}
