package org.glossa.service.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which form of an instance, or of frames, an Accept header gets: PS3.18 section 8.7.3.4 as a table. */
final class FormatTest {
    private static final String IMPLICIT = "1.2.840.10008.1.2";
    private static final String EXPLICIT = "1.2.840.10008.1.2.1";
    private static final String JPEG = "1.2.840.10008.1.2.4.50";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "*/*|EXPLICIT|PARTS AS_STORED",
                "*/*|IMPLICIT|PARTS EXPLICIT_VR_LITTLE_ENDIAN",
                "*/*|JPEG|PARTS AS_STORED",
                "application/dicom|EXPLICIT|ALONE AS_STORED",
                "application/dicom|IMPLICIT|ALONE EXPLICIT_VR_LITTLE_ENDIAN",
                "application/dicom; transfer-syntax=*|IMPLICIT|ALONE AS_STORED",
                "application/dicom; transfer-syntax=1.2.840.10008.1.2|IMPLICIT|ALONE AS_STORED",
                "application/dicom; transfer-syntax=1.2.840.10008.1.2|EXPLICIT|none",
                "application/dicom; transfer-syntax=1.2.840.10008.1.2.1|IMPLICIT|ALONE EXPLICIT_VR_LITTLE_ENDIAN",
                "application/dicom; transfer-syntax=1.2.840.10008.1.2.1|EXPLICIT|ALONE AS_STORED",
                "application/dicom; transfer-syntax=1.2.840.10008.1.2.1|JPEG|none",
                "application/dicom; transfer-syntax=1.2.840.10008.1.2.1; transfer-syntax=*|JPEG|ALONE AS_STORED",
                "multipart/related; type=\"application/dicom\"|JPEG|PARTS AS_STORED",
                "multipart/related; type=\"application/dicom\"; transfer-syntax=1.2.840.10008.1.2.4.90|JPEG|none",
                "image/jpeg, application/dicom;q=0.1|EXPLICIT|ALONE AS_STORED",
                "image/jpeg|JPEG|none",
                "application/dicom+json|EXPLICIT|none",
            })
    void formOfAnInstance(String accept, String stored, String expected) {
        String got = InstanceFormat.of(MediaRange.parse(List.of(accept)), uid(stored))
                .map(format -> format.packaging() + " " + format.encoding())
                .orElse(null);

        assertThat(got).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "*/*|JPEG|1|PARTS image/jpeg",
                "image/jpeg|JPEG|1|ALONE image/jpeg",
                "image/jpeg|JPEG|2|none",
                "image/avif, image/*, */*;q=0.8|JPEG|1|ALONE image/jpeg",
                "multipart/related; type=\"image/jpeg\"; transfer-syntax=1.2.840.10008.1.2.4.50|JPEG|2|PARTS image/jpeg",
                "multipart/related; type=\"image/jpeg\"; transfer-syntax=1.2.840.10008.1.2.4.70|JPEG|2|none",
                "multipart/related; type=\"*/*\"|JPEG|3|PARTS image/jpeg",
                "multipart/related; type=application/octet-stream; transfer-syntax=*|JPEG|1|PARTS application/octet-stream",
                "multipart/related; type=\"application/octet-stream\"|JPEG|1|none",
                "multipart/related; type=\"application/octet-stream\"; transfer-syntax=1.2.840.10008.1.2.1|JPEG|1|none",
                "application/octet-stream|EXPLICIT|1|ALONE application/octet-stream",
                "multipart/related; type=\"application/octet-stream\"; transfer-syntax=1.2.840.10008.1.2.1|EXPLICIT|4|PARTS application/octet-stream",
                "image/jpeg|EXPLICIT|1|none",
            })
    void formOfFrames(String accept, String stored, int frames, String expected) {
        String got = FrameFormat.of(MediaRange.parse(List.of(accept)), uid(stored), frames)
                .map(format -> format.packaging() + " " + format.mediaType())
                .orElse(null);

        assertThat(got).isEqualTo(expected);
    }

    private static String uid(String name) {
        return switch (name) {
            case "IMPLICIT" -> IMPLICIT;
            case "EXPLICIT" -> EXPLICIT;
            default -> JPEG;
        };
    }
}
