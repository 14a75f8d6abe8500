package org.glossa.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.Measurement;
import org.glossa.annotation.MeasurementValues;
import org.glossa.annotation.Precision;
import org.glossa.arrow.ArrowFile;
import org.glossa.spatial.Box;
import org.glossa.spatial.PlanarTransform;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each column has a guard of its own: a value is flipped in a block of which nothing else is read that is needed for the row, so that no
 * other guard meets the damage.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadGuardsTest {
    private static final int SEED = 20264;
    private static final int ROWS = 300_000;
    private static final int SEGMENT_ROWS = 256;

    private Path set = Path.of("");
    private Path columns = Path.of("");

    @SuppressWarnings("NullAway.Init") // before all
    private ArrowFile arrow;

    enum Column {
        GROUP(LayerSchema.GROUP, 1, 4, SEGMENT_ROWS),
        INDEX(LayerSchema.ANNOTATION_INDEX, 1, 4, SEGMENT_ROWS),
        LIST(LayerSchema.COORDINATES, 1, 4, SEGMENT_ROWS),
        COORDINATES(LayerSchema.COORDINATES, 4, 24, SEGMENT_ROWS),
        VALIDITY(LayerSchema.FIRST_MEASUREMENT, 0, 0, 1),
        VALUE(LayerSchema.FIRST_MEASUREMENT, 1, 4, 1);

        private final int field;
        private final int buffer;
        private final int bytes;
        private final int rowsTogether;

        Column(int field, int buffer, int bytes, int rowsTogether) {
            this.field = field;
            this.buffer = buffer;
            this.bytes = bytes;
            this.rowsTogether = rowsTogether;
        }
    }

    @BeforeAll
    void write(@TempDir Path folder) throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            points.add(new double[] {random.nextDouble(1_000), random.nextDouble(1_000), 1});
        }
        MeasurementValues values = new MeasurementValues() {
            @Override
            public boolean isPresent(long annotation) {
                return annotation % 3 != 0;
            }

            @Override
            public float value(long annotation) {
                return annotation;
            }
        };
        CodedConcept concept = new CodedConcept("1", "99T", "one");
        set = folder.resolve("set");
        try (AnnotationSet source = new SampleSet()
                .group(GraphicType.POINT, 3, Precision.FLOAT64, points, new Measurement(concept, concept, values))
                .build()) {
            ColumnStore.write(source, set, (done, total) -> {});
        }
        columns = set.resolve("point-3d-float64.arrow");
        arrow = ArrowFile.of(MemorySegment.ofArray(Files.readAllBytes(columns)));
    }

    /** An index is never alone: its group and its list offset lie 256 KiB before and behind. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "INDEX")
    void aFlippedValueIsMetByTheGuardOfItsColumn(Column column) throws Exception {
        long row = rowAlone(column, 0);
        requireRefused(columns, offset(column, row), row);
    }

    /** The guard looks at all blocks that a run of rows lies in. */
    @Test
    void aFlippedValueIsMetInTheSecondBlockOfARun() throws Exception {
        long row = rowAlone(Column.COORDINATES, 1);
        requireRefused(columns, offset(Column.COORDINATES, row), row);
    }

    @Test
    void coordinatesThatAreCopiedAreGuarded() throws Exception {
        long row = rowAlone(Column.COORDINATES, 0);
        RegionHits hits;
        try (StoredSet stored = StoredSet.open(set)) {
            Cursor cursor = stored.cursor();
            cursor.moveTo(StoredSet.position(0, row));
            double x = cursor.ordinate(0, 0);
            double y = cursor.ordinate(0, 1);
            hits = new RegionQuery(new Box(x, y, x, y), PlanarTransform.IDENTITY, Set.of()).run(stored, 0, 10);
            assertThat(hits.count()).isOne();
        }
        flip(columns, offset(Column.COORDINATES, row));
        try (StoredSet stored = StoredSet.open(set)) {
            MemorySegment target = MemorySegment.ofArray(new byte[24]);
            assertThatThrownBy(() -> stored.copyCoordinates(hits, target, 0)).isInstanceOf(UncheckedIOException.class);
        } finally {
            flip(columns, offset(Column.COORDINATES, row));
        }
    }

    @Test
    void boundsAreGuarded() throws Exception {
        Path tree = set.resolve("point-3d-float64.tree.arrow");
        ArrowFile boxes = ArrowFile.of(MemorySegment.ofArray(Files.readAllBytes(tree)));
        flip(tree, boxes.bufferOffset(0, 2) + boxes.bufferLength(0, 2) - 1);
        try (StoredSet stored = StoredSet.open(set)) {
            assertThatThrownBy(stored::bounds).isInstanceOf(UncheckedIOException.class);
        } finally {
            flip(tree, boxes.bufferOffset(0, 2) + boxes.bufferLength(0, 2) - 1);
        }
    }

    private void requireRefused(Path file, long offset, long row) throws IOException {
        readAll(row);
        flip(file, offset);
        try {
            assertThatThrownBy(() -> readAll(row))
                    .isInstanceOfSatisfying(
                            UncheckedIOException.class,
                            refused -> assertThat(StoreCorruptException.causeOf(refused))
                                    .isNotNull());
        } finally {
            flip(file, offset);
        }
    }

    private void readAll(long row) throws IOException {
        try (StoredSet stored = StoredSet.open(set)) {
            Cursor cursor = stored.cursor();
            cursor.moveTo(StoredSet.position(0, row));
            assertThat(cursor.group().number() + cursor.annotationIndex() + cursor.ordinate(0, 0))
                    .isNotNaN();
            if (cursor.hasMeasurement(0)) {
                assertThat(cursor.measurement(0)).isNotNaN();
            }
        }
    }

    /** @param blocksBefore how many blocks the run of the row lies in before the row's own */
    private long rowAlone(Column column, long blocksBefore) {
        for (long row = 0; row < ROWS - SEGMENT_ROWS; row += 8) { // whose validity is the lowest bit of its byte
            long block = offset(column, row) >> 20;
            long firstOfRun = row - row % column.rowsTogether;
            boolean isThere = block - (offset(column, firstOfRun) >> 20) == blocksBefore;
            if (isThere && hasMeasurement(row) && isAlone(column, row, block)) {
                return row;
            }
        }
        throw new AssertionError("no row of which only " + column + " lies in its block");
    }

    private boolean isAlone(Column column, long row, long block) {
        for (Column other : Column.values()) {
            long first = row - row % other.rowsTogether;
            long last = first + other.rowsTogether - 1;
            long end = offset(other, last) + 2L * other.bytes; // a list's end is where the next one begins
            // what is absent since a bit was flipped is not asked for its value
            boolean isRead = other != column && !(column == Column.VALIDITY && other == Column.VALUE);
            if (isRead && offset(other, first) >> 20 <= block && end >> 20 >= block) {
                return false;
            }
        }
        return true;
    }

    private boolean hasMeasurement(long row) {
        byte bits = arrow.segment().get(ValueLayout.JAVA_BYTE, offset(Column.VALIDITY, row));
        return (bits & 1) != 0;
    }

    private static int batch(long row) {
        return (int) (row / LayerWriter.BATCH_ROWS);
    }

    private long offset(Column column, long row) {
        int buffer = arrow.schema().firstBuffer(column.field) + column.buffer;
        long inBatch = row % LayerWriter.BATCH_ROWS;
        return arrow.bufferOffset(batch(row), buffer) + (column.bytes == 0 ? inBatch / 8 : inBatch * column.bytes);
    }

    private static void flip(Path file, long offset) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(offset);
            int old = bytes.read();
            bytes.seek(offset);
            bytes.write(old ^ 1);
        }
    }
}
