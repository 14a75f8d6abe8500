package org.glossa.service;

import java.util.Arrays;
import org.glossa.corpus.DicomBytes;

/**
 * An annotation object of one to seven points; every fourth has a private value of 200,000 bytes, so that it arrives in pieces.
 *
 * @param number from 1 on, its own in the study
 */
public record PointAnnotations(String study, int number) {
    private static final String SOP_CLASS = "1.2.840.10008.5.1.4.1.1.91.1";
    private static final int BALLAST_BYTES = 200_000;

    public String uid() {
        return study + ".9." + number;
    }

    public String series() {
        return study + ".8";
    }

    public int points() {
        return 1 + number % 7;
    }

    /** Where the instance is retrieved. */
    public String path() {
        return "/dicom-web/studies/" + study + "/series/" + series() + "/instances/" + uid();
    }

    /** A Part 10 file, the same at every call. */
    public byte[] bytes() {
        DicomBytes set = object(study, series(), uid(), coordinates());
        return (number % 4 == 0 ? withBallast(set) : set).part10(SOP_CLASS, uid(), "1.2.840.10008.1.2.1");
    }

    /**
     * The data set of an annotation object of one group of points.
     *
     * @param coordinates x and y of each point
     */
    public static DicomBytes object(String study, String series, String uid, float... coordinates) {
        DicomBytes code = DicomBytes.explicitVr()
                .text(0x00080100, "SH", "84640000")
                .text(0x00080102, "SH", "SCT")
                .text(0x00080104, "LO", "Nucleus");
        return DicomBytes.explicitVr()
                .text(0x00080016, "UI", SOP_CLASS)
                .text(0x00080018, "UI", uid)
                .text(0x00080060, "CS", "ANN")
                .sequence(
                        0x00081140,
                        DicomBytes.explicitVr()
                                .text(0x00081150, "UI", "1.2.840.10008.5.1.4.1.1.77.1.6")
                                .text(0x00081155, "UI", "2.25.5"))
                .text(0x0020000D, "UI", study)
                .text(0x0020000E, "UI", series)
                .text(0x00480301, "CS", "VOLUME")
                .text(0x006A0001, "CS", "2D")
                .sequence(
                        0x006A0002,
                        DicomBytes.explicitVr()
                                .unsignedShort(0x0040A180, 1)
                                .floats(0x00660016, "OF", coordinates)
                                .text(0x006A0003, "UI", uid + ".1")
                                .text(0x006A0005, "LO", "points")
                                .text(0x006A0007, "CS", "MANUAL")
                                .sequence(0x006A0009, code)
                                .sequence(0x006A000A, code)
                                .unsignedLong(0x006A000C, coordinates.length / 2)
                                .text(0x006A000D, "CS", "YES")
                                .text(0x00700023, "CS", "POINT"));
    }

    private DicomBytes withBallast(DicomBytes set) {
        byte[] ballast = new byte[BALLAST_BYTES];
        Arrays.fill(ballast, (byte) number);
        return set.text(0x00990010, "LO", "BALLAST").element(0x00991010, "OB", ballast);
    }

    /** All within (0, 0) to (100, 100). */
    private float[] coordinates() {
        float[] coordinates = new float[2 * points()];
        for (int i = 0; i < coordinates.length; i++) {
            coordinates[i] = (number + 10.5f * i) % 100;
        }
        return coordinates;
    }
}
