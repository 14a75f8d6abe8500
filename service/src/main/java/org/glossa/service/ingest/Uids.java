package org.glossa.service.ingest;

import java.util.regex.Pattern;

/** What a UID must look like before it names anything of ours. */
public final class Uids {
    /**
     * PS3.5 section 9.1, but leading zeros of a component are let pass, as they occur. Digits and single dots only: such a word is safe
     * in a path and in a URL.
     */
    private static final Pattern UID = Pattern.compile("[0-9]+(?:\\.[0-9]+)*");

    private static final int MAXIMUM_LENGTH = 64;

    private Uids() {}

    public static boolean isUid(String text) {
        return text.length() <= MAXIMUM_LENGTH && UID.matcher(text).matches();
    }
}
