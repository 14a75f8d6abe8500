package org.glossa.code;

import java.util.List;
import java.util.Locale;
import org.glossa.annotation.CodedConcept;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Tag;

/** Concepts to Code Sequence items (PS3.3 8.8). */
public final class CodeItems {
    /** Longer codes go to Long Code Value (0008,0119). */
    private static final int CODE_VALUE_CHARACTERS = 16;

    private CodeItems() {}

    public static DataSet of(CodedConcept concept) {
        DataSet.Builder item = DataSet.builder();
        item.string(valueTag(concept), concept.value());
        if (!concept.scheme().isEmpty()) {
            item.string(Tag.CodingSchemeDesignator, concept.scheme());
        }
        if (!concept.schemeVersion().isEmpty()) {
            item.string(Tag.CodingSchemeVersion, concept.schemeVersion());
        }
        return item.string(Tag.CodeMeaning, concept.meaning()).build();
    }

    public static List<DataSet> of(List<CodedConcept> concepts) {
        return concepts.stream().map(CodeItems::of).toList();
    }

    private static int valueTag(CodedConcept concept) {
        if (isUniformResource(concept)) {
            return Tag.URNCodeValue;
        }
        return concept.value().codePointCount(0, concept.value().length()) > CODE_VALUE_CHARACTERS
                ? Tag.LongCodeValue
                : Tag.CodeValue;
    }

    /** Whether the code is a URI, which needs no coding scheme. */
    public static boolean isUniformResource(CodedConcept concept) {
        String start = concept.value().toLowerCase(Locale.ROOT);
        return start.startsWith("urn:") || start.startsWith("http:") || start.startsWith("https:");
    }
}
