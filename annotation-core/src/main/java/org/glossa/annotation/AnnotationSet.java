package org.glossa.annotation;

import java.util.List;
import org.glossa.feature.Features;
import org.glossa.feature.PlainFeatures;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one source document says of one slide. Holds the source open (usually a mapped file): closing it ends the life of
 * all its columns.
 */
public final class AnnotationSet implements AutoCloseable {
    /** What keeps the columns alive. */
    @FunctionalInterface
    public interface Source {
        void close();
    }

    private final String sopInstanceUid;
    private final CoordinateSpace space;
    private final @Nullable ImageReference image;
    private final List<AnnotationGroup> groups;
    private final Features features;
    private final DocumentExtras extras;
    private final Source source;

    /**
     * Each annotation is an object of its own.
     *
     * @param sopInstanceUid identity of the document
     * @param image the annotated image, null when the document does not name one (3D)
     */
    public AnnotationSet(
            String sopInstanceUid,
            CoordinateSpace space,
            @Nullable ImageReference image,
            List<AnnotationGroup> groups,
            Source source) {
        this(
                sopInstanceUid,
                space,
                image,
                groups,
                new PlainFeatures(groups.stream()
                        .mapToLong(AnnotationGroup::annotationCount)
                        .toArray()),
                DocumentExtras.NONE,
                source);
    }

    /** @param sopInstanceUid identity of the document; empty when it has none */
    public AnnotationSet(
            String sopInstanceUid,
            CoordinateSpace space,
            @Nullable ImageReference image,
            List<AnnotationGroup> groups,
            Features features,
            DocumentExtras extras,
            Source source) {
        this.sopInstanceUid = sopInstanceUid;
        this.space = space;
        this.image = image;
        this.groups = List.copyOf(groups);
        this.features = features;
        this.extras = extras;
        this.source = source;
    }

    public String sopInstanceUid() {
        return sopInstanceUid;
    }

    public CoordinateSpace space() {
        return space;
    }

    public @Nullable ImageReference image() {
        return image;
    }

    public List<AnnotationGroup> groups() {
        return groups;
    }

    /** Which annotations are one object, in the order of the source. */
    public Features features() {
        return features;
    }

    public DocumentExtras extras() {
        return extras;
    }

    /** Rows of all groups, holes and objects without geometry included. */
    public long annotationCount() {
        return groups.stream().mapToLong(AnnotationGroup::annotationCount).sum();
    }

    @Override
    public void close() {
        source.close();
    }
}
