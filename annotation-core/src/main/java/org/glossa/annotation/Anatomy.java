package org.glossa.annotation;

import java.util.List;

/**
 * Where in the body the annotations of a group lie, as far as the group itself says it.
 *
 * @param regions Anatomic Region Sequence (0008,2218)
 * @param primaryStructures Primary Anatomic Structure Sequence (0008,2228)
 */
public record Anatomy(List<AnatomicSite> regions, List<AnatomicSite> primaryStructures) {
    /** The group says nothing of anatomy. */
    public static final Anatomy UNSTATED = new Anatomy(List.of(), List.of());

    public Anatomy {
        regions = List.copyOf(regions);
        primaryStructures = List.copyOf(primaryStructures);
    }
}
