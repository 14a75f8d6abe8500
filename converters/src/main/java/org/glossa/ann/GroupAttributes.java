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
import org.glossa.dicom.Scope;
import org.glossa.dicom.Tag;
import org.glossa.finding.Finding;

/** Attributes of an item of Annotation Group Sequence that descriptions and columns have no place for, as DICOM JSON. */
final class GroupAttributes {
    /** JSON of larger values would be on the heap as a whole. */
    private static final long MOST_BYTES = 16 << 10;

    private static final JsonFactory JSON = new JsonFactory();

    private static final Set<Integer> MODELLED = Set.of(
            Tag.SpecificCharacterSet, // what is added to an item need not be in its own character set
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

    /** Whether the writer makes an attribute of a group item from a description and columns, or leaves it out because they say so. */
    static boolean isModelled(int tag) {
        return MODELLED.contains(tag);
    }

    /**
     * Empty when there are none, as of most.
     *
     * @param findings gets one for each value that is too large to be carried so
     */
    static String of(Scope item, List<Finding> findings) throws IOException {
        boolean any = false;
        for (Element element : item.data()) {
            any |= !isModelled(element.tag());
        }
        if (!any) {
            return "";
        }
        DataSet.Builder others = DataSet.builder();
        int count = 0;
        for (Element element : GlossaBlock.without(item.data())) {
            boolean apart = !isModelled(element.tag()) && Tag.element(element.tag()) != 0;
            if (apart && element.valueLength() <= MOST_BYTES) {
                others.element(element);
                count++;
            } else if (apart) {
                findings.add(Finding.information(
                        "ATTRIBUTE_TOO_LARGE",
                        item.at(element.tag()),
                        element.valueLength() + " bytes",
                        "at most " + MOST_BYTES + " bytes in an attribute that other languages are to carry",
                        "none is needed to write bulk annotations again; other languages go without it",
                        ""));
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
