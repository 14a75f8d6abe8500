package org.glossa.json;

import java.nio.charset.StandardCharsets;

/** What stands between the quotes of a text. */
final class JsonText {
    private static final int UNICODE_ESCAPE = 6;

    private JsonText() {}

    /** Where the first escape begins that no text can have: of another letter, or half a surrogate pair; −1 when there is none. */
    static int firstWrongEscape(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end) {
            if (bytes[at] != '\\') {
                at++;
                continue;
            }
            int length = escapeLength(bytes, at, end);
            if (length == 0) {
                return at;
            }
            at += length;
        }
        return -1;
    }

    /** Bytes of the escape, of both when it is a surrogate pair; 0 when there is no such escape. */
    private static int escapeLength(byte[] bytes, int at, int end) {
        if (at + 1 >= end) {
            return 0;
        }
        if (bytes[at + 1] != 'u') {
            return simple(bytes[at + 1]) == 0 ? 0 : 2;
        }
        int unit = codeUnit(bytes, at, end);
        if (unit < 0 || Character.isLowSurrogate((char) unit)) {
            return 0;
        }
        if (!Character.isHighSurrogate((char) unit)) {
            return UNICODE_ESCAPE;
        }
        int low = codeUnit(bytes, at + UNICODE_ESCAPE, end);
        return low >= 0 && Character.isLowSurrogate((char) low) ? 2 * UNICODE_ESCAPE : 0;
    }

    /** The UTF-16 code unit of an escape {@code \\uXXXX}; −1 when there is none. */
    private static int codeUnit(byte[] bytes, int at, int end) {
        if (at + UNICODE_ESCAPE > end || bytes[at] != '\\' || bytes[at + 1] != 'u') {
            return -1;
        }
        int unit = 0;
        for (int i = at + 2; i < at + UNICODE_ESCAPE; i++) {
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }

    private static char simple(byte letter) {
        return switch (letter) {
            case '"', '\\', '/' -> (char) letter;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> 0;
        };
    }

    /** The text, whose escapes are known to be right. */
    static String unescaped(byte[] bytes, int start, int end) {
        StringBuilder text = new StringBuilder(end - start);
        int plain = start;
        int at = start;
        while (at < end) {
            if (bytes[at] != '\\') {
                at++;
                continue;
            }
            text.append(new String(bytes, plain, at - plain, StandardCharsets.UTF_8));
            if (bytes[at + 1] == 'u') {
                text.append((char) codeUnit(bytes, at, end));
                at += UNICODE_ESCAPE;
            } else {
                text.append(simple(bytes[at + 1]));
                at += 2;
            }
            plain = at;
        }
        return text.append(new String(bytes, plain, end - plain, StandardCharsets.UTF_8))
                .toString();
    }
}
