package org.glossa.dicom;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/** Writes Explicit VR Little Endian in a stream, with lengths of sequences and items defined. */
public final class DataSetWriter {
    private DataSetWriter() {}

    /**
     * A Part 10 file with a file meta group of ours.
     *
     * @param transferSyntaxUid Explicit VR Little Endian, or an encapsulated one whose fragments the data set holds
     */
    public static void writeFile(
            WritableByteChannel target,
            String sopClassUid,
            String sopInstanceUid,
            String transferSyntaxUid,
            DataSet dataSet)
            throws IOException {
        throw new UnsupportedOperationException("being written");
    }

    public static void writeFile(
            Path target, String sopClassUid, String sopInstanceUid, String transferSyntaxUid, DataSet dataSet)
            throws IOException {
        throw new UnsupportedOperationException("being written");
    }

    public static void writeFile(
            OutputStream target, String sopClassUid, String sopInstanceUid, String transferSyntaxUid, DataSet dataSet)
            throws IOException {
        throw new UnsupportedOperationException("being written");
    }

    /** The data set alone. */
    public static void writeDataSet(WritableByteChannel target, DataSet dataSet) throws IOException {
        throw new UnsupportedOperationException("being written");
    }
}
