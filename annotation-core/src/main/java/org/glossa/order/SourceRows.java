package org.glossa.order;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.GroupCursor;
import org.glossa.annotation.MeasurementValues;
import org.glossa.geometry.BoxCentre;
import org.jspecify.annotations.Nullable;

/** The annotations of a layer as they lie in the source, with the boxes measured before. */
record SourceRows(LayerSource source, LayerBoxes boxes, int parts) implements UnsortedRows {
    @Override
    public long count() {
        return source.annotationCount();
    }

    @Override
    public long byteSize() {
        return byteSize(source);
    }

    /** Bytes of the records of all annotations. */
    static long byteSize(LayerSource source) {
        long bytes = Math.multiplyExact(source.annotationCount(), (long)
                RowRecord.headerBytes(source.columns().fields().size()));
        for (AnnotationGroup group : source.groups()) {
            Coordinates coordinates = group.coordinates();
            long vertices = coordinates.firstVertex(group.annotationCount()) - coordinates.firstVertex(0);
            bytes = Math.addExact(bytes, Math.multiplyExact(vertices, (long) source.vertexBytes()));
        }
        return bytes;
    }

    @Override
    public long firstRow(int part) {
        return count() / parts * part + Math.min(part, count() % parts);
    }

    @Override
    public Reader read(int part) {
        return new Reader(firstRow(part), firstRow(part + 1));
    }

    /** Rows wherever they are, while the boxes are in memory; only {@link Reader#moveTo} goes to one. */
    Reader anywhere() throws IOException {
        Reader reader = new Reader(0, 0);
        reader.chunk = boxes.boxes(0, Math.toIntExact(count()), MemorySegment.NULL);
        return reader;
    }

    private static final long UNKNOWN = -1;

    /** Keeps a chunk of boxes and the columns of the group that it is in. */
    final class Reader implements RowReader {
        private final Arena arena = Arena.ofConfined();
        private final MemorySegment buffer = boxes.areInMemory()
                ? MemorySegment.NULL
                : arena.allocate((long) LayerBoxes.CHUNK * RowRecord.BOX_BYTES, RowRecord.BOX_BYTES);
        private final int columns = source.columns().fields().size();
        private final int headerBytes = RowRecord.headerBytes(columns);
        private final int vertexBytes = source.vertexBytes();
        private final long end;
        private long row;
        private MemorySegment chunk = MemorySegment.NULL;
        private long chunkStart;
        private long chunkEnd;
        private int group;
        private long groupStart;
        private long groupEnd;
        private Coordinates coordinates = source.groups().getFirst().coordinates();
        private @Nullable MeasurementValues[] values = {};
        private long firstVertex;
        private long endVertex;
        private long key = UNKNOWN;
        private final boolean boxesTellCentres = boxes.tellCentres();
        private final BoxCentre centre = new BoxCentre();
        private GroupCursor cursor = new GroupCursor(source.groups().getFirst());

        private Reader(long from, long end) {
            this.row = from - 1;
            this.end = end;
            this.chunkEnd = from;
            this.groupEnd = from;
        }

        @Override
        public boolean next() throws IOException {
            row++;
            key = UNKNOWN;
            if (row >= end) {
                return false;
            }
            if (row == chunkEnd) {
                chunkStart = row;
                chunkEnd = Math.min(row + LayerBoxes.CHUNK, end);
                chunk = boxes.boxes(row, (int) (chunkEnd - row), buffer);
            }
            if (row == groupEnd) {
                enterGroup();
                endVertex = coordinates.firstVertex(row - groupStart);
            }
            firstVertex = endVertex;
            endVertex = coordinates.firstVertex(row - groupStart + 1);
            return true;
        }

        /**
         * Goes to any row.
         *
         * @param keyOfPlace {@link #key()} of the row
         */
        void moveTo(long place, long keyOfPlace) {
            row = place;
            key = keyOfPlace;
            if (row < groupStart || row >= groupEnd) {
                enterGroup();
            }
            firstVertex = coordinates.firstVertex(row - groupStart);
            endVertex = coordinates.firstVertex(row - groupStart + 1);
        }

        private void enterGroup() {
            group = source.groupOf(row);
            groupStart = source.start(group);
            groupEnd = source.start(group + 1);
            coordinates = source.groups().get(group).coordinates();
            values = source.values(group);
            cursor = new GroupCursor(source.groups().get(group));
        }

        private long box() {
            return (row - chunkStart) * RowRecord.BOX_BYTES;
        }

        @Override
        public long key() {
            if (key == UNKNOWN) {
                key = boxesTellCentres ? boxes.key(chunk, box()) : keyOfSource();
            }
            return key;
        }

        private long keyOfSource() {
            if (!LayerBoxes.hasBox(chunk, box())) {
                return RowRecord.NO_BOX;
            }
            centre.of(cursor.moveTo(row - groupStart));
            return boxes.key(centre.x(), centre.y());
        }

        @Override
        public long byteSize() {
            return headerBytes + (endVertex - firstVertex) * vertexBytes;
        }

        @Override
        public void writeHeader(MemorySegment target, long offset) {
            target.set(RowRecord.INT, offset + RowRecord.DISTANCE, (int) key());
            target.set(RowRecord.INT, offset + RowRecord.GROUP, group);
            // zero-based to one-based, unsigned
            target.set(RowRecord.INT, offset + RowRecord.ANNOTATION, (int) (row - groupStart + 1));
            target.set(RowRecord.INT, offset + RowRecord.VERTICES, Math.toIntExact(endVertex - firstVertex));
            MemorySegment.copy(chunk, box(), target, offset + RowRecord.BOX, RowRecord.BOX_BYTES);
            long presence = offset + RowRecord.presence(columns);
            int bits = 0;
            for (int column = 0; column < columns; column++) {
                MeasurementValues ofColumn = values[column];
                long annotation = row - groupStart;
                float value = 0;
                if (ofColumn != null && ofColumn.isPresent(annotation)) {
                    value = ofColumn.value(annotation);
                    bits |= 1 << (column & 31);
                }
                // As bits: a float register may quieten a signalling NaN on some machines.
                target.set(RowRecord.INT, offset + RowRecord.VALUES + 4L * column, Float.floatToRawIntBits(value));
                if ((column & 31) == 31 || column == columns - 1) {
                    target.set(RowRecord.INT, presence + (column >>> 5) * 4L, bits);
                    bits = 0;
                }
            }
        }

        @Override
        public MemorySegment coordinates() {
            return coordinates.chunk(coordinates.chunkOf(firstVertex));
        }

        @Override
        public long coordinatesOffset() {
            return (firstVertex - coordinates.chunkStart(coordinates.chunkOf(firstVertex))) * vertexBytes;
        }

        @Override
        public void close() {
            arena.close();
        }
    }
}
