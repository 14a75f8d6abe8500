package org.glossa.ann;

import java.util.List;
import org.glossa.finding.Finding;

/** A set says too little, or something, that no conformant instance can carry; the findings say what, and how to mend it. */
public final class UnwritableAnnotationsException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Finding> findings;

    /** @param findings at least one */
    public UnwritableAnnotationsException(List<Finding> findings) {
        super(findings.getFirst().sentence()
                + (findings.size() > 1 ? " (and " + (findings.size() - 1) + " more)" : ""));
        this.findings = List.copyOf(findings);
    }

    public List<Finding> findings() {
        return findings;
    }
}
