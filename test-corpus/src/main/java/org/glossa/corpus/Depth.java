package org.glossa.corpus;

/** How much a test repeats: {@code -Dglossa.depth=deep} (or {@code -Pdeep}) asks for the full counts. */
public enum Depth {
    REDUCED,
    DEEP;

    /** The depth of this run; reduced unless the system property {@code glossa.depth} says {@code deep}. */
    public static Depth current() {
        String asked = System.getProperty("glossa.depth", "reduced");
        return switch (asked) {
            case "reduced", "" -> REDUCED;
            case "deep" -> DEEP;
            default -> throw new IllegalArgumentException("glossa.depth is \"" + asked + "\"; allowed: reduced, deep");
        };
    }

    /** The first count in a reduced run, the second in a deep one. */
    public static int count(int reduced, int deep) {
        return current() == DEEP ? deep : reduced;
    }
}
