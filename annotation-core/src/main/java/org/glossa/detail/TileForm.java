package org.glossa.detail;

/** What a tile says of its annotations, in the order in which the forms are tried. */
public enum TileForm {
    /** The outlines that meet it; those of more than 256 vertices may be simplified within half a pixel. */
    EXACT("exact"),
    /** Centroid and area of those that it owns. */
    POINTS("points"),
    /** How many it owns in each of 16 × 16 cells. */
    COUNTS("counts");

    private final String word;

    TileForm(String word) {
        this.word = word;
    }

    /** As answers say it ({@code glossa:form}). */
    public String word() {
        return word;
    }
}
