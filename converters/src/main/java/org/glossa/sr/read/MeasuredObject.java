package org.glossa.sr.read;

import java.util.List;
import org.glossa.annotation.Algorithm;
import org.glossa.annotation.AnatomicSite;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.GenerationType;
import org.jspecify.annotations.Nullable;

/**
 * What a Measurement Group says of one object.
 *
 * @param name Tracking Identifier, null when absent
 * @param uid Tracking Unique Identifier as written, null when absent
 * @param category Finding category; without any text when absent, likewise the finding
 * @param regions that have columns in the set's space, in order
 * @param content array of {@link org.glossa.feature.Features#content}, null when there is nothing
 */
record MeasuredObject(
        @Nullable String name,
        @Nullable String uid,
        CodedConcept category,
        CodedConcept finding,
        List<CodedConcept> modifiers,
        List<AnatomicSite> sites,
        List<Algorithm> algorithms,
        GenerationType generation,
        List<Region> regions,
        List<MeasuredNumber> numbers,
        @Nullable String content) {}
