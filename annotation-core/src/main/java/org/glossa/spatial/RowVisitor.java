package org.glossa.spatial;

/** Receives the rows that a search of a {@link PackedHilbertTree} finds, in ascending order, each row once. */
public interface RowVisitor {
    /** Rows whose boxes lie within the inner window. */
    void contained(long firstRow, long endRow);

    /** A row whose box meets the outer window and is not known to lie within the inner one. */
    void candidate(long row);

    /** Whether no more rows are wanted: the search ends soon, which may be after some more. */
    default boolean isSated() {
        return false;
    }
}
