package org.glossa.sr.read;

import java.util.Set;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Element;
import org.glossa.dicom.Tag;
import org.glossa.dicom.Vr;

/** Whether a data set says nothing but what columns take. */
final class Plain {
    private static final int CONTEXT_GROUP_EXTENSION_FLAG = 0x0008010B;
    private static final int MAPPING_RESOURCE_UID = 0x00080118;
    private static final int MAPPING_RESOURCE_NAME = 0x00080122;

    /** Of an item of a Code Sequence; where the code was chosen from says nothing of what it means. */
    private static final Set<Integer> CODE = Set.of(
            Tag.CodeValue,
            Tag.LongCodeValue,
            Tag.URNCodeValue,
            Tag.CodingSchemeDesignator,
            Tag.CodingSchemeVersion,
            Tag.CodeMeaning,
            Tag.MappingResource,
            MAPPING_RESOURCE_UID,
            MAPPING_RESOURCE_NAME,
            Tag.ContextGroupVersion,
            CONTEXT_GROUP_EXTENSION_FLAG,
            Tag.ContextIdentifier,
            Tag.ContextUID);

    private Plain() {}

    /** Whether there are no elements but these, and every Code Sequence among them is one plain code. */
    static boolean only(DataSet data, Set<Integer> tags) {
        for (Element element : data) {
            if (!tags.contains(element.tag()) || isCode(element) && !isPlainCode(element)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isCode(Element element) {
        return switch (element.tag()) {
            case Tag.ConceptNameCodeSequence,
                    Tag.ConceptCodeSequence,
                    Tag.MeasurementUnitsCodeSequence,
                    Tag.NumericValueQualifierCodeSequence -> true;
            default -> false;
        };
    }

    private static boolean isPlainCode(Element sequence) {
        if (sequence.vr() != Vr.SQ || sequence.items().size() > 1) {
            return false;
        }
        for (DataSet code : sequence.items()) {
            for (Element element : code) {
                if (!CODE.contains(element.tag())) {
                    return false;
                }
            }
        }
        return true;
    }
}
