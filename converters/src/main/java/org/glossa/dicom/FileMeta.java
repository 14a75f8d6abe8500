package org.glossa.dicom;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.glossa.finding.Finding;
import org.glossa.finding.MalformedInputException;
import org.glossa.finding.Place;
import org.jspecify.annotations.Nullable;

/**
 * The file meta information of a Part 10 file, PS3.10 section 7.1.
 *
 * @param dataSet group 0002
 * @param end offset of the data set's first byte
 */
record FileMeta(DataSet dataSet, String transferSyntaxUid, long end) {
    private static final int PREAMBLE_BYTES = 128;
    /** DICM, little-endian. */
    private static final int PREFIX = 0x4D434944;

    /** Path of its last element, empty when it has none. */
    String last() {
        String last = "";
        for (Element element : dataSet) {
            last = Tag.name(element.tag());
        }
        return last;
    }

    static FileMeta read(MemorySegment bytes, FindingLog findings) throws MalformedInputException {
        long start = start(bytes, findings);
        if (bytes.byteSize() - start < ElementHeader.SHORT_HEADER) {
            throw FindingLog.damaged(
                    "TRUNCATED_HEADER",
                    at(start, "(0002,0000)"),
                    (bytes.byteSize() - start) + " bytes",
                    "a header of 8 bytes",
                    "PS3.10 7.1");
        }
        long end = end(bytes, start);
        new StructureWalk(bytes, findings).elements(start, end, Encoding.EXPLICIT_VR);
        DataSet meta = DataSetParser.parse(bytes, start, end, Encoding.EXPLICIT_VR, ParseContext.ROOT);
        checkLength(meta, end, findings);
        return new FileMeta(meta, transferSyntax(bytes, meta, end, findings), end);
    }

    private static long start(MemorySegment bytes, FindingLog findings) throws MalformedInputException {
        if (hasPrefix(bytes, PREAMBLE_BYTES)) {
            return PREAMBLE_BYTES + Integer.BYTES;
        }
        if (hasPrefix(bytes, 0)) {
            findings.warning("PREAMBLE_MISSING", at(0, ""), "DICM at byte 0", "128 bytes before it, PS3.10 7.1");
            return Integer.BYTES;
        }
        throw FindingLog.damaged(
                "NOT_DICOM",
                bytes.byteSize() == 0 ? Place.WHOLE : at(Math.min(PREAMBLE_BYTES, bytes.byteSize()), ""),
                bytes.byteSize() == 0 ? "an empty file" : "no DICM prefix",
                "a DICOM Part 10 file: 128 bytes, then DICM",
                "PS3.10 7.1");
    }

    private static boolean hasPrefix(MemorySegment bytes, int offset) {
        return bytes.byteSize() >= offset + Integer.BYTES && bytes.get(ElementNumbers.INT, offset) == PREFIX;
    }

    /** Where group 0002 ends, whatever the group length says: that is wrong more often than the groups are. */
    private static long end(MemorySegment bytes, long start) {
        ElementHeader header = new ElementHeader(bytes);
        long position = start;
        while (header.read(position, bytes.byteSize(), Encoding.EXPLICIT_VR) && Tag.group(header.tag) == 2) {
            if (header.isUndefined() || header.length > bytes.byteSize() - header.valueStart) {
                return bytes.byteSize();
            }
            position = header.valueStart + header.length;
        }
        return position < bytes.byteSize() && Tag.group(header.tag) == 2 ? bytes.byteSize() : position;
    }

    private static void checkLength(DataSet meta, long end, FindingLog findings) {
        @Nullable Element length = meta.get(Tag.FileMetaInformationGroupLength);
        if (length == null || length.integerCount() != 1) {
            findings.warning(
                    "FILE_META_LENGTH_MISSING",
                    at(length == null ? -1 : length.valueOffset(), "(0002,0000)"),
                    "no group length",
                    "(0002,0000), PS3.10 7.1");
            return;
        }
        long counted = end - length.valueOffset() - length.valueLength();
        if (length.integer(0) != counted) {
            findings.warning(
                    "FILE_META_LENGTH_WRONG",
                    at(length.valueOffset(), "(0002,0000)"),
                    "a group length of " + length.integer(0),
                    counted + ", which is what group 0002 has; read by its tags, PS3.10 7.1");
        }
    }

    private static String transferSyntax(MemorySegment bytes, DataSet meta, long end, FindingLog findings)
            throws MalformedInputException {
        Optional<String> declared = meta.string(Tag.TransferSyntaxUID);
        if (declared.isEmpty()) {
            findings.warning(
                    "TRANSFER_SYNTAX_MISSING",
                    at(end, "(0002,0010)"),
                    "no transfer syntax",
                    "one, PS3.10 7.1; taken from the first element's looks");
            ElementHeader header = new ElementHeader(bytes);
            boolean implicit = header.read(end, bytes.byteSize(), Encoding.EXPLICIT_VR)
                    && header.notation == ElementHeader.Notation.SWITCHED;
            return implicit ? TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN : TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
        }
        String uid = declared.get();
        if (!TransferSyntax.isReadable(uid)) {
            @Nullable Element element = meta.get(Tag.TransferSyntaxUID);
            throw new MalformedInputException(Finding.error(
                    "UNSUPPORTED_TRANSFER_SYNTAX",
                    at(element == null ? -1 : element.valueOffset(), "(0002,0010)"),
                    uid.replaceAll("[^ -~]", "?"),
                    "the UID of a transfer syntax whose pixel data is in the file",
                    "convert the file to Explicit VR Little Endian (" + TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN + ")",
                    "PS3.5 A"));
        }
        return uid;
    }

    private static Place at(long offset, String path) {
        return new Place.DataElement(offset, path);
    }
}
