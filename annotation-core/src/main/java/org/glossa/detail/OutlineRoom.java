package org.glossa.detail;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ObjLongConsumer;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.Coordinates;
import org.glossa.order.LayerSource;

/**
 * How much the versions of a layer's large outlines take at most. What an outline leaves follows from its shape: of two in the same
 * number of vertices one leaves a hundredth, the other nearly as many again. Therefore some outlines, drawn by lot, are simplified: all
 * where they are few, else as many as have a hundred thousand vertices, which takes some tenths of a second. The others are taken to leave
 * as much, with four times what a lot of this size misses by: with three times, one of 160 layers
 * of outlines that are very unlike had a hundredth too little.
 */
final class OutlineRoom {
    private static final long TRIED_VERTICES = 1 << 17;

    /** Of fewer the lot says nothing: versions then take what they may, a little less than the outlines. */
    private static final int FEWEST_TRIED = 24;

    private static final double STANDARD_ERRORS = 4;

    /** For shapes so rare that the lot has none of them. */
    private static final double MARGIN = 1.05;

    /** Beside its vertices a version has its row, its tolerance, and where it begins. */
    private static final int VERSION_BYTES = 16;

    private static final long SEED = 20_271;

    private final LayerSource source;
    private final int fewest;
    private long vertices;

    private OutlineRoom(LayerSource source, int fewest) {
        this.source = source;
        this.fewest = fewest;
    }

    /** @param fewest vertices of an outline that is simplified */
    static OutlineRoom of(LayerSource source, int fewest) {
        OutlineRoom room = new OutlineRoom(source, fewest);
        room.forEach((column, annotation) -> room.vertices += column.vertexCount(annotation));
        return room;
    }

    private void forEach(ObjLongConsumer<Coordinates> simplified) {
        for (AnnotationGroup group : source.groups()) {
            Coordinates column = group.coordinates();
            if (column.vertexCount() < fewest || group.graphicType().hasFixedVertexCount()) {
                continue;
            }
            for (long i = 0; i < column.annotationCount(); i++) {
                if (RowOutlinesWriter.isSimplified(column.vertexCount(i), fewest)) {
                    simplified.accept(column, i);
                }
            }
        }
    }

    /** Bytes of a file that has the versions of all of them. */
    long fileBytes(int vertexBytes) {
        long most = vertices * vertexBytes + vertices / 2;
        long bytes = Math.min(most, (long) Math.ceil(tried(vertexBytes)));
        long batches = 1 + 2 * bytes / vertexBytes / RowOutlinesWriter.BATCH_VERTICES;
        return batches * FileShape.EXTRA_BYTES + bytes;
    }

    /** Infinite when the lot says nothing. */
    private double tried(int vertexBytes) {
        if (vertices == 0) {
            return 0;
        }
        double share = Math.min(1, (double) TRIED_VERTICES / vertices);
        OutlineSimplifier.Shape shape =
                RowOutlinesWriter.shape(source.groups().getFirst().graphicType());
        Trial trial = new Trial(shape, share, vertexBytes);
        forEach(trial);
        if (share == 1) {
            return trial.bytes;
        }
        return trial.count < FEWEST_TRIED ? Double.POSITIVE_INFINITY : trial.bytesOf(vertices);
    }

    /** Simplifies what the lot draws, and adds up the vertices and the bytes of versions of each. */
    private static final class Trial implements ObjLongConsumer<Coordinates> {
        private final SplittableRandom random = new SplittableRandom(SEED);
        private final OutlineSimplifier.Shape shape;
        private final double share;
        private final int vertexBytes;
        private int count;
        private double vertices;
        private double bytes;
        private double vertexSquares;
        private double byteSquares;
        private double products;

        Trial(OutlineSimplifier.Shape shape, double share, int vertexBytes) {
            this.shape = shape;
            this.share = share;
            this.vertexBytes = vertexBytes;
        }

        @Override
        public void accept(Coordinates column, long annotation) {
            if (share < 1 && random.nextDouble() >= share) {
                return;
            }
            double of = column.vertexCount(annotation);
            double left = versionBytes(column, annotation);
            count++;
            vertices += of;
            bytes += left;
            vertexSquares += of * of;
            byteSquares += left * left;
            products += of * left;
        }

        private long versionBytes(Coordinates column, long annotation) {
            long first = column.firstVertex(annotation);
            int chunk = column.chunkOf(first);
            double[] xy = RowOutlinesWriter.xy(
                    column.precision(),
                    vertexBytes,
                    column.chunk(chunk),
                    (first - column.chunkStart(chunk)) * vertexBytes,
                    (int) column.vertexCount(annotation));
            if (!Arrays.stream(xy).allMatch(Double::isFinite)) {
                return 0;
            }
            return OutlineSimplifier.versions(shape, xy).stream()
                    .mapToLong(version -> (long) version.vertices().length * vertexBytes + VERSION_BYTES)
                    .sum();
        }

        /** Of outlines with so many vertices, of which these are drawn by lot (Cochran, Sampling Techniques, 6.3: the ratio estimate). */
        double bytesOf(long all) {
            double ratio = bytes / vertices;
            double squares = byteSquares - 2 * ratio * products + ratio * ratio * vertexSquares;
            double error = Math.sqrt((1 - share) * Math.max(0, squares)) / share;
            return MARGIN * ratio * all + STANDARD_ERRORS * error;
        }
    }
}
