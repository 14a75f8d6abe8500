package org.glossa.feature;

import java.io.IOException;
import org.glossa.column.GrowingColumn;
import org.glossa.column.ScratchColumns;
import org.glossa.column.TextColumnBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@link FeatureColumns}: the parts of an object first, then the object. Not thread-safe. The columns live as long as the scratch
 * columns.
 */
public final class FeatureColumnsBuilder {
    private final GrowingColumn kinds;
    private final GrowingColumn firstParts;
    private final GrowingColumn parents;
    private final GrowingColumn partGroups;
    private final GrowingColumn partAnnotations;
    private final GrowingColumn partMarks;
    private final TextColumnBuilder ids;
    private final TextColumnBuilder names;
    private final TextColumnBuilder members;
    private final TextColumnBuilder content;
    private long parts;
    private long partsOfFinished;
    private boolean anyParent;

    public FeatureColumnsBuilder(ScratchColumns scratch) {
        this.kinds = scratch.grow();
        this.firstParts = scratch.grow();
        this.parents = scratch.grow();
        this.partGroups = scratch.grow();
        this.partAnnotations = scratch.grow();
        this.partMarks = scratch.grow();
        this.ids = new TextColumnBuilder(scratch);
        this.names = new TextColumnBuilder(scratch);
        this.members = new TextColumnBuilder(scratch);
        this.content = new TextColumnBuilder(scratch);
    }

    /** What an object is besides its parts; what it does not say stays as it is here. */
    public static final class Said {
        Features.IdForm idForm = Features.IdForm.ABSENT;

        @Nullable
        String id;

        @Nullable
        String name;

        @Nullable
        String members;

        @Nullable
        String content;

        long parent = -1;

        public Said id(Features.IdForm form, @Nullable String text) {
            this.idForm = form;
            this.id = text;
            return this;
        }

        public Said name(@Nullable String text) {
            this.name = text;
            return this;
        }

        public Said members(@Nullable String json) {
            this.members = json;
            return this;
        }

        public Said content(@Nullable String dicomJson) {
            this.content = dicomJson;
            return this;
        }

        public Said parent(long feature) {
            this.parent = feature;
            return this;
        }
    }

    /**
     * Appends a part of the object that {@link #feature} ends.
     *
     * @param group of the set, zero-based
     * @param annotation of the group, zero-based
     * @param marks of {@link Features}
     */
    public void part(int group, long annotation, int marks) throws IOException {
        partGroups.addInt(group);
        partAnnotations.addLong(annotation);
        partMarks.addByte(marks);
        parts++;
    }

    /**
     * Ends an object with the parts since the last.
     *
     * @return its number, from zero
     */
    public long feature(Features.Kind kind, Said said) throws IOException {
        if (parts == partsOfFinished) {
            throw new IllegalStateException("An object needs a part; one without geometry a row of a REGIONLESS group");
        }
        kinds.addByte(kind.ordinal() | said.idForm.ordinal() << 4);
        firstParts.addLong(partsOfFinished);
        parents.addLong(said.parent);
        anyParent |= said.parent >= 0;
        ids.add(said.id);
        names.add(said.name);
        members.add(said.members);
        content.add(said.content);
        partsOfFinished = parts;
        return kinds.byteSize() - 1;
    }

    public FeatureColumns build() throws IOException {
        firstParts.addLong(partsOfFinished);
        var ofParents = parents.finish();
        return new FeatureColumns(new FeatureColumns.Segments(
                kinds.finish(),
                firstParts.finish(),
                anyParent ? ofParents : ofParents.asSlice(0, 0),
                partGroups.finish(),
                partAnnotations.finish(),
                partMarks.finish(),
                ids.build(),
                names.build(),
                members.build(),
                content.build()));
    }
}
