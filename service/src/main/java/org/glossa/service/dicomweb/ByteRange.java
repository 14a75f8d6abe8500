package org.glossa.service.dicomweb;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a Range header (RFC 9110 section 14.2) asks of a value. */
sealed interface ByteRange {
    /** The value as a whole: no range, several ranges, or a header that cannot be read, which the standard lets us ignore. */
    record Whole() implements ByteRange {}

    /** @param first zero-based */
    record Part(long first, long count) implements ByteRange {}

    /** Nothing of the value is in the range. */
    record Unsatisfiable() implements ByteRange {}

    Pattern ONE = Pattern.compile("\\s*bytes\\s*=\\s*(\\d{0,18})\\s*-\\s*(\\d{0,18})\\s*", Pattern.CASE_INSENSITIVE);

    /** @param length of the whole value */
    static ByteRange parse(@Nullable String header, long length) {
        Matcher range = ONE.matcher(header == null ? "" : header);
        if (!range.matches()) {
            return new Whole();
        }
        String from = range.group(1);
        String to = range.group(2);
        if (from.isEmpty()) {
            return to.isEmpty() ? new Whole() : suffix(Long.parseLong(to), length);
        }
        long first = Long.parseLong(from);
        long last = to.isEmpty() ? length - 1 : Long.parseLong(to);
        if (!to.isEmpty() && last < first) {
            return new Whole(); // not a range at all
        }
        return first >= length ? new Unsatisfiable() : new Part(first, Math.min(last, length - 1) - first + 1);
    }

    private static ByteRange suffix(long count, long length) {
        if (count == 0 || length == 0) {
            return new Unsatisfiable();
        }
        long taken = Math.min(count, length);
        return new Part(length - taken, taken);
    }
}
