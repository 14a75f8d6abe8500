package org.glossa.finding;

/** How grave a {@link Finding} is. Only {@link #ERROR} on structural damage refuses an input. */
public enum Severity {
    /** Worth knowing, nothing to mend. */
    INFORMATION,
    /** Legal or harmless today, likely to trouble a reader. */
    WARNING,
    /** A conversion could not carry something; {@code --strict} turns it into a failure. */
    LOSS,
    /** Breaks a rule of the standard. */
    ERROR
}
