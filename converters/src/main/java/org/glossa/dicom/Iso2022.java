package org.glossa.dicom;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Text with code extensions, PS3.5 section 6.1.2.5: escape sequences designate what the bytes below 80H (G0) and above (G1) mean,
 * until the value ends or a control character or delimiter sets them back. Immutable.
 */
final class Iso2022 {
    private static final int ESCAPE = 0x1B;
    private static final char REPLACEMENT = '\uFFFD';
    private static final Charset EUC_JP = Charset.forName("EUC-JP");
    private static final Charset EUC_KR = Charset.forName("EUC-KR");
    private static final Charset EUC_CN = Charset.forName("GB2312");
    private static final Charset ASCII = StandardCharsets.US_ASCII;

    /** What a code element holds: pairs of bytes when {@code bytes} is 2. EUC needs {@code prefix} in front, unless 0. */
    private record CodeElement(Charset charset, int bytes, int prefix) {
        static CodeElement single(Charset charset) {
            return new CodeElement(charset, 1, 0);
        }

        static CodeElement pairs(Charset charset) {
            return new CodeElement(charset, 2, 0);
        }
    }

    private final CodeElement initialHigh;

    private Iso2022(CodeElement initialHigh) {
        this.initialHigh = initialHigh;
    }

    /** Whether a defined term names a set of two bytes a character, PS3.3 table C.12-4. */
    static boolean isMultiByte(String term) {
        return switch (term) {
            case "ISO 2022 IR 87", "ISO 2022 IR 159", "ISO 2022 IR 149", "ISO 2022 IR 58", "ISO 2022 58" -> true;
            default -> false;
        };
    }

    /** @param first the first defined term, whose G1 is in effect at the start of each value */
    static Iso2022 starting(String first, Charset singleByte) {
        return new Iso2022(
                switch (first) {
                    case "ISO 2022 IR 149" -> CodeElement.pairs(EUC_KR);
                    case "ISO 2022 IR 58", "ISO 2022 58" -> CodeElement.pairs(EUC_CN);
                    default -> CodeElement.single(singleByte);
                });
    }

    String decode(byte[] bytes, Vr vr) {
        StringBuilder text = new StringBuilder(bytes.length);
        CodeElement low = CodeElement.single(ASCII);
        CodeElement high = initialHigh;
        int at = 0;
        while (at < bytes.length) {
            int code = bytes[at] & 0xFF;
            if (code == ESCAPE) {
                String sequence = sequence(bytes, at + 1);
                @Nullable CodeElement designated = designated(sequence);
                if (designated == null) {
                    text.append((char) ESCAPE);
                    at++;
                    continue;
                }
                if (isLow(sequence)) {
                    low = designated;
                } else {
                    high = designated;
                }
                at += 1 + sequence.length();
                continue;
            }
            CodeElement element = code < 0x80 ? low : high;
            if (code <= ' ' || element.bytes() == 1) {
                text.append(code < 0x80 ? String.valueOf((char) code) : new String(bytes, at, 1, element.charset()));
                if (setsBack(code, vr)) {
                    low = CodeElement.single(ASCII);
                    high = initialHigh;
                }
                at++;
                continue;
            }
            if (at + 1 == bytes.length || !isSecond(code, bytes[at + 1] & 0xFF)) {
                text.append(REPLACEMENT);
                at++;
                continue;
            }
            text.append(pair(element, code, bytes[at + 1]));
            at += 2;
        }
        return text.toString();
    }

    static boolean hasEscape(byte[] bytes) {
        for (byte each : bytes) {
            if (each == ESCAPE) {
                return true;
            }
        }
        return false;
    }

    /** Both bytes of a pair are from the same half of the code table, and no control characters. */
    private static boolean isSecond(int first, int second) {
        return (second & 0x80) == (first & 0x80) && (second & 0x7F) > ' ';
    }

    private static String pair(CodeElement element, int first, int second) {
        byte[] pair = {(byte) (first | 0x80), (byte) (second | 0x80)};
        if (element.prefix() == 0) {
            return new String(pair, element.charset());
        }
        return new String(new byte[] {(byte) element.prefix(), pair[0], pair[1]}, element.charset());
    }

    private static boolean setsBack(int code, Vr vr) {
        return switch (code) {
            case '\t', '\n', '\f', '\r' -> true;
            case '\\' -> vr.isSplit();
            case '^', '=' -> vr == Vr.PN;
            default -> false;
        };
    }

    /** What follows an escape character: intermediate bytes 20H to 2FH and one final byte. */
    private static String sequence(byte[] bytes, int start) {
        int end = start;
        while (end < bytes.length && bytes[end] >= 0x20 && bytes[end] <= 0x2F) {
            end++;
        }
        return new String(bytes, start, Math.min(end + 1, bytes.length) - start, StandardCharsets.ISO_8859_1);
    }

    private static boolean isLow(String sequence) {
        return sequence.startsWith("(") || sequence.startsWith("$B") || sequence.startsWith("$(");
    }

    private static @Nullable CodeElement designated(String sequence) {
        return switch (sequence) {
            // JIS X 0201 romaji differs from ASCII in two characters, of which 5C separates values
            case "(B", "(J" -> CodeElement.single(ASCII);
            case ")I" -> CodeElement.single(Charset.forName("Shift_JIS"));
            case "-A" -> CodeElement.single(StandardCharsets.ISO_8859_1);
            case "-B" -> CodeElement.single(Charset.forName("ISO-8859-2"));
            case "-C" -> CodeElement.single(Charset.forName("ISO-8859-3"));
            case "-D" -> CodeElement.single(Charset.forName("ISO-8859-4"));
            case "-L" -> CodeElement.single(Charset.forName("ISO-8859-5"));
            case "-G" -> CodeElement.single(Charset.forName("ISO-8859-6"));
            case "-F" -> CodeElement.single(Charset.forName("ISO-8859-7"));
            case "-H" -> CodeElement.single(Charset.forName("ISO-8859-8"));
            case "-M" -> CodeElement.single(Charset.forName("ISO-8859-9"));
            case "-b" -> CodeElement.single(Charset.forName("ISO-8859-15"));
            case "-T" -> CodeElement.single(Charset.forName("TIS-620"));
            case "$B" -> CodeElement.pairs(EUC_JP);
            case "$(D" -> new CodeElement(EUC_JP, 2, 0x8F);
            case "$)C" -> CodeElement.pairs(EUC_KR);
            case "$)A" -> CodeElement.pairs(EUC_CN);
            default -> null;
        };
    }
}
