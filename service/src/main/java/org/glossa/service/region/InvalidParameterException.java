package org.glossa.service.region;

/** A query parameter that cannot be answered: what was got, what is allowed, what to do. */
final class InvalidParameterException extends Exception {
    private static final long serialVersionUID = 1;

    InvalidParameterException(String got, String allowed, String remedy) {
        super("got " + got + "; allowed: " + allowed + "; remedy: " + remedy);
    }
}
