package org.glossa.service.items;

import io.micronaut.http.HttpStatus;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.glossa.geoarrow.CoordinateForm;
import org.glossa.geoarrow.LargeRow;
import org.glossa.geoarrow.RegionColumns;
import org.glossa.geoarrow.RegionPlan;
import org.glossa.geoarrow.RegionStream;
import org.glossa.open.OpenSet;
import org.glossa.service.web.ProblemException;
import org.jspecify.annotations.Nullable;

/** Writes a page of annotations as an Arrow IPC stream. Holds one set at a time until it is closed. One thread at a time. */
public final class ArrowEncoder implements ItemsEncoder {
    /** Below half of the regions of the collector in a heap of 256 MiB, so that pieces are ordinary arrays. */
    private static final int PIECE_BYTES = 448 << 10;

    /** Of a record batch: what an array may have. */
    private static final long MOST_BATCH_BYTES = Integer.MAX_VALUE - 64;

    /** What is left of a piece below this is left. */
    private static final int LEAST_BATCH_BYTES = 64 << 10;

    private final PageParts parts;
    private final RegionPlan plan;
    private final RegionStream stream;
    private final Page page;
    private long firstCount;

    /**
     * @param parts closed by the encoder
     * @param plan to which all sets were added
     * @param metadata of the schema, in a stable order
     */
    public ArrowEncoder(PageParts parts, RegionPlan plan, Map<String, String> metadata, Page page) {
        this.parts = parts;
        this.plan = plan;
        this.stream = new RegionStream(plan, metadata, parts.setUids(), this::next);
        this.page = page;
    }

    private RegionStream.@Nullable Part next() throws IOException {
        PagePart part = parts.next();
        OpenSet open = parts.open();
        if (part == null || open == null) {
            return null;
        }
        if (parts.place() == 0) {
            firstCount = part.hits().count();
        }
        RegionColumns columns = plan.columns(open.set(), part.query().sourceToQuery(), parts.place());
        RegionStream.Part rows = new RegionStream.Part(open.set(), part.query(), part.hits(), columns);
        requireRows(stream.firstAbove(rows, MOST_BATCH_BYTES), plan.form(), page, MOST_BATCH_BYTES);
        return rows;
    }

    /**
     * Asked before anything of a set is sent: a record batch cannot be interrupted, and offsets in it have 32 bits.
     *
     * @param large what does not fit; null when all does
     * @throws ProblemException 400 when something does not
     */
    static void requireRows(@Nullable LargeRow large, CoordinateForm form, Page page, long mostBytes) {
        if (large == null) {
            return;
        }
        String remedy = form == CoordinateForm.GEOMETRY && large.sourceBytes() < mostBytes / 8 * 7
                ? "ask with coords=source, where its coordinates take " + number(large.sourceBytes()) + " bytes"
                : "leave it out by bbox or group, and get the whole set at " + page.collection() + "?f=geojson";
        throw ProblemException.badRequest("got annotation " + large.group() + "-" + large.annotationIndex() + " of "
                + number(large.vertices()) + " vertices, which makes a record batch of " + number(large.bytes())
                + " bytes; allowed: " + number(mostBytes) + "; remedy: " + remedy);
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    @Override
    public @Nullable OpenSet open() {
        return parts.open();
    }

    @Override
    public ItemFormat format() {
        return ItemFormat.ARROW;
    }

    @Override
    public Page page() {
        return page;
    }

    @Override
    public long expectedBytes(int enough) throws IOException {
        long bytes = stream.bytesAtMost(enough);
        if (bytes > enough || firstCount == 0) {
            return bytes;
        }
        // sets of one slide are much alike
        long head = stream.headBytes();
        return Math.min(enough + 1L, head + (bytes - head) * page.numberReturned() / firstCount);
    }

    @Override
    public int pieceBytes() {
        return PIECE_BYTES;
    }

    @Override
    public boolean encodeInto(ByteBuf buffer, int enough) throws IOException {
        int start = buffer.writerIndex();
        while (true) {
            int left = enough - (buffer.writerIndex() - start);
            if (left < Math.min(LEAST_BATCH_BYTES, enough / 2)) {
                return false;
            }
            int bytes = Math.toIntExact(stream.plan(left));
            if (bytes == 0) {
                return true;
            }
            append(buffer, bytes);
        }
    }

    private void append(ByteBuf buffer, int bytes) throws IOException {
        if (buffer.isDirect()) {
            room(bytes, () -> buffer.ensureWritable(bytes));
            int written = write(buffer, buffer.writerIndex(), bytes);
            buffer.writerIndex(buffer.writerIndex() + written);
            return;
        }
        // Values are always written to memory of one kind, which keeps the compiled loops short.
        ByteBuf scratch = room(bytes, () -> PooledByteBufAllocator.DEFAULT.directBuffer(bytes));
        try {
            int written = write(scratch, 0, bytes);
            buffer.writeBytes(scratch, 0, written);
        } finally {
            scratch.release();
        }
    }

    /** A batch of ordinary size always has room; a single annotation may have any size. */
    private static ByteBuf room(int bytes, Supplier<ByteBuf> allocation) {
        try {
            return allocation.get();
        } catch (OutOfMemoryError none) {
            throw ProblemException.later(
                    HttpStatus.SERVICE_UNAVAILABLE, 1, "There is no room for " + bytes + " bytes in one piece now.");
        }
    }

    private int write(ByteBuf buffer, int index, int bytes) throws IOException {
        return (int) stream.write(MemorySegment.ofBuffer(buffer.nioBuffer(index, bytes)));
    }

    @Override
    public void close() {
        parts.close();
    }
}
