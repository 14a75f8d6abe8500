package org.glossa.convert;

import java.util.List;
import org.glossa.finding.Finding;
import org.glossa.finding.Place;
import org.glossa.ledger.Ledger;
import org.jspecify.annotations.Nullable;

/** An input that can be read, but not be converted as asked; nothing usable was written. The findings say what would help. */
public final class ConversionRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Finding> findings;
    private final transient @Nullable Ledger ledger;

    /** @param findings at least one */
    public ConversionRefusedException(List<Finding> findings) {
        this(findings, null);
    }

    /** @param ledger what the conversion would have changed or lost, as far as it came */
    public ConversionRefusedException(List<Finding> findings, @Nullable Ledger ledger) {
        super(findings.getFirst().sentence()
                + (findings.size() > 1 ? " (and " + (findings.size() - 1) + " more)" : ""));
        this.findings = List.copyOf(findings);
        this.ledger = ledger;
    }

    static ConversionRefusedException of(String code, String got, String allowed, String remedy) {
        return new ConversionRefusedException(List.of(Finding.error(code, Place.WHOLE, got, allowed, remedy, "")));
    }

    /** The first finding as one paragraph, and how many more there are. */
    public String sentence() {
        return String.valueOf(getMessage());
    }

    public List<Finding> findings() {
        return findings;
    }

    /** Null when the conversion did not begin. */
    public @Nullable Ledger ledger() {
        return ledger;
    }
}
