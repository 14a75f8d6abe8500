package org.glossa.ledger;

/** What two sets of annotations can differ in: the words of ledgers and of {@code glossa diff}. */
public enum Attribute {
    /** An annotation or object that the other side has not. */
    PRESENCE("presence"),
    /** Numbers of vertices, or how many there are. */
    COORDINATES("coordinates"),
    /** The third ordinate. */
    Z("z"),
    /** Which space coordinates are in. */
    SPACE("space"),
    /** POINT, POLYLINE, POLYGON, ELLIPSE, RECTANGLE. */
    GRAPHIC_TYPE("graphicType"),
    /** Which annotations are one object. */
    PARTS("parts"),
    HOLES("holes"),
    /** In which order objects come. */
    ORDER("order"),
    ID("id"),
    NAME("name"),
    PARENT("parent"),
    /** Category, type and modifiers of a group, and the class of a feature. */
    CLASS("class"),
    COLOUR("colour"),
    /** Identity, number, label and description of a group, and which annotations are one. */
    GROUP("group"),
    GENERATION_TYPE("generationType"),
    ALGORITHM("algorithm"),
    OPTICAL_PATHS("opticalPaths"),
    Z_PLANES("zPlanes"),
    ANATOMY("anatomy"),
    MEASUREMENT("measurement"),
    /** What a measurement is called, and its unit. */
    MEASUREMENT_NAME("measurementName"),
    /** Members of a feature that no other attribute stands for. */
    MEMBERS("members"),
    /** Content items of a report that no other attribute stands for. */
    CONTENT("content"),
    /** Attributes of a group that no other attribute stands for. */
    ATTRIBUTES("attributes"),
    /** Members of a collection. */
    COLLECTION("collection");

    private final String word;

    Attribute(String word) {
        this.word = word;
    }

    /** As ledgers and diffs spell it. */
    public String word() {
        return word;
    }
}
