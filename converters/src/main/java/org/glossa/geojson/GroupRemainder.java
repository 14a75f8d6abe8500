package org.glossa.geojson;

import java.util.Set;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Element;
import org.glossa.dicom.Tag;

/** What features do not carry of an item of Annotation Group Sequence (006A,0002). */
public final class GroupRemainder {
    private static final Set<Integer> CARRIED = Set.of(
            Tag.AnnotationGroupNumber,
            Tag.AnnotationGroupUID,
            Tag.AnnotationGroupLabel,
            Tag.AnnotationGroupDescription,
            Tag.AnnotationGroupGenerationType,
            Tag.AnnotationGroupAlgorithmIdentificationSequence,
            Tag.AnnotationPropertyCategoryCodeSequence,
            Tag.AnnotationPropertyTypeCodeSequence,
            Tag.NumberOfAnnotations,
            Tag.GraphicType,
            Tag.AnnotationAppliesToAllOpticalPaths,
            Tag.ReferencedOpticalPathIdentifier,
            Tag.CommonZCoordinateValue,
            Tag.PointCoordinatesData,
            Tag.DoublePointCoordinatesData,
            Tag.LongPrimitivePointIndexList,
            Tag.RecommendedDisplayCIELabValue,
            Tag.MeasurementsSequence);

    private GroupRemainder() {}

    /** The other attributes, such as Annotation Applies to All Z Planes, anatomic regions and private ones. */
    public static DataSet of(DataSet groupItem) {
        DataSet.Builder remainder = DataSet.builder();
        for (Element element : groupItem) {
            if (!CARRIED.contains(element.tag())) {
                remainder.element(element);
            }
        }
        return remainder.build();
    }
}
