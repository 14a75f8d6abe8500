package org.glossa.ann;

import java.util.List;
import org.glossa.finding.Finding;

/** A set says too little, or something, that no conformant instance can carry; the findings say what, and how to mend it. */
public final class UnwritableAnnotationsException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Finding> findings;
    private final String sentence;

    /** @param findings at least one */
    public UnwritableAnnotationsException(List<Finding> findings) {
        super(findings.getFirst().code());
        this.findings = List.copyOf(findings);
        this.sentence = findings.getFirst().sentence()
                + (findings.size() > 1 ? " (and " + (findings.size() - 1) + " more)" : "");
    }

    /** The first finding as one paragraph, and how many more there are. */
    public String sentence() {
        return sentence;
    }

    @Override
    public String getMessage() {
        return sentence;
    }

    public List<Finding> findings() {
        return findings;
    }
}
