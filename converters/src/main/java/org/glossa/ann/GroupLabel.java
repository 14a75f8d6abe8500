package org.glossa.ann;

/**
 * Annotation Group Label (006A,0005) is LO: at most 64 characters without control characters and backslash. A label that breaks this is
 * written as far as it goes, and whole in our private block.
 *
 * @param text what fits
 * @param isWhole whether it is the label itself
 */
record GroupLabel(String text, boolean isWhole) {
    static final int MAXIMUM_CHARACTERS = 64;

    static GroupLabel of(String label) {
        String text = shorten(fitting(label), MAXIMUM_CHARACTERS);
        return new GroupLabel(text, text.equals(label));
    }

    /**
     * The label of one of several parts.
     *
     * @param part one-based
     */
    static GroupLabel ofPart(String label, int part, int parts) {
        String suffix = " (" + part + "/" + parts + ")";
        return new GroupLabel(shorten(fitting(label), MAXIMUM_CHARACTERS - suffix.length()) + suffix, false);
    }

    private static String fitting(String label) {
        StringBuilder text = new StringBuilder(label.length());
        for (int i = 0; i < label.length(); i++) {
            char character = label.charAt(i);
            if (character == '\\') {
                text.append('/');
            } else {
                text.append(Character.isISOControl(character) ? ' ' : character);
            }
        }
        return text.toString().strip();
    }

    private static String shorten(String text, int characters) {
        if (text.codePointCount(0, text.length()) <= characters) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, characters)).strip();
    }
}
