package org.glossa.service.dicomweb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.SegmentInputStream;

/** Reads a run of bytes of an open object, and closes the object. Not thread-safe. */
final class CopySliceChannel implements ReadableByteChannel {
    private final DicomFile file;
    private final ReadableByteChannel bytes;

    CopySliceChannel(DicomFile file, long offset, long length) {
        this.file = file;
        this.bytes = Channels.newChannel(new SegmentInputStream(file.bytes().asSlice(offset, length)));
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return bytes.read(target);
    }

    @Override
    public boolean isOpen() {
        return bytes.isOpen();
    }

    @Override
    public void close() throws IOException {
        bytes.close();
        file.close();
    }
}
