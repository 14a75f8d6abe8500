package org.glossa.annotation;

import java.util.List;

/**
 * An item of Anatomic Region Sequence (0008,2218) or Primary Anatomic Structure Sequence (0008,2228), PS3.3 10.5.
 *
 * @param modifiers Anatomic Region Modifier Sequence (0008,2220) or Primary Anatomic Structure Modifier Sequence (0008,2230)
 */
public record AnatomicSite(CodedConcept site, List<CodedConcept> modifiers) {
    public AnatomicSite {
        modifiers = List.copyOf(modifiers);
    }
}
