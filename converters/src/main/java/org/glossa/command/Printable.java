package org.glossa.command;

/** Text from a file for a terminal: what would steer the terminal, or break a line, is shown instead of done. */
public final class Printable {
    private Printable() {}

    /** Control characters as {@code \x1b}, line ends included. */
    public static String of(String text) {
        if (text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length() + 8);
        text.chars().forEach(c -> {
            if (Character.isISOControl(c)) {
                shown.append(String.format("\\x%02x", c));
            } else {
                shown.append((char) c);
            }
        });
        return shown.toString();
    }
}
