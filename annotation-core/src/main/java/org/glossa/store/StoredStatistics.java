package org.glossa.store;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.glossa.arrow.ArrowFile;
import org.glossa.arrow.ArrowSchema;
import org.glossa.arrow.ArrowVector;
import org.glossa.statistics.MeasurementStatistics;

/** Reads what {@link StatisticsTable} wrote, a row at a time. Thread-safe. */
final class StoredStatistics {
    @FunctionalInterface
    private interface Element<T> {
        T at(ArrowVector elements, long index);
    }

    private final StoredFile file;
    private final ArrowFile arrow;

    /** For each group the row of its first measurement. */
    private final long[] firstRows;

    StoredStatistics(StoredFile file, List<StoredGroup> groups) throws StoreCorruptException {
        this.file = file;
        this.arrow = file.arrow();
        this.firstRows = new long[groups.size() + 1];
        for (int i = 0; i < groups.size(); i++) {
            firstRows[i + 1] = firstRows[i] + groups.get(i).measurements().size();
        }
        checkSchema(arrow.schema());
        long rows = LongStream.range(0, arrow.batchCount())
                .map(batch -> arrow.rows((int) batch))
                .sum();
        if (rows != firstRows[groups.size()]) {
            throw new StoreCorruptException(file.name(), -1, firstRows[groups.size()] + " rows", rows + " rows");
        }
    }

    private void checkSchema(ArrowSchema schema) throws StoreCorruptException {
        for (int i = 0; i < StatisticsTable.FIELDS.size(); i++) {
            if (i >= schema.fields().size()
                    || !StatisticsTable.FIELDS
                            .get(i)
                            .hasLayoutOf(schema.fields().get(i))) {
                throw new StoreCorruptException(
                        file.name(),
                        -1,
                        "column " + StatisticsTable.FIELDS.get(i).name(),
                        "another schema");
            }
        }
    }

    MeasurementStatistics of(int group, int measurement) {
        long row = firstRows[group] + measurement;
        int batch = (int) (row / StatisticsTable.BATCH_ROWS);
        long at = row % StatisticsTable.BATCH_ROWS;
        beforeRead(batch);
        return new MeasurementStatistics(
                integer(batch, StatisticsTable.VALUES, at),
                integer(batch, StatisticsTable.VALUES + 1, at),
                integer(batch, StatisticsTable.VALUES + 2, at),
                integer(batch, StatisticsTable.VALUES + 3, at),
                finite(batch, StatisticsTable.LEAST, at),
                finite(batch, StatisticsTable.GREATEST, at),
                list(arrow.vector(batch, StatisticsTable.HISTOGRAM), at, ArrowVector::integer),
                list(arrow.vector(batch, StatisticsTable.QUANTILES), at, ArrowVector::float32));
    }

    private void beforeRead(int batch) {
        int last = arrow.schema().firstBuffer(StatisticsTable.FIELDS.size()) - 1;
        long start = arrow.bufferOffset(batch, 0);
        long end = arrow.bufferOffset(batch, last) + arrow.bufferLength(batch, last);
        file.blocks().beforeRead(start, end - start);
    }

    private long integer(int batch, int field, long row) {
        return arrow.vector(batch, field).integer(row);
    }

    private float finite(int batch, int field, long row) {
        ArrowVector vector = arrow.vector(batch, field);
        return vector.isNull(row) ? Float.NaN : vector.float32(row);
    }

    private static <T> List<T> list(ArrowVector list, long row, Element<T> element) {
        ArrowVector elements = list.child(0);
        return LongStream.range(list.listStart(row), list.listStart(row + 1))
                .mapToObj(i -> element.at(elements, i))
                .toList();
    }

    /** @see StoredFile#recheck */
    void recheck(Duration validFor) throws IOException {
        file.recheck(validFor);
    }

    void verify() throws StoreCorruptException {
        file.verify();
    }
}
