package org.glossa.ann;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Element;
import org.glossa.dicom.Tag;
import org.glossa.dicom.Vr;

/** Attributes of a rewritten instance that the vocabulary does not know, private ones included: they are taken over as they are. */
final class CarriedAttributes {
    /** What the writer decides within the items of groups and in references; absent in what it made means that it must be absent. */
    private static final Set<Integer> DECIDED = Set.of(
            Tag.AlgorithmFamilyCodeSequence,
            Tag.AlgorithmNameCodeSequence,
            Tag.AlgorithmName,
            Tag.AlgorithmVersion,
            Tag.AlgorithmParameters,
            Tag.AlgorithmSource,
            Tag.AnnotationPropertyTypeModifierCodeSequence,
            Tag.AnatomicRegionModifierSequence,
            Tag.PrimaryAnatomicStructureModifierSequence,
            Tag.ConceptNameCodeSequence,
            Tag.MeasurementUnitsCodeSequence,
            Tag.MeasurementValuesSequence,
            Tag.FloatingPointValues,
            Tag.AnnotationIndexList,
            Tag.CodeValue,
            Tag.LongCodeValue,
            Tag.URNCodeValue,
            Tag.CodingSchemeDesignator,
            Tag.CodingSchemeVersion,
            Tag.CodeMeaning,
            Tag.ReferencedSOPClassUID,
            Tag.ReferencedSOPInstanceUID,
            Tag.ReferencedFrameNumber);

    private CarriedAttributes() {}

    /** An item as it was made, with what else the original item says; likewise in the items within that say the same of both. */
    static DataSet merge(DataSet made, DataSet original) {
        DataSet others = GlossaBlock.without(original);
        boolean ours = GlossaBlock.of(made).isPresent();
        DataSet.Builder merged = DataSet.builder();
        for (Element element : others) {
            boolean collides = ours && GlossaBlock.isInGroup(element.tag());
            boolean decided = DECIDED.contains(element.tag()) || GroupAttributes.isModelled(element.tag());
            if (!decided && !made.contains(element.tag()) && !collides) {
                merged.verbatim(element);
            }
        }
        for (Element element : made) {
            List<DataSet> items = element.vr() == Vr.SQ ? element.items() : List.of();
            List<DataSet> originals = others.items(element.tag());
            if (items.isEmpty() || items.size() != originals.size()) {
                merged.verbatim(element);
            } else {
                merged.sequence(element.tag(), mergeEach(items, originals));
            }
        }
        return merged.build();
    }

    private static List<DataSet> mergeEach(List<DataSet> items, List<DataSet> originals) {
        List<DataSet> merged = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            boolean same = saysSame(items.get(i), originals.get(i));
            merged.add(same ? merge(items.get(i), originals.get(i)) : items.get(i));
        }
        return merged;
    }

    /** Whether two items agree in all text and numbers that both have, so that what only one says holds for both. */
    private static boolean saysSame(DataSet made, DataSet original) {
        for (Element element : made) {
            Element other = original.get(element.tag());
            if (other != null
                    && element.vr() != Vr.SQ
                    && !element.vr().isStream()
                    && !element.strings().equals(other.strings())) {
                return false;
            }
        }
        return true;
    }
}
