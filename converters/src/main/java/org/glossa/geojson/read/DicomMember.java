package org.glossa.geojson.read;

import java.io.IOException;
import org.glossa.column.ScratchColumns;
import org.glossa.json.JsonReader;
import org.glossa.json.JsonToken;

/** {@code properties.dicom} of one feature of our own output. Not thread-safe. */
final class DicomMember {
    /** Members that all features of a group share, as written. */
    final RawBytes shared = new RawBytes();

    final StagedNumbers points;
    final StagedNumbers sourcePoints;

    /** Ordinates of each of {@link #points}; 0 when there are none, −1 when the member is no array of positions. */
    int pointsStride;

    /** The same of {@link #sourcePoints}. */
    int sourceStride;

    boolean hasPoints;
    boolean hasSourcePoints;

    /** One-based; 0 when the feature does not say. */
    long annotationIndex;

    boolean present;

    DicomMember(ScratchColumns scratch) {
        this.points = new StagedNumbers(scratch);
        this.sourcePoints = new StagedNumbers(scratch);
    }

    void clear() throws IOException {
        shared.clear();
        points.clear();
        sourcePoints.clear();
        pointsStride = 0;
        sourceStride = 0;
        hasPoints = false;
        hasSourcePoints = false;
        annotationIndex = 0;
        present = false;
    }

    /** Reads the value at hand in place of what is here. */
    void read(JsonReader in) throws IOException {
        clear();
        if (in.token() != JsonToken.START_OBJECT) {
            in.skipValue();
            return;
        }
        present = true;
        while (in.next() != JsonToken.END_OBJECT) {
            String name = in.text();
            in.next();
            switch (name) {
                case "annotationIndex" -> annotationIndex = in.token() == JsonToken.NUMBER ? (long) in.doubleValue() : 0;
                case "points" -> {
                    hasPoints = true;
                    pointsStride = positions(in, points);
                }
                case "sourcePoints" -> {
                    hasSourcePoints = true;
                    sourceStride = positions(in, sourcePoints);
                }
                default -> {
                    shared.append(shared.size() == 0 ? "{" : ",");
                    Members.appendName(shared, name);
                    in.copyValue(shared);
                }
            }
        }
        shared.append(shared.size() == 0 ? "{}" : "}");
    }

    private static int positions(JsonReader in, StagedNumbers target) throws IOException {
        target.clear();
        int stride = 0;
        require(in, JsonToken.START_ARRAY);
        while (in.next() != JsonToken.END_ARRAY) {
            require(in, JsonToken.START_ARRAY);
            int ordinates = 0;
            while (in.next() != JsonToken.END_ARRAY) {
                target.add(ordinate(in));
                ordinates++;
            }
            if (stride != 0 && ordinates != stride || ordinates < 2 || ordinates > 3) {
                throw Findings.malformed(
                        in,
                        "DICOM_POINTS_MALFORMED",
                        ordinates + " ordinates",
                        "two or three, in each position as many",
                        "leave the member dicom out");
            }
            stride = ordinates;
        }
        return stride;
    }

    private static double ordinate(JsonReader in) throws IOException {
        if (in.token() == JsonToken.NUMBER) {
            return in.doubleValue();
        }
        Double word = in.token() == JsonToken.STRING ? StagedMeasurements.word(in.text()) : null;
        if (word == null) {
            throw Findings.malformed(
                    in,
                    "DICOM_POINTS_MALFORMED",
                    Findings.got(in),
                    "numbers, \"NaN\", \"Infinity\" or \"-Infinity\"",
                    "leave the member dicom out");
        }
        return word;
    }

    private static void require(JsonReader in, JsonToken token) throws IOException {
        if (in.token() != token) {
            throw Findings.malformed(
                    in,
                    "DICOM_POINTS_MALFORMED",
                    Findings.got(in),
                    "an array of positions",
                    "leave the member dicom out");
        }
    }
}
