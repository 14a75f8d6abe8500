package org.glossa.diff;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.DocumentExtras;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.GroupRole;
import org.glossa.annotation.Measurement;
import org.glossa.annotation.MeasurementValues;
import org.glossa.annotation.Precision;
import org.glossa.annotation.VertexOffsets;
import org.glossa.column.ScratchColumns;
import org.glossa.feature.FeatureColumnsBuilder;
import org.glossa.feature.Features;
import org.jspecify.annotations.Nullable;

/** A set that can be changed at any place, and copied. Without objects each annotation is its own. */
final class SetModel {
    final List<Group> groups = new ArrayList<>();
    final List<Thing> objects = new ArrayList<>();
    CoordinateSpace space = new CoordinateSpace.ImagePixels("1.2.3");
    DocumentExtras extras = DocumentExtras.NONE;

    /** A group; with objects, its rows come in their order. */
    static final class Group {
        GroupDescription description;
        GraphicType type;
        GroupRole role = GroupRole.ANNOTATIONS;
        Precision precision = Precision.FLOAT64;
        int ordinates = 2;
        final List<Row> rows = new ArrayList<>();
        final List<Column> columns = new ArrayList<>();

        Group(GroupDescription description, GraphicType type) {
            this.description = description;
            this.type = type;
        }
    }

    static final class Column {
        CodedConcept concept;
        CodedConcept unit;
        String name = "";
        Precision precision = Precision.FLOAT32;

        Column(CodedConcept concept, CodedConcept unit) {
            this.concept = concept;
            this.unit = unit;
        }
    }

    static final class Row {
        double[] ordinates;
        final List<@Nullable Double> values = new ArrayList<>();

        Row(double... ordinates) {
            this.ordinates = ordinates;
        }
    }

    static final class Thing {
        Features.Kind kind = Features.Kind.GEOMETRY;
        Features.IdForm form = Features.IdForm.ABSENT;

        @Nullable
        String id;

        @Nullable
        String name;

        @Nullable
        String members;

        @Nullable
        String content;

        @Nullable
        Thing parent;

        final List<Part> parts = new ArrayList<>();
    }

    record Part(Group group, Row row, int marks) {}

    private record Offsets(long[] starts) implements VertexOffsets {
        @Override
        public long annotationCount() {
            return starts.length - 1L;
        }

        @Override
        public long vertexCount() {
            return starts[starts.length - 1];
        }

        @Override
        public long firstVertex(long annotation) {
            return starts[(int) annotation];
        }
    }

    private record Values(Precision precision, List<@Nullable Double> numbers) implements MeasurementValues {
        @Override
        public boolean isPresent(long annotation) {
            return numbers.get((int) annotation) != null;
        }

        @Override
        public float value(long annotation) {
            return (float) number(annotation);
        }

        @Override
        public double number(long annotation) {
            return numbers.get((int) annotation);
        }
    }

    Thing thing(Part... parts) {
        Thing thing = new Thing();
        thing.parts.addAll(List.of(parts));
        objects.add(thing);
        return thing;
    }

    SetModel copy() {
        SetModel copy = new SetModel();
        copy.space = space;
        copy.extras = extras;
        Map<Object, Object> copies = new IdentityHashMap<>();
        for (Group group : groups) {
            Group other = new Group(group.description, group.type);
            other.role = group.role;
            other.precision = group.precision;
            other.ordinates = group.ordinates;
            for (Column column : group.columns) {
                Column same = new Column(column.concept, column.unit);
                same.name = column.name;
                same.precision = column.precision;
                other.columns.add(same);
            }
            for (Row row : group.rows) {
                Row same = new Row(row.ordinates.clone());
                same.values.addAll(row.values);
                other.rows.add(same);
                copies.put(row, same);
            }
            copy.groups.add(other);
            copies.put(group, other);
        }
        for (Thing thing : objects) {
            Thing other = new Thing();
            other.kind = thing.kind;
            other.form = thing.form;
            other.id = thing.id;
            other.name = thing.name;
            other.members = thing.members;
            other.content = thing.content;
            other.parent = thing.parent == null ? null : (Thing) copies.get(thing.parent);
            for (Part part : thing.parts) {
                other.parts.add(new Part((Group) copies.get(part.group), (Row) copies.get(part.row), part.marks));
            }
            copy.objects.add(other);
            copies.put(thing, other);
        }
        return copy;
    }

    AnnotationSet build() {
        if (objects.isEmpty()) {
            return new AnnotationSet(
                    "2.25.1", space, null, groups.stream().map(SetModel::build).toList(), () -> {});
        }
        groups.forEach(group -> group.rows.clear());
        Map<Thing, Long> numbers = new IdentityHashMap<>();
        ScratchColumns scratch = new ScratchColumns(Path.of(System.getProperty("java.io.tmpdir")));
        FeatureColumnsBuilder features = new FeatureColumnsBuilder(scratch);
        try {
            for (Thing thing : objects) {
                for (Part part : thing.parts) {
                    features.part(groups.indexOf(part.group), part.group.rows.size(), part.marks);
                    part.group.rows.add(part.row);
                }
                numbers.put(
                        thing,
                        features.feature(
                                thing.kind,
                                new FeatureColumnsBuilder.Said()
                                        .id(thing.form, thing.id)
                                        .name(thing.name)
                                        .members(thing.members)
                                        .content(thing.content)
                                        .parent(thing.parent == null ? -1 : numbers.get(thing.parent))));
            }
            return new AnnotationSet(
                    "", space, null, groups.stream().map(SetModel::build).toList(), features.build(), extras, () -> {});
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static AnnotationGroup build(Group group) {
        long[] starts = new long[group.rows.size() + 1];
        for (int i = 0; i < group.rows.size(); i++) {
            starts[i + 1] = starts[i] + group.rows.get(i).ordinates.length / group.ordinates;
        }
        int bytes = group.precision.bytes();
        MemorySegment values =
                MemorySegment.ofArray(new byte[Math.toIntExact(starts[group.rows.size()] * group.ordinates * bytes)]);
        long at = 0;
        for (Row row : group.rows) {
            for (double ordinate : row.ordinates) {
                switch (group.precision) {
                    case FLOAT32 ->
                        values.set(ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), at, (float)
                                ordinate);
                    case FLOAT64 ->
                        values.set(ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), at, ordinate);
                }
                at += bytes;
            }
        }
        List<Measurement> measurements = new ArrayList<>();
        for (int i = 0; i < group.columns.size(); i++) {
            int column = i;
            List<@Nullable Double> numbers = new ArrayList<>();
            group.rows.forEach(row -> numbers.add(row.values.get(column)));
            Column said = group.columns.get(i);
            measurements.add(new Measurement(said.concept, said.unit, new Values(said.precision, numbers), said.name));
        }
        return new AnnotationGroup(
                group.description,
                group.type,
                new Coordinates(values, group.precision, group.ordinates, new Offsets(starts)),
                measurements,
                group.role);
    }
}
