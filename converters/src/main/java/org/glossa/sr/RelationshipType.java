package org.glossa.sr;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Relationship Type (0040,A010) of a content item to the one above it, PS3.3 table C.17.3-8. */
public enum RelationshipType {
    CONTAINS,
    HAS_PROPERTIES,
    HAS_OBS_CONTEXT,
    HAS_ACQ_CONTEXT,
    HAS_CONCEPT_MOD,
    INFERRED_FROM,
    SELECTED_FROM;

    private static final Map<String, RelationshipType> BY_TERM =
            Arrays.stream(values()).collect(Collectors.toMap(RelationshipType::term, Function.identity()));

    /** The enumerated value, such as {@code HAS OBS CONTEXT}. */
    public String term() {
        return name().replace('_', ' ');
    }

    /** The type of an enumerated value, null for another text. */
    public static @Nullable RelationshipType of(String term) {
        return BY_TERM.get(term);
    }
}
