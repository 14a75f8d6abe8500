package org.glossa.service.region;

import io.micronaut.http.HttpStatus;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.lang.foreign.MemorySegment;
import java.util.function.Supplier;
import org.glossa.geoarrow.RegionStream;
import org.glossa.open.OpenSet;
import org.glossa.service.web.ProblemException;

/** Writes a page of annotations as an Arrow IPC stream. Holds the set until it is closed. One thread at a time. */
final class ArrowEncoder implements ItemsEncoder {
    /** Below half of the regions of the collector in a heap of 256 MiB, so that pieces are ordinary arrays. */
    private static final int PIECE_BYTES = 448 << 10;

    /** What is left of a piece below this is left. */
    private static final int LEAST_BATCH_BYTES = 64 << 10;

    private final OpenSet open;
    private final RegionStream stream;
    private final Page page;

    /** Takes the hold on the set over. */
    ArrowEncoder(OpenSet open, RegionStream stream, Page page) {
        this.open = open;
        this.stream = stream;
        this.page = page;
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
    public long expectedBytes(int enough) {
        return stream.bytesAtMost(enough);
    }

    @Override
    public int pieceBytes() {
        return PIECE_BYTES;
    }

    @Override
    public boolean encodeInto(ByteBuf buffer, int enough) {
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

    private void append(ByteBuf buffer, int bytes) {
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

    private int write(ByteBuf buffer, int index, int bytes) {
        return (int) stream.write(MemorySegment.ofBuffer(buffer.nioBuffer(index, bytes)));
    }

    @Override
    public void close() {
        open.close();
    }
}
