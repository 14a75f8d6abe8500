package org.glossa.finding;

import java.util.regex.Pattern;

/**
 * One thing that is wrong with an input, or that a conversion could not carry: what was got, where, what is allowed, and how to
 * mend it.
 *
 * @param code stable identifier in {@code UPPER_SNAKE_CASE}, such as {@code INDEX_LIST_NOT_ASCENDING}
 * @param severity how grave it is
 * @param place where it was met
 * @param got what was found there, in words
 * @param allowed what the standard or the product allows there
 * @param remedy what the producer of the input should do
 * @param clause the section of the standard or of our documentation that says so, such as {@code PS3.3 C.37.1.2}; may be empty
 */
public record Finding(
        String code, Severity severity, Place place, String got, String allowed, String remedy, String clause) {

    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]*");

    public Finding {
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException("Finding code must be UPPER_SNAKE_CASE, got: " + code);
        }
    }

    public static Finding error(String code, Place place, String got, String allowed, String remedy, String clause) {
        return new Finding(code, Severity.ERROR, place, got, allowed, remedy, clause);
    }

    public static Finding warning(String code, Place place, String got, String allowed, String remedy, String clause) {
        return new Finding(code, Severity.WARNING, place, got, allowed, remedy, clause);
    }

    public static Finding information(
            String code, Place place, String got, String allowed, String remedy, String clause) {
        return new Finding(code, Severity.INFORMATION, place, got, allowed, remedy, clause);
    }

    /** The finding as one paragraph: place, got, allowed, remedy, clause. */
    public String sentence() {
        StringBuilder text = new StringBuilder(160);
        text.append(code)
                .append(" at ")
                .append(place.describe())
                .append(": got ")
                .append(got);
        if (!allowed.isEmpty()) {
            text.append("; allowed: ").append(allowed);
        }
        if (!remedy.isEmpty()) {
            text.append("; remedy: ").append(remedy);
        }
        if (!clause.isEmpty()) {
            text.append(" [").append(clause).append(']');
        }
        return text.toString();
    }
}
