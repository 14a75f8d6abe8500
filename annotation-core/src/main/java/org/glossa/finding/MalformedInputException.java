package org.glossa.finding;

import java.io.IOException;

/** An input is damaged so that it cannot be read; the finding says where and how to mend it. */
public final class MalformedInputException extends IOException {
    private static final long serialVersionUID = 1;

    private final transient Finding finding;

    public MalformedInputException(Finding finding) {
        super(finding.sentence());
        this.finding = finding;
    }

    public Finding finding() {
        return finding;
    }
}
