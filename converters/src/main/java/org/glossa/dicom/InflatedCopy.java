package org.glossa.dicom;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.glossa.finding.Finding;
import org.glossa.finding.MalformedInputException;
import org.glossa.finding.Place;

/** Deflated Explicit VR Little Endian inflated, PS3.5 section A.5: group 0002 as it is, then the data set. In constant memory. */
final class InflatedCopy {
    /** Up to here a data set may be deflated as well as one likes. */
    static final long FREE_BYTES = 64L << 20;

    /** Beyond that it may be at most so many times as long as its deflated bytes; text and coordinates reach 10, zeros 1,000. */
    static final int MAXIMUM_RATIO = 100;

    /** Whatever the ratio: four groups of the longest value there is. */
    static final long MAXIMUM_BYTES = 16L << 30;

    private static final int PIECE_BYTES = 1 << 16;

    private final MemorySegment source;
    private final long start;
    private final String before;

    private InflatedCopy(MemorySegment source, long start, String before) {
        this.source = source;
        this.start = start;
        this.before = before;
    }

    /**
     * @param start of the deflated bytes
     * @param before path of the last element before them
     * @throws MalformedInputException when they are damaged, cut off, or inflate beyond the limits; offsets count in the source
     */
    static void write(MemorySegment source, long start, String before, FindingLog findings, WritableByteChannel target)
            throws IOException {
        for (long at = 0; at < start; at += PIECE_BYTES) {
            write(target, source.asSlice(at, Math.min(PIECE_BYTES, start - at)).asByteBuffer());
        }
        try (Inflater inflater = new Inflater(true)) {
            new InflatedCopy(source, start, before).inflate(inflater, findings, target);
        }
    }

    private void inflate(Inflater inflater, FindingLog findings, WritableByteChannel target) throws IOException {
        long deflated = source.byteSize() - start;
        long most = Math.min(MAXIMUM_BYTES, Math.max(FREE_BYTES, MAXIMUM_RATIO * deflated));
        long fed = 0;
        ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
        while (!inflater.finished()) {
            if (inflater.needsInput()) {
                if (fed == deflated) {
                    throw damaged(
                            "DEFLATE_TRUNCATED",
                            inflater,
                            "deflated bytes behind this element without an end",
                            "a whole deflate stream");
                }
                long count = Math.min(PIECE_BYTES, deflated - fed);
                inflater.setInput(source.asSlice(start + fed, count).asByteBuffer());
                fed += count;
            }
            int count = inflate(inflater, piece);
            if (inflater.getBytesWritten() > most) {
                throw tooLarge(inflater, most);
            }
            if (count == 0 && inflater.needsDictionary()) {
                throw damaged("DEFLATE_DAMAGED", inflater, "a preset dictionary", "a deflate stream without one");
            }
            write(target, piece.flip());
            piece.clear();
        }
        long left = deflated - inflater.getBytesRead();
        if (left > 1 && findings.takes("DEFLATE_TRAILING_BYTES")) {
            findings.warning(
                    "DEFLATE_TRAILING_BYTES",
                    new Place.DataElement(start + inflater.getBytesRead(), ""),
                    left + " bytes behind the deflated data set",
                    "at most one, to make the length even, PS3.5 A.5; left out");
        }
    }

    private int inflate(Inflater inflater, ByteBuffer piece) throws MalformedInputException {
        try {
            return inflater.inflate(piece);
        } catch (DataFormatException e) {
            throw damaged(
                    "DEFLATE_DAMAGED",
                    inflater,
                    "bytes behind this element that are no deflate stream (" + e.getMessage() + ")",
                    "a deflate stream, RFC 1951");
        }
    }

    private MalformedInputException tooLarge(Inflater inflater, long most) {
        return new MalformedInputException(Finding.error(
                "DEFLATE_TOO_LARGE",
                place(inflater),
                "a data set that inflates to more than " + most + " bytes",
                "at most " + MAXIMUM_RATIO + " times its deflated bytes or " + (FREE_BYTES >> 20)
                        + " MiB, whichever is more, and never more than " + (MAXIMUM_BYTES >> 30) + " GiB",
                "send it as Explicit VR Little Endian (" + TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN + ")",
                "PS3.5 A.5"));
    }

    private MalformedInputException damaged(String code, Inflater inflater, String got, String allowed) {
        return FindingLog.damaged(code, place(inflater), got, allowed, "PS3.5 A.5");
    }

    private Place place(Inflater inflater) {
        return new Place.DataElement(start + inflater.getBytesRead(), before);
    }

    private static void write(WritableByteChannel target, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            target.write(bytes);
        }
    }
}
