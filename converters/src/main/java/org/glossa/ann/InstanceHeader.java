package org.glossa.ann;

import java.util.Set;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.ImageReference;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Element;
import org.glossa.dicom.Tag;
import org.glossa.finding.Finding;
import org.glossa.header.ContentTime;
import org.glossa.header.GlossaEquipment;
import org.glossa.header.SharedContext;

/** Everything of an instance but its UIDs and its groups: patient to content identification, space and references (PS3.3 A.87). */
final class InstanceHeader {
    /** What is true of the original only: who created it when, and signatures over its bytes. */
    private static final Set<Integer> OF_THE_ORIGINAL_ONLY = Set.of(
            Tag.InstanceCreationDate,
            Tag.InstanceCreationTime,
            Tag.InstanceCreatorUID,
            Tag.MACParametersSequence,
            Tag.DigitalSignaturesSequence,
            Tag.RetrieveURL);

    /** What is decided here, or by {@link InstanceReferences}, whatever the original says. */
    private static final Set<Integer> DECIDED = Set.of(
            Tag.SpecificCharacterSet,
            Tag.SOPClassUID,
            Tag.SOPInstanceUID,
            Tag.Modality,
            Tag.SeriesInstanceUID,
            Tag.Laterality,
            Tag.FrameOfReferenceUID,
            Tag.PositionReferenceIndicator,
            Tag.AnnotationCoordinateType,
            Tag.PixelOriginInterpretation,
            Tag.ReferencedImageSequence,
            Tag.ReferencedSeriesSequence,
            Tag.StudiesContainingOtherReferencedInstancesSequence,
            Tag.ContributingEquipmentSequence,
            Tag.AnnotationGroupSequence);

    private final AnnotationSet set;
    private final AnnotationContext context;
    private final GlossaEquipment equipment;
    private final Problems problems;

    InstanceHeader(AnnotationSet set, AnnotationContext context, GlossaEquipment equipment, Problems problems) {
        this.set = set;
        this.context = context;
        this.equipment = equipment;
        this.problems = problems;
    }

    DataSet.Builder build() {
        requireAnnotatedImage();
        DataSet.Builder root = DataSet.builder();
        DataSet original = context.original();
        DataSet said = original == null ? DataSet.builder().build() : original;
        for (Element element : GlossaBlock.without(said)) {
            int tag = element.tag();
            if (!DECIDED.contains(tag) && !OF_THE_ORIGINAL_ONLY.contains(tag) && !SharedContext.isShared(tag)) {
                root.verbatim(element);
            }
        }
        SharedContext.copy(context.shared(), root);
        requireValue(context.shared(), Tag.StudyInstanceUID, "give an instance that belongs to a study");
        root.string(Tag.SOPClassUID, BulkAnnotationReader.SOP_CLASS_UID).string(Tag.Modality, "ANN");
        addLaterality(root, said);
        equipment.enhancedEquipment().forEach(element -> supply(root, said, element));
        supply(root, said, Tag.SeriesNumber, "1");
        supply(root, said, Tag.InstanceNumber, "1");
        supply(root, said, Tag.ContentLabel, "ANNOTATIONS");
        supplyEmpty(root, said, Tag.ContentDescription);
        supplyEmpty(root, said, Tag.ContentCreatorName);
        addContentTime(root, said);
        addSpace(root);
        new InstanceReferences(set, context, problems).addTo(root);
        if (context.original() == null) {
            PrivateSchemes.addTo(root, set);
        }
        root.sequence(
                Tag.ContributingEquipmentSequence,
                equipment.contribution(said.items(Tag.ContributingEquipmentSequence), contribution()));
        return root;
    }

    /**
     * Laterality (0020,0060) is required, and may be empty, where a paired body part could be meant; a specimen says itself where it is
     * from, and then the attribute must not be there (PS3.3 C.7.3.1).
     */
    private void addLaterality(DataSet.Builder root, DataSet said) {
        Element laterality = said.get(Tag.Laterality);
        boolean specimen = context.shared().contains(Tag.SpecimenDescriptionSequence);
        if (laterality != null && (!laterality.isEmpty() || !specimen)) {
            root.verbatim(laterality);
            return;
        }
        boolean anatomy = said.contains(Tag.BodyPartExamined) || said.contains(Tag.AnatomicRegionSequence);
        if (!specimen && !anatomy) {
            root.empty(Tag.Laterality);
        }
    }

    private String contribution() {
        DataSet original = context.original();
        return original == null
                ? "Written as Microscopy Bulk Simple Annotations"
                : "Rewritten from the instance "
                        + original.string(Tag.SOPInstanceUID).orElse("without UID");
    }

    /** The image whose patient is written must be of the slide that the annotations are of. */
    private void requireAnnotatedImage() {
        DataSet image = context.image();
        if (image == null || context.isOfTheSlideOf(set)) {
            return;
        }
        ImageReference said = set.image();
        problems.refuse(
                "IMAGE_OTHER",
                Problems.at(Tag.ReferencedImageSequence),
                "the image " + image.string(Tag.SOPInstanceUID).orElse("without UID"),
                said == null ? "an image of the frame of reference of the annotations" : said.sopInstanceUid(),
                "give the annotated image, or another one of its series");
    }

    private void requireValue(DataSet from, int tag, String remedy) {
        if (from.string(tag).isEmpty()) {
            problems.refuse("ATTRIBUTE_MISSING", Problems.at(tag), "no value", "a value", remedy);
        }
    }

    private void supply(DataSet.Builder root, DataSet said, Element ours) {
        supply(root, said, ours.tag(), ours.strings().getFirst());
    }

    /** A value that must be there, where the original has none. */
    private void supply(DataSet.Builder root, DataSet said, int tag, String value) {
        if (said.string(tag).isPresent()) {
            return;
        }
        root.string(tag, value);
        if (context.original() != null) {
            problems.tell(Finding.information(
                    "ATTRIBUTE_SUPPLIED",
                    Problems.at(tag),
                    "no " + RewriteChanges.name(tag) + " in the original; written as \"" + value + "\"",
                    "a value",
                    "write the attribute in the original",
                    "PS3.3 A.87"));
        }
    }

    private static void supplyEmpty(DataSet.Builder root, DataSet said, int tag) {
        if (!said.contains(tag)) {
            root.empty(tag);
        }
    }

    private void addContentTime(DataSet.Builder root, DataSet said) {
        DataSet original = context.original();
        ContentTime content = ContentTime.of(
                        context.contentTime(), original == null ? context.document() : original, context.image())
                .orElse(null);
        if (content == null) {
            problems.refuse(
                    "CONTENT_DATE_MISSING",
                    Problems.at(Tag.ContentDate),
                    "no date and time in what is given",
                    "when the annotations were made; the clock is never asked",
                    "give a content date");
            return;
        }
        if (original == null) {
            content.addTo(root);
            return;
        }
        boolean ofOriginal = content.saidBy() == original && content.dateTag() == Tag.ContentDate;
        if (ofOriginal) {
            return; // copied with the rest
        }
        root.string(Tag.ContentDate, content.date()).string(Tag.ContentTime, content.time());
        if (content.saidBy() != null) {
            tellOfSuppliedTime(said, content);
        }
    }

    private void tellOfSuppliedTime(DataSet said, ContentTime content) {
        boolean dated = said.string(Tag.ContentDate).isPresent();
        problems.tell(Finding.information(
                "ATTRIBUTE_SUPPLIED",
                Problems.at(dated ? Tag.ContentTime : Tag.ContentDate),
                (dated ? "Content Date without Content Time" : "no Content Date and Time")
                        + " in the original; written as " + content.date() + " " + content.time() + ", which is "
                        + RewriteChanges.name(content.dateTag()) + " and Time",
                "a value",
                "write the attribute in the original",
                "PS3.3 C.37.1.2"));
    }

    private void addSpace(DataSet.Builder root) {
        switch (set.space()) {
            case CoordinateSpace.ImagePixels pixels -> addPixels(root, "VOLUME");
            case CoordinateSpace.FramePixels pixels -> addPixels(root, "FRAME");
            case CoordinateSpace.SlideMillimetres millimetres -> {
                root.string(Tag.AnnotationCoordinateType, "3D")
                        .string(Tag.FrameOfReferenceUID, millimetres.frameOfReferenceUid());
                if (millimetres.frameOfReferenceUid().isEmpty()) {
                    problems.refuse(
                            "ATTRIBUTE_MISSING",
                            Problems.at(Tag.FrameOfReferenceUID),
                            "millimetres of no frame of reference",
                            "a UID",
                            "name the frame of reference of the slide");
                }
                addPositionReference(root);
            }
            case CoordinateSpace.Level0Pixels pixels ->
                problems.refuse(
                        "LEVEL_ZERO_UNKNOWN",
                        Problems.at(Tag.ReferencedImageSequence),
                        "pixels of the finest level of a slide that is not named",
                        "pixels of a named image, or millimetres",
                        "say which image is the finest level");
        }
    }

    private static void addPixels(DataSet.Builder root, String origin) {
        root.string(Tag.AnnotationCoordinateType, "2D").string(Tag.PixelOriginInterpretation, origin);
    }

    private void addPositionReference(DataSet.Builder root) {
        Element indicator = context.shared().get(Tag.PositionReferenceIndicator);
        DataSet original = context.original();
        if (indicator == null && original != null) {
            indicator = original.get(Tag.PositionReferenceIndicator);
        }
        if (indicator == null) {
            root.string(Tag.PositionReferenceIndicator, "SLIDE_CORNER"); // PS3.3 C.7.4.1.1.2: what slides have
            return;
        }
        root.verbatim(indicator);
    }

    /** What the original and the instance differ in by design. */
    static Set<Integer> expectedChanges() {
        return Set.of(
                Tag.SpecificCharacterSet,
                Tag.SOPInstanceUID,
                Tag.SeriesInstanceUID,
                Tag.ContributingEquipmentSequence,
                Tag.AnnotationGroupSequence);
    }
}
