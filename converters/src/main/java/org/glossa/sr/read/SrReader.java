package org.glossa.sr.read;

import java.io.IOException;
import java.util.List;
import org.glossa.ann.FewOfEachCode;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.DocumentExtras;
import org.glossa.annotation.ImageReference;
import org.glossa.column.ScratchColumns;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.Scope;
import org.glossa.dicom.Tag;
import org.glossa.finding.Finding;
import org.glossa.finding.MalformedInputException;
import org.glossa.ledger.Losses;
import org.glossa.ledger.Restoration;
import org.glossa.sr.ContentItem;
import org.glossa.sr.SrBlock;
import org.glossa.sr.SrClasses;
import org.glossa.sr.SrConcepts;
import org.glossa.sr.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * Structured reports with Measurement Groups (PS3.16 TID 1410, 1411, 1501) to columns. Each group is an object; its regions are annotations
 * with the very floats of the file. What the template demands and the report lacks is told, not refused.
 */
public final class SrReader {
    private static final String TEMPLATE = "PS3.16 TID 1500";

    private final ContentItem root;
    private final ScratchColumns scratch;
    private final List<Finding> findings;
    private final SrFaults faults;
    private Losses losses = new Losses();
    private long groups;

    private SrReader(DicomFile file, List<Finding> findings, ScratchColumns scratch) {
        this.root = ContentItem.root(file.dataSet());
        this.scratch = scratch;
        this.findings = findings;
        this.faults = new SrFaults(findings);
    }

    /**
     * @param set in the space and with the numbers of the source, columns in the scratch columns; owns the file, not the scratch columns
     * @param findings about the report, those of the file itself first
     * @param otherTargets what any target but a report loses, for the set's columns do not have it
     */
    public record SrSet(AnnotationSet set, List<Finding> findings, Losses otherTargets) {
        public SrSet {
            findings = List.copyOf(findings);
        }
    }

    /**
     * Closing the returned set closes the file; when this throws, the file stays open.
     *
     * @param restoration whether our private elements are read
     * @param scratch where the columns are; must live longer than the set
     * @throws MalformedInputException when the data set is of another SOP class, or its tree so damaged that items or numbers cannot be
     *     assigned; the finding has the byte offset and the tag path
     */
    public static SrSet read(DicomFile file, Restoration restoration, ScratchColumns scratch) throws IOException {
        try {
            List<Finding> findings = new FewOfEachCode(file.findings());
            return new SrReader(file, findings, scratch).set(file, restoration);
        } catch (MalformedInputException e) {
            throw file.placed(e);
        }
    }

    private SrSet set(DicomFile file, Restoration restoration) throws IOException {
        requireClass();
        checkRoot();
        Evidence evidence = new Evidence(root.data());
        SpaceChoice choice = new SpaceChoice(root, evidence);
        CoordinateSpace space = choice.space();
        ImageReference image = choice.image(space, faults);
        RegionReader regions = new RegionReader(root, SpaceChoice.onlyImage(evidence), faults);
        AnnotationSet restored = switch (restoration) {
            case RESTORE, GROUPS -> restored(file, space, regions);
            case IGNORE -> null;
        };
        if (restored != null) {
            return new SrSet(restored, findings, losses);
        }
        SetBuilder builder = new SetBuilder(space instanceof CoordinateSpace.SlideMillimetres ? 3 : 2, scratch);
        GroupWalk.over(root, faults, (group, surroundings) -> {
            groups++;
            builder.add(new MeasurementGroupReader(group, regions, space, faults, losses).read(surroundings));
        });
        if (groups == 0) {
            faults.warn(
                    "NO_MEASUREMENT_GROUPS",
                    root,
                    Tag.ContentSequence,
                    "no Measurement Group (125007, DCM)",
                    "one container for each measured object",
                    "give a report of TID 1500; nothing is read from this one",
                    TEMPLATE);
        }
        AnnotationSet set = new AnnotationSet(
                root.scope().text(Tag.SOPInstanceUID),
                space,
                image,
                builder.groups(),
                builder.features(),
                new DocumentExtras("", KeptReport.of(root).text()),
                file::close);
        return new SrSet(set, findings, losses);
    }

    /** The set that a report of ours was written from; null for other reports, and for ours when it was damaged. */
    private @Nullable AnnotationSet restored(DicomFile file, CoordinateSpace nativeSpace, RegionReader regions)
            throws IOException {
        SrBlock block = SrBlock.of(root.data()).orElse(null);
        if (block == null || !block.has(SrBlock.GROUPS)) {
            return null;
        }
        Losses ofRestored = new Losses();
        List<Finding> toldOfRestored = new FewOfEachCode(List.of());
        SrFaults restoredFaults = new SrFaults(toldOfRestored);
        try {
            RestoredReading reading =
                    new RestoredReading(root, block, nativeSpace, regions, restoredFaults, ofRestored);
            AnnotationSet set = reading.set(file, scratch);
            toldOfRestored.forEach(findings::add);
            losses = ofRestored;
            return set;
        } catch (DamagedBlockException e) {
            faults.warn(
                    "PRIVATE_BLOCK_DAMAGED",
                    root,
                    Tag.ContentSequence,
                    "private elements of " + SrBlock.CREATOR + " that do not fit: " + e.getMessage(),
                    "those that Glossa wrote, all of them or none",
                    "give the report as it was written; it is read as others read it",
                    "");
            return null;
        }
    }

    private void requireClass() throws MalformedInputException {
        Scope instance = root.scope();
        String sopClass = instance.text(Tag.SOPClassUID);
        if (!SrClasses.READ.contains(sopClass)) {
            throw new MalformedInputException(Finding.error(
                    "SOP_CLASS_OTHER",
                    instance.at(Tag.SOPClassUID),
                    sopClass.isEmpty() ? "no SOP Class UID" : "SOP class " + sopClass,
                    SrClasses.COMPREHENSIVE + " (Comprehensive SR), " + SrClasses.COMPREHENSIVE_3D
                            + " (Comprehensive 3D SR) or " + SrClasses.ENHANCED + " (Enhanced SR)",
                    "give a structured report with measurements",
                    "PS3.3 A.35"));
        }
    }

    private void checkRoot() throws MalformedInputException {
        if (faults.valueType(root) != ValueType.CONTAINER) {
            throw SrFaults.refusal(
                    "ROOT_NOT_CONTAINER",
                    root,
                    Tag.ValueType,
                    "the root is " + root.scope().text(Tag.ValueType),
                    "CONTAINER",
                    "write the content tree below a container",
                    "PS3.3 C.17.3");
        }
        if (!root.isNamed(SrConcepts.IMAGING_MEASUREMENT_REPORT)) {
            faults.warn(
                    "SR_ROOT_OTHER",
                    root,
                    Tag.ConceptNameCodeSequence,
                    "\"" + root.name().meaning() + "\" (" + root.name().value() + ", "
                            + root.name().scheme() + ")",
                    "\"Imaging Measurement Report\" (126000, DCM)",
                    "its Measurement Groups are read all the same",
                    TEMPLATE);
        }
        if (root.data().items(Tag.ContentTemplateSequence).isEmpty()) {
            faults.warn(
                    "TEMPLATE_NOT_STATED",
                    root,
                    Tag.ContentTemplateSequence,
                    "no template",
                    "template 1500 of DCMR",
                    "say which template the report follows",
                    "PS3.3 C.18.8");
        }
        if (root.children().stream().noneMatch(child -> child.isNamed(SrConcepts.OBSERVER_TYPE))) {
            faults.warn(
                    "OBSERVER_MISSING",
                    root,
                    Tag.ContentSequence,
                    "no Observer Type (121005, DCM)",
                    "a person or a device who observed",
                    "say who measured",
                    "PS3.16 TID 1001");
        }
    }
}
