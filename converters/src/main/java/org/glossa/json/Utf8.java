package org.glossa.json;

/** Looks for bytes that are not well-formed UTF-8 (Unicode 3.9, table 3-7). */
final class Utf8 {
    private Utf8() {}

    /** Where the first ill-formed sequence begins, −1 when there is none. */
    static int firstIllFormed(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            int lead = bytes[at++];
            if (lead >= 0) {
                continue;
            }
            int more = followers(lead & 0xFF);
            if (more == 0 || to - at < more || !isSecond(lead & 0xFF, bytes[at] & 0xFF)) {
                return at - 1;
            }
            for (int i = 1; i < more; i++) {
                if ((bytes[at + i] & 0xC0) != 0x80) {
                    return at - 1;
                }
            }
            at += more;
        }
        return -1;
    }

    /** 0 when nothing begins with such a byte. */
    private static int followers(int lead) {
        if (lead < 0xC2 || lead > 0xF4) {
            return 0;
        }
        return lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    }

    /** Neither longer than need be, nor a surrogate, nor beyond U+10FFFF. */
    private static boolean isSecond(int lead, int second) {
        int least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        return second >= least && second <= most;
    }
}
