package org.glossa.service.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MediaRangeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // the quotes that RFC 2045 demands, and what clients send without them
                "multipart/related; type=\"application/dicom\"|application/dicom|*",
                "multipart/related; type=application/dicom|application/dicom|*",
                "multipart/related;type=\"application/octet-stream\"; transfer-syntax=*|application/octet-stream|*",
                "Multipart/Related; TYPE=\"Image/JPEG\"|image/jpeg|*",
                "multipart/related|*/*|*",
                "multipart/related; type=\"*/*\"|*/*|*",
                "application/dicom+json|application/dicom+json|",
                "*|*/*|",
            })
    void contentTypeIsReadWithAndWithoutQuotes(String header, String content, String related) {
        MediaRange range = MediaRange.parse(List.of(header)).getFirst();

        assertThat(range.contentType()).isEqualTo(content);
        assertThat(range.isRelated()).isEqualTo(related != null);
    }

    @Test
    void listsAreSplitOutsideQuotesAndSortedByQuality() {
        List<MediaRange> ranges = MediaRange.parse(List.of(
                "application/json;q=0.5, multipart/related; type=\"a/b\"; note=\"x, y; q=0\"",
                "text/html;q=0, application/dicom;q=0.9"));

        assertThat(ranges)
                .extracting(MediaRange::type)
                .containsExactly("multipart/related", "application/dicom", "application/json");
        assertThat(ranges.getFirst().values("note")).containsExactly("x, y; q=0");
    }

    @Test
    void aParameterMayOccurTwice() {
        MediaRange range = MediaRange.parse(List.of("application/dicom; transfer-syntax=1.2.3; transfer-syntax=*"))
                .getFirst();

        assertThat(range.values("transfer-syntax")).containsExactly("1.2.3", "*");
    }

    @Test
    void nothingReadableMeansEverything() {
        assertThat(MediaRange.parse(List.of())).extracting(MediaRange::type).containsExactly("*/*");
        assertThat(MediaRange.parse(List.of("", " ,;q=1, nonsense")))
                .extracting(MediaRange::type)
                .containsExactly("*/*");
    }

    @Test
    void wildcardsOfASubtypeAdmitItsTypes() {
        MediaRange images = MediaRange.parse(List.of("image/*")).getFirst();

        assertThat(images.admits("image/jpeg")).isTrue();
        assertThat(images.admits("application/dicom")).isFalse();
    }
}
