package org.glossa.ann;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupRole;
import org.glossa.annotation.Precision;
import org.glossa.column.GrowingColumn;
import org.glossa.column.ScratchColumns;
import org.glossa.feature.Features;
import org.glossa.outline.HoleBridges;
import org.jspecify.annotations.Nullable;

/** Undoes {@link BridgedColumn}: outlines without bridges, and groups of holes with their vertices. */
final class UnbridgedGroups {
    private final List<AnnotationGroup> groups;
    private final Features features;
    private final ScratchColumns scratch;

    /** For each bridged group and annotation where its layout begins among the numbers of the block, plus 1; 0 for none. */
    private final @Nullable MemorySegment[] layouts;

    private final @Nullable GlossaBlock[] blocks;

    /** @param groups those of holes without vertices */
    UnbridgedGroups(List<AnnotationGroup> groups, Features features, ScratchColumns scratch) {
        this.groups = groups;
        this.features = features;
        this.scratch = scratch;
        this.layouts = new MemorySegment[groups.size()];
        this.blocks = new GlossaBlock[groups.size()];
    }

    /**
     * @param bridged groups with bridges
     * @param emptied groups that have no vertices yet
     */
    List<AnnotationGroup> restore(Map<Integer, GlossaBlock> bridged, Set<Integer> emptied)
            throws IOException, DamagedBlockException {
        if (bridged.isEmpty() && emptied.stream().noneMatch(i -> groups.get(i).role() == GroupRole.HOLES)) {
            return groups;
        }
        long expected = 0;
        for (Map.Entry<Integer, GlossaBlock> entry : bridged.entrySet()) {
            expected += index(entry.getKey(), entry.getValue());
        }
        @Nullable MemorySegment[] starts = new MemorySegment[groups.size()];
        for (int group : emptied) {
            if (groups.get(group).role() == GroupRole.HOLES) {
                starts[group] = scratch.allocate((groups.get(group).annotationCount() + 1) * Long.BYTES);
            }
        }
        long met = eachHole(
                starts,
                (group, annotation, hole) ->
                        made(starts[group]).set(ListedOffsets.START, (annotation + 1) * Long.BYTES, hole.length / 2));
        DamagedBlockException.require(met == expected, expected + " bridged outlines, of which objects have " + met);
        @Nullable Coordinates[] columns = new Coordinates[groups.size()];
        @Nullable MemorySegment[] ordinates = new MemorySegment[groups.size()];
        for (int group = 0; group < starts.length; group++) {
            MemorySegment list = starts[group];
            if (list != null) {
                for (long i = 0; i < groups.get(group).annotationCount(); i++) {
                    long sum = list.get(ListedOffsets.START, i * Long.BYTES)
                            + list.get(ListedOffsets.START, (i + 1) * Long.BYTES);
                    list.set(ListedOffsets.START, (i + 1) * Long.BYTES, sum);
                }
                Precision precision = groups.get(group).coordinates().precision();
                ListedOffsets offsets = new ListedOffsets(list);
                MemorySegment values = scratch.allocate(offsets.vertexCount() * 2 * precision.bytes());
                ordinates[group] = values;
                columns[group] = new Coordinates(values, precision, 2, offsets);
            }
        }
        eachHole(starts, (group, annotation, hole) -> {
            Precision precision = groups.get(group).coordinates().precision();
            long at = made(columns[group]).firstVertex(annotation) * 2 * precision.bytes();
            for (double ordinate : hole) {
                switch (precision) {
                    case FLOAT32 -> made(ordinates[group]).set(DenseMeasurementValues.VALUE, at, (float) ordinate);
                    case FLOAT64 ->
                        made(ordinates[group]).set(ListedOffsets.START, at, Double.doubleToRawLongBits(ordinate));
                }
                at += precision.bytes();
            }
        });
        List<AnnotationGroup> restored = new ArrayList<>();
        for (int group = 0; group < groups.size(); group++) {
            Coordinates column = columns[group];
            GlossaBlock block = blocks[group];
            if (block != null) {
                column = outlines(group, block);
            }
            restored.add(column == null ? groups.get(group) : with(groups.get(group), column));
        }
        return restored;
    }

    /** What was made for the group before. */
    private static <T> T made(@Nullable T column) {
        return Objects.requireNonNull(column);
    }

    private static AnnotationGroup with(AnnotationGroup group, Coordinates column) {
        return new AnnotationGroup(
                group.description(), group.graphicType(), column, group.measurements(), group.role());
    }

    /** What is done with a hole. */
    private interface HoleUse {
        void hole(int group, long annotation, double[] ring);
    }

    /** @return how many outlines have holes that are carried */
    private long eachHole(@Nullable MemorySegment[] starts, HoleUse use) throws DamagedBlockException {
        long outlines = 0;
        long part = 1;
        while (part < features.partCount()) {
            long first = part;
            while (BridgedColumn.isHole(features, part) && starts[features.group(part)] != null) {
                part++;
            }
            if (part == first) {
                part++;
                continue;
            }
            outlines++;
            int group = features.group(first - 1);
            HoleBridges.Outline outline = unbridged(group, features.annotation(first - 1));
            DamagedBlockException.require(
                    outline.holes().size() == part - first,
                    outline.holes().size() + " bridged holes of " + (part - first));
            for (long hole = first; hole < part; hole++) {
                use.hole(
                        features.group(hole),
                        features.annotation(hole),
                        outline.holes().get((int) (hole - first)));
            }
        }
        return outlines;
    }

    /** @return how many outlines are bridged */
    private long index(int group, GlossaBlock block) throws IOException, DamagedBlockException {
        AnnotationGroup of = groups.get(group);
        MemorySegment numbers = block.bytes(GlossaBlock.BRIDGES);
        DamagedBlockException.require(
                numbers.byteSize() % Integer.BYTES == 0
                        && of.graphicType() == GraphicType.POLYGON
                        && of.coordinates().ordinates() == 2,
                "bridges of a group of " + of.graphicType());
        long count = numbers.byteSize() / Integer.BYTES;
        MemorySegment list = scratch.allocate(of.annotationCount() * Long.BYTES);
        long outlines = 0;
        long before = 0;
        long at = 0;
        while (at < count) {
            DamagedBlockException.require(at + 2 <= count, "bridges that end early");
            long annotation = number(numbers, at);
            long length = number(numbers, at + 1);
            DamagedBlockException.require(
                    annotation > before && annotation <= of.annotationCount() && length <= count - at - 2,
                    "bridges of annotation " + annotation + " of " + length + " numbers");
            list.set(ListedOffsets.START, (annotation - 1) * Long.BYTES, at + 1 + 1);
            before = annotation;
            at += 2 + length;
            outlines++;
        }
        layouts[group] = list;
        blocks[group] = block;
        return outlines;
    }

    private HoleBridges.Outline unbridged(int group, long annotation) throws DamagedBlockException {
        MemorySegment list = layouts[group];
        long at = list == null ? 0 : list.get(ListedOffsets.START, annotation * Long.BYTES);
        DamagedBlockException.require(at > 0, "a hole of an outline without bridges");
        MemorySegment numbers = made(blocks[group]).bytes(GlossaBlock.BRIDGES);
        int[] layout = new int[(int) number(numbers, at - 1)];
        for (int i = 0; i < layout.length; i++) {
            layout[i] = (int) number(numbers, at + i);
        }
        try {
            return HoleBridges.unbridge(BridgedColumn.ring(groups.get(group).coordinates(), annotation), layout);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new DamagedBlockException(String.valueOf(e.getMessage()));
        }
    }

    private Coordinates outlines(int group, GlossaBlock block) throws IOException, DamagedBlockException {
        Coordinates bridged = groups.get(group).coordinates();
        Precision precision = block.number(GlossaBlock.ORDINATE_BYTES).orElse(0) == Float.BYTES
                ? Precision.FLOAT32
                : bridged.precision();
        GrowingColumn ordinates = scratch.grow();
        GrowingColumn starts = scratch.grow();
        long vertices = 0;
        for (long annotation = 0; annotation < bridged.annotationCount(); annotation++) {
            boolean joined = made(layouts[group]).get(ListedOffsets.START, annotation * Long.BYTES) > 0;
            double[] ring = joined ? unbridged(group, annotation).outline() : BridgedColumn.ring(bridged, annotation);
            starts.addLong(vertices);
            BridgedColumn.add(ordinates, ring, precision);
            vertices += ring.length / 2;
        }
        starts.addLong(vertices);
        return new Coordinates(ordinates.finish(), precision, 2, new ListedOffsets(starts.finish()));
    }

    private static long number(MemorySegment numbers, long at) {
        return Integer.toUnsignedLong(numbers.get(AnnotationIndexes.ENTRY, at * Integer.BYTES));
    }
}
