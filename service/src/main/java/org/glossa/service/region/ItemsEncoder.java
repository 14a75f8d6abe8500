package org.glossa.service.region;

import io.netty.buffer.ByteBuf;
import java.io.IOException;

/** Writes a page of annotations into buffers of the caller, in as many pieces as the caller asks. One thread at a time. */
interface ItemsEncoder extends AutoCloseable {
    ItemFormat format();

    Page page();

    /** Bytes that the whole answer will about have; above {@code enough} when it is sure to have more than that. */
    long expectedBytes(int enough);

    /** Bytes that a piece of a long answer is to have. */
    int pieceBytes();

    /**
     * Appends to the buffer until it holds about {@code enough} bytes.
     *
     * @return whether the answer is complete
     */
    boolean encodeInto(ByteBuf buffer, int enough) throws IOException;

    /** Lets go of the set. */
    @Override
    void close();
}
