package org.glossa.convert;

/** An option of a conversion has a name or a value that it cannot have; the message says what was got and what is allowed. */
public final class InvalidOptionException extends Exception {
    private static final long serialVersionUID = 1;

    InvalidOptionException(String name, String got, String allowed) {
        super(name + ": got " + got + "; allowed: " + allowed);
    }

    InvalidOptionException(String sentence) {
        super(sentence);
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
