package org.glossa.dicom;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.glossa.finding.MalformedInputException;

/** Hand-made DICOM bytes. */
final class Bytes {
    /** Where the data set of {@link #explicitFile} begins. */
    static final int EXPLICIT_START = 172;
    /** Where the data set of {@link #implicitFile} begins. */
    static final int IMPLICIT_START = 170;

    private Bytes() {}

    /** Pairs of digits; whitespace is ignored, and so is the rest of a line from a semicolon. */
    static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replaceAll(";[^\n]*", "").replaceAll("\\s", ""));
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** A Part 10 file with the least file meta. */
    static byte[] file(String transferSyntax, byte[] dataSet) {
        byte[] uid = ascii(transferSyntax.length() % 2 == 0 ? transferSyntax : transferSyntax + "\0");
        byte[] meta = concat(hex("0200 1000 5549"), new byte[] {(byte) uid.length, 0}, uid);
        return concat(
                new byte[128],
                ascii("DICM"),
                hex("0200 0000 554C 0400"),
                new byte[] {(byte) meta.length, 0, 0, 0},
                meta,
                dataSet);
    }

    static DicomFile explicitFile(String hex) throws MalformedInputException {
        return open(file(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, hex(hex)));
    }

    static DicomFile implicitFile(String hex) throws MalformedInputException {
        return open(file(TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN, hex(hex)));
    }

    static DicomFile open(byte[] bytes) throws MalformedInputException {
        return DicomFile.of(MemorySegment.ofArray(bytes));
    }
}
