package org.glossa.sr.read;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.glossa.ann.GroupDescriptionReader;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.GroupExtras;
import org.glossa.annotation.GroupRole;
import org.glossa.annotation.Measurement;
import org.glossa.annotation.MeasurementValues;
import org.glossa.annotation.Precision;
import org.glossa.annotation.ZPlanes;
import org.glossa.column.ScratchColumns;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Tag;
import org.glossa.sr.ContentItem;
import org.glossa.sr.SrBlock;

/**
 * A group as our private elements carry it. Its columns are filled in two readings of the tree: first how many vertices each row has, then the
 * numbers. Not thread-safe.
 */
final class RestoredGroup {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final GroupDescription description;
    private final GroupRole role;
    private final GraphicType type;
    private final Precision precision;
    private final int ordinates;
    private final long rows;
    private final List<Column> columns = new ArrayList<>();

    /** How many vertices each row has, plus one so that none is told from unknown; then the first vertex of each. */
    private final MemorySegment starts;

    private MemorySegment coordinates = MemorySegment.NULL;

    private record Column(CodedConcept concept, CodedConcept unit, String name, Values values) {}

    private record Values(MemorySegment present, MemorySegment numbers, Precision precision)
            implements MeasurementValues {
        @Override
        public boolean isPresent(long annotation) {
            return present.get(ValueLayout.JAVA_BYTE, annotation) != 0;
        }

        @Override
        public float value(long annotation) {
            return (float) number(annotation);
        }

        @Override
        public double number(long annotation) {
            return numbers.get(DOUBLE, annotation * Double.BYTES);
        }
    }

    /** @param mostBytes that columns may need: beyond it the numbers are no honest ones */
    RestoredGroup(DataSet item, long mostBytes, ScratchColumns scratch) throws IOException, DamagedBlockException {
        SrBlock block = SrBlock.of(item).orElseThrow(() -> new DamagedBlockException("a group without its block"));
        this.role = word(GroupRole.class, block.text(SrBlock.ROLE));
        this.type = word(GraphicType.class, item.string(Tag.GraphicType).orElse(""));
        this.precision = word(Precision.class, block.text(SrBlock.PRECISION));
        this.ordinates = (int) BlockValues.one(block, SrBlock.ORDINATE_COUNT);
        this.rows = item.integer(Tag.NumberOfAnnotations).orElse(-1);
        List<DataSet> measurements = block.items(SrBlock.MEASUREMENTS);
        if (ordinates != 2 && ordinates != 3
                || rows < 0
                || rows * (measurements.size() + 1L) > mostBytes / Long.BYTES) {
            throw new DamagedBlockException(rows + " rows of " + ordinates + " ordinates in a group");
        }
        this.description = description(item, block);
        this.starts = scratch.allocate((rows + 1) * Long.BYTES);
        for (DataSet measurement : measurements) {
            columns.add(column(measurement, scratch));
        }
    }

    private static GroupDescription description(DataSet item, SrBlock block) throws IOException, DamagedBlockException {
        GroupDescription said = GroupDescriptionReader.read(item);
        String label = block.has(SrBlock.LABEL) ? BlockValues.unquoted(block, SrBlock.LABEL) : said.label();
        return new GroupDescription(
                said.number(),
                said.uid(),
                label,
                said.description(),
                said.generation(),
                said.algorithms(),
                said.category(),
                said.type(),
                said.typeModifiers(),
                said.opticalPaths(),
                said.commonZ(),
                said.colour(),
                word(ZPlanes.class, block.text(SrBlock.Z_PLANES)),
                said.anatomy(),
                new GroupExtras(block.text(SrBlock.FEATURE_MEMBERS), block.text(SrBlock.ATTRIBUTES)));
    }

    private Column column(DataSet item, ScratchColumns scratch) throws IOException, DamagedBlockException {
        SrBlock block =
                SrBlock.of(item).orElseThrow(() -> new DamagedBlockException("a measurement without its block"));
        ContentItem named = ContentItem.root(item);
        Values values = new Values(
                scratch.allocate(rows),
                scratch.allocate(rows * Double.BYTES),
                word(Precision.class, block.text(SrBlock.MEASUREMENT_PRECISION)));
        return new Column(
                named.name(),
                named.concept(Tag.MeasurementUnitsCodeSequence),
                block.has(SrBlock.MEASUREMENT_NAME) ? BlockValues.unquoted(block, SrBlock.MEASUREMENT_NAME) : "",
                values);
    }

    GraphicType type() {
        return type;
    }

    GroupRole role() {
        return role;
    }

    int ordinates() {
        return ordinates;
    }

    long rows() {
        return rows;
    }

    /** In the first reading. */
    void count(long row, long vertices) throws DamagedBlockException {
        if (row < 0 || row >= rows || starts.get(LONG, row * Long.BYTES) != 0) {
            throw new DamagedBlockException("row " + (row + 1) + " twice, or none of " + rows);
        }
        starts.set(LONG, row * Long.BYTES, vertices + 1);
    }

    /** Between the readings. */
    void allocate(ScratchColumns scratch) throws IOException, DamagedBlockException {
        long first = 0;
        for (long row = 0; row < rows; row++) {
            long counted = starts.get(LONG, row * Long.BYTES);
            if (counted == 0) {
                throw new DamagedBlockException("row " + (row + 1) + " of " + rows + " is no part of an object");
            }
            starts.set(LONG, row * Long.BYTES, first);
            first += counted - 1;
        }
        starts.set(LONG, rows * Long.BYTES, first);
        coordinates = scratch.allocate(first * ordinates * precision.bytes());
    }

    /** In the second reading: an ordinate of a row, counted over its vertices. */
    void set(long row, long ordinate, double value) {
        long at = starts.get(LONG, row * Long.BYTES) * ordinates + ordinate;
        switch (precision) {
            case FLOAT32 -> coordinates.set(FLOAT, at * Float.BYTES, (float) value);
            case FLOAT64 -> coordinates.set(DOUBLE, at * Double.BYTES, value);
        }
    }

    /** @param column zero-based */
    void measure(long row, long column, double value) throws DamagedBlockException {
        if (column < 0 || column >= columns.size()) {
            throw new DamagedBlockException("measurement " + (column + 1) + " of " + columns.size());
        }
        Values values = columns.get((int) column).values;
        values.present.set(ValueLayout.JAVA_BYTE, row, (byte) 1);
        values.numbers.set(DOUBLE, row * Double.BYTES, value);
    }

    AnnotationGroup build() {
        List<Measurement> measurements = columns.stream()
                .map(column -> new Measurement(column.concept, column.unit, column.values, column.name))
                .toList();
        return new AnnotationGroup(
                description,
                type,
                new Coordinates(coordinates.asReadOnly(), precision, ordinates, new RowStarts(starts.asReadOnly())),
                measurements,
                role);
    }

    private static <E extends Enum<E>> E word(Class<E> words, String text) throws DamagedBlockException {
        return BlockValues.word(words, text);
    }
}
