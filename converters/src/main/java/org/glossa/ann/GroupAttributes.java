package org.glossa.ann;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DicomJson;
import org.glossa.dicom.DicomJsonReader;
import org.glossa.dicom.Element;
import org.glossa.dicom.Tag;

/** Attributes of an item of Annotation Group Sequence that descriptions and columns have no place for, as DICOM JSON. */
final class GroupAttributes {
    private static final JsonFactory JSON = new JsonFactory();

    private static final Set<Integer> MODELLED = Set.of(
            Tag.SpecificCharacterSet,
            Tag.AnnotationGroupNumber,
            Tag.AnnotationGroupUID,
            Tag.AnnotationGroupLabel,
            Tag.AnnotationGroupDescription,
            Tag.AnnotationGroupGenerationType,
            Tag.AnnotationGroupAlgorithmIdentificationSequence,
            Tag.AnnotationPropertyCategoryCodeSequence,
            Tag.AnnotationPropertyTypeCodeSequence,
            Tag.AnatomicRegionSequence,
            Tag.PrimaryAnatomicStructureSequence,
            Tag.NumberOfAnnotations,
            Tag.GraphicType,
            Tag.AnnotationAppliesToAllOpticalPaths,
            Tag.ReferencedOpticalPathIdentifier,
            Tag.AnnotationAppliesToAllZPlanes,
            Tag.CommonZCoordinateValue,
            Tag.PointCoordinatesData,
            Tag.DoublePointCoordinatesData,
            Tag.LongPrimitivePointIndexList,
            Tag.RecommendedDisplayCIELabValue,
            Tag.MeasurementsSequence);

    private GroupAttributes() {}

    /** Empty when there are none, as of most. */
    static String of(DataSet item) throws IOException {
        boolean any = false;
        for (Element element : item) {
            any |= !MODELLED.contains(element.tag());
        }
        if (!any) {
            return "";
        }
        DataSet.Builder others = DataSet.builder();
        int count = 0;
        for (Element element : GlossaBlock.without(item)) {
            if (!MODELLED.contains(element.tag()) && Tag.element(element.tag()) != 0) {
                others.element(element);
                count++;
            }
        }
        if (count == 0) {
            return "";
        }
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            DicomJson.write(out, others.build(), null);
        }
        return text.toString();
    }

    /** An item with those attributes that it has not yet and that may stand in one. */
    static DataSet added(DataSet item, String attributes) throws IOException {
        if (attributes.isEmpty()) {
            return item;
        }
        byte[] json = attributes.getBytes(StandardCharsets.UTF_8);
        List<DataSet> read =
                DicomJsonReader.read(new ByteArrayInputStream(json), DicomJsonReader.BulkDataResolver.NONE);
        return read.isEmpty() ? item : CarriedAttributes.merge(item, read.getFirst());
    }
}
