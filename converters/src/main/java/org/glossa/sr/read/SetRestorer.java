package org.glossa.sr.read;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.ImageReference;
import org.glossa.column.ScratchColumns;
import org.glossa.dicom.DataSet;
import org.glossa.feature.FeatureColumnsBuilder;
import org.glossa.feature.Features;
import org.glossa.feature.PlainFeatures;
import org.glossa.sr.ContentItem;
import org.glossa.sr.SrBlock;
import org.jspecify.annotations.Nullable;

/**
 * Makes again the set that a report of ours was written from. Each Measurement Group says which object and which rows it stands for; the
 * numbers are those of its items where they say them bit for bit, else those beside. The tree is read twice, for rows may come in any order.
 * Not thread-safe.
 */
final class SetRestorer {
    private final SrBlock block;
    private final ScratchColumns scratch;
    private final List<RestoredGroup> groups = new ArrayList<>();
    private final FeatureColumnsBuilder features;
    private final List<DataSet> leftOut;
    private final List<Part> parts = new ArrayList<>();
    private Features.@Nullable Kind kind;
    private FeatureColumnsBuilder.Said said = new FeatureColumnsBuilder.Said();
    private @Nullable PendingValues values;
    private long current;
    private int leftOutTaken;

    /** @param place among the parts of the object, from one */
    private record Part(long place, int group, long row, int marks) {}

    private record PendingValues(long[] columns, double[] numbers) {}

    /** @param fileBytes of the report: what bounds the columns */
    SetRestorer(SrBlock block, long fileBytes, ScratchColumns scratch) throws IOException, DamagedBlockException {
        this.block = block;
        this.scratch = scratch;
        this.features = new FeatureColumnsBuilder(scratch);
        this.leftOut = block.items(SrBlock.LEFT_OUT);
        for (DataSet item : block.items(SrBlock.GROUPS)) {
            groups.add(new RestoredGroup(item, 64 * fileBytes, scratch));
        }
    }

    CoordinateSpace space() throws DamagedBlockException {
        String uid = block.text(SrBlock.SPACE_UID);
        return switch (block.text(SrBlock.SPACE)) {
            case "IMAGE_PIXELS" -> new CoordinateSpace.ImagePixels(uid);
            case "FRAME_PIXELS" -> new CoordinateSpace.FramePixels(uid, BlockValues.one(block, SrBlock.FRAME));
            case "SLIDE_MM" -> new CoordinateSpace.SlideMillimetres(uid);
            case "LEVEL0_PIXELS" -> new CoordinateSpace.Level0Pixels();
            default -> throw new DamagedBlockException("the space \"" + block.text(SrBlock.SPACE) + "\"");
        };
    }

    @Nullable
    ImageReference image() throws IOException, DamagedBlockException {
        if (!block.has(SrBlock.IMAGE)) {
            return null;
        }
        List<String> texts = BlockValues.texts(block.text(SrBlock.IMAGE));
        if (texts.size() != 4) {
            throw new DamagedBlockException("an image of " + texts.size() + " texts");
        }
        return new ImageReference(texts.get(0), texts.get(1), texts.get(2), texts.get(3));
    }

    /** First reading: how many vertices the rows of a Measurement Group have. */
    void count(ContentItem group, List<Region> regions) throws DamagedBlockException {
        count(blockOf(group.data()), regions);
    }

    private void count(SrBlock object, List<Region> regions) throws DamagedBlockException {
        PartOrdinates ordinates = new PartOrdinates(object, regions, groups);
        for (int i = 0; i < ordinates.count(); i++) {
            groups.get(ordinates.group(i)).count(ordinates.row(i), ordinates.vertices(i));
        }
    }

    /** After the first reading. */
    void allocate() throws IOException, DamagedBlockException {
        for (DataSet item : leftOut) {
            count(blockOf(item), List.of());
        }
        for (RestoredGroup group : groups) {
            group.allocate(scratch);
        }
    }

    /** Second reading. */
    void fill(ContentItem group, List<Region> regions, MeasuredObject object)
            throws IOException, DamagedBlockException {
        SrBlock own = blockOf(group.data());
        takeLeftOut(BlockValues.one(own, SrBlock.FEATURE));
        take(own, regions, object);
    }

    private void takeLeftOut(long before) throws IOException, DamagedBlockException {
        while (leftOutTaken < leftOut.size()) {
            SrBlock next = blockOf(leftOut.get(leftOutTaken));
            if (BlockValues.one(next, SrBlock.FEATURE) >= before) {
                return;
            }
            leftOutTaken++;
            take(next, List.of(), null);
        }
    }

    private void take(SrBlock own, List<Region> regions, @Nullable MeasuredObject object)
            throws IOException, DamagedBlockException {
        long feature = BlockValues.one(own, SrBlock.FEATURE);
        if (feature != current) {
            finishFeature();
            if (feature != current + 1) {
                throw new DamagedBlockException("object " + feature + " after " + current);
            }
            current = feature;
        }
        if (own.has(SrBlock.KIND)) {
            kind = BlockValues.word(Features.Kind.class, own.text(SrBlock.KIND));
            said = said(own, object);
            values = pending(own, object);
        }
        PartOrdinates ordinates = new PartOrdinates(own, regions, groups);
        for (int i = 0; i < ordinates.count(); i++) {
            ordinates.copyTo(i, groups.get(ordinates.group(i)));
            parts.add(new Part(ordinates.place(i), ordinates.group(i), ordinates.row(i), (int) ordinates.marks(i)));
        }
    }

    private static FeatureColumnsBuilder.Said said(SrBlock own, @Nullable MeasuredObject object)
            throws IOException, DamagedBlockException {
        FeatureColumnsBuilder.Said said = new FeatureColumnsBuilder.Said();
        String uid = object == null ? null : object.uid();
        if (own.has(SrBlock.ID_FORM)) {
            said.id(
                    BlockValues.word(Features.IdForm.class, own.text(SrBlock.ID_FORM)),
                    own.has(SrBlock.ID) ? BlockValues.unquoted(own, SrBlock.ID) : null);
        } else {
            said.id(uid == null ? Features.IdForm.ABSENT : Features.IdForm.TEXT, SetBuilder.idOf(uid));
        }
        if (!own.has(SrBlock.NAME)) {
            said.name(object == null ? null : object.name());
        } else if (!own.text(SrBlock.NAME).isEmpty()) {
            said.name(BlockValues.unquoted(own, SrBlock.NAME));
        }
        if (own.has(SrBlock.MEMBERS)) {
            said.members(own.text(SrBlock.MEMBERS));
        }
        if (!own.has(SrBlock.CONTENT)) {
            said.content(object == null ? null : object.content());
        } else if (!own.text(SrBlock.CONTENT).isEmpty()) {
            said.content(own.text(SrBlock.CONTENT));
        }
        if (own.has(SrBlock.PARENT)) {
            said.parent(BlockValues.one(own, SrBlock.PARENT) - 1); // one-based to zero-based
        }
        return said;
    }

    private static @Nullable PendingValues pending(SrBlock own, @Nullable MeasuredObject object)
            throws DamagedBlockException {
        long[] columns = own.numbers(SrBlock.VALUE_COLUMNS);
        if (columns.length == 0) {
            return null;
        }
        double[] numbers = new double[columns.length];
        if (own.has(SrBlock.VALUES)) {
            double[] carried = PartOrdinates.doubles(own.bytes(SrBlock.VALUES));
            if (carried.length != columns.length) {
                throw new DamagedBlockException(carried.length + " values for " + columns.length + " measurements");
            }
            return new PendingValues(columns, carried);
        }
        if (object == null || object.numbers().size() < columns.length) {
            throw new DamagedBlockException("fewer than " + columns.length + " items NUM");
        }
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = object.numbers().get(i).value();
        }
        return new PendingValues(columns, numbers);
    }

    private void finishFeature() throws IOException, DamagedBlockException {
        if (current == 0) {
            return;
        }
        Features.Kind known = kind;
        parts.sort(Comparator.comparingLong(Part::place));
        if (known == null || parts.isEmpty()) {
            throw new DamagedBlockException("object " + current + " without its first part");
        }
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (part.place != i + 1L) {
                throw new DamagedBlockException("part " + part.place + " as number " + (i + 1));
            }
            features.part(part.group, part.row, part.marks);
        }
        PendingValues measured = values;
        if (measured != null) {
            Part first = parts.getFirst();
            for (int i = 0; i < measured.columns.length; i++) {
                // one-based to zero-based
                groups.get(first.group).measure(first.row, measured.columns[i] - 1, measured.numbers[i]);
            }
        }
        features.feature(known, said);
        kind = null;
        values = null;
        parts.clear();
    }

    /** After the second reading. */
    Features features() throws IOException, DamagedBlockException {
        takeLeftOut(Long.MAX_VALUE);
        finishFeature();
        if (current != BlockValues.one(block, SrBlock.FEATURES)) {
            throw new DamagedBlockException(
                    current + " objects instead of " + BlockValues.one(block, SrBlock.FEATURES));
        }
        Features built = features.build();
        if (!block.has(SrBlock.PLAIN)) {
            return built;
        }
        return new PlainFeatures(groups.stream().mapToLong(RestoredGroup::rows).toArray());
    }

    List<AnnotationGroup> groups() {
        return groups.stream().map(RestoredGroup::build).toList();
    }

    private static SrBlock blockOf(DataSet item) throws DamagedBlockException {
        return SrBlock.of(item).orElseThrow(() -> new DamagedBlockException("a Measurement Group without its block"));
    }
}
