package org.glossa.sr.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.glossa.annotation.Algorithm;
import org.glossa.annotation.CodedConcept;
import org.glossa.dicom.Tag;
import org.glossa.sr.ContentItem;
import org.glossa.sr.RelationshipType;
import org.glossa.sr.SrConcepts;
import org.glossa.sr.ValueType;
import org.jspecify.annotations.Nullable;

/** Rows of TID 4019 "Algorithm Identification" to algorithms; a name begins the next. Not thread-safe. */
final class AlgorithmRows {
    private static final Set<Integer> PLAIN_TEXT =
            Set.of(Tag.RelationshipType, Tag.ValueType, Tag.ConceptNameCodeSequence, Tag.TextValue);
    private static final Set<Integer> PLAIN_CODE =
            Set.of(Tag.RelationshipType, Tag.ValueType, Tag.ConceptNameCodeSequence, Tag.ConceptCodeSequence);

    private final List<Draft> drafts = new ArrayList<>();
    private final List<ContentItem> items = new ArrayList<>();
    private boolean plain = true;

    private static final class Draft {
        @Nullable
        String name;

        String version = "";
        final List<String> parameters = new ArrayList<>();
        String source = "";

        @Nullable
        CodedConcept family;
    }

    static boolean isRow(ContentItem item, CodedConcept name) {
        ValueType type = item.valueType();
        if (type == ValueType.TEXT) {
            return SrConcepts.is(name, SrConcepts.ALGORITHM_NAME)
                    || SrConcepts.is(name, SrConcepts.ALGORITHM_VERSION)
                    || SrConcepts.is(name, SrConcepts.ALGORITHM_PARAMETERS)
                    || SrConcepts.is(name, SrConcepts.ALGORITHM_MANUFACTURER);
        }
        return type == ValueType.CODE && SrConcepts.is(name, SrConcepts.ALGORITHM_FAMILY);
    }

    /** Takes a row. */
    void add(ContentItem item, CodedConcept name, SrFaults faults) {
        faults.checkRelationship(item, RelationshipType.HAS_CONCEPT_MOD);
        items.add(item);
        Draft draft = drafts.isEmpty() ? null : drafts.getLast();
        boolean begins = SrConcepts.is(name, SrConcepts.ALGORITHM_NAME);
        if (draft == null || begins && draft.name != null) {
            draft = new Draft();
            drafts.add(draft);
        }
        String text = item.scope().text(Tag.TextValue);
        if (SrConcepts.is(name, SrConcepts.ALGORITHM_FAMILY)) {
            plain &= Plain.only(item.data(), PLAIN_CODE) && draft.family == null;
            draft.family = item.code();
            return;
        }
        plain &= Plain.only(item.data(), PLAIN_TEXT);
        if (begins) {
            draft.name = text;
        } else if (SrConcepts.is(name, SrConcepts.ALGORITHM_PARAMETERS)) {
            plain &= draft.parameters.isEmpty();
            draft.parameters.add(text);
        } else if (SrConcepts.is(name, SrConcepts.ALGORITHM_VERSION)) {
            plain &= draft.version.isEmpty();
            draft.version = text;
        } else {
            plain &= draft.source.isEmpty();
            draft.source = text;
        }
    }

    /** The rows themselves when algorithms do not say all that they say, else none. */
    List<ContentItem> kept() {
        return plain ? List.of() : items;
    }

    List<Algorithm> algorithms() {
        return drafts.stream()
                .map(draft -> new Algorithm(
                        draft.name == null ? "" : draft.name,
                        draft.version,
                        draft.family,
                        String.join("\n", draft.parameters),
                        draft.source))
                .toList();
    }
}
