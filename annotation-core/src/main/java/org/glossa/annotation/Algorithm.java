package org.glossa.annotation;

import org.jspecify.annotations.Nullable;

/**
 * An item of Annotation Group Algorithm Identification Sequence (006A,0008).
 *
 * @param family AlgorithmFamilyCodeSequence (0066,002F), null when the file omits it
 * @param nameCode AlgorithmNameCodeSequence (0066,0030), null when the file omits it
 */
public record Algorithm(
        String name,
        String version,
        @Nullable CodedConcept family,
        String parameters,
        String source,
        @Nullable CodedConcept nameCode) {
    /** Its name has no code. */
    public Algorithm(String name, String version, @Nullable CodedConcept family, String parameters, String source) {
        this(name, version, family, parameters, source, null);
    }
}
