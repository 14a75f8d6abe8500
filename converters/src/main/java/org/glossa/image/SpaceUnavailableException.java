package org.glossa.image;

/** Coordinates cannot be had in the space asked for; the message says why and what would help. */
public final class SpaceUnavailableException extends Exception {
    private static final long serialVersionUID = 1;

    SpaceUnavailableException(String sentence) {
        super(sentence);
    }
}
