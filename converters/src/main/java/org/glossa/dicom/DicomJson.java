package org.glossa.dicom;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes the DICOM JSON model, PS3.18 annex F. */
public final class DicomJson {
    private DicomJson() {}

    /** Where the bytes of an element can be fetched. */
    @FunctionalInterface
    public interface BulkDataLocator {
        /** An absolute URI. */
        String uri(TagPath path);
    }

    /**
     * One data set as one JSON object.
     *
     * @param bulk names the bulk data above 1 KiB; null writes every value inline
     */
    public static void write(JsonGenerator out, DataSet dataSet, @Nullable BulkDataLocator bulk) throws IOException {
        throw new UnsupportedOperationException("being written");
    }
}
