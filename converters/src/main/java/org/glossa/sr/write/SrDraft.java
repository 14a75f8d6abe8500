package org.glossa.sr.write;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.glossa.ann.AnnotationContext;
import org.glossa.ann.UnwritableAnnotationsException;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.GroupRole;
import org.glossa.annotation.ImageReference;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Tag;
import org.glossa.dicom.TagPath;
import org.glossa.feature.Features;
import org.glossa.finding.Finding;
import org.glossa.finding.Place;
import org.glossa.header.CharacterSetChange;
import org.glossa.header.GlossaEquipment;
import org.glossa.image.AnswerSpace;
import org.glossa.image.SlideImage;
import org.glossa.ledger.LedgerCode;
import org.glossa.ledger.LedgerEntry.Carriage;
import org.glossa.ledger.Losses;
import org.glossa.ledger.MemberLosses;
import org.glossa.spatial.PlanarTransform;
import org.glossa.sr.SrClasses;
import org.jspecify.annotations.Nullable;

/** A report before its UIDs are known, which follow from all the rest. */
final class SrDraft {
    /** From so many objects on, viewers of reports are slow. */
    private static final long MANY = 1000;

    private final AnnotationSet set;
    private final AnnotationContext context;
    private final SrOptions options;
    private final SrProblems problems = new SrProblems();
    private final ItemMaker items = new ItemMaker();
    private final SrTarget target;
    private final @Nullable DataSet report;
    private final String sopClassUid;
    private final DataSet header;
    private final ReportTree tree;
    private final MeasurementGroups groups;
    private final SetCarriage carriage;

    SrDraft(AnnotationSet set, AnnotationContext context, SrOptions options, Losses losses, GlossaEquipment equipment)
            throws IOException, UnwritableAnnotationsException {
        this.set = set;
        this.context = context;
        this.options = options;
        this.target = new SrTarget(set, options);
        requireFew();
        requireCodes();
        requireSlide();
        String said = set.extras().report();
        this.report = said.isEmpty() ? null : Content.dataSet(said);
        this.sopClassUid = chosenClass();
        EvidenceItems evidence =
                new EvidenceItems(context.shared().string(Tag.StudyInstanceUID).orElse(""));
        ImageReference image = image();
        if (image != null) {
            evidence.add(image);
        }
        this.header = new SrHeader(context, report, equipment, problems)
                .build(sopClassUid, evidence)
                .build();
        this.tree = new ReportTree(items, context.shared(), report, image, slideOf(image));
        this.carriage = new SetCarriage(set, options.holes());
        SourcePlaces places = new SourcePlaces(set);
        problems.requireNone();
        boolean sameSpace = options.space().fromSource() instanceof PlanarTransform.Identity
                && target.isSolid() == set.space() instanceof CoordinateSpace.SlideMillimetres;
        RegionMaker maker = new RegionMaker(
                target,
                set.space(),
                items,
                losses,
                problems,
                target.isSolid() || image == null ? null : selectedFrom(image));
        ObjectRegions regions = new ObjectRegions(set, maker, places, losses, problems, sameSpace);
        new GroupLosses(losses, places).note(set);
        new MemberLosses(losses, MemberLosses.Metadata.SAID)
                .noteCollection(set.extras().collectionMembers());
        noteSpace(losses);
        noteVerification(losses);
        GroupForms forms = GroupForms.of(context.original(), set);
        problems.tellOfGroupsElsewhere(forms.elsewhere());
        this.groups = new MeasurementGroups(
                set,
                options,
                items,
                regions,
                new ObjectCarriage(set, regions, carriage.groupNumbers(), options.holes()),
                places,
                losses,
                problems,
                sameSpace,
                forms);
        groups.addAll();
        problems.requireNone();
        if (!target.knowsPixels()) {
            losses.detail(
                    LedgerCode.PRECISION_FLOAT32,
                    "coordinates are rounded to float32; the error is in mm, for no image tells the size of a pixel");
        }
    }

    /** Those who verified the source have not seen what is written now. */
    private void noteVerification(Losses losses) {
        boolean verified =
                report != null && report.string(Tag.VerificationFlag).orElse("").equals("VERIFIED");
        if (verified) {
            losses.note(
                    LedgerCode.OBSERVER_NOT_CARRIED,
                    Carriage.GONE,
                    () -> TagPath.of(Tag.VerificationFlag).toString());
        }
    }

    /** Once for each annotation, told of the whole. */
    private void noteSpace(Losses losses) {
        PlanarTransform transform = options.space().fromSource();
        if (transform instanceof PlanarTransform.Identity) {
            return;
        }
        boolean betweenLevels = transform instanceof PlanarTransform.AxisScale
                && set.space() instanceof CoordinateSpace.ImagePixels
                && !target.isSolid();
        LedgerCode code = betweenLevels ? LedgerCode.LEVEL_RESCALED : LedgerCode.SPACE_CHANGED;
        losses.note(code, Carriage.RESTORABLE, set.annotationCount(), () -> "");
        losses.detail(
                code,
                "from " + AnswerSpace.ofSource(set).name() + " to "
                        + options.space().name() + "; the source's coordinates are in private elements");
    }

    private void requireFew() throws UnwritableAnnotationsException {
        Features features = set.features();
        long count = features.featureCount();
        if (count > options.most()) {
            problems.refuse(
                    "TOO_MANY_FOR_SR",
                    Place.WHOLE,
                    count + " objects",
                    "at most " + options.most() + " in a structured report",
                    "write bulk annotations, which are made for many, or raise the limit (--max-sr)",
                    "");
            problems.requireNone();
        }
        if (count > MANY) {
            problems.tell(Finding.warning(
                    "MANY_FOR_SR",
                    Place.WHOLE,
                    count + " objects",
                    "a thousand objects at most, for viewers read a report as a whole",
                    "write bulk annotations, which are made for many",
                    ""));
        }
    }

    /** Codes have no backslash, which separates values. */
    private void requireCodes() {
        for (AnnotationGroup group : set.groups()) {
            List<CodedConcept> codes = new ArrayList<>();
            codes.add(group.description().category());
            codes.add(group.description().type());
            codes.addAll(group.description().typeModifiers());
            group.description().anatomy().regions().forEach(site -> codes.add(site.site()));
            group.measurements().forEach(measurement -> {
                codes.add(measurement.concept());
                codes.add(measurement.unit());
            });
            for (CodedConcept code : codes) {
                if ((code.value() + code.scheme() + code.meaning()).indexOf('\\') >= 0) {
                    problems.refuse(
                            "BACKSLASH_IN_VALUE",
                            SrProblems.at(Tag.ConceptCodeSequence),
                            "the code \"" + code.value() + "\" with the meaning \"" + code.meaning() + "\"",
                            "text without a backslash, which separates values",
                            "write another character",
                            "PS3.5 6.2");
                }
            }
        }
    }

    private void requireSlide() {
        if (!context.isOfTheSlideOf(set)) {
            problems.refuse(
                    "IMAGE_OTHER",
                    SrProblems.at(Tag.CurrentRequestedProcedureEvidenceSequence),
                    "an image of another slide than the annotations are of",
                    "the annotated image, or another one of its series",
                    "give the annotated image",
                    "PS3.3 C.17.2");
        }
        if (target.isSolid() && target.frameOfReferenceUid().isEmpty()) {
            problems.refuse(
                    "ATTRIBUTE_MISSING",
                    SrProblems.at(Tag.ReferencedFrameOfReferenceUID),
                    "millimetres of no frame of reference",
                    "a UID",
                    "name the frame of reference of the slide",
                    "PS3.3 C.18.9");
        }
        if (options.space().space() instanceof CoordinateSpace.FramePixels && target.frameNumber() < 1) {
            problems.refuse(
                    "FRAME_NUMBER_MISSING",
                    SrProblems.at(Tag.ReferencedFrameNumber),
                    "pixels of a frame that is not named",
                    "one frame number, counted from 1",
                    "name the frame whose pixels the coordinates count",
                    "PS3.3 C.18.6");
        }
    }

    /** The class of a source report that is still enough stays. */
    private String chosenClass() {
        boolean flat = report != null
                && !target.isSolid()
                && report.string(Tag.SOPClassUID).orElse("").equals(SrClasses.COMPREHENSIVE);
        return flat ? SrClasses.COMPREHENSIVE : SrClasses.COMPREHENSIVE_3D;
    }

    /** The image that regions are on, with all that anything given says of it; null when nobody names it. */
    private @Nullable ImageReference image() {
        String uid = target.imageUid();
        ImageReference said = set.image();
        ImageReference known = said != null && said.sopInstanceUid().equals(uid) ? said : null;
        SlideImage slide = options.image();
        if (slide != null && slide.level().sopInstanceUid().equals(uid)) {
            known = new ImageReference(
                    slide.studyInstanceUid(), slide.seriesInstanceUid(), SlideImage.SOP_CLASS_UID, uid);
        }
        DataSet given = context.image();
        if (given != null && given.string(Tag.SOPInstanceUID).orElse("").equals(uid)) {
            known = new ImageReference(
                    given.string(Tag.StudyInstanceUID).orElse(""),
                    given.string(Tag.SeriesInstanceUID).orElse(""),
                    given.string(Tag.SOPClassUID).orElse(""),
                    uid);
        }
        boolean complete = known != null
                && !uid.isEmpty()
                && !known.seriesInstanceUid().isEmpty()
                && !known.sopClassUid().isEmpty();
        if (!complete && !target.isSolid() && hasRegions()) {
            problems.refuse(
                    "REFERENCED_IMAGE_MISSING",
                    SrProblems.at(Tag.ReferencedSOPSequence),
                    "coordinates in pixels of the image \"" + uid + "\", of which series or SOP class are not known",
                    "an image with its UIDs",
                    "give the image whose pixels the coordinates count",
                    "PS3.3 C.18.6");
        }
        return complete ? known : null;
    }

    private boolean hasRegions() {
        return set.groups().stream()
                .anyMatch(group -> group.role() != GroupRole.REGIONLESS && group.annotationCount() > 0);
    }

    private @Nullable SlideImage slideOf(@Nullable ImageReference image) {
        SlideImage slide = options.image();
        return slide != null && image != null && slide.level().sopInstanceUid().equals(image.sopInstanceUid())
                ? slide
                : null;
    }

    private DataSet selectedFrom(ImageReference image) {
        DataSet.Builder reference = DataSet.builder();
        EvidenceItems.reference(image.sopClassUid(), image.sopInstanceUid()).forEach(reference::verbatim);
        if (target.frameNumber() > 0) {
            reference.integers(Tag.ReferencedFrameNumber, target.frameNumber());
        }
        return items.item(ItemMaker.SELECTED_FROM, "IMAGE", null)
                .sequence(Tag.ReferencedSOPSequence, reference.build())
                .build();
    }

    String sopClassUid() {
        return sopClassUid;
    }

    /**
     * The whole data set.
     *
     * @param identity that derived UIDs follow from; empty with the others while they are not known
     */
    DataSet root(String identity, String instanceUid, String seriesUid) {
        DataSet.Builder root = DataSet.builder();
        header.forEach(root::verbatim);
        if (!instanceUid.isEmpty()) {
            root.string(Tag.SOPInstanceUID, instanceUid).string(Tag.SeriesInstanceUID, seriesUid);
        }
        root.sequence(Tag.ContentSequence, tree.children(groups.items(identity)));
        List<String> schemes = items.privateSchemes();
        if (!schemes.isEmpty()) {
            root.sequence(Tag.CodingSchemeIdentificationSequence, SrHeader.schemes(schemes));
        }
        carriage.addTo(root, groups.leftOut());
        return root.build().inCharacterSetOf(context.shared());
    }

    List<Finding> findings(DataSet made) {
        List<Finding> findings = new ArrayList<>(problems.told());
        CharacterSetChange.of(context.shared(), made).ifPresent(findings::add);
        return findings;
    }
}
