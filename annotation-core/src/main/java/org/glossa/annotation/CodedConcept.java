package org.glossa.annotation;

/**
 * A coded concept (Code Sequence macro, PS3.3 8.8).
 *
 * @param value CodeValue, LongCodeValue or URNCodeValue, as written
 * @param scheme CodingSchemeDesignator; empty only for a URN
 * @param schemeVersion CodingSchemeVersion; empty when absent
 * @param meaning CodeMeaning, as written
 */
public record CodedConcept(String value, String scheme, String schemeVersion, String meaning) {
    public CodedConcept(String value, String scheme, String meaning) {
        this(value, scheme, "", meaning);
    }
}
