package org.glossa.corpus;

import java.io.ByteArrayOutputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.glossa.corpus.Anatomy.Notation;
import org.glossa.corpus.Anatomy.Spot;

/** A sound file with its data set inflated. */
public final class PlainFile {
    private final byte[] bytes;
    private final int start;
    private final boolean deflated;
    private final Notation notation;

    PlainFile(byte[] file) {
        this.start = Anatomy.metaEnd(file);
        String syntax = syntax(file, start);
        this.deflated = syntax.equals("1.2.840.10008.1.2.1.99");
        this.notation = new Notation(
                !syntax.equals("1.2.840.10008.1.2"),
                syntax.equals("1.2.840.10008.1.2.2") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        this.bytes = deflated ? inflated(file, start) : file.clone();
    }

    /** A sound file after an edit of its bytes, for which its data set is inflated and then deflated again where it is deflated. */
    public static byte[] edited(byte[] file, UnaryOperator<byte[]> edit) {
        PlainFile plain = new PlainFile(file);
        return plain.file(edit.apply(plain.bytes()));
    }

    /** File meta information and preamble as in the file, then the data set, inflated; not copied. */
    byte[] bytes() {
        return bytes;
    }

    /** Where the data set begins. */
    int start() {
        return start;
    }

    boolean isDeflated() {
        return deflated;
    }

    Notation notation() {
        return notation;
    }

    /** The file that this plain one stands for, deflated again where it was. */
    byte[] file(byte[] broken) {
        if (!deflated) {
            return broken.clone();
        }
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(broken, start, Math.max(0, broken.length - start));
        deflater.finish();
        byte[] piece = new byte[1 << 16];
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(broken, 0, Math.min(start, broken.length));
        while (!deflater.finished()) {
            out.write(piece, 0, deflater.deflate(piece));
        }
        deflater.end();
        return out.toByteArray();
    }

    private static byte[] inflated(byte[] file, int start) {
        Inflater inflater = new Inflater(true);
        inflater.setInput(file, start, file.length - start);
        byte[] piece = new byte[1 << 16];
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(file, 0, start);
        try {
            while (!inflater.finished()) {
                int count = inflater.inflate(piece);
                if (count == 0 && inflater.needsInput()) {
                    throw new IllegalArgumentException("the deflated data set has no end");
                }
                out.write(piece, 0, count);
            }
            return out.toByteArray();
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("the deflated data set cannot be inflated", e);
        } finally {
            inflater.end();
        }
    }

    private static String syntax(byte[] file, int metaEnd) {
        for (Spot spot : Anatomy.of(file, 132, metaEnd, new Notation(true, ByteOrder.LITTLE_ENDIAN))) {
            if (spot.tag() == 0x00020010) {
                return new String(file, spot.valueStart(), (int) spot.length(), StandardCharsets.US_ASCII)
                        .strip()
                        .replace("\0", "");
            }
        }
        throw new IllegalArgumentException("the file has no transfer syntax");
    }
}
