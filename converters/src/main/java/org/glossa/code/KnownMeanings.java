package org.glossa.code;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.glossa.annotation.CodedConcept;

/**
 * How SNOMED CT spells what annotations are most often of (PS3.16 CID 7150, 8135, 8136). Other meanings than these may be lawful
 * synonyms, so that only a slip of the pen is recognised: at most two letters more, less or other.
 */
public final class KnownMeanings {
    private static final int SLIP = 2;
    private static final Map<String, String> SNOMED = Map.ofEntries(
            Map.entry("309825002", "Spatial and Relational Concept"),
            Map.entry("246464006", "Function"),
            Map.entry("105590001", "Substance"),
            Map.entry("49755003", "Morphologically Abnormal Structure"),
            Map.entry("85756007", "Tissue"),
            Map.entry("91723000", "Anatomical Structure"),
            Map.entry("260787004", "Physical object"),
            Map.entry("91720002", "Body Substance"),
            Map.entry("4421005", "Cell"),
            Map.entry("84640000", "Nucleus"),
            Map.entry("42798000", "Area"));

    private KnownMeanings() {}

    /** The right spelling of a meaning that is nearly it; empty when it is right, unknown, or something else altogether. */
    public static Optional<String> correctionOf(CodedConcept concept) {
        String right = concept.scheme().equals("SCT") ? SNOMED.get(concept.value()) : null;
        if (right == null || right.equalsIgnoreCase(concept.meaning())) {
            return Optional.empty();
        }
        int slip = Math.min(SLIP, right.length() / 4);
        return distance(right.toLowerCase(Locale.ROOT), concept.meaning().toLowerCase(Locale.ROOT)) <= slip
                ? Optional.of(right)
                : Optional.empty();
    }

    /** Levenshtein's. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
