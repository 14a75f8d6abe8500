package org.glossa.annotation;

import org.jspecify.annotations.Nullable;

/**
 * An item of Annotation Group Algorithm Identification Sequence (006A,0008).
 *
 * @param family AlgorithmFamilyCodeSequence (0066,002F), null when the file omits it
 */
public record Algorithm(
        String name, String version, @Nullable CodedConcept family, String parameters, String source) {}
