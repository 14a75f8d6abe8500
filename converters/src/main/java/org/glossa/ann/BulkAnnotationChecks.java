package org.glossa.ann;

import java.util.ArrayList;
import java.util.List;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.Scope;
import org.glossa.dicom.Tag;
import org.glossa.finding.Finding;
import org.glossa.image.SlideImage;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with single annotations, found in one pass over the mapped values. Apart from {@link BulkAnnotationReader}, so that a
 * store need not wait for it.
 */
public final class BulkAnnotationChecks {
    private BulkAnnotationChecks() {}

    /**
     * One finding for each kind of defect in a group, with the number of annotations that have it and the first few of them; its place
     * is the offset of the first offending ordinate.
     *
     * @param file what {@code set} was read from
     * @param image the annotated image, when it is known; one that the set does not refer to is not asked
     */
    public static List<Finding> run(DicomFile file, AnnotationSet set, @Nullable SlideImage image) {
        SlideImage annotated = isAnnotated(set, image) ? image : null;
        List<Scope> items = Scope.root(file.dataSet()).items(Tag.AnnotationGroupSequence);
        List<SplitGroups.Whole> wholes = SplitGroups.wholes(items, new ArrayList<>());
        List<Finding> findings = new ArrayList<>();
        // other groups than the items may have been restored, and other columns: places are those of the file
        boolean restored = set.groups().size() != wholes.size()
                || GlossaBlock.of(file.dataSet())
                        .filter(ours -> ours.has(GlossaBlock.GROUP_ORDER))
                        .isPresent();
        for (int i = 0; i < wholes.size(); i++) {
            List<Scope> parts = wholes.get(i).items();
            boolean asWritten = restored || parts.size() > 1 || isChanged(parts.getFirst());
            List<AnnotationGroup> groups = asWritten
                    ? SplitGroups.asWritten(parts, set.space())
                    : List.of(set.groups().get(i));
            for (int part = 0; part < parts.size(); part++) {
                new GroupChecks(parts.get(part), groups.get(part), set.space(), annotated).run(findings);
            }
        }
        return findings;
    }

    private static boolean isChanged(Scope item) {
        return GlossaBlock.of(item.data())
                .filter(ours -> ours.has(GlossaBlock.DECIMALS))
                .isPresent();
    }

    private static boolean isAnnotated(AnnotationSet set, @Nullable SlideImage image) {
        if (image == null) {
            return false;
        }
        return switch (set.space()) {
            case CoordinateSpace.ImagePixels pixels ->
                pixels.imageSopInstanceUid().equals(image.level().sopInstanceUid());
            case CoordinateSpace.FramePixels pixels ->
                pixels.imageSopInstanceUid().equals(image.level().sopInstanceUid());
            case CoordinateSpace.SlideMillimetres millimetres ->
                millimetres.frameOfReferenceUid().equals(image.frameOfReferenceUid());
            case CoordinateSpace.Level0Pixels pixels -> false;
        };
    }
}
