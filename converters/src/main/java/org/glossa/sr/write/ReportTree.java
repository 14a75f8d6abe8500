package org.glossa.sr.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.ImageReference;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Tag;
import org.glossa.header.NameBasedUid;
import org.glossa.image.SlideImage;
import org.glossa.sr.SrConcepts;
import org.jspecify.annotations.Nullable;

/** The content items around Measurement Groups: those of the source report, else what is known of slide and image. */
final class ReportTree {
    private static final CodedConcept ENGLISH = new CodedConcept("en-US", "RFC5646", "English (United States)");
    private static final CodedConcept LIGHT_MICROSCOPY =
            new CodedConcept("104157003", "SCT", "Light microscopy procedure");
    private static final CodedConcept SUBJECT_CLASS = new CodedConcept("121024", "DCM", "Subject Class");
    private static final CodedConcept SPECIMEN = new CodedConcept("121027", "DCM", "Specimen");
    private static final CodedConcept SPECIMEN_UID = new CodedConcept("121039", "DCM", "Specimen UID");
    private static final CodedConcept SPECIMEN_IDENTIFIER = new CodedConcept("121041", "DCM", "Specimen Identifier");
    private static final CodedConcept CONTAINER_IDENTIFIER =
            new CodedConcept("111700", "DCM", "Specimen Container Identifier");
    private static final CodedConcept MODALITY = new CodedConcept("121139", "DCM", "Modality");
    private static final CodedConcept SLIDE_MICROSCOPY = new CodedConcept("SM", "DCM", "Slide Microscopy");
    private static final CodedConcept FRAME_OF_REFERENCE = new CodedConcept("112227", "DCM", "Frame of Reference UID");
    private static final CodedConcept ROWS = new CodedConcept("110910", "DCM", "Pixel Data Rows");
    private static final CodedConcept COLUMNS = new CodedConcept("110911", "DCM", "Pixel Data Columns");
    private static final CodedConcept PIXELS = new CodedConcept("{pixels}", "UCUM", "pixels");

    /** Glossa itself: whoever runs it observes nothing. */
    private static final String DEVICE_UID = NameBasedUid.of("device observer Glossa");

    private final ItemMaker items;
    private final DataSet shared;
    private final @Nullable DataSet report;
    private final @Nullable ImageReference image;
    private final @Nullable SlideImage slide;

    /**
     * @param shared whose patient and specimen it is
     * @param report what the source was, null for another language
     * @param image the annotated image, null when nobody names it
     * @param slide its size and place, null when it is not given
     */
    ReportTree(
            ItemMaker items,
            DataSet shared,
            @Nullable DataSet report,
            @Nullable ImageReference image,
            @Nullable SlideImage slide) {
        this.items = items;
        this.shared = shared;
        this.report = report;
        this.image = image;
        this.slide = slide;
    }

    /** The children of the root, with the groups in their place. */
    List<DataSet> children(List<DataSet> groups) {
        if (report != null) {
            return written(report.items(Tag.ContentSequence), groups);
        }
        List<DataSet> children = new ArrayList<>();
        children.add(items.code(ItemMaker.HAS_CONCEPT_MOD, SrConcepts.LANGUAGE, ENGLISH));
        addObserver(children);
        addSpecimen(children);
        children.add(items.code(ItemMaker.HAS_CONCEPT_MOD, SrConcepts.PROCEDURE_REPORTED, LIGHT_MICROSCOPY));
        addLibrary(children);
        children.add(items.container(ItemMaker.CONTAINS, SrConcepts.IMAGING_MEASUREMENTS, "", groups));
        return children;
    }

    private List<DataSet> written(List<DataSet> around, List<DataSet> groups) {
        List<DataSet> children = new ArrayList<>();
        boolean placed = false;
        for (DataSet child : around) {
            if (!placed && SrConcepts.is(Content.name(child), SrConcepts.IMAGING_MEASUREMENTS)) {
                List<DataSet> within = new ArrayList<>(child.items(Tag.ContentSequence));
                within.addAll(groups);
                DataSet.Builder container = DataSet.builder();
                child.forEach(container::element);
                children.add(ItemMaker.withChildren(container, within).build());
                placed = true;
            } else {
                children.add(child);
            }
        }
        if (!placed && !groups.isEmpty()) {
            children.add(items.container(ItemMaker.CONTAINS, SrConcepts.IMAGING_MEASUREMENTS, "", groups));
        }
        return children;
    }

    private void addObserver(List<DataSet> children) {
        children.add(items.code(ItemMaker.HAS_OBS_CONTEXT, SrConcepts.OBSERVER_TYPE, SrConcepts.DEVICE));
        children.add(items.uid(ItemMaker.HAS_OBS_CONTEXT, SrConcepts.DEVICE_OBSERVER_UID, DEVICE_UID));
        children.add(items.text(ItemMaker.HAS_OBS_CONTEXT, SrConcepts.DEVICE_OBSERVER_NAME, "Glossa"));
    }

    /** TID 1009, right under the root. */
    private void addSpecimen(List<DataSet> children) {
        Optional<DataSet> specimen = shared.firstItem(Tag.SpecimenDescriptionSequence);
        if (specimen.isEmpty()) {
            return;
        }
        children.add(items.code(ItemMaker.HAS_OBS_CONTEXT, SUBJECT_CLASS, SPECIMEN));
        specimen.get()
                .string(Tag.SpecimenUID)
                .ifPresent(uid -> children.add(items.uid(ItemMaker.HAS_OBS_CONTEXT, SPECIMEN_UID, uid)));
        specimen.get()
                .string(Tag.SpecimenIdentifier)
                .ifPresent(id -> children.add(items.text(ItemMaker.HAS_OBS_CONTEXT, SPECIMEN_IDENTIFIER, id)));
        shared.string(Tag.ContainerIdentifier)
                .ifPresent(id -> children.add(items.text(ItemMaker.HAS_OBS_CONTEXT, CONTAINER_IDENTIFIER, id)));
    }

    /** TID 1600 to 1602. */
    private void addLibrary(List<DataSet> children) {
        if (image == null) {
            return;
        }
        List<DataSet> group = new ArrayList<>();
        group.add(items.code(ItemMaker.HAS_ACQ_CONTEXT, MODALITY, SLIDE_MICROSCOPY));
        if (slide != null) {
            if (!slide.frameOfReferenceUid().isEmpty()) {
                group.add(items.uid(ItemMaker.HAS_ACQ_CONTEXT, FRAME_OF_REFERENCE, slide.frameOfReferenceUid()));
            }
            group.add(pixels(ROWS, slide.level().totalRows()));
            group.add(pixels(COLUMNS, slide.level().totalColumns()));
        }
        group.add(items.item(ItemMaker.CONTAINS, "IMAGE", null)
                .sequence(
                        Tag.ReferencedSOPSequence, EvidenceItems.reference(image.sopClassUid(), image.sopInstanceUid()))
                .build());
        DataSet grouped = items.container(ItemMaker.CONTAINS, SrConcepts.IMAGE_LIBRARY_GROUP, "", group);
        children.add(items.container(ItemMaker.CONTAINS, SrConcepts.IMAGE_LIBRARY, "", List.of(grouped)));
    }

    private DataSet pixels(CodedConcept name, long count) {
        DataSet value = DataSet.builder()
                .sequence(Tag.MeasurementUnitsCodeSequence, items.code(PIXELS))
                .doubles(Tag.NumericValue, count)
                .build();
        return items.item(ItemMaker.HAS_ACQ_CONTEXT, "NUM", name)
                .sequence(Tag.MeasuredValueSequence, value)
                .build();
    }
}
