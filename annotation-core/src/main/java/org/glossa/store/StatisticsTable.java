package org.glossa.store;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.Measurement;
import org.glossa.arrow.ArrowField;
import org.glossa.arrow.ArrowField.Kind;
import org.glossa.arrow.ArrowFileWriter;
import org.glossa.arrow.ArrowSchema;
import org.glossa.arrow.ArrowVectorBuilder;
import org.glossa.statistics.MeasurementStatistics;
import org.glossa.statistics.StatisticsScan;

/** Writes the table of statistics: a row for each measurement of each group, in the order of the source. */
final class StatisticsTable {
    static final String FILE_NAME = "statistics.arrow";

    /** Rows of each record batch but the last: a set may have millions of measurements. */
    static final int BATCH_ROWS = 1024;

    static final int VALUES = 2;
    static final int LEAST = 6;
    static final int GREATEST = 7;
    static final int HISTOGRAM = 8;
    static final int QUANTILES = 9;

    static final List<ArrowField> FIELDS = List.of(
            ArrowField.of("group", Kind.INT32),
            ArrowField.of("measurement", Kind.INT32),
            ArrowField.of("values", Kind.INT64),
            ArrowField.of("notNumbers", Kind.INT64),
            ArrowField.of("negativeInfinities", Kind.INT64),
            ArrowField.of("positiveInfinities", Kind.INT64),
            ArrowField.of("least", Kind.FLOAT32).orNull(),
            ArrowField.of("greatest", Kind.FLOAT32).orNull(),
            ArrowField.list("histogram", ArrowField.of("count", Kind.INT64)),
            ArrowField.list("quantiles", ArrowField.of("value", Kind.FLOAT32)));

    private static final String PERMILLES =
            MeasurementStatistics.PERMILLES.stream().map(String::valueOf).collect(Collectors.joining(","));

    private final AnnotationSet set;
    private final ArrowFileWriter writer;
    private List<ArrowVectorBuilder> columns = newColumns();
    private int rows;

    StatisticsTable(AnnotationSet set, WritableByteChannel channel) throws IOException {
        this.set = set;
        this.writer =
                new ArrowFileWriter(channel, new ArrowSchema(FIELDS, Map.of("glossa.quantilePermilles", PERMILLES)));
    }

    /** Whether there is anything to tell of a set. */
    static boolean isOf(AnnotationSet set) {
        return set.groups().stream().anyMatch(group -> !group.measurements().isEmpty());
    }

    /** Reads all values of the source twice. */
    void write() throws IOException {
        StatisticsScan scan = new StatisticsScan();
        for (int group = 0; group < set.groups().size(); group++) {
            AnnotationGroup of = set.groups().get(group);
            for (int i = 0; i < of.measurements().size(); i++) {
                Measurement measurement = of.measurements().get(i);
                add(group, i, scan.of(measurement.values(), of.annotationCount()));
            }
        }
        endBatch();
        writer.finish();
    }

    private void add(int group, int measurement, MeasurementStatistics statistics) throws IOException {
        columns.get(0).addInteger(group);
        columns.get(1).addInteger(measurement);
        columns.get(VALUES).addInteger(statistics.values());
        columns.get(VALUES + 1).addInteger(statistics.notNumbers());
        columns.get(VALUES + 2).addInteger(statistics.negativeInfinities());
        columns.get(VALUES + 3).addInteger(statistics.positiveInfinities());
        addFinite(columns.get(LEAST), statistics.least());
        addFinite(columns.get(GREATEST), statistics.greatest());
        statistics.histogram().forEach(columns.get(HISTOGRAM).child(0)::addInteger);
        columns.get(HISTOGRAM).endNested();
        statistics.quantiles().forEach(columns.get(QUANTILES).child(0)::addFloat32);
        columns.get(QUANTILES).endNested();
        if (++rows == BATCH_ROWS) {
            endBatch();
        }
    }

    private static void addFinite(ArrowVectorBuilder column, float value) {
        if (Float.isNaN(value)) {
            column.addNull();
        } else {
            column.addFloat32(value);
        }
    }

    private void endBatch() throws IOException {
        if (rows > 0) {
            ArrowVectorBuilder.writeBatch(writer, columns);
            columns = newColumns();
            rows = 0;
        }
    }

    private static List<ArrowVectorBuilder> newColumns() {
        return FIELDS.stream().map(ArrowVectorBuilder::new).toList();
    }
}
