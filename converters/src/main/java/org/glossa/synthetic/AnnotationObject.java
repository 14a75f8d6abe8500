package org.glossa.synthetic;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.glossa.annotation.Algorithm;
import org.glossa.annotation.Anatomy;
import org.glossa.annotation.CieLab;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.GenerationType;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.ZPlanes;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DataSetWriter;
import org.glossa.dicom.Tag;
import org.glossa.dicom.Vr;

/** Writes the nuclei as one Microscopy Bulk Simple Annotations instance (PS3.3 A.87, C.37): 2D, VOLUME, one group per class. */
final class AnnotationObject {
    static final CodedConcept AREA = new CodedConcept("42798000", "SCT", "Area");
    static final CodedConcept SQUARE_MICROMETRE = new CodedConcept("um2", "UCUM", "square micrometer");

    private static final String SOP_CLASS = "1.2.840.10008.5.1.4.1.1.91.1";
    private static final String EXPLICIT_VR_LITTLE_ENDIAN = "1.2.840.10008.1.2.1";
    private static final CodedConcept FAMILY = new CodedConcept("123110", "DCM", "Artificial Intelligence");
    private static final Algorithm GENERATOR =
            new Algorithm("glossa generate", "revision " + GeneratedUids.REVISION, FAMILY, "", "");

    private final GeneratedUids uids;
    private final StudyModules study;

    AnnotationObject(GeneratedUids uids, StudyModules study) {
        this.uids = uids;
        this.study = study;
    }

    /** @param group zero-based */
    GroupDescription description(int group) {
        NucleusClass nuclei = NucleusClass.ofGroup(group);
        return new GroupDescription(
                group + 1, // zero-based to one-based
                uids.group(group),
                nuclei.label(),
                "",
                GenerationType.AUTOMATIC,
                List.of(GENERATOR),
                nuclei.category(),
                nuclei.type(),
                List.of(),
                List.of(),
                List.of(),
                nuclei.overlay().toCieLab(),
                ZPlanes.UNSTATED,
                Anatomy.UNSTATED);
    }

    void write(AnnotationColumns columns, Path file) throws IOException {
        DataSet.Builder dataSet = DataSet.builder();
        study.addTo(dataSet);
        dataSet.string(Tag.SOPClassUID, SOP_CLASS)
                .string(Tag.SOPInstanceUID, uids.annotations())
                .string(Tag.Modality, "ANN")
                .string(Tag.SeriesInstanceUID, uids.annotationSeries())
                .integers(Tag.SeriesNumber, 2)
                .string(Tag.SeriesDescription, "Synthetic nuclei")
                .integers(Tag.InstanceNumber, 1)
                .string(Tag.ContentLabel, "NUCLEI")
                .string(Tag.ContentDescription, "Outlines of synthetic nuclei")
                .empty(Tag.ContentCreatorName)
                .string(Tag.AnnotationCoordinateType, "2D")
                .string(Tag.PixelOriginInterpretation, "VOLUME");
        addReferences(dataSet);
        addGroups(dataSet, columns);
        DataSetWriter.writeFile(file, SOP_CLASS, uids.annotations(), EXPLICIT_VR_LITTLE_ENDIAN, dataSet.build());
    }

    private void addReferences(DataSet.Builder dataSet) {
        DataSet levelZero = DataSet.builder()
                .string(Tag.ReferencedSOPClassUID, SlideObject.SOP_CLASS)
                .string(Tag.ReferencedSOPInstanceUID, uids.image(0))
                .build();
        DataSet series = DataSet.builder()
                .string(Tag.SeriesInstanceUID, uids.imageSeries())
                .sequence(Tag.ReferencedInstanceSequence, levelZero)
                .build();
        dataSet.sequence(Tag.ReferencedImageSequence, levelZero).sequence(Tag.ReferencedSeriesSequence, series);
    }

    private void addGroups(DataSet.Builder dataSet, AnnotationColumns columns) {
        List<DataSet> groups = new ArrayList<>();
        boolean hasPrivateCodes = false;
        for (int group = 0; group < columns.groups().size(); group++) {
            GroupDescription description = description(group);
            groups.add(group(description, columns.groups().get(group)));
            hasPrivateCodes |= description.type().scheme().equals(NucleusClass.PRIVATE_SCHEME);
        }
        dataSet.sequence(Tag.AnnotationGroupSequence, groups);
        if (hasPrivateCodes) {
            DataSet scheme = DataSet.builder()
                    .string(Tag.CodingSchemeDesignator, NucleusClass.PRIVATE_SCHEME)
                    .string(Tag.CodingSchemeName, "Classes of synthetic nuclei")
                    .string(Tag.CodingSchemeResponsibleOrganization, "Glossa")
                    .build();
            dataSet.sequence(Tag.CodingSchemeIdentificationSequence, scheme);
        }
    }

    private static DataSet group(GroupDescription description, AnnotationColumns.Group columns) {
        CieLab colour = NucleusClass.ofGroup(description.number() - 1).overlay().toCieLab();
        DataSet.Builder item = DataSet.builder()
                .integers(Tag.AnnotationGroupNumber, description.number())
                .string(Tag.AnnotationGroupUID, description.uid())
                .string(Tag.AnnotationGroupLabel, description.label())
                .string(
                        Tag.AnnotationGroupGenerationType,
                        description.generation().name())
                .sequence(Tag.AnnotationGroupAlgorithmIdentificationSequence, algorithm())
                .sequence(Tag.AnnotationPropertyCategoryCodeSequence, StudyModules.code(description.category()))
                .sequence(Tag.AnnotationPropertyTypeCodeSequence, StudyModules.code(description.type()))
                .integers(Tag.NumberOfAnnotations, columns.annotations())
                .string(Tag.GraphicType, GraphicType.POLYGON.name())
                .string(Tag.AnnotationAppliesToAllOpticalPaths, "YES")
                .integers(Tag.RecommendedDisplayCIELabValue, colour.lightness(), colour.a(), colour.b())
                .bytes(Tag.PointCoordinatesData, Vr.OF, columns.coordinates())
                .bytes(Tag.LongPrimitivePointIndexList, Vr.OL, columns.pointIndexList());
        // A measurement must have a value (Type 1).
        if (columns.annotations() > 0) {
            item.sequence(Tag.MeasurementsSequence, area(columns));
        }
        return item.build();
    }

    private static DataSet algorithm() {
        return DataSet.builder()
                .string(Tag.AlgorithmName, GENERATOR.name())
                .string(Tag.AlgorithmVersion, GENERATOR.version())
                .sequence(Tag.AlgorithmFamilyCodeSequence, StudyModules.code(FAMILY))
                .build();
    }

    private static DataSet area(AnnotationColumns.Group columns) {
        return DataSet.builder()
                .sequence(Tag.ConceptNameCodeSequence, StudyModules.code(AREA))
                .sequence(Tag.MeasurementUnitsCodeSequence, StudyModules.code(SQUARE_MICROMETRE))
                .sequence(
                        Tag.MeasurementValuesSequence,
                        DataSet.builder()
                                .bytes(Tag.FloatingPointValues, Vr.OF, columns.areas())
                                .build())
                .build();
    }
}
