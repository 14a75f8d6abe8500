package org.glossa.query;

import org.glossa.annotation.CodedConcept;

/** How a coded concept is named in a question. */
public sealed interface ConceptMatch {
    boolean matches(CodedConcept concept);

    /**
     * By code; its meaning and the version of the scheme do not matter.
     *
     * @param value Code Value
     * @param scheme Coding Scheme Designator
     */
    record Code(String value, String scheme) implements ConceptMatch {
        @Override
        public boolean matches(CodedConcept concept) {
            return concept.value().equals(value) && concept.scheme().equals(scheme);
        }
    }

    /**
     * By Code Meaning as written, which is the name of a class or measurement that came without codes.
     *
     * @param text letter by letter
     */
    record Meaning(String text) implements ConceptMatch {
        @Override
        public boolean matches(CodedConcept concept) {
            return concept.meaning().equals(text);
        }
    }

    /** Whatever concept. */
    record Any() implements ConceptMatch {
        @Override
        public boolean matches(CodedConcept concept) {
            return true;
        }
    }
}
