package org.glossa.geoarrow;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.glossa.arrow.ArrowField;
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
 * needs, {@link #write} writes it. The rows of one set come after those of another; a record batch has rows of one layer. Not
 * thread-safe; reads one set at a time, which must stay open until the next one is asked for.
 */
public final class RegionStream {
    /** Hits whose places are held at a time: 4 MiB when none follows another. */
    public static final long HELD_HITS = 1 << 18;

    /** Rows that a plan adds or leaves at once. */
    private static final int SLICE_ROWS = 256;

    private static final int MOST_BATCH_ROWS = 1 << 20;

    /** Of a vertex, in any form. */
    private static final int MOST_VERTEX_BYTES = 24;

    private final Parts parts;
    private final MemorySegment schema;
    private final @Nullable MemorySegment dictionary;
    private final BatchFrame frame;
    private @Nullable Reading reading;
    private Next next = Next.SCHEMA;
    private int batchRows;

    private enum Next {
        SCHEMA,
        DICTIONARY,
        BATCH,
        END,
        NOTHING
    }

    /**
     * What a page has of one set.
     *
     * @param query that {@code hits} are of; asked again when a page has more hits than are held
     * @param hits at least one; at most {@link #HELD_HITS} of them held
     * @param columns of the set
     */
    public record Part(StoredSet set, RegionQuery query, RegionHits hits, RegionColumns columns) {}

    /** Gives the parts of a page in turn. */
    @FunctionalInterface
    public interface Parts {
        /** The next one, null after the last; the one before is not read any more. */
        @Nullable
        Part next() throws IOException;
    }

    /** A part in writing. */
    private static final class Reading {
        private final Part part;
        private final BatchSize size;
        private final RowSlice slice;
        private RegionHits hits;
        private HitWalk walk;
        private long written;

        private Reading(Part part) {
            this.part = part;
            this.size = part.columns().batchSize();
            this.slice = part.set().slice();
            this.hits = part.hits();
            this.walk = new HitWalk(hits);
        }

        /** Whether rows are left; asks for the places of further ones when those that are held were written. */
        private boolean hasNext() {
            if (!walk.hasNext() && hits.restPosition() >= 0) {
                long left = part.hits().count() - written;
                hits = part.query().run(part.set(), hits.restPosition(), left, HELD_HITS);
                walk = new HitWalk(hits);
            }
            return walk.hasNext();
        }
    }

    /**
     * Of one set.
     *
     * @param plan to which the set was added
     * @param part may have no hits
     * @param metadata of the schema, in a stable order
     */
    public static RegionStream of(RegionPlan plan, Part part, Map<String, String> metadata) {
        Iterator<Part> one = List.of(part).iterator();
        return new RegionStream(plan, metadata, List.of(), () -> one.hasNext() ? one.next() : null);
    }

    /**
     * @param plan to which all sets were added
     * @param metadata of the schema, in a stable order
     * @param setUids the dictionary: SOP Instance UIDs of the sets of the parts; none when the plan is of one set
     */
    public RegionStream(RegionPlan plan, Map<String, String> metadata, List<String> setUids, Parts parts) {
        ArrowSchema fields = plan.schema(metadata);
        this.parts = parts;
        this.schema = ArrowStream.schema(fields);
        this.dictionary = fields.fields().getFirst().kind() == ArrowField.Kind.DICTIONARY
                ? ArrowStream.dictionary(setUids)
                : null;
        this.frame = new BatchFrame(fields);
    }

    /**
     * What the messages before the rows and the rows of the first set need at most, while nothing was written yet; when that is more than
     * {@code enough}, something above it.
     *
     * @param enough bytes; also what the batches are to be planned with
     * @throws IOException as {@link Parts#next()}
     */
    public long bytesAtMost(long enough) throws IOException {
        long bytes = headBytes();
        Reading first = reading();
        if (first == null) {
            return bytes;
        }
        HitWalk ahead = new HitWalk(first.hits);
        while (ahead.hasNext() && bytes <= enough) {
            planBatch(first, ahead, enough);
            bytes += frame.byteSize();
        }
        return first.hits.restPosition() < 0 ? bytes : Math.max(bytes, enough + 1);
    }

    /** What a stream without rows has. */
    public long headBytes() {
        return schema.byteSize() + (dictionary == null ? 0 : dictionary.byteSize()) + ArrowStream.END_BYTES;
    }

    /** The part that the next row is of; null when there is none. */
    private @Nullable Reading reading() throws IOException {
        Reading current = reading;
        while (current == null || !current.hasNext()) {
            Part part = parts.next();
            if (part == null) {
                reading = null;
                return null;
            }
            current = new Reading(part);
            reading = current;
        }
        return current;
    }

    /**
     * The first annotation of a part that does not fit into a record batch of so many bytes; null when all do. Looks at the part only when
     * its set has that many vertices in one place.
     */
    public @Nullable LargeRow firstAbove(Part part, long bytes) {
        long suspect = bytes / (2 * MOST_VERTEX_BYTES);
        if (part.set().mostVertices() <= suspect) {
            return null;
        }
        for (Reading look = new Reading(part); look.hasNext(); look.written += look.slice.rowCount()) {
            RowSlice slice = look.slice;
            look.walk.show(slice, SLICE_ROWS);
            if (slice.vertexStart(slice.rowCount()) > suspect) {
                look.walk.show(slice, 1);
                look.size.clear();
                look.size.add(slice);
                layOut(look);
                if (frame.byteSize() > bytes) {
                    return largeRow(part.set(), slice);
                }
            }
            look.walk.advance(slice.rowCount());
        }
        return null;
    }

    private LargeRow largeRow(StoredSet set, RowSlice slice) {
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
            case DICTIONARY -> requireNonNull(dictionary).byteSize();
            case BATCH -> {
                Reading current = requireNonNull(reading);
                HitWalk ahead = new HitWalk(current.hits);
                ahead.goTo(current.walk);
                batchRows = planBatch(current, ahead, enough);
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
     * @throws IOException as {@link Parts#next()}
     * @throws java.io.UncheckedIOException of a {@link org.glossa.store.StoreCorruptException} when something to be read is damaged
     */
    public long write(MemorySegment target) throws IOException {
        return switch (next) {
            case SCHEMA -> {
                MemorySegment.copy(schema, 0, target, 0, schema.byteSize());
                next = dictionary == null ? rowsOrEnd() : Next.DICTIONARY;
                yield schema.byteSize();
            }
            case DICTIONARY -> {
                MemorySegment words = requireNonNull(dictionary);
                MemorySegment.copy(words, 0, target, 0, words.byteSize());
                next = rowsOrEnd();
                yield words.byteSize();
            }
            case BATCH -> {
                Reading current = requireNonNull(reading);
                long bytes = writeBatch(current, target);
                current.written += batchRows;
                next = rowsOrEnd();
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

    private Next rowsOrEnd() throws IOException {
        return reading() == null ? Next.END : Next.BATCH;
    }

    /** Lays a batch out that begins at the walk's next hit, and leaves the walk behind it; returns its rows. */
    private int planBatch(Reading of, HitWalk ahead, long enough) {
        of.size.clear();
        int layer = -1;
        int rows = 0;
        while (ahead.hasNext() && rows < MOST_BATCH_ROWS) {
            int added = addSlice(of, ahead, enough, layer);
            if (added == 0) {
                break;
            }
            layer = of.slice.layerIndex();
            rows += added;
            ahead.advance(added);
        }
        layOut(of);
        return rows;
    }

    /** Adds the next rows, fewer where all would be too many bytes; 0 when none may be added to what the batch holds. */
    private int addSlice(Reading of, HitWalk ahead, long enough, int layer) {
        RowSlice slice = of.slice;
        boolean isFirst = layer < 0;
        for (int most = SLICE_ROWS; most > 0; most /= 2) {
            ahead.show(slice, most);
            if (!isFirst && slice.layerIndex() != layer) {
                return 0;
            }
            of.size.add(slice);
            layOut(of);
            if (frame.byteSize() <= enough || isFirst && slice.rowCount() == 1) {
                return slice.rowCount();
            }
            of.size.remove(slice);
        }
        return 0;
    }

    private void layOut(Reading of) {
        frame.begin(of.size.rows());
        for (Column column : of.part.columns().columns()) {
            column.layOut(frame, of.size);
        }
    }

    private long writeBatch(Reading of, MemorySegment batch) {
        List<Column> columns = of.part.columns().columns();
        for (Column column : columns) {
            column.begin(frame, batch);
        }
        int rows = 0;
        while (rows < batchRows) {
            of.walk.show(of.slice, batchRows - rows);
            for (Column column : columns) {
                column.write(of.slice, rows, batch);
            }
            of.walk.advance(of.slice.rowCount());
            rows += of.slice.rowCount();
        }
        for (Column column : columns) {
            column.end(frame);
        }
        return frame.finish(batch);
    }
}
