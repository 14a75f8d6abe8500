package org.glossa.service.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values that a key may have, as an operator writes them. Narrower than what Micronaut reads: that takes a size beyond 64 bits for
 * another one, and any text for a URL.
 */
sealed interface Allowed {
    boolean admits(String value);

    /** What is allowed, to go on after "is". */
    String sentence();

    /** A whole number that fits an int. */
    record Count(int least) implements Allowed {
        private static final Pattern DIGITS = Pattern.compile("\\d{1,10}");

        @Override
        public boolean admits(String value) {
            return DIGITS.matcher(value).matches()
                    && Long.parseLong(value) >= least
                    && Long.parseLong(value) <= Integer.MAX_VALUE;
        }

        @Override
        public String sentence() {
            return "a whole number from " + least + " to " + Integer.MAX_VALUE;
        }
    }

    /** Bytes. */
    record Size(long least, long most) implements Allowed {
        private static final Pattern FORM = Pattern.compile("(\\d{1,19})(|KB|MB|GB)");

        @Override
        public boolean admits(String value) {
            Matcher matcher = FORM.matcher(value.toUpperCase(Locale.ROOT));
            if (!matcher.matches()) {
                return false;
            }
            try {
                long bytes = Math.multiplyExact(Long.parseLong(matcher.group(1)), unit(matcher.group(2)));
                return bytes >= least && bytes <= most;
            } catch (ArithmeticException | NumberFormatException beyondLong) {
                return false;
            }
        }

        private static long unit(String suffix) {
            return switch (suffix) {
                case "KB" -> 1L << 10;
                case "MB" -> 1L << 20;
                case "GB" -> 1L << 30;
                default -> 1;
            };
        }

        @Override
        public String sentence() {
            return "a size such as 65536, 64KB, 64MB or 64GB, from " + least + " to " + most + " bytes";
        }
    }

    /** Milliseconds to years. */
    record Time(long leastMillis) implements Allowed {
        private static final Pattern FORM = Pattern.compile("(\\d{1,10})(ms|s|m|h|d)");
        private static final Duration MOST = Duration.ofDays(36_500); // its nanoseconds fit a long

        @Override
        public boolean admits(String value) {
            Duration time = parsed(value);
            return time.toMillis() >= leastMillis && time.compareTo(MOST) <= 0;
        }

        /** Negative when it is none. */
        private static Duration parsed(String value) {
            Duration none = Duration.ofMillis(-1);
            Matcher matcher = FORM.matcher(value);
            if (!matcher.matches()) {
                return iso(value, none);
            }
            long amount = Long.parseLong(matcher.group(1));
            if (amount > Integer.MAX_VALUE) {
                return none; // Micronaut reads an int
            }
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                default -> Duration.ofDays(amount);
            };
        }

        private static Duration iso(String value, Duration none) {
            if (!value.startsWith("P")) {
                return none;
            }
            try {
                Duration time = Duration.parse(value);
                return time.compareTo(MOST) > 0 ? none : time;
            } catch (DateTimeParseException other) {
                return none;
            }
        }

        @Override
        public String sentence() {
            return "a time such as 500ms, 30s, 10m, 12h or 7d, from " + leastMillis + "ms to " + MOST.toDays() + "d";
        }
    }

    /** What clients call the server; empty counts as not given. */
    record Url() implements Allowed {
        @Override
        public boolean admits(String value) {
            try {
                return value.isEmpty() || Settings.isPublicUrl(new URI(value));
            } catch (URISyntaxException none) {
                return false;
            }
        }

        @Override
        public String sentence() {
            return "an absolute http or https URL, such as https://example.org/glossa";
        }
    }

    /** A list of origins as browsers send them (RFC 6454 section 6.2), or {@code *}; empty admits none. */
    record Origins() implements Allowed {
        private static final Pattern ORIGIN = Pattern.compile("\\*|null|[a-z][a-z0-9+.-]*://[^/?#@\\s\\p{Lu}]+");

        @Override
        public boolean admits(String value) {
            return value.isEmpty()
                    || Arrays.stream(value.split(",", -1))
                            .allMatch(origin -> ORIGIN.matcher(origin.strip()).matches());
        }

        @Override
        public String sentence() {
            return "* or a list of origins as browsers send them, such as https://viewer.example,https://other.example:8443:"
                    + " lower case, commas between, no path and no slash at the end";
        }
    }
}
