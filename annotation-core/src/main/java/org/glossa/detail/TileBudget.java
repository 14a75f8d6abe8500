package org.glossa.detail;

/**
 * What a tile may have at most. A row costs 12 bytes (group, index, where its vertices begin) and its vertices; as a point 32: group,
 * index, and three doubles.
 *
 * @param vertices of all outlines, or points
 * @param bytes of its columns
 */
public record TileBudget(long vertices, long bytes) {
    public static final TileBudget STANDARD = new TileBudget(20_000, 300_000);

    private static final int ROW_BYTES = 12;
    private static final int POINT_BYTES = 32;

    public TileBudget {
        if (vertices < 1 || bytes < 1) {
            throw new IllegalArgumentException(
                    "A tile has room for something, got " + vertices + " vertices and " + bytes + " bytes");
        }
    }

    /** Bytes of rows with their vertices. */
    public static long bytes(long rows, long vertices, int vertexBytes) {
        return rows * ROW_BYTES + vertices * vertexBytes;
    }

    /** Annotations that fit as points. */
    public long points() {
        return Math.min(vertices, bytes / POINT_BYTES);
    }
}
