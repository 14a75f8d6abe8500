package org.glossa.dicom;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes Explicit VR Little Endian in a stream with constant memory. Sequences and items have defined lengths, but for those beyond
 * 2³²−2 bytes; fragments stay as they are; values are padded to even length. The same data set gives the same bytes. Group lengths
 * and trailing padding are left out, for they would be wrong or mean nothing (PS3.5 section 7.2).
 */
public final class DataSetWriter {
    /** Identifies Glossa as the writer, PS3.10 section 7.1. */
    public static final String IMPLEMENTATION_CLASS_UID = "2.25.74597151036801604341753544811205421824";

    public static final String IMPLEMENTATION_VERSION_NAME = "GLOSSA_0_1";

    private static final int PREAMBLE_BYTES = 128;
    private static final MemorySegment META_VERSION = MemorySegment.ofArray(new byte[] {0, 1});

    private final ByteSink out;

    private DataSetWriter(WritableByteChannel target) {
        this.out = new ByteSink(target);
    }

    /**
     * A Part 10 file with a file meta group of ours.
     *
     * @param target stays open
     * @param transferSyntaxUid Explicit VR Little Endian, or an encapsulated one whose fragments the data set holds
     */
    public static void writeFile(
            WritableByteChannel target,
            String sopClassUid,
            String sopInstanceUid,
            String transferSyntaxUid,
            DataSet dataSet)
            throws IOException {
        requireWritable(transferSyntaxUid, dataSet);
        DataSet meta = DataSet.builder()
                .bytes(Tag.FileMetaInformationVersion, Vr.OB, META_VERSION)
                .string(Tag.MediaStorageSOPClassUID, sopClassUid)
                .string(Tag.MediaStorageSOPInstanceUID, sopInstanceUid)
                .string(Tag.TransferSyntaxUID, transferSyntaxUid)
                .string(Tag.ImplementationClassUID, IMPLEMENTATION_CLASS_UID)
                .string(Tag.ImplementationVersionName, IMPLEMENTATION_VERSION_NAME)
                .build();
        DataSetWriter writer = new DataSetWriter(target);
        writer.out.put(MemorySegment.ofArray(new byte[PREAMBLE_BYTES]));
        for (char letter : new char[] {'D', 'I', 'C', 'M'}) {
            writer.out.putByte(letter);
        }
        writer.header(Tag.FileMetaInformationGroupLength, Vr.UL, 4);
        writer.out.putInt(EncodedLength.of(meta, 0));
        writer.elements(meta, 0);
        writer.root(dataSet);
        writer.out.flush();
    }

    /** A Part 10 file; a file that is there already is overwritten. */
    public static void writeFile(
            Path target, String sopClassUid, String sopInstanceUid, String transferSyntaxUid, DataSet dataSet)
            throws IOException {
        try (FileChannel channel = FileChannel.open(
                target, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            writeFile(channel, sopClassUid, sopInstanceUid, transferSyntaxUid, dataSet);
        }
    }

    /** A Part 10 file; the stream stays open. */
    public static void writeFile(
            OutputStream target, String sopClassUid, String sopInstanceUid, String transferSyntaxUid, DataSet dataSet)
            throws IOException {
        // the channel holds nothing but the stream, which is the caller's to close
        writeFile(Channels.newChannel(target), sopClassUid, sopInstanceUid, transferSyntaxUid, dataSet);
    }

    /** The data set alone; the channel stays open. */
    public static void writeDataSet(WritableByteChannel target, DataSet dataSet) throws IOException {
        DataSetWriter writer = new DataSetWriter(target);
        writer.root(dataSet);
        writer.out.flush();
    }

    private static void requireWritable(String transferSyntaxUid, DataSet dataSet) {
        Element pixels = dataSet.get(Tag.PixelData);
        if (!TransferSyntax.isEncapsulated(transferSyntaxUid) && pixels != null && pixels.fragments() != null) {
            throw new IllegalArgumentException(
                    "Fragments need an encapsulated transfer syntax, got " + transferSyntaxUid);
        }
        if (!TransferSyntax.isEncapsulated(transferSyntaxUid)
                && !transferSyntaxUid.equals(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN)) {
            throw new IllegalArgumentException("Only Explicit VR Little Endian ("
                    + TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN
                    + ") and encapsulated transfer syntaxes are written, got "
                    + transferSyntaxUid);
        }
    }

    private void root(DataSet dataSet) throws IOException {
        if (dataSet.needsUtf8Term()) {
            root(DataSet.builder()
                    .bytes(Tag.SpecificCharacterSet, Vr.CS, Utf8Text.TERM)
                    .all(dataSet)
                    .build());
            return;
        }
        elements(dataSet, 0);
    }

    private void elements(DataSet dataSet, int depth) throws IOException {
        for (Element element : dataSet) {
            if (EncodedLength.isWritten(element)) {
                element(element, depth);
            }
        }
    }

    private void element(Element element, int depth) throws IOException {
        Fragments fragments = element.fragments();
        if (fragments != null) {
            header(element.tag(), element.vr(), ElementHeader.UNDEFINED_LENGTH);
            EncapsulatedPixelData.write(out, fragments);
            return;
        }
        long length = EncodedLength.value(element, depth);
        if (element.vr() == Vr.SQ) {
            sequence(element, length, depth);
            return;
        }
        header(element.tag(), EncodedLength.writtenVr(element, length), length);
        MemorySegment value = element.value();
        out.put(value);
        if (length > value.byteSize()) {
            out.putByte(element.vr().isText() && element.vr() != Vr.UI ? ' ' : 0);
        }
    }

    private void sequence(Element element, long length, int depth) throws IOException {
        boolean defined = length <= EncodedLength.MAXIMUM;
        header(element.tag(), Vr.SQ, defined ? length : ElementHeader.UNDEFINED_LENGTH);
        for (DataSet item : element.items()) {
            long content = EncodedLength.of(item, depth + 1);
            boolean definedItem = content <= EncodedLength.MAXIMUM;
            out.putTag(Tag.ITEM);
            out.putInt(definedItem ? content : ElementHeader.UNDEFINED_LENGTH);
            elements(item, depth + 1);
            if (!definedItem) {
                delimiter(Tag.ITEM_DELIMITATION);
            }
        }
        if (!defined) {
            delimiter(Tag.SEQUENCE_DELIMITATION);
        }
    }

    private void delimiter(int tag) throws IOException {
        out.putTag(tag);
        out.putInt(0);
    }

    private void header(int tag, Vr vr, long length) throws IOException {
        out.putTag(tag);
        out.putByte(vr.name().charAt(0));
        out.putByte(vr.name().charAt(1));
        if (vr.hasLongHeader()) {
            out.putShort(0);
            out.putInt(length);
            return;
        }
        out.putShort((int) length);
    }
}
