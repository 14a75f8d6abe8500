package org.glossa.service.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.glossa.geoarrow.CoordinateForm;
import org.glossa.service.items.ItemFormat;
import org.glossa.spatial.Box;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegionRequestTest {
    @Test
    void nothingAskedIsTheFirstThousandOfEverythingInLevelZero() throws Exception {
        assertThat(RegionRequest.parse(Map.of(), ItemFormat.GEOJSON))
                .isEqualTo(new RegionRequest(
                        null,
                        QuerySpace.LEVEL0_PIXELS,
                        Set.of(),
                        ItemFormat.GEOJSON,
                        CoordinateForm.GEOMETRY,
                        1_000,
                        null));
    }

    @Test
    void everyParameterIsRead() throws Exception {
        RegionRequest request = RegionRequest.parse(
                Map.of(
                        "bbox", List.of("-1.5,2,3e2,4."),
                        "crs", List.of("slide-mm"),
                        "group", List.of("2,1,2"),
                        "limit", List.of("10000"),
                        "f", List.of("geojson"),
                        "next", List.of("abc")),
                ItemFormat.ARROW);
        assertThat(request)
                .isEqualTo(new RegionRequest(
                        new Box(-1.5, 2, 300, 4),
                        QuerySpace.SLIDE_MM,
                        Set.of(1, 2),
                        ItemFormat.GEOJSON,
                        CoordinateForm.GEOMETRY,
                        10_000,
                        "abc"));
    }

    @Test
    void arrowMayHaveTheSourcesCoordinatesAndTenMillionRows() throws Exception {
        RegionRequest request = RegionRequest.parse(
                Map.of("f", List.of("arrow"), "coords", List.of("source"), "limit", List.of("10000000")),
                ItemFormat.GEOJSON);
        assertThat(request.format()).isEqualTo(ItemFormat.ARROW);
        assertThat(request.coordinates()).isEqualTo(CoordinateForm.SOURCE);
        assertThat(request.limit()).isEqualTo(10_000_000);
        assertThatThrownBy(() -> RegionRequest.parse(Map.of("limit", List.of("10000001")), ItemFormat.ARROW))
                .hasMessageContaining("1..10000000");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    application/vnd.apache.arrow.stream                               | ARROW
                    application/geo+json;q=0.5, application/vnd.apache.arrow.stream   | ARROW
                    application/vnd.apache.arrow.stream;q=0.5, application/geo+json   | GEOJSON
                    application/vnd.apache.arrow.stream, */*;q=0.1                    | ARROW
                    application/vnd.apache.arrow.stream;q=0, image/png                | GEOJSON
                    */*                                                               | GEOJSON
                    application/json                                                  | GEOJSON
                    """)
    void withoutAFormatTheHeaderAcceptDecides(String accept, ItemFormat format) {
        assertThat(ItemFormat.accepted(List.of(accept))).isEqualTo(format);
    }

    @Test
    void aPlusThatArrivesAsASpaceIsAPlus() throws Exception {
        assertThat(RegionRequest.parse(Map.of("bbox", List.of("0,0,1e 05, 7")), ItemFormat.GEOJSON)
                        .box())
                .isEqualTo(new Box(0, 0, 100_000, 7));
    }

    @Test
    void aBoxMayBeAPoint() throws Exception {
        assertThat(RegionRequest.parse(Map.of("bbox", List.of("5,6,5,6")), ItemFormat.GEOJSON)
                        .box())
                .isEqualTo(new Box(5, 6, 5, 6));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    bbox   | 1,2,3         | (3 values)          | minx,miny,maxx,maxy
                    bbox   | 1,2,3,4,5,6   | (6 values)          | minx,miny,maxx,maxy
                    bbox   | ''            | (1 values)          | minx,miny,maxx,maxy
                    bbox   | 1,2,NaN,4     | "NaN"               | four decimal numbers
                    bbox   | 1,2,3,Infinity| "Infinity"          | four decimal numbers
                    bbox   | 1,2,3,1e999   | beyond the range    | four decimal numbers
                    bbox   | 1,2,3,0x4p0   | "0x4p0"             | four decimal numbers
                    bbox   | 1,2,3,4d      | "4d"                | four decimal numbers
                    bbox   | 3,2,1,4       | minimum above       | minx <= maxx
                    bbox   | 1,4,3,2       | minimum above       | miny <= maxy
                    limit  | 0             | limit=0             | 1..10000
                    limit  | -1            | limit=-1            | 1..10000
                    limit  | 10001         | limit=10001         | 1..10000
                    limit  | 99999999999   | limit=99999999999   | 1..10000
                    limit  | ten           | limit=ten           | 1..10000
                    crs    | EPSG:4326     | crs=EPSG:4326       | level0-pixels, source-pixels, frame, slide-mm
                    crs    | ''            | crs=                | level0-pixels, source-pixels, frame, slide-mm
                    group  | one           | group=one           | separated by commas
                    group  | 1,,2          | group=1,,2          | separated by commas
                    group  | -1            | group=-1            | separated by commas
                    f      | gml           | f=gml               | geojson, arrow
                    coords | raw           | coords=raw          | geometry, source
                    coords | source        | with f=geojson      | with f=arrow
                    bbx    | 1,2,3,4       | "bbx"               | bbox, coords, crs, f, group, limit, next
                    """)
    void whatCannotBeAnsweredIsRefusedWithGotAndAllowed(String name, String value, String got, String allowed) {
        assertThatThrownBy(() -> RegionRequest.parse(Map.of(name, List.of(value)), ItemFormat.GEOJSON))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageMatching("(?s)got .*; allowed: .*; remedy: .+")
                .hasMessageContaining(got)
                .hasMessageContaining(allowed);
    }

    @Test
    void aParameterTwiceIsRefused() {
        assertThatThrownBy(() -> RegionRequest.parse(Map.of("group", List.of("1", "2")), ItemFormat.GEOJSON))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("got group 2 times")
                .hasMessageContaining("group=1,2");
        assertThatThrownBy(() -> RegionRequest.parse(Map.of("f", List.of("geojson", "arrow")), ItemFormat.GEOJSON))
                .hasMessage("got f 2 times; allowed: once; remedy: leave all but one of them out");
    }
}
