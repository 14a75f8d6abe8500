package org.glossa.store;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.Measurement;
import org.glossa.annotation.Precision;
import org.glossa.annotation.VertexOffsets;
import org.glossa.spatial.Box;

/** Slide S(n, 24) of the performance page as float32 ordinates in a file, which is mapped as an ANN would be. */
final class SlideSource {
    static final int VERTICES = 24;
    static final int ITEM_BYTES = VERTICES * 8;
    static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final int CLUSTERS = 400;
    private static final double SLIDE = 100_000;
    private static final int TILE = 1_024;

    private SlideSource() {}

    /** In random order, the worst case. */
    static void write(Path source, int count) throws IOException {
        SplittableRandom random = new SplittableRandom(42);
        double[][] clusters = clusters();
        try (Arena arena = Arena.ofConfined();
                FileChannel channel = FileChannel.open(
                        source, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MemorySegment values = channel.map(FileChannel.MapMode.READ_WRITE, 0, (long) count * ITEM_BYTES, arena);
            for (long i = 0; i < count; i++) {
                double[] centre = place(clusters, random);
                double[] nucleus = SampleSet.nucleus(random, VERTICES, centre[0], centre[1], random.nextDouble(6, 14));
                for (int k = 0; k < nucleus.length; k++) {
                    values.set(FLOAT, i * ITEM_BYTES + 4L * k, (float) nucleus[k]);
                }
            }
        }
    }

    /** The same nuclei tile by tile, row by row of tiles of 1,024 px, as detectors write them. */
    static void writeTiled(Path source, Path tiled) throws IOException {
        try (Arena arena = Arena.ofConfined();
                FileChannel from = FileChannel.open(source, StandardOpenOption.READ);
                FileChannel to = FileChannel.open(
                        tiled, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MemorySegment values = from.map(FileChannel.MapMode.READ_ONLY, 0, from.size(), arena);
            MemorySegment sorted = to.map(FileChannel.MapMode.READ_WRITE, 0, from.size(), arena);
            long[] order = new long[(int) (from.size() / ITEM_BYTES)];
            for (int i = 0; i < order.length; i++) {
                long row = (long) values.get(FLOAT, (long) i * ITEM_BYTES + 4) / TILE;
                long column = (long) values.get(FLOAT, (long) i * ITEM_BYTES) / TILE;
                order[i] = row << 48 | column << 32 | i;
            }
            Arrays.sort(order);
            for (int i = 0; i < order.length; i++) {
                MemorySegment.copy(
                        values, (order[i] & 0xFFFFFFFFL) * ITEM_BYTES, sorted, (long) i * ITEM_BYTES, ITEM_BYTES);
            }
        }
    }

    static AnnotationSet open(Path source, Measurement... measurements) throws IOException {
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(source, StandardOpenOption.READ)) {
            MemorySegment values = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            Coordinates coordinates = new Coordinates(
                    values, Precision.FLOAT32, 2, VertexOffsets.fixed(VERTICES, channel.size() / ITEM_BYTES));
            AnnotationGroup group = new AnnotationGroup(
                    SampleSet.description(1), GraphicType.POLYGON, coordinates, List.of(measurements));
            return new AnnotationSet(
                    "1.2.3", new CoordinateSpace.ImagePixels("1.2.4"), null, List.of(group), arena::close);
        }
    }

    /** Viewports of 2000 × 1200 px placed by the same clusters. */
    static Box[] viewports(int seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] clusters = clusters();
        Box[] viewports = new Box[count];
        for (int i = 0; i < count; i++) {
            double[] centre = place(clusters, random);
            viewports[i] = new Box(centre[0] - 1000, centre[1] - 600, centre[0] + 1000, centre[1] + 600);
        }
        return viewports;
    }

    private static double[][] clusters() {
        SplittableRandom random = new SplittableRandom(20260101);
        double[][] clusters = new double[CLUSTERS][];
        for (int i = 0; i < CLUSTERS; i++) {
            clusters[i] =
                    new double[] {random.nextDouble(SLIDE), random.nextDouble(SLIDE), random.nextDouble(500, 4500)};
        }
        return clusters;
    }

    private static double[] place(double[][] clusters, SplittableRandom random) {
        while (true) {
            double[] cluster = clusters[random.nextInt(CLUSTERS)];
            double x = cluster[0] + cluster[2] * random.nextGaussian();
            double y = cluster[1] + cluster[2] * random.nextGaussian();
            if (x >= 0 && x < SLIDE && y >= 0 && y < SLIDE) {
                return new double[] {x, y};
            }
        }
    }
}
