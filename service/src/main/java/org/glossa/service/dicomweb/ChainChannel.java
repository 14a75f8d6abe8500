package org.glossa.service.dicomweb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads contents one after another. Each is opened when the one before has ended: a study has more files than a process may have open.
 * Not thread-safe.
 */
final class ChainChannel implements ReadableByteChannel {
    private final Iterator<Payload> contents;
    private @Nullable ReadableByteChannel current;
    private boolean isOpen = true;

    ChainChannel(List<Payload> contents) {
        this.contents = contents.iterator();
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        while (true) {
            if (current == null) {
                if (!contents.hasNext()) {
                    return -1;
                }
                current = contents.next().open();
            }
            int read = current.read(target);
            if (read >= 0) {
                return read;
            }
            current.close();
            current = null;
        }
    }

    @Override
    public boolean isOpen() {
        return isOpen;
    }

    @Override
    public void close() throws IOException {
        isOpen = false;
        if (current != null) {
            current.close();
            current = null;
        }
    }
}
