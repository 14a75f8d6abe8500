package org.glossa.sr.write;

import java.util.ArrayList;
import java.util.List;
import org.glossa.ann.GroupItem;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.GroupRole;
import org.glossa.annotation.ImageReference;
import org.glossa.annotation.Measurement;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Tag;
import org.glossa.option.Holes;
import org.glossa.sr.SrBlock;

/** What the tree cannot say of a set as a whole, in private elements of the root. */
final class SetCarriage {
    private static final int LABEL_CHARACTERS = 64;

    private final AnnotationSet set;
    private final int[] groupNumbers;

    SetCarriage(AnnotationSet set, Holes holes) {
        this.set = set;
        this.groupNumbers = new int[set.groups().size()];
        int number = 0;
        for (int i = 0; i < groupNumbers.length; i++) {
            // holes that are dropped shall not come back
            if (holes != Holes.DROP || set.groups().get(i).role() != GroupRole.HOLES) {
                number++;
                groupNumbers[i] = number;
            }
        }
    }

    /** Of each group of the set its number as it is carried, from one; 0 for one that is not. */
    int[] groupNumbers() {
        return groupNumbers.clone();
    }

    void addTo(DataSet.Builder root, List<DataSet> leftOut) {
        SrBlock.Builder block = new SrBlock.Builder(root);
        List<DataSet> groups = new ArrayList<>();
        for (int i = 0; i < groupNumbers.length; i++) {
            if (groupNumbers[i] > 0) {
                groups.add(group(set.groups().get(i)));
            }
        }
        block.sequence(SrBlock.GROUPS, groups);
        if (!set.sopInstanceUid().isEmpty()) {
            block.uid(SrBlock.SET_UID, set.sopInstanceUid());
        }
        addSpace(block);
        ImageReference image = set.image();
        if (image != null) {
            block.text(
                    SrBlock.IMAGE,
                    "[" + ObjectCarriage.quoted(image.studyInstanceUid()) + ","
                            + ObjectCarriage.quoted(image.seriesInstanceUid()) + ","
                            + ObjectCarriage.quoted(image.sopClassUid()) + ","
                            + ObjectCarriage.quoted(image.sopInstanceUid()) + "]");
        }
        if (!set.extras().collectionMembers().isEmpty()) {
            block.text(SrBlock.COLLECTION, set.extras().collectionMembers());
        }
        block.text(SrBlock.REPORT, set.extras().report());
        if (!leftOut.isEmpty()) {
            block.sequence(SrBlock.LEFT_OUT, leftOut);
        }
        block.numbers(SrBlock.FEATURES, set.features().featureCount());
        if (set.features().isPlain()) {
            block.word(SrBlock.PLAIN, "PLAIN");
        }
    }

    private void addSpace(SrBlock.Builder block) {
        switch (set.space()) {
            case CoordinateSpace.ImagePixels pixels ->
                block.word(SrBlock.SPACE, "IMAGE_PIXELS").uid(SrBlock.SPACE_UID, pixels.imageSopInstanceUid());
            case CoordinateSpace.FramePixels frame ->
                block.word(SrBlock.SPACE, "FRAME_PIXELS")
                        .uid(SrBlock.SPACE_UID, frame.imageSopInstanceUid())
                        .numbers(SrBlock.FRAME, frame.frameNumber());
            case CoordinateSpace.SlideMillimetres millimetres ->
                block.word(SrBlock.SPACE, "SLIDE_MM").uid(SrBlock.SPACE_UID, millimetres.frameOfReferenceUid());
            case CoordinateSpace.Level0Pixels pixels -> block.word(SrBlock.SPACE, "LEVEL0_PIXELS");
        }
    }

    private static DataSet group(AnnotationGroup group) {
        GroupDescription said = group.description();
        DataSet.Builder item = DataSet.builder();
        GroupItem.whole(group).forEach(item::verbatim);
        item.integers(Tag.NumberOfAnnotations, group.annotationCount());
        SrBlock.Builder block = new SrBlock.Builder(item);
        if (!said.extras().featureMembers().isEmpty()) {
            block.text(SrBlock.FEATURE_MEMBERS, said.extras().featureMembers());
        }
        if (!said.extras().attributes().isEmpty()) {
            block.text(SrBlock.ATTRIBUTES, said.extras().attributes());
        }
        block.word(SrBlock.ROLE, group.role().name())
                .word(SrBlock.PRECISION, group.coordinates().precision().name())
                .numbers(SrBlock.ORDINATE_COUNT, group.coordinates().ordinates())
                .word(SrBlock.Z_PLANES, said.zPlanes().name());
        if (!group.measurements().isEmpty()) {
            block.sequence(
                    SrBlock.MEASUREMENTS,
                    group.measurements().stream().map(SetCarriage::measurement).toList());
        }
        if (!isLongString(said.label())) {
            block.text(SrBlock.LABEL, ObjectCarriage.quoted(said.label()));
        }
        return item.build();
    }

    private static boolean isLongString(String label) {
        return label.codePointCount(0, label.length()) <= LABEL_CHARACTERS
                && label.equals(label.strip())
                && label.chars().noneMatch(character -> character == '\\' || character < ' ');
    }

    private static DataSet measurement(Measurement measurement) {
        DataSet.Builder item = DataSet.builder()
                .sequence(Tag.ConceptNameCodeSequence, org.glossa.code.CodeItems.of(measurement.concept()))
                .sequence(Tag.MeasurementUnitsCodeSequence, org.glossa.code.CodeItems.of(measurement.unit()));
        SrBlock.Builder block = new SrBlock.Builder(item);
        if (!measurement.name().isEmpty()) {
            block.text(SrBlock.MEASUREMENT_NAME, ObjectCarriage.quoted(measurement.name()));
        }
        block.word(
                SrBlock.MEASUREMENT_PRECISION, measurement.values().precision().name());
        return item.build();
    }
}
