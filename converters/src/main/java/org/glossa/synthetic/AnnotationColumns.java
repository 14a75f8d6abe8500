package org.glossa.synthetic;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** The bulk values of all groups as the ANN file will hold them, little-endian, in one mapped temporary file. */
final class AnnotationColumns implements AutoCloseable {
    static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** Micrometres of a level-0 pixel. */
    private static final double SPACING_UM = SlideLevel.LEVEL_0_SPACING_MM * 1000;

    private final Arena arena;
    private final List<Group> groups;

    /**
     * The columns of one group, annotations in order.
     *
     * @param coordinates OF: x and y of each vertex in turn, level-0 pixels
     * @param pointIndexList OL: one-based index of the first value (not point) of each annotation (PS3.3 C.37.1.2)
     * @param areas OF: um2
     */
    record Group(long annotations, MemorySegment coordinates, MemorySegment pointIndexList, MemorySegment areas) {}

    private AnnotationColumns(Arena arena, List<Group> groups) {
        this.arena = arena;
        this.groups = groups;
    }

    /** Bytes of the temporary file, and of the bulk values in the ANN file. */
    static long byteSize(SlideRequest request) {
        return request.annotations() * bytesOfAnnotation(request.vertices());
    }

    private static long bytesOfAnnotation(int vertices) {
        return 2L * vertices * Float.BYTES + Integer.BYTES + Float.BYTES;
    }

    /** @param temporaryFile must not exist; the caller deletes it after closing the columns */
    static AnnotationColumns write(
            SlideRequest request, NucleusLayout layout, Path temporaryFile, Workers workers, GenerateProgress progress)
            throws IOException {
        GroupSizes sizes = GroupSizes.count(request, layout, workers, progress);
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(
                temporaryFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MemorySegment file = channel.map(MapMode.READ_WRITE, 0, byteSize(request), arena);
            AnnotationColumns columns = new AnnotationColumns(arena, slice(file, sizes, request));
            Counter counter = new Counter("outlining nuclei", request.annotations(), progress);
            workers.run(sizes.chunkCount(), () -> columns.chunkWriter(request, layout, sizes, counter));
            return columns;
        } catch (Throwable failure) {
            arena.close();
            throw failure;
        }
    }

    private static List<Group> slice(MemorySegment file, GroupSizes sizes, SlideRequest request) {
        List<Group> groups = new ArrayList<>(request.groups());
        long offset = 0;
        for (int group = 0; group < request.groups(); group++) {
            long size = sizes.size(group);
            long coordinateBytes = size * 2 * request.vertices() * Float.BYTES;
            MemorySegment coordinates = file.asSlice(offset, coordinateBytes);
            MemorySegment indexList = file.asSlice(offset + coordinateBytes, size * Integer.BYTES);
            MemorySegment areas = file.asSlice(offset + coordinateBytes + size * Integer.BYTES, size * Float.BYTES);
            groups.add(new Group(size, coordinates, indexList, areas));
            offset += size * bytesOfAnnotation(request.vertices());
        }
        return List.copyOf(groups);
    }

    private Workers.Job chunkWriter(SlideRequest request, NucleusLayout layout, GroupSizes sizes, Counter counter) {
        float[] xy = new float[2 * request.vertices()];
        return chunk -> {
            long[] position = sizes.before(chunk);
            for (long annotation = sizes.firstOf(chunk); annotation < sizes.firstOf(chunk + 1); annotation++) {
                int number = layout.group(annotation);
                layout.outline(annotation, xy);
                Group group = groups.get(number);
                long row = position[number]++;
                long firstValue = row * xy.length;
                MemorySegment.copy(xy, 0, group.coordinates, FLOAT, firstValue * Float.BYTES, xy.length);
                group.pointIndexList.setAtIndex(INT, row, (int) (firstValue + 1)); // zero-based to one-based
                group.areas.setAtIndex(FLOAT, row, (float) (areaPx(xy) * SPACING_UM * SPACING_UM));
            }
            counter.add(sizes.firstOf(chunk + 1) - sizes.firstOf(chunk));
        };
    }

    /** Gauss's area formula, around the first vertex so that nothing cancels. */
    private static double areaPx(float[] xy) {
        double twice = 0;
        double previousX = 0;
        double previousY = 0;
        for (int i = 2; i < xy.length; i += 2) {
            double x = (double) xy[i] - xy[0];
            double y = (double) xy[i + 1] - xy[1];
            twice += previousX * y - x * previousY;
            previousX = x;
            previousY = y;
        }
        return Math.abs(twice) / 2;
    }

    List<Group> groups() {
        return groups;
    }

    @Override
    public void close() {
        arena.close();
    }
}
