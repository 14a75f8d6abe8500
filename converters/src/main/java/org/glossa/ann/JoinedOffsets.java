package org.glossa.ann;

import java.util.List;
import org.glossa.annotation.VertexOffsets;

/** Where the annotations of a group begin that a file holds as several groups. */
final class JoinedOffsets implements VertexOffsets {
    private final List<VertexOffsets> parts;
    private final PartIndex annotations;
    private final PartIndex vertices;

    JoinedOffsets(List<VertexOffsets> parts) {
        this.parts = List.copyOf(parts);
        this.annotations = PartIndex.of(parts, VertexOffsets::annotationCount);
        this.vertices = PartIndex.of(parts, VertexOffsets::vertexCount);
    }

    List<VertexOffsets> parts() {
        return parts;
    }

    PartIndex annotations() {
        return annotations;
    }

    @Override
    public long annotationCount() {
        return annotations.total();
    }

    @Override
    public long vertexCount() {
        return vertices.total();
    }

    @Override
    public long firstVertex(long annotation) {
        int part = annotations.partOf(annotation);
        return vertices.start(part) + parts.get(part).firstVertex(annotation - annotations.start(part));
    }
}
