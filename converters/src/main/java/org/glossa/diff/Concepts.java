package org.glossa.diff;

import java.util.List;
import org.glossa.annotation.CodedConcept;
import org.jspecify.annotations.Nullable;

/** Concepts as they are compared: value, scheme and version of the scheme, without the meaning. */
final class Concepts {
    private Concepts() {}

    static String describe(@Nullable CodedConcept concept) {
        if (concept == null) {
            return "";
        }
        String version = concept.schemeVersion().isEmpty() ? "" : ", version " + concept.schemeVersion();
        return '(' + concept.value() + ", " + concept.scheme() + version + ')';
    }

    static String describe(List<CodedConcept> concepts) {
        StringBuilder text = new StringBuilder();
        for (CodedConcept concept : concepts) {
            text.append(" with ").append(describe(concept));
        }
        return text.toString();
    }
}
