package org.glossa.sr.read;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.ImageReference;
import org.glossa.dicom.Tag;
import org.glossa.finding.Finding;
import org.glossa.sr.ContentItem;
import org.glossa.sr.ValueType;
import org.jspecify.annotations.Nullable;

/** Which space the set of a report is in: that of most of its regions, the first of them on a tie. */
final class SpaceChoice {
    private final ContentItem root;
    private final Evidence evidence;
    private final Map<CoordinateSpace, Integer> counts = new LinkedHashMap<>();
    private final Map<String, String> imageClasses = new LinkedHashMap<>();

    SpaceChoice(ContentItem root, Evidence evidence) throws IOException {
        this.root = root;
        this.evidence = evidence;
        // the second reading of the tree tells what is wrong
        SrFaults untold = new SrFaults(new ArrayList<>() {
            private static final long serialVersionUID = 1;

            @Override
            public boolean add(Finding finding) {
                return false;
            }
        });
        RegionReader regions = new RegionReader(root, onlyImage(evidence), untold);
        GroupWalk.over(root, untold, (group, surroundings) -> {
            for (ContentItem child : group.children()) {
                ValueType type = child.valueType();
                if (type == ValueType.SCOORD || type == ValueType.SCOORD3D) {
                    CoordinateSpace space = regions.space(child, type);
                    counts.merge(space, 1, Integer::sum);
                    noteClass(child, space);
                }
            }
        });
    }

    static String onlyImage(Evidence evidence) {
        ImageReference only = evidence.only();
        return only == null ? "" : only.sopInstanceUid();
    }

    private void noteClass(ContentItem region, CoordinateSpace space) {
        String uid = imageOf(space);
        if (!uid.isEmpty() && !imageClasses.containsKey(uid)) {
            for (ContentItem child : region.children()) {
                child.data()
                        .firstItem(Tag.ReferencedSOPSequence)
                        .flatMap(reference -> reference.string(Tag.ReferencedSOPClassUID))
                        .ifPresent(sopClass -> imageClasses.putIfAbsent(uid, sopClass));
            }
        }
    }

    /** Without any region that of the only image; else of no image at all. */
    CoordinateSpace space() {
        CoordinateSpace chosen = null;
        int most = 0;
        for (Map.Entry<CoordinateSpace, Integer> entry : counts.entrySet()) {
            if (entry.getValue() > most) {
                most = entry.getValue();
                chosen = entry.getKey();
            }
        }
        if (chosen != null) {
            return chosen;
        }
        String only = onlyImage(evidence);
        return only.isEmpty() ? new CoordinateSpace.Level0Pixels() : new CoordinateSpace.ImagePixels(only);
    }

    /** The annotated image; null when the report does not name it. */
    @Nullable
    ImageReference image(CoordinateSpace space, SrFaults faults) {
        String uid = imageOf(space);
        if (uid.isEmpty()) {
            return evidence.onlySlide();
        }
        ImageReference referenced = evidence.find(uid);
        if (referenced != null) {
            return referenced;
        }
        faults.fault(
                "IMAGE_NOT_IN_EVIDENCE",
                root,
                Tag.CurrentRequestedProcedureEvidenceSequence,
                "no item for the image " + uid + " that regions are selected from",
                "every instance that the content refers to",
                "write study, series and instance of the image",
                "PS3.3 C.17.2.3");
        return new ImageReference("", "", imageClasses.getOrDefault(uid, ""), uid);
    }

    private static String imageOf(CoordinateSpace space) {
        return switch (space) {
            case CoordinateSpace.ImagePixels pixels -> pixels.imageSopInstanceUid();
            case CoordinateSpace.FramePixels pixels -> pixels.imageSopInstanceUid();
            case CoordinateSpace.SlideMillimetres millimetres -> "";
            case CoordinateSpace.Level0Pixels pixels -> "";
        };
    }
}
