package org.glossa.mapping;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.glossa.annotation.CodedConcept;

/**
 * Codes of the private scheme 99GLOSSA for names that have no other. The same name has the same code for ever: code value is the name with
 * {@code _} for each space when it has at most 16 letters and digits of ASCII with single spaces between; else at most six of its letters
 * and digits, a full stop, and 45 bits of its SHA-256 in base 32. No name of the first kind can have a code of the second.
 */
public final class LocalCode {
    public static final String SCHEME = "99GLOSSA";

    /** CodeValue is SH, CodeMeaning is LO (PS3.5 6.2). */
    private static final int MOST_VALUE_CHARACTERS = 16;

    private static final int MOST_MEANING_CHARACTERS = 64;
    private static final Pattern READABLE = Pattern.compile("[A-Za-z0-9]+(?: [A-Za-z0-9]+)*");
    private static final Pattern NOT_IN_SLUG = Pattern.compile("[^A-Za-z0-9]");
    private static final Pattern NOT_IN_MEANING = Pattern.compile("[\\\\\\p{Cntrl}]");
    private static final int SLUG_CHARACTERS = 6;
    private static final int HASH_CHARACTERS = 9;
    private static final int BITS_EACH = 5;

    private LocalCode() {}

    /** The meaning is the name, as far as 64 characters go, with a space for each character that no DICOM text can have. */
    public static CodedConcept of(String name) {
        return new CodedConcept(value(name), SCHEME, meaning(name));
    }

    private static String value(String name) {
        if (name.length() <= MOST_VALUE_CHARACTERS && READABLE.matcher(name).matches()) {
            return name.replace(' ', '_');
        }
        String letters = NOT_IN_SLUG.matcher(name).replaceAll("");
        String slug = letters.substring(0, Math.min(SLUG_CHARACTERS, letters.length()));
        BigInteger hash = new BigInteger(1, sha256(name)).shiftRight(256 - HASH_CHARACTERS * BITS_EACH);
        String digits = hash.toString(1 << BITS_EACH).toUpperCase(Locale.ROOT);
        return slug + "." + "0".repeat(HASH_CHARACTERS - digits.length()) + digits;
    }

    private static String meaning(String name) {
        String shown = NOT_IN_MEANING.matcher(name).replaceAll(" ").strip();
        if (shown.isEmpty()) {
            return "(no name)";
        }
        if (shown.codePointCount(0, shown.length()) <= MOST_MEANING_CHARACTERS) {
            return shown;
        }
        return shown.substring(0, shown.offsetByCodePoints(0, MOST_MEANING_CHARACTERS))
                .strip();
    }

    private static byte[] sha256(String name) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256 (java.security.MessageDigest)", e);
        }
    }
}
