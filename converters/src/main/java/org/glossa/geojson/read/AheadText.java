package org.glossa.geojson.read;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.glossa.column.ScratchColumns;
import org.glossa.json.JsonReader;
import org.glossa.json.JsonToken;
import org.glossa.ledger.Restoration;
import org.jspecify.annotations.Nullable;

/**
 * A text of which other threads read Features before their turn. It is cut where a Feature seems to end, by what is written between the
 * first of an array. Whether one really ends there is known when its turn comes: what was read counts only when the reader of the text, which
 * read everything before it, stands there between two elements of an array. Anything else is read at its turn, as if there were no other threads:
 * so places, findings, order and the first error are the same.
 *
 * <p>Threads are started when a text is long, and none is left after {@link #close}.
 */
final class AheadText extends InputStream {
    private static final int SEPARATOR_BYTES = 48;
    private static final int SEPARATORS = 4;

    /** After so many useless pieces in turn no more are read ahead. */
    private static final int MOST_USELESS = 8;

    /**
     * @param threads besides that of the reader; 0 reads nothing ahead
     * @param first bytes that are read before a thread is started
     * @param piece bytes that a thread reads at once
     * @param untaken what the reader does at the turn of a piece that no thread has taken
     */
    record Sizes(int threads, long first, int piece, Untaken untaken) {
        static Sizes ofMachine() {
            int others = Runtime.getRuntime().availableProcessors() - 1;
            return new Sizes(Math.min(others, 3), 1 << 20, 1 << 17, Untaken.READ_AT_ONCE);
        }
    }

    /** Of a piece that is next. */
    enum Untaken {
        READ_AT_ONCE,
        /** As another thread does: dearer, but the same whatever threads do. */
        READ_AHEAD
    }

    private final InputStream source;
    private final ScratchColumns scratch;
    private final Restoration restoration;
    private final Sizes sizes;
    private final List<Thread> threads = new ArrayList<>();
    private final List<AheadPiece> all = new ArrayList<>();
    private final List<AheadPiece> free = new ArrayList<>();

    /** Pieces of which nothing is wanted any more while another thread is at them. */
    private final List<AheadPiece> left = new ArrayList<>();

    /** Pieces that were not wholly given to the reader. */
    private final Deque<AheadPiece> unserved = new ArrayDeque<>();

    /** Pieces whose Features are to come. */
    private final Deque<AheadPiece> unread = new ArrayDeque<>();

    /** Of them those that no thread has taken; the lock of everything that threads share. */
    private final Deque<AheadPiece> waiting = new ArrayDeque<>();

    private boolean closed;

    private byte[] separator = new byte[0];
    private int separators;
    private boolean begun;
    private boolean ended;
    private @Nullable IOException failure;
    private int depth;

    /** Bytes of the text that were given to the reader or are in pieces. */
    private long offset;

    private byte[] carry = new byte[0];
    private int carried;

    /** Whether the next piece begins at a separator. */
    private boolean aligned;

    /** Nothing is to be done while the reader is before this offset. */
    private long due;

    private @Nullable AheadPiece opened;
    private int useless;

    /** Whose names others share. */
    private @Nullable JsonReader names;

    /** @param scratch in whose folder others may be */
    AheadText(InputStream source, ScratchColumns scratch, Restoration restoration, Sizes sizes) {
        this.source = source;
        this.scratch = scratch;
        this.restoration = restoration;
        this.sizes = sizes;
        this.due = sizes.threads > 0 ? sizes.first : Long.MAX_VALUE;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int from, int count) throws IOException {
        while (true) {
            AheadPiece piece = unserved.peek();
            if (piece != null) {
                int some = piece.serve(target, from, count);
                if (piece.isServed()) {
                    unserved.poll();
                    recycle(piece);
                }
                return some;
            }
            if (begun && (due < Long.MAX_VALUE || carried > 0) && make()) {
                continue;
            }
            if (failure != null) {
                throw failure;
            }
            int some = ended ? -1 : source.read(target, from, count);
            offset += Math.max(0, some);
            return some;
        }
    }

    /**
     * The next Feature, when it was read already; null when it was not, or when something else is next.
     *
     * @param in at the beginning of an array of Features, or behind one of them
     */
    @Nullable
    FeatureReader next(JsonReader in) throws IOException {
        long at = in.endOffset();
        if (at < due || in.token() != JsonToken.END_OBJECT) {
            return null;
        }
        if (!begun) {
            learn(in, at);
            return null;
        }
        while (due <= at && in.depth() == depth) {
            AheadPiece piece = unread.peek();
            if (piece == null) {
                if (!make()) {
                    return null;
                }
            } else if (piece == opened) {
                FeatureReader feature = piece.featureAt(at);
                if (feature != null || at < piece.end()) {
                    return feature;
                }
                judge(piece.wasUseless());
                leave(piece);
            } else if (piece.start < at) {
                judge(true);
                leave(piece);
            } else {
                open(piece);
            }
        }
        return null;
    }

    /** Of the Feature that {@link #next} gave. */
    int byteSize() {
        AheadPiece piece = opened;
        return piece == null ? 0 : piece.byteSize();
    }

    /** The reader stands at its beginning. */
    private void open(AheadPiece piece) throws IOException {
        while (unread.size() < most() && unserved.size() < 2 * most() && make()) {
            // more for the other threads
        }
        if (sizes.untaken == Untaken.READ_AT_ONCE && take(piece)) {
            piece.passed = true; // read at once rather than put by
            leave(piece);
            return;
        }
        while (!isRead(piece)) {
            AheadPiece other = takeAny();
            if (other != null) {
                read(other);
            }
        }
        opened = piece;
    }

    private int most() {
        return 2 * sizes.threads + 2;
    }

    private void leave(AheadPiece piece) {
        unread.poll();
        piece.passed = piece.passed || take(piece) || isReadNow(piece);
        if (piece.passed) {
            recycle(piece);
        } else {
            left.add(piece);
        }
        opened = null;
        setDue();
    }

    private void judge(boolean wasUseless) {
        useless = wasUseless ? useless + 1 : 0;
    }

    private void setDue() {
        AheadPiece piece = unread.peek();
        if (useless >= MOST_USELESS || piece == null && ended && carried == 0) {
            due = Long.MAX_VALUE;
        } else {
            due = piece == null ? offset : piece.start;
        }
    }

    private void recycle(AheadPiece piece) {
        if (piece.passed && piece.isServed()) {
            piece.trim();
            free.add(piece);
        }
    }

    /** Finds what is written between Features: as much as is the same behind some of them. */
    private void learn(JsonReader in, long at) throws IOException {
        byte[] sample = new byte[SEPARATOR_BYTES];
        if (in.peek(sample) < sample.length) {
            due = at + 1;
            return;
        }
        if (separators++ == 0) {
            separator = sample;
            return;
        }
        int same = Arrays.mismatch(separator, sample);
        separator = same < 0 ? separator : Arrays.copyOf(separator, same);
        if (separators < SEPARATORS) {
            return;
        }
        int length = separator.length;
        while (length > 0 && separator[length - 1] != '"' && separator[length - 1] != ':') {
            length--; // of a value only what is before it
        }
        separator = Arrays.copyOf(separator, length);
        if (length == 0) {
            due = Long.MAX_VALUE;
            return;
        }
        start(in);
    }

    private void start(JsonReader in) {
        begun = true;
        depth = in.depth();
        carry = new byte[sizes.piece];
        names = in;
        for (int i = 0; i < sizes.threads; i++) {
            threads.add(Thread.ofPlatform().daemon().name("GeoJSON ahead " + i).start(this::work));
        }
        setDue();
    }

    /** Puts more of the text into a piece; false at its end. */
    private boolean make() throws IOException {
        AheadPiece piece = newPiece();
        byte[] bytes = piece.bytes;
        System.arraycopy(carry, 0, bytes, 0, carried);
        int filled = fill(bytes, carried);
        if (filled == 0) {
            free.add(piece);
            setDue();
            return false;
        }
        int cut = due < Long.MAX_VALUE ? lastSeparator(bytes, filled) : -1;
        int length = cut < 0 ? filled : cut;
        carried = filled - length;
        System.arraycopy(bytes, length, carry, 0, carried);
        piece.begin(length, offset);
        offset += length;
        unserved.add(piece);
        if (cut > 0 && aligned && unread.size() < most() && due < Long.MAX_VALUE) {
            unread.add(piece);
            synchronized (waiting) {
                waiting.add(piece);
                waiting.notifyAll();
            }
        } else {
            piece.passed = true;
        }
        aligned = cut > 0;
        setDue();
        return true;
    }

    private AheadPiece newPiece() {
        for (AheadPiece piece : List.copyOf(left)) {
            if (isReadNow(piece)) {
                left.remove(piece);
                piece.passed = true;
                recycle(piece);
            }
        }
        if (!free.isEmpty()) {
            return free.removeLast();
        }
        JsonReader of = names;
        if (of == null) {
            throw new IllegalStateException("Nothing is read ahead before the start");
        }
        AheadPiece piece = new AheadPiece(sizes.piece, of.ofElements(), scratch.beside(), restoration);
        all.add(piece);
        return piece;
    }

    private int fill(byte[] bytes, int from) {
        int filled = from;
        try {
            while (!ended && filled < bytes.length) {
                int some = source.read(bytes, filled, bytes.length - filled);
                ended = some < 0;
                filled += Math.max(0, some);
            }
        } catch (IOException e) {
            ended = true;
            failure = e; // its turn comes behind the bytes before it
        }
        return filled;
    }

    /** Where the last is that comes behind an object; −1 when there is none. */
    private int lastSeparator(byte[] bytes, int filled) {
        for (int at = filled - separator.length; at > 0; at--) {
            if (bytes[at] == separator[0]
                    && bytes[at - 1] == '}'
                    && Arrays.equals(bytes, at, at + separator.length, separator, 0, separator.length)) {
                return at;
            }
        }
        return -1;
    }

    private boolean take(AheadPiece piece) {
        synchronized (waiting) {
            return waiting.remove(piece);
        }
    }

    private @Nullable AheadPiece takeAny() {
        synchronized (waiting) {
            return waiting.poll();
        }
    }

    private boolean isReadNow(AheadPiece piece) {
        synchronized (waiting) {
            return piece.read;
        }
    }

    /** Waits for another thread when there is nothing else to do. */
    private boolean isRead(AheadPiece piece) {
        boolean interrupted = false;
        try {
            synchronized (waiting) {
                while (!piece.read && waiting.isEmpty()) {
                    try {
                        waiting.wait();
                    } catch (InterruptedException e) {
                        interrupted = true; // reading on one thread does not heed it either
                    }
                }
                return piece.read;
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void read(AheadPiece piece) {
        try {
            piece.readFeatures(depth);
        } finally {
            synchronized (waiting) {
                piece.read = true;
                waiting.notifyAll();
            }
        }
    }

    private void work() {
        while (true) {
            AheadPiece piece;
            synchronized (waiting) {
                while (waiting.isEmpty() && !closed) {
                    try {
                        waiting.wait();
                    } catch (InterruptedException e) {
                        return; // nobody does; the reader can do without
                    }
                }
                if (closed) {
                    return;
                }
                piece = waiting.remove();
            }
            read(piece);
        }
    }

    /** Ends the threads; the source is closed by its owner. */
    @Override
    public void close() throws IOException {
        synchronized (waiting) {
            closed = true;
            waiting.notifyAll();
        }
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        for (AheadPiece piece : all) {
            piece.close();
        }
    }
}
