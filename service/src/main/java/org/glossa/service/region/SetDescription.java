package org.glossa.service.region;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.glossa.geometry.PyramidLevel;
import org.glossa.service.catalogue.StoredInstance;
import org.glossa.service.ingest.SetStatus;
import org.glossa.service.ingest.SlideLookup;
import org.jspecify.annotations.Nullable;

/**
 * A set as the catalogue knows it.
 *
 * @param contentLabel ContentLabel (0070,0080); empty when absent
 * @param contentDescription ContentDescription (0070,0081); empty when absent
 * @param slide null while it is not stored
 */
record SetDescription(
        StoredInstance instance,
        SetStatus status,
        String contentLabel,
        String contentDescription,
        @Nullable Slide slide) {
    private static final JsonFactory JSON = new JsonFactory();

    /** The slide that a set was made on. */
    record Slide(
            String studyInstanceUid, String seriesInstanceUid, String frameOfReferenceUid, PyramidLevel levelZero) {
        static Slide of(SlideLookup.Found found, String studyInstanceUid) {
            return new Slide(
                    studyInstanceUid,
                    found.seriesInstanceUid(),
                    found.pyramid().frameOfReferenceUid(),
                    found.pyramid().levelZero());
        }
    }

    static SetDescription of(StoredInstance instance, SetStatus status, @Nullable Slide slide) throws IOException {
        return new SetDescription(
                instance,
                status,
                firstValue(instance.attributes(), "00700080"),
                firstValue(instance.attributes(), "00700081"),
                slide);
    }

    /** The first value of a top-level text attribute of DICOM JSON (PS3.18 F.2); empty when there is none. */
    private static String firstValue(String dicomJson, String tag) throws IOException {
        try (JsonParser in = JSON.createParser(dicomJson)) {
            in.nextToken();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                boolean isWanted = in.currentName().equals(tag);
                in.nextToken();
                if (isWanted) {
                    return firstText(in);
                }
                in.skipChildren();
            }
            return "";
        }
    }

    private static String firstText(JsonParser in) throws IOException {
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            boolean isValue = in.currentName().equals("Value");
            JsonToken value = in.nextToken();
            if (isValue && value == JsonToken.START_ARRAY) {
                return in.nextToken() == JsonToken.VALUE_STRING ? in.getText() : "";
            }
            in.skipChildren();
        }
        return "";
    }
}
