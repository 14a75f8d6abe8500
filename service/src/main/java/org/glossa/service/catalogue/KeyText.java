package org.glossa.service.catalogue;

/** The forms of a text that both databases hold and compare alike. */
public final class KeyText {
    private static final int REPLACEMENT = 0xFFFD;

    private KeyText() {}

    /** Whether both databases take a text, and so may hold it. */
    public static boolean isStorable(String text) {
        return text.codePoints().noneMatch(point -> point == 0 || isHalf(point));
    }

    /** A text that both databases take: NUL is left out, half of a surrogate pair is replaced. */
    public static String storable(String text) {
        if (isStorable(text)) {
            return text;
        }
        return text.codePoints()
                .filter(point -> point != 0)
                .map(point -> isHalf(point) ? REPLACEMENT : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** A name for comparison without regard to case, code point by code point: databases differ in what they take for lower case. */
    public static String folded(String name) {
        return name.codePoints()
                .map(point -> Character.toLowerCase(Character.toUpperCase(point)))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isHalf(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }
}
