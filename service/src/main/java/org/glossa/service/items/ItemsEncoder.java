package org.glossa.service.items;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import org.glossa.open.OpenSet;
import org.jspecify.annotations.Nullable;

/** Writes a page of annotations into buffers of the caller, in as many pieces as the caller asks. One thread at a time. */
public interface ItemsEncoder extends AutoCloseable {
    ItemFormat format();

    Page page();

    /** Bytes that the whole answer will about have; above {@code enough} when it is sure to have more than that. */
    long expectedBytes(int enough) throws IOException;

    /** Bytes that a piece of a long answer is to have. */
    int pieceBytes();

    /**
     * Appends to the buffer until it holds about {@code enough} bytes.
     *
     * @return whether the answer is complete
     */
    boolean encodeInto(ByteBuf buffer, int enough) throws IOException;

    /** The set that is being read; null before the first one. Damage that a failure tells of is in it. */
    @Nullable
    OpenSet open();

    /** Lets go of the set. */
    @Override
    void close();
}
