package org.glossa.ann;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.ImageReference;
import org.glossa.column.ScratchColumns;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.Scope;
import org.glossa.dicom.Tag;
import org.glossa.finding.Finding;
import org.glossa.finding.MalformedInputException;
import org.glossa.ledger.Restoration;

/**
 * Microscopy Bulk Simple Annotations to columns. Coordinates, index lists and measurements stay where they are in the mapped file; of
 * them only the index lists are read through, because they decide whose the ordinates are. What one must look at every ordinate for
 * is asked of {@link BulkAnnotationChecks}.
 */
public final class BulkAnnotationReader {
    /** Microscopy Bulk Simple Annotations Storage. */
    public static final String SOP_CLASS_UID = "1.2.840.10008.5.1.4.1.1.91.1";

    private static final int MOST_GROUPS = 65_535;
    private static final String CLAUSE = "PS3.3 C.37.1.2";

    private BulkAnnotationReader() {}

    /**
     * @param set in the space and with the numbers of the source; owns the file
     * @param findings about the attributes, those of the file itself first
     */
    public record BulkAnnotations(AnnotationSet set, List<Finding> findings) {
        public BulkAnnotations {
            findings = List.copyOf(findings);
        }
    }

    /**
     * Columns over the mapped file, as an index wants them ({@link Restoration#GROUPS}): closing the returned set closes the file; when
     * this throws, the file stays open. To write the annotations again, restore them.
     *
     * @throws MalformedInputException when the data set is of another SOP class, or so damaged that ordinates or values cannot be
     *     assigned to annotations; the finding has the byte offset and the tag path
     */
    public static BulkAnnotations read(DicomFile file) throws MalformedInputException {
        try {
            return read(file, RestoredSet::grouped);
        } catch (MalformedInputException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Likewise, restored as asked for. Columns that the file does not have as they were are made.
     *
     * @param scratch where made columns are; must stay open as long as the set
     * @throws MalformedInputException likewise
     * @throws IOException when a temporary file cannot be written
     */
    public static BulkAnnotations read(DicomFile file, Restoration restoration, ScratchColumns scratch)
            throws IOException {
        return read(
                file,
                switch (restoration) {
                    case RESTORE ->
                        (instance, items, written, findings) ->
                                RestoredSet.restore(instance, items, written, scratch, findings);
                    case GROUPS -> RestoredSet::grouped;
                    case IGNORE ->
                        (instance, items, written, findings) ->
                                RestoredSet.asWritten(instance, items, written, scratch, findings);
                });
    }

    /** A set from what others see. */
    @FunctionalInterface
    private interface Restorer {
        /** @param written one for each item */
        RestoredSet restore(Scope instance, List<Scope> items, List<AnnotationGroup> written, List<Finding> findings)
                throws IOException;
    }

    private static BulkAnnotations read(DicomFile file, Restorer restorer) throws IOException {
        try {
            return columns(file, restorer);
        } catch (MalformedInputException e) {
            throw file.placed(e);
        }
    }

    private static BulkAnnotations columns(DicomFile file, Restorer restorer) throws IOException {
        Scope instance = Scope.root(file.dataSet());
        requireSopClass(instance);
        List<Finding> findings = new FewOfEachCode(file.findings());
        RequiredAttributes.ofInstance(instance, findings);
        CoordinateType type = coordinateType(instance);
        SpaceReader spaces = new SpaceReader(instance, findings);
        CoordinateSpace space = spaces.space(type);
        ImageReference image = spaces.image();
        List<Scope> items = groupItems(instance);
        List<AnnotationGroup> written = groups(items, type, findings);
        RestoredSet restored = restorer.restore(instance, items, written, findings);
        AnnotationSet set = new AnnotationSet(
                instance.text(Tag.SOPInstanceUID),
                space,
                image,
                restored.groups(),
                restored.features(),
                restored.extras(),
                file::close);
        return new BulkAnnotations(set, findings);
    }

    private static void requireSopClass(Scope instance) throws MalformedInputException {
        String sopClass = instance.text(Tag.SOPClassUID);
        if (!sopClass.equals(SOP_CLASS_UID)) {
            throw new MalformedInputException(Finding.error(
                    "SOP_CLASS_OTHER",
                    instance.at(Tag.SOPClassUID),
                    sopClass.isEmpty() ? "no SOP Class UID" : "SOP class " + sopClass,
                    SOP_CLASS_UID + " (Microscopy Bulk Simple Annotations)",
                    "give a bulk annotation object",
                    "PS3.3 A.87"));
        }
    }

    private static CoordinateType coordinateType(Scope instance) throws MalformedInputException {
        String text = instance.text(Tag.AnnotationCoordinateType);
        return switch (text) {
            case "2D" -> CoordinateType.TWO_D;
            case "3D" -> CoordinateType.THREE_D;
            default ->
                throw new MalformedInputException(Finding.error(
                        "COORDINATE_TYPE_UNKNOWN",
                        instance.at(Tag.AnnotationCoordinateType),
                        text.isEmpty() ? "no value" : "\"" + text + "\"",
                        "2D or 3D",
                        "say whether the coordinates are pixels (2D) or millimetres (3D)",
                        CLAUSE));
        };
    }

    private static List<Scope> groupItems(Scope instance) throws MalformedInputException {
        List<Scope> items = instance.items(Tag.AnnotationGroupSequence);
        if (items.size() > MOST_GROUPS) {
            throw new MalformedInputException(Finding.error(
                    "GROUP_COUNT",
                    instance.at(Tag.AnnotationGroupSequence),
                    items.size() + " groups",
                    "at most " + MOST_GROUPS + ", for Annotation Group Number is a US",
                    "put annotations of one kind into one group, or write several instances",
                    CLAUSE));
        }
        return items;
    }

    /** One for each item. */
    private static List<AnnotationGroup> groups(List<Scope> items, CoordinateType type, List<Finding> findings)
            throws MalformedInputException {
        List<AnnotationGroup> groups = new ArrayList<>(items.size());
        Set<String> uids = new HashSet<>();
        GroupNumbers numbers = GroupNumbers.of(items);
        for (int i = 0; i < items.size(); i++) {
            int position = i + 1; // zero-based to one-based
            AnnotationGroup group = new GroupReader(items.get(i), position, type, findings).read();
            checkUid(items.get(i), group.description(), uids, findings);
            groups.add(numbers.given(group, items.get(i), position, findings));
        }
        return groups;
    }

    private static void checkUid(Scope item, GroupDescription group, Set<String> uids, List<Finding> findings) {
        if (!group.uid().isEmpty() && !uids.add(group.uid())) {
            findings.add(Finding.error(
                    "GROUP_UID_REPEATED",
                    item.at(Tag.AnnotationGroupUID),
                    group.uid() + " again",
                    "a UID that no other group has",
                    "give each group a UID of its own",
                    CLAUSE));
        }
    }
}
