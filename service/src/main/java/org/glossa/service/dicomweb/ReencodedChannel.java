package org.glossa.service.dicomweb;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.glossa.dicom.DataSetWriter;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.Tag;
import org.glossa.dicom.TransferSyntax;
import org.glossa.service.objects.ObjectStore;
import org.jspecify.annotations.Nullable;

/**
 * A stored file as Explicit VR Little Endian, encoded by a thread of its own as fast as the reader takes it, in constant memory. Not
 * thread-safe.
 */
final class ReencodedChannel implements ReadableByteChannel {
    private static final int PIECE_BYTES = 256 << 10;
    private static final int PIECES_AHEAD = 4;
    private static final int PATIENCE_SECONDS = 120;

    private final BlockingQueue<Piece> pieces = new ArrayBlockingQueue<>(PIECES_AHEAD);
    private final ObjectStore objects;
    private final String sha256;
    private @Nullable Thread encoder;
    private ByteBuffer current = ByteBuffer.allocate(0);
    private boolean ended;
    private boolean isOpen = true;

    /** How many files may be encoded anew at a time: each holds a thread until its reader is through. */
    static final class Slots {
        private final Semaphore free;

        Slots(int count) {
            this.free = new Semaphore(count);
        }
    }

    /** What the encoder hands over: bytes, the end, or why there are no more bytes. */
    private sealed interface Piece {
        record Some(ByteBuffer bytes) implements Piece {}

        record End() implements Piece {}

        record Failed(IOException failure) implements Piece {}
    }

    private ReencodedChannel(ObjectStore objects, String sha256) {
        this.objects = objects;
        this.sha256 = sha256;
    }

    /**
     * Waits for its turn when many are being encoded: its answer may have begun, so that no status can refuse it any more.
     *
     * @throws IOException when none of those before it ends in time
     */
    static ReencodedChannel start(ObjectStore objects, String sha256, Slots slots) throws IOException {
        try {
            if (!slots.free.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("too many files are being encoded anew; transfer-syntax=* needs no encoding");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while it waited for its turn to be encoded");
        }
        ReencodedChannel channel = new ReencodedChannel(objects, sha256);
        channel.encoder = Thread.ofPlatform().name("glossa-encode").daemon().start(() -> {
            try {
                channel.encode();
            } finally {
                slots.free.release();
            }
        });
        return channel;
    }

    private void encode() {
        try (DicomFile source = objects.open(sha256);
                PieceChannel target = new PieceChannel()) {
            DataSetWriter.writeFile(
                    target,
                    source.dataSet().string(Tag.SOPClassUID).orElse(""),
                    source.dataSet().string(Tag.SOPInstanceUID).orElse(""),
                    TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                    source.dataSet());
            target.flush();
            hand(new Piece.End());
        } catch (InterruptedIOException readerLeft) {
            // nobody to tell
        } catch (IOException failure) {
            tell(failure);
        } catch (RuntimeException failure) {
            tell(new IOException(failure));
        }
    }

    private void tell(IOException failure) {
        try {
            hand(new Piece.Failed(failure));
        } catch (InterruptedIOException readerLeft) {
            // nobody to tell
        }
    }

    private void hand(Piece piece) throws InterruptedIOException {
        try {
            if (!pieces.offer(piece, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new InterruptedIOException("the reader took nothing for " + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the reader left");
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        while (!ended && !current.hasRemaining()) {
            switch (next()) {
                case Piece.Some some -> current = some.bytes();
                case Piece.End end -> ended = true;
                case Piece.Failed failed -> throw failed.failure();
            }
        }
        if (ended) {
            return -1;
        }
        int count = Math.min(target.remaining(), current.remaining());
        target.put(current.slice(current.position(), count));
        current.position(current.position() + count);
        return count;
    }

    @Override
    public boolean isOpen() {
        return isOpen;
    }

    private Piece next() throws IOException {
        try {
            Piece piece = pieces.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (piece == null) {
                throw new IOException("nothing was encoded for " + PATIENCE_SECONDS + " s");
            }
            return piece;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the encoder");
        }
    }

    @Override
    public void close() {
        isOpen = false;
        if (encoder != null) {
            encoder.interrupt();
        }
    }

    /** Gathers what the writer writes into pieces. */
    private final class PieceChannel implements WritableByteChannel {
        private ByteBuffer gathered = ByteBuffer.allocate(PIECE_BYTES);

        @Override
        public int write(ByteBuffer source) throws IOException {
            int count = source.remaining();
            while (source.hasRemaining()) {
                int part = Math.min(source.remaining(), gathered.remaining());
                gathered.put(source.slice(source.position(), part));
                source.position(source.position() + part);
                if (!gathered.hasRemaining()) {
                    flush();
                }
            }
            return count;
        }

        void flush() throws InterruptedIOException {
            hand(new Piece.Some(gathered.flip()));
            gathered = ByteBuffer.allocate(PIECE_BYTES);
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // what was gathered and not flushed is not wanted
        }
    }
}
