package org.glossa.image;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Tag;

/**
 * The Z Offsets of an image. They are in µm, whereas z of annotations is in mm (PS3.3 C.8.12.2, note), and peers copy the one to the
 * other.
 */
final class ZOffsets {
    private ZOffsets() {}

    static List<Double> of(DataSet dataSet) {
        TreeSet<Double> offsets = new TreeSet<>();
        add(offsets, dataSet.firstItem(Tag.TotalPixelMatrixOriginSequence));
        add(
                offsets,
                dataSet.firstItem(Tag.SharedFunctionalGroupsSequence)
                        .flatMap(item -> item.firstItem(Tag.PlanePositionSlideSequence)));
        for (DataSet frame : dataSet.items(Tag.PerFrameFunctionalGroupsSequence)) {
            add(offsets, frame.firstItem(Tag.PlanePositionSlideSequence));
        }
        return List.copyOf(offsets);
    }

    private static void add(TreeSet<Double> offsets, Optional<DataSet> item) {
        OptionalDouble offset = item.map(position -> position.decimal(Tag.ZOffsetInSlideCoordinateSystem))
                .orElse(OptionalDouble.empty());
        if (offset.isPresent()) {
            offsets.add(offset.getAsDouble());
        }
    }
}
