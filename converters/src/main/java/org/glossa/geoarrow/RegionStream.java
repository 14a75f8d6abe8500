package org.glossa.geoarrow;

import java.lang.foreign.MemorySegment;
import java.util.Map;
import org.glossa.arrow.ArrowSchema;
import org.glossa.arrow.ArrowStream;
import org.glossa.arrow.BatchFrame;
import org.glossa.store.RegionHits;
import org.glossa.store.RegionQuery;
import org.glossa.store.RowSlice;
import org.glossa.store.StoredSet;
import org.jspecify.annotations.Nullable;

/**
 * A page of a region as an Arrow IPC stream, message by message into memory of the caller: {@link #plan} says how much the next one
 * needs, {@link #write} writes it. A record batch has rows of one layer. Not thread-safe; reads the set, which must stay open.
 */
public final class RegionStream {
    /** Hits whose places are held at a time: 4 MiB when none follows another. */
    public static final long HELD_HITS = 1 << 18;

    /** Rows that a plan adds or leaves at once. */
    private static final int SLICE_ROWS = 256;

    private static final int MOST_BATCH_ROWS = 1 << 20;

    /** Of a vertex, in any form. */
    private static final int MOST_VERTEX_BYTES = 24;

    private final StoredSet set;
    private final RegionQuery query;
    private final RegionColumns columns;
    private final MemorySegment schema;
    private final BatchFrame frame;
    private final BatchSize size;
    private final RowSlice slice;
    private final long pageCount;
    private long written;
    private RegionHits hits;
    private HitWalk walk;
    private Next next = Next.SCHEMA;
    private int batchRows;

    private enum Next {
        SCHEMA,
        BATCH,
        END,
        NOTHING
    }

    /**
     * @param query that {@code hits} are of; asked again when a page has more hits than are held
     * @param hits the page, at most {@link #HELD_HITS} of them held
     * @param metadata of the schema, in a stable order
     */
    public RegionStream(
            StoredSet set, RegionQuery query, RegionHits hits, RegionColumns columns, Map<String, String> metadata) {
        ArrowSchema fields = columns.schema(metadata);
        this.set = set;
        this.query = query;
        this.hits = hits;
        this.walk = new HitWalk(hits);
        this.pageCount = hits.count();
        this.columns = columns;
        this.schema = ArrowStream.schema(fields);
        this.frame = new BatchFrame(fields);
        this.size = columns.batchSize();
        this.slice = set.slice();
    }

    /**
     * What a stream that nothing was written of yet needs at most; when that is more than {@code enough}, something above it.
     *
     * @param enough bytes; also what the batches are to be planned with
     */
    public long bytesAtMost(long enough) {
        long bytes = schema.byteSize() + ArrowStream.END_BYTES;
        HitWalk ahead = new HitWalk(hits);
        while (ahead.hasNext() && bytes <= enough) {
            planBatch(ahead, enough);
            bytes += frame.byteSize();
        }
        return hits.restPosition() < 0 ? bytes : Math.max(bytes, enough + 1);
    }

    /**
     * The first annotation of the page that does not fit into a record batch of so many bytes; null when all do. Looks at the page only when
     * the set has that many vertices in one place.
     */
    public @Nullable LargeRow firstAbove(long bytes) {
        long suspect = bytes / (2 * MOST_VERTEX_BYTES);
        if (set.mostVertices() <= suspect) {
            return null;
        }
        RegionHits of = hits;
        long seen = 0;
        while (true) {
            HitWalk ahead = new HitWalk(of);
            while (ahead.hasNext()) {
                ahead.show(slice, SLICE_ROWS);
                if (slice.vertexStart(slice.rowCount()) > suspect) {
                    ahead.show(slice, 1);
                    size.clear();
                    size.add(slice);
                    layOut();
                    if (frame.byteSize() > bytes) {
                        return largeRow();
                    }
                }
                seen += slice.rowCount();
                ahead.advance(slice.rowCount());
            }
            if (of.restPosition() < 0) {
                return null;
            }
            of = query.run(set, of.restPosition(), pageCount - seen, HELD_HITS);
        }
    }

    private LargeRow largeRow() {
        return new LargeRow(
                set.groups().get(slice.groupIndex(0)).description().number(),
                slice.annotationIndex(0),
                slice.vertexStart(1),
                frame.byteSize(),
                slice.coordinates().byteSize());
    }

    /**
     * Plans the next message.
     *
     * @param enough bytes that a record batch is to have at most; one with a single row may have more
     * @return bytes that it needs, 0 when the stream is complete
     */
    public long plan(long enough) {
        return switch (next) {
            case SCHEMA -> schema.byteSize();
            case BATCH -> {
                HitWalk ahead = new HitWalk(hits);
                ahead.goTo(walk);
                batchRows = planBatch(ahead, enough);
                yield frame.byteSize();
            }
            case END -> ArrowStream.END_BYTES;
            case NOTHING -> 0;
        };
    }

    /**
     * Writes the message that was planned.
     *
     * @param target begins where the message is to begin, and has room for what the plan said
     * @return bytes written
     * @throws java.io.UncheckedIOException of a {@link org.glossa.store.StoreCorruptException} when something to be read is damaged
     */
    public long write(MemorySegment target) {
        return switch (next) {
            case SCHEMA -> {
                MemorySegment.copy(schema, 0, target, 0, schema.byteSize());
                findNext();
                yield schema.byteSize();
            }
            case BATCH -> {
                long bytes = writeBatch(target);
                written += batchRows;
                findNext();
                yield bytes;
            }
            case END -> {
                ArrowStream.end(target, 0);
                next = Next.NOTHING;
                yield ArrowStream.END_BYTES;
            }
            case NOTHING -> throw new IllegalStateException("The stream is complete");
        };
    }

    private void findNext() {
        if (!walk.hasNext() && hits.restPosition() >= 0) {
            hits = query.run(set, hits.restPosition(), pageCount - written, HELD_HITS);
            walk = new HitWalk(hits);
        }
        next = walk.hasNext() ? Next.BATCH : Next.END;
    }

    /** Lays a batch out that begins at the walk's next hit, and leaves the walk behind it; returns its rows. */
    private int planBatch(HitWalk ahead, long enough) {
        size.clear();
        int layer = -1;
        int rows = 0;
        while (ahead.hasNext() && rows < MOST_BATCH_ROWS) {
            int added = addSlice(ahead, enough, layer);
            if (added == 0) {
                break;
            }
            layer = slice.layerIndex();
            rows += added;
            ahead.advance(added);
        }
        layOut();
        return rows;
    }

    /** Adds the next rows, fewer where all would be too many bytes; 0 when none may be added to what the batch holds. */
    private int addSlice(HitWalk ahead, long enough, int layer) {
        boolean isFirst = layer < 0;
        for (int most = SLICE_ROWS; most > 0; most /= 2) {
            ahead.show(slice, most);
            if (!isFirst && slice.layerIndex() != layer) {
                return 0;
            }
            size.add(slice);
            layOut();
            if (frame.byteSize() <= enough || isFirst && slice.rowCount() == 1) {
                return slice.rowCount();
            }
            size.remove(slice);
        }
        return 0;
    }

    private void layOut() {
        frame.begin(size.rows());
        for (Column column : columns.columns()) {
            column.layOut(frame, size);
        }
    }

    private long writeBatch(MemorySegment batch) {
        for (Column column : columns.columns()) {
            column.begin(frame, batch);
        }
        int rows = 0;
        while (rows < batchRows) {
            walk.show(slice, batchRows - rows);
            for (Column column : columns.columns()) {
                column.write(slice, rows, batch);
            }
            walk.advance(slice.rowCount());
            rows += slice.rowCount();
        }
        for (Column column : columns.columns()) {
            column.end(frame);
        }
        return frame.finish(batch);
    }
}
