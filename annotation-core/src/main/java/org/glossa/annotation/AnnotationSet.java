package org.glossa.annotation;

import java.util.List;
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
    private final Source source;

    /**
     * @param sopInstanceUid identity of the document
     * @param image the annotated image, null when the document does not name one (3D)
     */
    public AnnotationSet(
            String sopInstanceUid,
            CoordinateSpace space,
            @Nullable ImageReference image,
            List<AnnotationGroup> groups,
            Source source) {
        this.sopInstanceUid = sopInstanceUid;
        this.space = space;
        this.image = image;
        this.groups = List.copyOf(groups);
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

    public long annotationCount() {
        return groups.stream().mapToLong(AnnotationGroup::annotationCount).sum();
    }

    @Override
    public void close() {
        source.close();
    }
}
