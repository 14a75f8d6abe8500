package org.glossa.service.dicomweb;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.util.List;
import org.glossa.dicom.DicomFile;
import org.glossa.service.objects.ObjectStore;
import org.glossa.service.web.SpooledBytes;

/** Bytes that can be sent, never held on the heap but when they are few. */
sealed interface Payload {
    /** −1 when it is not known before the last byte. */
    long length();

    /** Close it whatever happens. */
    ReadableByteChannel open() throws IOException;

    /** A few bytes in memory. */
    final class Bytes implements Payload {
        private final byte[] bytes;

        /** @param bytes not copied */
        Bytes(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public ReadableByteChannel open() {
            return Channels.newChannel(new ByteArrayInputStream(bytes));
        }
    }

    /** A run of bytes that lie somewhere already. */
    sealed interface Slice extends Payload {
        /** Some of them, counted from the first. */
        Slice part(long from, long count);
    }

    /** Makes slices of one stored object. */
    @FunctionalInterface
    interface Slices {
        /** @param offset where the object's elements say that they are */
        Slice slice(long offset, long length);
    }

    /** Of an open original: of its own bytes, or where those cannot be sent as they are, of its copy. */
    static Slices slices(ObjectStore objects, String sha256, DicomFile file) {
        return file.isCopied()
                ? (offset, length) -> new CopySlice(objects, sha256, offset, length)
                : (offset, length) -> new FileSlice(objects.path(sha256), offset, length);
    }

    /** A run of bytes of a deflated or big-endian object, inflated and little-endian: it is copied again for each. */
    record CopySlice(ObjectStore objects, String sha256, long offset, long length) implements Slice {
        @Override
        public ReadableByteChannel open() throws IOException {
            return new CopySliceChannel(objects.open(sha256), offset, length);
        }

        @Override
        public CopySlice part(long from, long count) {
            return new CopySlice(objects, sha256, offset + from, count);
        }
    }

    /** A run of bytes of a file. */
    record FileSlice(Path file, long offset, long length) implements Slice {
        @Override
        public ReadableByteChannel open() throws IOException {
            return new FileSliceChannel(file, offset, length);
        }

        @Override
        public FileSlice part(long from, long count) {
            return new FileSlice(file, offset + from, count);
        }
    }

    /** One after another. */
    record Chain(List<Payload> contents) implements Payload {
        public Chain {
            contents = List.copyOf(contents);
        }

        @Override
        public long length() {
            long sum = 0;
            for (Payload content : contents) {
                if (content.length() < 0) {
                    return -1;
                }
                sum += content.length();
            }
            return sum;
        }

        @Override
        public ReadableByteChannel open() {
            return new ChainChannel(contents);
        }
    }

    /** A stored object written anew as Explicit VR Little Endian, while it is sent. */
    record Reencoded(ObjectStore objects, String sha256, ReencodedChannel.Slots slots) implements Payload {
        @Override
        public long length() {
            return -1;
        }

        @Override
        public ReadableByteChannel open() throws IOException {
            return ReencodedChannel.start(objects, sha256, slots);
        }
    }

    /** What was written before; can be read once. */
    record Spooled(SpooledBytes bytes) implements Payload {
        @Override
        public long length() {
            return bytes.length();
        }

        @Override
        public ReadableByteChannel open() throws IOException {
            return bytes.read();
        }
    }
}
