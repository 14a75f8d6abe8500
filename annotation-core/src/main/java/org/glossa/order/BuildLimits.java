package org.glossa.order;

/**
 * What a build takes of the machine, whatever the size of the set.
 *
 * @param threads threads that work at once, the building thread among them
 * @param partRows rows below which a further thread is not worth its start
 * @param partitions most parts that rows are split into at once
 * @param samples rows looked at to find the borders of those parts
 * @param bufferBytes what is kept back of a part before it is written to the temporary file, for each part and thread
 * @param runBytes rows that are sorted in memory at once; a part that has more is split again
 * @param wholeRows so few rows are not split, however long they are: they stay where they are
 * @param gatheredBytes a layer of so many bytes is sorted by keys in memory, which take an eighth of it with the boxes, and its rows are
 *     gathered from where they lie in the source
 */
public record BuildLimits(
        int threads,
        int partRows,
        int partitions,
        int samples,
        int bufferBytes,
        long runBytes,
        int wholeRows,
        long gatheredBytes) {
    private static final int MOST_THREADS = 4;
    private static final long LARGEST_RUN = 1L << 30;

    /** For a server: on two cores 32 MiB of buffers, some runs of 4 to 32 MiB, and a record batch. */
    public static final BuildLimits STANDARD = new BuildLimits(
            Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MOST_THREADS),
            1 << 14,
            512,
            50_000,
            32 << 10,
            32L << 20,
            4_096,
            256L << 20);

    public BuildLimits {
        if (threads < 1
                || partRows < 1
                || partitions < 2
                || samples < 2
                || bufferBytes < 1
                || runBytes < 0
                || runBytes > LARGEST_RUN
                || wholeRows < 1
                || gatheredBytes < 0) {
            throw new IllegalArgumentException(
                    "A build needs threads >= 1, partRows >= 1, partitions >= 2, samples >= 2,"
                            + " bufferBytes >= 1, runBytes of 0 to " + LARGEST_RUN
                            + ", wholeRows >= 1 and gatheredBytes >= 0, got "
                            + threads
                            + ", " + partRows + ", " + partitions + ", " + samples + ", " + bufferBytes + ", "
                            + runBytes + ", " + wholeRows + ", " + gatheredBytes);
        }
    }
}
