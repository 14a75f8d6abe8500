package org.glossa.mapping;

import java.util.List;
import org.glossa.annotation.CodedConcept;

/**
 * What a class is in DICOM.
 *
 * @param category AnnotationPropertyCategoryCodeSequence, Finding Category in SR
 * @param type AnnotationPropertyTypeCodeSequence, Finding in SR
 * @param modifiers AnnotationPropertyTypeModifierCodeSequence
 */
public record ClassCodes(CodedConcept category, CodedConcept type, List<CodedConcept> modifiers, Match match) {
    public ClassCodes {
        modifiers = List.copyOf(modifiers);
    }
}
