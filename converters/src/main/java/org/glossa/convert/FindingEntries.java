package org.glossa.convert;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.glossa.finding.Finding;
import org.glossa.ledger.Ledger;
import org.glossa.ledger.LedgerEntry;
import org.glossa.ledger.LedgerEntry.Carriage;

/** Findings of a writer as entries of a ledger: one for each code. */
final class FindingEntries {
    private static final int FIRST_PATHS = 5;

    /** What our reader gives back from our private block. */
    private static final Set<String> RESTORED = Set.of("GROUP_SPLIT");

    private FindingEntries() {}

    static void add(List<Finding> findings, Ledger ledger) {
        Map<String, List<Finding>> byCode = new LinkedHashMap<>();
        findings.forEach(finding -> byCode.computeIfAbsent(finding.code(), code -> new ArrayList<>())
                .add(finding));
        byCode.forEach((code, alike) -> ledger.add(new LedgerEntry(
                code,
                alike.getFirst().severity(),
                RESTORED.contains(code) ? Carriage.RESTORABLE : Carriage.GONE,
                alike.size(),
                alike.stream()
                        .limit(FIRST_PATHS)
                        .map(finding -> finding.place().describe())
                        .toList(),
                Double.NaN,
                alike.getFirst().got())));
    }
}
