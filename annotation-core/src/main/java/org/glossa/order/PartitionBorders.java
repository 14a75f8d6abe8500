package org.glossa.order;

import java.util.Arrays;

/**
 * Where rows are cut. A border is a distance and a place in the source, so that rows can be cut even where all distances are equal. Each
 * border is a row: it and all that sort behind it belong to a later partition. Immutable.
 */
final class PartitionBorders {
    private static final int PREFIX_SHIFT = 18;
    private static final int PREFIXES = (int) (RowRecord.NO_BOX >>> PREFIX_SHIFT) + 1;

    private final long[] keys;
    private final long[] places;

    // For the upper 15 bits of a key, how many borders have less: spares most of the search.
    private final int[] below = new int[PREFIXES + 1];

    private PartitionBorders(long[] keys, long[] places) {
        this.keys = keys;
        this.places = places;
        for (long key : keys) {
            below[(int) (key >>> PREFIX_SHIFT) + 1]++;
        }
        for (int i = 0; i < PREFIXES; i++) {
            below[i + 1] += below[i];
        }
    }

    /**
     * Cuts a sample into partitions of about the same bytes.
     *
     * @param partitions at least 2
     * @param keys of each row of the sample, at least 2, in source order
     * @param places of each row of the sample, ascending
     * @param bytes of the record of each row of the sample
     * @return borders of 2 to {@code partitions} parts, each of which holds a row of the sample
     */
    static PartitionBorders of(int partitions, long[] keys, long[] places, long[] bytes) {
        int samples = keys.length;
        // A sample is few: its place among them takes 30 bits below the 33 of the key.
        long[] sorted = new long[samples];
        double all = 0;
        for (int i = 0; i < samples; i++) {
            sorted[i] = keys[i] << 30 | i;
            all += bytes[i];
        }
        Arrays.sort(sorted);
        int[] borders = new int[Math.min(partitions, samples)];
        int count = 0;
        double passed = 0;
        for (int i = 0; i < samples; i++) {
            int sample = (int) sorted[i] & (1 << 30) - 1;
            if (i > 0 && count < partitions - 1 && passed >= all * (count + 1) / partitions) {
                borders[count++] = sample;
            }
            passed += bytes[sample];
        }
        if (count == 0) {
            borders[count++] = (int) sorted[samples / 2] & (1 << 30) - 1;
        }
        int[] used = Arrays.copyOf(borders, count);
        return new PartitionBorders(
                Arrays.stream(used).mapToLong(sample -> keys[sample]).toArray(),
                Arrays.stream(used).mapToLong(sample -> places[sample]).toArray());
    }

    int partitions() {
        return keys.length + 1;
    }

    /** The partition that a row belongs to, from 0. */
    int partition(long key, long place) {
        int prefix = (int) (key >>> PREFIX_SHIFT);
        int low = below[prefix];
        int high = below[prefix + 1];
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (keys[middle] < key || keys[middle] == key && places[middle] <= place) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
