package org.glossa.dicom;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;

/** Writes to a file, but leaves holes where everything is zero. */
final class SparseChannel implements WritableByteChannel {
    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(1 << 20);

    private final FileChannel file;
    private long position;

    SparseChannel(FileChannel file) {
        this.file = file;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int length = source.remaining();
        if (length < ZEROS.capacity() || source.mismatch(ZEROS.duplicate()) >= 0) {
            file.write(source, position);
        }
        source.position(source.limit());
        position += length;
        return length;
    }

    @Override
    public boolean isOpen() {
        return file.isOpen();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
