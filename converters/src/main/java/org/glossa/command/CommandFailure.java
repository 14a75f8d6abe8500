package org.glossa.command;

/** A verb cannot go on; the message is the sentence for standard error, and the exit code is 2. */
final class CommandFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final String sentence;

    CommandFailure(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    String sentence() {
        return sentence;
    }
}
