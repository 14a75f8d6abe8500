package org.glossa.sr.read;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.glossa.annotation.CodedConcept;
import org.glossa.code.CodeItems;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Tag;
import org.glossa.sr.RelationshipType;
import org.glossa.sr.SrClasses;
import org.glossa.sr.SrConcepts;
import org.glossa.sr.ValueType;

/** Reports by hand, item by item; what is not asked for is as TID 1500 has it. */
public final class SrDocument {
    public static final String IMAGE = "1.2.3.4";
    public static final String OTHER_IMAGE = "1.2.3.5";
    public static final String FRAME = "1.2.3.9";
    public static final CodedConcept NEOPLASM = new CodedConcept("108369006", "SCT", "Neoplasm");
    public static final CodedConcept AREA = new CodedConcept("42798000", "SCT", "Area");
    public static final CodedConcept SQUARE_MICROMETRE = new CodedConcept("um2", "UCUM", "Square micrometer");

    private final List<DataSet> children = new ArrayList<>();
    private final DataSet.Builder root = DataSet.builder();

    public SrDocument(DataSet... groups) {
        root.string(Tag.SOPClassUID, SrClasses.COMPREHENSIVE_3D)
                .string(Tag.SOPInstanceUID, "1.2.3")
                .string(Tag.ValueType, "CONTAINER")
                .sequence(Tag.ConceptNameCodeSequence, CodeItems.of(SrConcepts.IMAGING_MEASUREMENT_REPORT))
                .sequence(
                        Tag.ContentTemplateSequence,
                        DataSet.builder()
                                .string(Tag.MappingResource, "DCMR")
                                .string(Tag.TemplateIdentifier, "1500")
                                .build());
        evidence(IMAGE, Evidence.WHOLE_SLIDE);
        children.add(code(RelationshipType.HAS_OBS_CONTEXT, SrConcepts.OBSERVER_TYPE, SrConcepts.PERSON));
        children.add(container(SrConcepts.IMAGING_MEASUREMENTS, groups));
    }

    /** The root, to add to or to replace. */
    public DataSet.Builder root() {
        return root;
    }

    /** Children of the root. */
    public List<DataSet> children() {
        return children;
    }

    public SrDocument evidence(String uid, String sopClass) {
        root.sequence(
                Tag.CurrentRequestedProcedureEvidenceSequence,
                DataSet.builder()
                        .string(Tag.StudyInstanceUID, "1.2.3.1")
                        .sequence(
                                Tag.ReferencedSeriesSequence,
                                DataSet.builder()
                                        .string(Tag.SeriesInstanceUID, "1.2.3.2")
                                        .sequence(Tag.ReferencedSOPSequence, reference(uid, sopClass))
                                        .build())
                        .build());
        return this;
    }

    public Path write(Path file) throws Exception {
        RestoredReportsTest.write(root.sequence(Tag.ContentSequence, children).build(), file);
        return file;
    }

    private static DataSet reference(String uid, String sopClass, long... frames) {
        DataSet.Builder reference =
                DataSet.builder().string(Tag.ReferencedSOPClassUID, sopClass).string(Tag.ReferencedSOPInstanceUID, uid);
        if (frames.length > 0) {
            reference.integers(Tag.ReferencedFrameNumber, frames);
        }
        return reference.build();
    }

    public static DataSet.Builder item(RelationshipType relationship, ValueType type, CodedConcept name) {
        DataSet.Builder item = DataSet.builder()
                .string(Tag.RelationshipType, relationship.term())
                .string(Tag.ValueType, type.name());
        if (!name.value().isEmpty()) {
            item.sequence(Tag.ConceptNameCodeSequence, CodeItems.of(name));
        }
        return item;
    }

    public static DataSet container(CodedConcept name, DataSet... children) {
        DataSet.Builder item =
                item(RelationshipType.CONTAINS, ValueType.CONTAINER, name).string(Tag.ContinuityOfContent, "SEPARATE");
        if (children.length > 0) {
            item.sequence(Tag.ContentSequence, children);
        }
        return item.build();
    }

    public static DataSet group(DataSet... children) {
        return container(SrConcepts.MEASUREMENT_GROUP, children);
    }

    public static DataSet text(RelationshipType relationship, CodedConcept name, String text) {
        return item(relationship, ValueType.TEXT, name)
                .string(Tag.TextValue, text)
                .build();
    }

    public static DataSet uid(String uid) {
        return item(RelationshipType.HAS_OBS_CONTEXT, ValueType.UIDREF, SrConcepts.TRACKING_UNIQUE_IDENTIFIER)
                .string(Tag.UID, uid)
                .build();
    }

    public static DataSet code(
            RelationshipType relationship, CodedConcept name, CodedConcept code, DataSet... children) {
        DataSet.Builder item =
                item(relationship, ValueType.CODE, name).sequence(Tag.ConceptCodeSequence, CodeItems.of(code));
        if (children.length > 0) {
            item.sequence(Tag.ContentSequence, children);
        }
        return item.build();
    }

    public static DataSet finding(CodedConcept code, DataSet... children) {
        return code(RelationshipType.CONTAINS, SrConcepts.FINDING, code, children);
    }

    /** In pixels of the whole image. */
    public static DataSet scoord(String type, float... points) {
        return scoord(IMAGE, "VOLUME", type, points).build();
    }

    /** @param origin empty for none; FRAME for frame 7 */
    public static DataSet.Builder scoord(String image, String origin, String type, float... points) {
        DataSet reference = origin.equals("FRAME")
                ? reference(image, Evidence.WHOLE_SLIDE, 7)
                : reference(image, Evidence.WHOLE_SLIDE);
        DataSet source = item(RelationshipType.SELECTED_FROM, ValueType.IMAGE, new CodedConcept("", "", ""))
                .sequence(Tag.ReferencedSOPSequence, reference)
                .build();
        DataSet.Builder item = item(RelationshipType.CONTAINS, ValueType.SCOORD, SrConcepts.IMAGE_REGION)
                .string(Tag.GraphicType, type)
                .floats(Tag.GraphicData, points)
                .sequence(Tag.ContentSequence, source);
        if (!origin.isEmpty()) {
            item.string(Tag.PixelOriginInterpretation, origin);
        }
        return item;
    }

    public static DataSet.Builder solid(String type, float... points) {
        return item(RelationshipType.CONTAINS, ValueType.SCOORD3D, SrConcepts.IMAGE_REGION)
                .string(Tag.GraphicType, type)
                .floats(Tag.GraphicData, points)
                .string(Tag.ReferencedFrameOfReferenceUID, FRAME);
    }

    /** @param value as DS */
    public static DataSet num(CodedConcept name, CodedConcept unit, String value, DataSet... children) {
        DataSet measured = DataSet.builder()
                .string(Tag.NumericValue, value)
                .sequence(Tag.MeasurementUnitsCodeSequence, CodeItems.of(unit))
                .build();
        return num(name, measured, children);
    }

    public static DataSet num(CodedConcept name, DataSet measured, DataSet... children) {
        DataSet.Builder item =
                item(RelationshipType.CONTAINS, ValueType.NUM, name).sequence(Tag.MeasuredValueSequence, measured);
        if (children.length > 0) {
            item.sequence(Tag.ContentSequence, children);
        }
        return item.build();
    }

    public static DataSet qualified(CodedConcept name, CodedConcept qualifier) {
        return item(RelationshipType.CONTAINS, ValueType.NUM, name)
                .empty(Tag.MeasuredValueSequence)
                .sequence(MeasuredNumber.QUALIFIER, CodeItems.of(qualifier))
                .build();
    }
}
