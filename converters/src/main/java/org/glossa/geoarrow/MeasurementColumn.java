package org.glossa.geoarrow;

import java.lang.foreign.MemorySegment;
import org.glossa.arrow.ArrowField;
import org.glossa.arrow.BatchFrame;
import org.glossa.arrow.ValidityBits;
import org.glossa.store.RowSlice;
import org.glossa.store.StoredSet;

/** A measurement of each row, null where it has none. */
abstract class MeasurementColumn extends Column {
    private int node;
    private int validity;
    private int values;
    private long rows;
    private long nulls;
    private long bitsStart;
    private long valuesStart;

    private MeasurementColumn(ArrowField field) {
        super(field);
    }

    /**
     * A column whose values lie side by side in the set.
     *
     * @param layerColumns for each layer the column that holds it, −1 for none
     */
    static Column copied(ArrowField field, int[] layerColumns) {
        return new MeasurementColumn(field) {
            @Override
            long write(RowSlice slice, int firstRow, MemorySegment batch, long bits, long floats) {
                int column = layerColumns[slice.layerIndex()];
                if (column < 0) {
                    batch.asSlice(floats, 4L * slice.rowCount()).fill((byte) 0);
                    return slice.rowCount();
                }
                slice.copyMeasurements(column, batch, floats);
                return slice.markMeasured(column, batch, bits, firstRow);
            }
        };
    }

    /** The measurement at a place among those of the group of each row: looked up row by row. */
    static Column byPlace(ArrowField field, StoredSet set, int place) {
        return new MeasurementColumn(field) {
            @Override
            long write(RowSlice slice, int firstRow, MemorySegment batch, long bits, long floats) {
                long missing = 0;
                for (int row = 0; row < slice.rowCount(); row++) {
                    int group = slice.groupIndex(row);
                    boolean isSaid =
                            place < set.groups().get(group).measurements().size();
                    int column = isSaid ? set.measurementColumn(group, place) : -1;
                    boolean isPresent = isSaid && slice.isMeasured(column, row);
                    batch.set(FLOAT, floats + 4L * row, isPresent ? slice.measurement(column, row) : 0);
                    if (isPresent) {
                        ValidityBits.set(batch, bits, firstRow + row);
                    } else {
                        missing++;
                    }
                }
                return missing;
            }
        };
    }

    /** Returns how many rows have no value. */
    abstract long write(RowSlice slice, int firstRow, MemorySegment batch, long bits, long floats);

    @Override
    final void layOut(BatchFrame frame, BatchSize size) {
        rows = size.rows();
        node = frame.addNode(rows);
        validity = frame.addBuffer(ValidityBits.byteSize(rows));
        values = frame.addBuffer(4 * rows);
    }

    @Override
    final void begin(BatchFrame frame, MemorySegment batch) {
        zero(frame, validity, ValidityBits.byteSize(rows), batch);
        bitsStart = frame.offset(validity);
        valuesStart = frame.offset(values);
        nulls = 0;
    }

    @Override
    final void write(RowSlice slice, int firstRow, MemorySegment batch) {
        nulls += write(slice, firstRow, batch, bitsStart, valuesStart + 4L * firstRow);
    }

    @Override
    final void end(BatchFrame frame) {
        frame.setNode(node, rows, nulls);
    }
}
