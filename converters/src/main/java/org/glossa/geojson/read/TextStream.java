package org.glossa.geojson.read;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.glossa.finding.Finding;
import org.glossa.finding.MalformedInputException;
import org.glossa.finding.Place;

/** The bytes of a text, counted as they are read from the file, and inflated when they begin as gzip does (RFC 1952). */
final class TextStream extends InputStream {
    private static final int MAGIC_1 = 0x1F;
    private static final int MAGIC_2 = 0x8B;

    private static final int TRAILER_BYTES = 8;

    private final InputStream text;

    private TextStream(InputStream text) {
        this.text = text;
    }

    static TextStream open(GeoJsonReader.Bytes bytes, GeoJsonReader.Progress progress) throws IOException {
        Counted counted = new Counted(bytes.open(), progress);
        try {
            return new TextStream(counted.isGzip() ? new GzipMembers(counted) : counted);
        } catch (IOException e) {
            counted.close();
            throw asFinding(e);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int from, int count) throws IOException {
        try {
            return text.read(target, from, count);
        } catch (EOFException | ZipException e) {
            throw asFinding(e);
        }
    }

    /** Bytes of the file after its last gzip member, once the text was read to its end; 0 of text that is not compressed. */
    long bytesAfter() throws IOException {
        return text instanceof GzipMembers members ? members.bytesAfter() : 0;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }

    /** Knows where the last member ended: what does not begin as a member does is passed over without a word. */
    private static final class GzipMembers extends GZIPInputStream {
        private final Counted file;

        /** Bytes of the file up to the end of the inflater's input. */
        private long fed;

        GzipMembers(Counted file) throws IOException {
            super(file, 1 << 16);
            this.file = file;
        }

        @Override
        protected void fill() throws IOException {
            super.fill();
            fed = file.given();
        }

        long bytesAfter() throws IOException {
            long end = fed - inf.getRemaining() + TRAILER_BYTES;
            return file.toEnd() - end;
        }
    }

    private static IOException asFinding(IOException e) {
        if (!(e instanceof EOFException || e instanceof ZipException)) {
            return e;
        }
        return new MalformedInputException(Finding.error(
                "GZIP_MALFORMED",
                Place.WHOLE,
                "gzip that cannot be inflated: " + (e.getMessage() == null ? "it ends early" : e.getMessage()),
                "whole gzip members one after another, or text that is not compressed",
                "get the file again, or compress it anew",
                "RFC 1952"));
    }

    private static final class Counted extends InputStream {
        private final InputStream file;
        private final GeoJsonReader.Progress progress;
        private final byte[] buffer = new byte[1 << 16];
        private int position;
        private int limit;
        private long count;

        Counted(InputStream file, GeoJsonReader.Progress progress) {
            this.file = file;
            this.progress = progress;
        }

        boolean isGzip() throws IOException {
            while (limit < 2 && fill()) {
                // a stream may give one byte at a time
            }
            return limit >= 2 && (buffer[0] & 0xFF) == MAGIC_1 && (buffer[1] & 0xFF) == MAGIC_2;
        }

        /** Bytes that were read from here. */
        long given() {
            return count - (limit - position);
        }

        /** Reads on to the end; gives the bytes of the whole file. */
        long toEnd() throws IOException {
            do {
                position = limit;
            } while (fill());
            return count;
        }

        private boolean fill() throws IOException {
            if (position == limit) {
                position = 0;
                limit = 0;
            }
            int some = file.read(buffer, limit, buffer.length - limit);
            if (some <= 0) {
                return false;
            }
            limit += counted(some);
            return true;
        }

        private int counted(int some) {
            if (some > 0) {
                count += some;
                progress.read(count);
            }
            return some;
        }

        @Override
        public int read() throws IOException {
            return position < limit || fill() ? buffer[position++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] target, int from, int most) throws IOException {
            if (position == limit && most >= buffer.length) {
                return counted(file.read(target, from, most));
            }
            if (position == limit && !fill()) {
                return -1;
            }
            int some = Math.min(most, limit - position);
            System.arraycopy(buffer, position, target, from, some);
            position += some;
            return some;
        }

        // 0 at the end alone: by it the inflater knows whether another member follows
        @Override
        public int available() throws IOException {
            return position < limit || fill() ? limit - position : 0;
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
