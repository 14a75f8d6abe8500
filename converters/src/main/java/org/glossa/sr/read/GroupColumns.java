package org.glossa.sr.read;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.GroupRole;
import org.glossa.annotation.Measurement;
import org.glossa.annotation.Precision;
import org.glossa.annotation.VertexOffsets;
import org.glossa.column.GrowingColumn;
import org.glossa.column.ScratchColumns;
import org.glossa.sr.SrConcepts;
import org.jspecify.annotations.Nullable;

/** The columns of one group while they grow. Not thread-safe. */
final class GroupColumns {
    private final GroupKey key;
    private final int ordinates;
    private final ScratchColumns scratch;
    private final GrowingColumn coordinates;
    private final GrowingColumn firstVertices;
    private final Map<Measured, Values> values = new LinkedHashMap<>();
    private long rows;
    private long vertices;

    /**
     * @param unit null while it is not known
     * @param before how many values of the same the object has before this one
     */
    private record Measured(CodedConcept concept, @Nullable CodedConcept unit, int before) {}

    private static final class Values {
        private final GrowingColumn rows;
        private final GrowingColumn numbers;

        Values(ScratchColumns scratch) {
            this.rows = scratch.grow();
            this.numbers = scratch.grow();
        }

        void add(long row, double number) throws IOException {
            rows.addLong(row);
            numbers.addDouble(number);
        }

        MeasuredDoubles finish() throws IOException {
            return new MeasuredDoubles(rows.finish(), numbers.finish());
        }
    }

    GroupColumns(GroupKey key, int ordinates, ScratchColumns scratch) {
        this.key = key;
        this.ordinates = ordinates;
        this.scratch = scratch;
        this.coordinates = scratch.grow();
        this.firstVertices = scratch.grow();
    }

    /** Where vertices of the next row are appended to. */
    GrowingColumn coordinates() {
        return coordinates;
    }

    /**
     * Ends a row.
     *
     * @param vertexCount that were appended since the last
     * @return its number, from zero
     */
    long row(long vertexCount) throws IOException {
        firstVertices.addLong(vertices);
        vertices += vertexCount;
        return rows++;
    }

    /**
     * @param row the last one
     * @param before how many values of the same concept and unit the row has already
     */
    void measure(long row, MeasuredNumber number, int before) throws IOException {
        Measured measured = new Measured(number.concept(), number.unit(), before);
        Values column = values.get(measured);
        if (column == null) {
            column = new Values(scratch);
            values.put(measured, column);
        }
        column.add(row, number.value());
    }

    /** Adds what unit each concept has been measured in here. */
    void addUnits(Map<CodedConcept, Set<CodedConcept>> units) {
        for (Measured measured : values.keySet()) {
            if (measured.unit != null) {
                units.computeIfAbsent(measured.concept, concept -> new LinkedHashSet<>())
                        .add(measured.unit);
            }
        }
    }

    /**
     * @param number of the group, one-based
     * @param units of each concept in the whole report
     */
    AnnotationGroup build(int number, Map<CodedConcept, Set<CodedConcept>> units) throws IOException {
        GroupDescription description = key.description(number);
        firstVertices.addLong(vertices);
        MemorySegment starts = firstVertices.finish();
        VertexOffsets offsets = key.role() == GroupRole.REGIONLESS
                ? VertexOffsets.fixed(0, rows)
                : key.type().hasFixedVertexCount()
                                && vertices == rows * key.type().fixedVertexCount()
                        ? VertexOffsets.fixed(key.type().fixedVertexCount(), rows)
                        : new RowStarts(starts);
        return new AnnotationGroup(
                description,
                key.type(),
                new Coordinates(coordinates.finish(), Precision.FLOAT32, ordinates, offsets),
                measurements(units),
                key.role());
    }

    private List<Measurement> measurements(Map<CodedConcept, Set<CodedConcept>> units) throws IOException {
        Map<Measured, MeasuredDoubles> known = new LinkedHashMap<>();
        Map<CodedConcept, MeasuredDoubles> withoutUnit = new LinkedHashMap<>();
        for (Map.Entry<Measured, Values> entry : values.entrySet()) {
            MeasuredDoubles column = entry.getValue().finish();
            if (entry.getKey().unit == null) {
                withoutUnit.put(entry.getKey().concept, column);
            } else {
                known.put(entry.getKey(), column);
            }
        }
        for (Map.Entry<CodedConcept, MeasuredDoubles> entry : withoutUnit.entrySet()) {
            add(known, entry.getKey(), entry.getValue(), units);
        }
        List<Measurement> measurements = new ArrayList<>();
        known.forEach((measured, column) -> {
            CodedConcept unit = measured.unit;
            measurements.add(new Measurement(measured.concept, unit == null ? SrConcepts.NO_UNITS : unit, column));
        });
        return measurements;
    }

    // NaN and infinities stand in a report without a unit: it is that of the other values of the same concept.
    private void add(
            Map<Measured, MeasuredDoubles> known,
            CodedConcept concept,
            MeasuredDoubles column,
            Map<CodedConcept, Set<CodedConcept>> units)
            throws IOException {
        List<CodedConcept> here = known.keySet().stream()
                .filter(measured -> measured.concept.equals(concept))
                .map(measured -> measured.unit == null ? SrConcepts.NO_UNITS : measured.unit)
                .distinct()
                .toList();
        Set<CodedConcept> everywhere = units.getOrDefault(concept, Set.of());
        CodedConcept unit = here.size() == 1
                ? here.getFirst()
                : everywhere.size() == 1 ? everywhere.iterator().next() : SrConcepts.NO_UNITS;
        Measured measured = new Measured(concept, unit, 0);
        MeasuredDoubles other = known.get(measured);
        MeasuredDoubles merged = other == null ? column : merged(other, column);
        if (merged == null) {
            known.put(new Measured(concept, null, 0), column);
        } else {
            known.put(measured, merged);
        }
    }

    /** Both in the order of their rows; null when they have a row in common. */
    private @Nullable MeasuredDoubles merged(MeasuredDoubles one, MeasuredDoubles other) throws IOException {
        Values all = new Values(scratch);
        long i = 0;
        long j = 0;
        while (i < one.count() || j < other.count()) {
            if (i < one.count() && j < other.count() && one.row(i) == other.row(j)) {
                all.finish();
                return null;
            }
            if (j == other.count() || i < one.count() && one.row(i) < other.row(j)) {
                all.add(one.row(i), one.valueAt(i));
                i++;
            } else {
                all.add(other.row(j), other.valueAt(j));
                j++;
            }
        }
        return all.finish();
    }
}
