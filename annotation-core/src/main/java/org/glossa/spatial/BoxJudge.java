package org.glossa.spatial;

/** Says of boxes where they lie beside a region; asked for nodes and items of a {@link PackedHilbertTree}. */
@FunctionalInterface
public interface BoxJudge {
    /** What a box has to do with a region. */
    enum Verdict {
        /** They share no point. */
        DISJOINT,
        /** The region holds the box. */
        CONTAINED,
        /** Neither is known. */
        OPEN
    }

    /** Of a closed box; a side may be infinite. */
    Verdict judge(double minX, double minY, double maxX, double maxY);
}
