package org.glossa.service.dicomweb;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Opens its content when the first byte is asked for, and closes it at the last one. Not thread-safe. */
final class LazyStream extends InputStream {
    private final Content content;
    private @Nullable InputStream stream;

    LazyStream(Content content) {
        this.content = content;
    }

    private InputStream stream() throws IOException {
        InputStream opened = stream;
        if (opened == null) {
            opened = content.open();
            stream = opened;
        }
        return opened;
    }

    @Override
    public int read() throws IOException {
        return stream().read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        return stream().read(target, offset, length);
    }

    @Override
    public void close() throws IOException {
        if (stream != null) {
            stream.close();
        }
    }
}
