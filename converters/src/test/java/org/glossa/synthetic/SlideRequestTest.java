package org.glossa.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlideRequestTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-1|24|1000|1|annotations: got -1; allowed: 0 to 1000000000; generate several slides",
                "1|2|1000|1|vertices: got 2; allowed: 3 to 1000; a nucleus has 24 in our benchmarks",
                "1|1001|1000|1|vertices: got 1001; allowed: 3 to 1000; a nucleus has 24 in our benchmarks",
                "1|24|63|1|size: got 63; allowed: 64 to 262144; a usual slide has 20000 to 100000",
                "1|24|1000|0|groups: got 0; allowed: 1 to 1000; ask for fewer",
                "2|24|1000|3|groups: got 3 for 2 annotations; allowed: at most one group per annotation; ask for fewer groups",
                "100000000|24|1000|3|groups: got 3, so that a group has 6400000000 bytes of coordinates;"
                        + " allowed: at most 4294967294 bytes in a DICOM element; ask for more groups",
            })
    void refusalsSayWhatIsAllowedAndWhatToDo(long annotations, int vertices, int sizePx, int groups, String sentence) {
        assertThatExceptionOfType(SlideRequestException.class)
                .isThrownBy(() -> new SlideRequest(
                        annotations, vertices, 1, sizePx, groups, SlideKind.PLAIN, AnnotationFormat.ANN))
                .withMessage(sentence);
    }

    @Test
    void defaultsFitTheRequest() {
        assertThat(SlideRequest.defaultGroups(0)).isEqualTo(1);
        assertThat(SlideRequest.defaultGroups(2)).isEqualTo(2);
        assertThat(SlideRequest.defaultGroups(1_000_000)).isEqualTo(3);
        assertThat(SlideKind.defaultFor(20_000)).isEqualTo(SlideKind.DRAWN);
        assertThat(SlideKind.defaultFor(20_001)).isEqualTo(SlideKind.PLAIN);
    }

    @Test
    void uidsAreNameBasedUuids() {
        SlideRequest request = new SlideRequest(7, 24, 1, 1_000, 3, SlideKind.DRAWN, AnnotationFormat.GEOJSON);
        // uuid.uuid5 of Python
        assertThat(new GeneratedUids(request).study()).isEqualTo("2.25.30584091699290819613672807208515354007");
    }
}
