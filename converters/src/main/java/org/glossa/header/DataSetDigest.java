package org.glossa.header;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DataSetWriter;

/** The SHA-256 of a data set as it would be written; memory use is constant. */
public final class DataSetDigest {
    private DataSetDigest() {}

    /** 64 lower-case hexadecimal digits. */
    public static String sha256(DataSet dataSet) throws IOException {
        MessageDigest digest = sha256();
        DataSetWriter.writeDataSet(new Channel(digest), dataSet);
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256 (java.security.MessageDigest)", e);
        }
    }

    private record Channel(MessageDigest digest) implements WritableByteChannel {
        @Override
        public int write(ByteBuffer bytes) {
            int count = bytes.remaining();
            digest.update(bytes);
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
