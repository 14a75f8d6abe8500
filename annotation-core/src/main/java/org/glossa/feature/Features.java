package org.glossa.feature;

import org.jspecify.annotations.Nullable;

/**
 * The objects of a set in the order of their source. An object has parts, each an annotation of a group; every annotation of the set is a
 * part of exactly one object. Features, parts, groups and annotations are counted from zero. Thread-safe.
 */
public sealed interface Features permits FeatureColumns, PlainFeatures {
    /** Of a part: it begins a member of the object's geometry. The first part of every object has it. */
    int BEGINS_MEMBER = 1;

    /** Of a part: its member is a Multi geometry (MULTIPOINT in SR), whether it has one part or many. */
    int OF_MULTI = 2;

    /** Of a part: a hole of the outline before it; in a group of role HOLES. */
    int HOLE = 4;

    /** Of a part: the nucleus of the cell that the other parts are. */
    int NUCLEUS = 8;

    /** What the geometry of an object is. */
    enum Kind {
        /** One member: one annotation, or a Multi geometry. */
        GEOMETRY,
        /** Any number of members: a GeometryCollection, or several regions of different types. */
        COLLECTION,
        /** None: its only part is in a group of role REGIONLESS. */
        NONE
    }

    /** How an id is written in JSON. */
    enum IdForm {
        ABSENT,
        TEXT,
        NUMBER
    }

    long featureCount();

    long partCount();

    Kind kind(long feature);

    /** The first part of an object; of {@code featureCount()} the number of all parts. Its annotation holds the object's measurements. */
    long firstPart(long feature);

    /** The group of a part, by its place in the set. */
    int group(long part);

    /** The annotation of a part, by its place in its group. */
    long annotation(long part);

    /** {@link #BEGINS_MEMBER}, {@link #OF_MULTI}, {@link #HOLE}, {@link #NUCLEUS} added up. */
    int marks(long part);

    /** The object that this one is a child of, −1 for none. A parent comes before its children. */
    long parent(long feature);

    /** Whether the object has an id and how JSON writes it. */
    IdForm idForm(long feature);

    /** The id: a UUID, a UID, or any text; null when it has none. */
    @Nullable
    String id(long feature);

    /** The name (Tracking Identifier in SR), null when it has none. */
    @Nullable
    String name(long feature);

    /** Members of a GeoJSON Feature that no column takes, as a JSON object, see decision 0005; null for none. */
    @Nullable
    String members(long feature);

    /** Content items of an SR Measurement Group that no column takes, as an array of DICOM JSON; null for none. */
    @Nullable
    String content(long feature);

    /** Whether each annotation is an object of its own without id, name or anything else, as in bulk annotations. */
    default boolean isPlain() {
        return this instanceof PlainFeatures;
    }

    default long partCount(long feature) {
        return firstPart(feature + 1) - firstPart(feature);
    }

    default boolean has(long part, int mark) {
        return (marks(part) & mark) != 0;
    }
}
