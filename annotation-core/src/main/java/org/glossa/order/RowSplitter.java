package org.glossa.order;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Splits rows into partitions that follow each other in the order, each in source order. A sample says where to cut; then all rows are
 * counted, so that each thread knows where in the temporary file its rows of a partition go; then they are written.
 */
final class RowSplitter {
    /** Rows between two looks at whether to go on. */
    private static final int STEP = 1 << 13;

    private static final int SEED = 20_260_101;

    private final BuildWorkers workers;
    private final BuildLimits limits;
    private final RowShape shape;

    RowSplitter(BuildWorkers workers, BuildLimits limits, RowShape shape) {
        this.workers = workers;
        this.limits = limits;
        this.shape = shape;
    }

    /**
     * @param rows at least 2
     * @param target a new file
     * @param progress told of rows written
     * @return two runs or more, each with fewer rows than all
     */
    List<RowRun> split(UnsortedRows rows, int partitions, TemporaryFile target, RowProgress progress)
            throws IOException {
        PartitionBorders borders = sample(rows, partitions);
        long[][] counts = new long[rows.parts()][borders.partitions()];
        long[][] bytes = new long[rows.parts()][borders.partitions()];
        workers.run(rows.parts(), part -> count(rows, part, borders, counts[part], bytes[part]));
        List<RowRun> runs = new ArrayList<>();
        long[][] positions = new long[rows.parts()][borders.partitions()];
        long position = 0;
        for (int partition = 0; partition < borders.partitions(); partition++) {
            long[] pieceRows = new long[rows.parts()];
            long[] pieceBytes = new long[rows.parts()];
            long start = position;
            for (int part = 0; part < rows.parts(); part++) {
                pieceRows[part] = counts[part][partition];
                pieceBytes[part] = bytes[part][partition];
                positions[part][partition] = position;
                position += pieceBytes[part];
            }
            runs.add(new RowRun(target, shape, start, pieceRows, pieceBytes));
        }
        workers.run(rows.parts(), part -> write(rows, part, borders, target, positions[part], progress));
        return runs;
    }

    /** One row of each stretch of the source, so that rows that repeat by a rule are not mistaken for all. */
    private PartitionBorders sample(UnsortedRows rows, int partitions) throws IOException {
        int samples = (int) Math.min(rows.count(), limits.samples());
        SplittableRandom random = new SplittableRandom(SEED);
        long[] places = new long[samples];
        for (int i = 0; i < samples; i++) {
            long from = stretch(rows.count(), samples, i);
            places[i] = random.nextLong(from, stretch(rows.count(), samples, i + 1));
        }
        long[] keys = new long[samples];
        long[] bytes = new long[samples];
        workers.run(rows.parts(), part -> {
            long place = rows.firstRow(part);
            int found = Arrays.binarySearch(places, place);
            int sample = found < 0 ? -found - 1 : found;
            try (RowReader row = rows.read(part)) {
                for (; row.next() && sample < samples; place++) {
                    pause(place);
                    if (place == places[sample]) {
                        keys[sample] = row.key();
                        bytes[sample] = row.byteSize();
                        sample++;
                    }
                }
            }
        });
        return PartitionBorders.of(partitions, keys, places, bytes);
    }

    private static long stretch(long rows, int samples, int sample) {
        return rows / samples * sample + Math.min(sample, rows % samples);
    }

    private void count(UnsortedRows rows, int part, PartitionBorders borders, long[] counts, long[] bytes)
            throws IOException {
        long place = rows.firstRow(part);
        try (RowReader row = rows.read(part)) {
            for (; row.next(); place++) {
                pause(place);
                int partition = borders.partition(row.key(), place);
                counts[partition]++;
                bytes[partition] += row.byteSize();
            }
        }
    }

    private void write(
            UnsortedRows rows,
            int part,
            PartitionBorders borders,
            TemporaryFile target,
            long[] positions,
            RowProgress progress)
            throws IOException {
        long place = rows.firstRow(part);
        long told = place;
        try (RowReader row = rows.read(part);
                PartitionWriter writer = new PartitionWriter(target, shape, limits.bufferBytes(), positions)) {
            for (; row.next(); place++) {
                if (place % STEP == 0) {
                    workers.requireRunning();
                    progress.add(place - told);
                    told = place;
                }
                writer.write(borders.partition(row.key(), place), row);
            }
            writer.flush();
        }
        progress.add(place - told);
    }

    private void pause(long place) throws IOException {
        if (place % STEP == 0) {
            workers.requireRunning();
        }
    }
}
