package org.glossa.synthetic;

/**
 * Random numbers as a function of (seed, stream, index, draw), with the mixer of SplitMix64 (Steele, Lea and Flood 2014): no state
 * is carried from one index to the next, so any annotation can be made alone and in any order. Thread-safe.
 */
final class CounterRandom {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    /** What the numbers are for; each has its own sequence. The order is part of the output. */
    enum Stream {
        CLUSTER,
        PLACE,
        SHAPE,
        GROUP,
        TISSUE
    }

    private final long key;

    CounterRandom(long seed, Stream stream) {
        this.key = mix(mix(seed + GOLDEN_GAMMA) + GOLDEN_GAMMA * (stream.ordinal() + 1));
    }

    /** The state of an index, from which its draws are made. */
    long state(long index) {
        return mix(key + GOLDEN_GAMMA * (index + 1));
    }

    /** 64 random bits. */
    static long bits(long state, int draw) {
        return mix(state + GOLDEN_GAMMA * (draw + 1L));
    }

    /** A number from 0 (inclusive) to 1 (exclusive), of 53 bits. */
    static double unit(long state, int draw) {
        return (bits(state, draw) >>> 11) * 0x1p-53;
    }

    /** An integer from 0 (inclusive) to bound (exclusive). */
    static int below(int bound, long state, int draw) {
        return (int) (((bits(state, draw) >>> 32) * bound) >>> 32);
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
