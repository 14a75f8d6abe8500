package org.glossa.geojson.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.glossa.geojson.read.Texts.annotations;
import static org.glossa.geojson.read.Texts.feature;
import static org.glossa.geojson.read.Texts.geometry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.GraphicType;
import org.glossa.corpus.Shared;
import org.glossa.finding.Finding;
import org.glossa.finding.MalformedInputException;
import org.glossa.finding.Place;
import org.glossa.geojson.read.GeoJsonReader.GeoJsonSet;
import org.glossa.ledger.Restoration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a text may be, and what is said of one that is none. */
class RootsTest {
    private static final String POINT = geometry("Point", "[1,2]");
    private static final String FEATURE =
            "{\"type\":\"Feature\",\"geometry\":" + POINT + ",\"properties\":{\"name\":\"n\"}}";

    private final Texts texts = new Texts();

    @AfterEach
    void close() throws IOException {
        texts.close();
    }

    private void assertPoints(GeoJsonSet read, int count, String lastPlace) {
        assertThat(read.set().features().featureCount()).isEqualTo(count);
        assertThat(annotations(read.set().groups().getFirst())).hasSize(count).containsOnly("[1 2]");
        assertThat(read.places().of(read.set().features(), count - 1)).isEqualTo(lastPlace);
    }

    @Test
    void everyRoot() throws Exception {
        assertPoints(texts.read(POINT), 1, "");
        assertPoints(texts.read("{\"coordinates\":[1,2],\"type\":\"Point\"}"), 1, "");
        assertPoints(texts.read(FEATURE), 1, "");
        assertPoints(
                texts.read("{\"properties\":{\"name\":\"n\"},\"geometry\":" + POINT + ",\"type\":\"Feature\"}"), 1, "");
        assertPoints(texts.read("\uFEFF [" + FEATURE + "," + FEATURE + "]"), 2, "/1");
        assertPoints(texts.read(FEATURE + "\n" + FEATURE + "\r\n\n"), 2, "line 2");
        assertPoints(texts.read("\u001e" + FEATURE + "\n\u001e" + FEATURE + "\n\u001e" + FEATURE), 3, "line 3");
        assertPoints(texts.read(feature(POINT, "{}")), 1, "/features/0");
        assertThat(texts.read("{\"features\":[],\"type\":\"FeatureCollection\"}")
                        .set()
                        .groups())
                .isEmpty();
        assertThat(texts.read("{\"properties\":{\"name\":\"n\"},\"geometry\":" + POINT + ",\"type\":\"Feature\"}")
                        .set()
                        .features()
                        .name(0))
                .isEqualTo("n");
    }

    @Test
    void linesAreThoseThatEditorsShow() throws Exception {
        assertPoints(texts.read("\n\r\n" + FEATURE + "\n\n\n" + FEATURE + "\n"), 2, "line 6");
        String open = FEATURE.replace(",\"properties\"", ",\n\"properties\"");
        GeoJsonSet read = texts.read(open + "\n" + FEATURE + "\n" + FEATURE + "\n\n" + feature(POINT, "{}"));
        var features = read.set().features();
        assertThat(List.of(0L, 1L, 2L, 3L))
                .extracting(feature -> read.places().of(features, feature))
                .containsExactly("line 1", "line 3", "line 4", "line 6");
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            many.append(FEATURE).append(i == 2_500 ? "\n\n" : "\n");
        }
        GeoJsonSet thousands = texts.read(many.toString());
        assertThat(thousands.places().of(thousands.set().features(), 2_500)).isEqualTo("line 2501");
        assertThat(thousands.places().of(thousands.set().features(), 4_999)).isEqualTo("line 5001");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 512, 200_000})
    void bytesAfterTheLastGzipMemberAreTold(int count) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < 2; i++) {
            try (GZIPOutputStream member = new GZIPOutputStream(bytes)) {
                member.write((FEATURE + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        assertThat(texts.read(bytes.toByteArray(), Restoration.RESTORE).findings())
                .isEmpty();
        bytes.write(new byte[count]);
        GeoJsonSet read = texts.read(bytes.toByteArray(), Restoration.RESTORE);
        assertPoints(read, 2, "line 2");
        assertThat(read.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("GZIP_BYTES_AFTER");
            assertThat(finding.got()).startsWith(count + " bytes ");
        });
    }

    @Test
    void membersOfACollection() throws Exception {
        GeoJsonSet read = texts.read(
                "{\"crs\":{\"type\":\"name\"},\"a\":[1, 2],\"features\":[" + FEATURE
                        + "],\"bbox\":[],\"type\":\"FeatureCollection\",\"coordRefSys\":\"urn:glossa:crs:source-pixels:1.2.3\"}");
        assertThat(read.set().extras().collectionMembers()).isEqualTo("{\"a\":[1, 2],\"bbox\":[]}");
        assertThat(Texts.entries(read.losses())).containsExactly("CRS_IGNORED 1 /crs");
        assertThat(read.set().space()).isEqualTo(new CoordinateSpace.ImagePixels("1.2.3"));
        assertThat(texts.read(feature(POINT, "{}")).set().space()).isEqualTo(new CoordinateSpace.Level0Pixels());
    }

    @Test
    void gzipOfAnyNumberOfMembers() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String part : new String[] {"[" + FEATURE + ",", FEATURE, "]"}) {
            try (GZIPOutputStream member = new GZIPOutputStream(bytes)) {
                member.write(part.getBytes(StandardCharsets.UTF_8));
            }
        }
        assertPoints(texts.read(bytes.toByteArray(), Restoration.RESTORE), 2, "/1");
        byte[] cut = Arrays.copyOf(bytes.toByteArray(), bytes.size() - 30);
        var thrown = catchThrowableOfType(MalformedInputException.class, () -> texts.read(cut, Restoration.RESTORE));
        assertThat(thrown.finding().code()).isEqualTo("GZIP_MALFORMED");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{\"00080005\":{\"vr\":\"CS\"}}] | NOT_GEOJSON | /0",
                "{\"nuc\":{\"1\":{\"bbox\":[[1,2],[3,4]]}}} | NOT_GEOJSON | ",
                "[1,2] | NOT_GEOJSON | /0",
                "7 | NOT_GEOJSON | ",
                "{\"type\":\"Topology\"} | NOT_GEOJSON | ",
                "{\"type\":\"FeatureCollection\"} | NOT_GEOJSON | ",
                "{\"type\":\"Point\",\"coordinates\":[1,NaN]} | ORDINATE_NOT_FINITE | /coordinates/1",
                "{\"type\":\"Point\",\"coordinates\":[1,1e999]} | ORDINATE_NOT_FINITE | /coordinates/1",
                "{\"type\":\"Point\",\"coordinates\":[1]} | ORDINATE_NOT_FINITE | /coordinates",
                "{\"type\":\"Point\",\"coordinates\":[1,2,null]} | ORDINATE_NOT_FINITE | /coordinates/2",
                "{\"type\":\"Point\",\"coordinates\":[[1,2]]} | COORDINATES_NOT_OF_TYPE | ",
                "{\"type\":\"Polygon\",\"coordinates\":[[1,2]]} | COORDINATES_NOT_OF_TYPE | ",
                "{\"type\":\"Polygon\",\"coordinates\":[[[1,2]],[3,4]]} | COORDINATES_MALFORMED | /coordinates/1/1",
                "{\"type\":\"Point\",\"coordinates\":\"1,2\"} | COORDINATES_MALFORMED | /coordinates",
                "{\"type\":\"Polygon\"} | GEOMETRY_INCOMPLETE | ",
                "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Circle\",\"coordinates\":[1,2]}} | GEOMETRY_TYPE_UNKNOWN | /geometry",
                "{\"type\":\"Feature\",\"geometry\":7} | GEOMETRY_MALFORMED | /geometry",
                "{\"type\":\"Feature\",\"properties\":[]} | PROPERTIES_MALFORMED | /properties",
                "{\"type\":\"FeatureCollection\",\"features\":{}} | FEATURES_MALFORMED | /features",
                "{\"type\":\"Feature\",\"properties\":{\"childObjects\":[{\"type\":\"Feature\",\"geometry\":7}]}} | GEOMETRY_MALFORMED | /properties/childObjects/0/geometry",
            })
    void whatIsWrongIsSaidWithItsPlace(String text, String code, String pointer) {
        var thrown = catchThrowableOfType(MalformedInputException.class, () -> texts.read(text));
        Finding finding = thrown.finding();
        assertThat(finding.code()).isEqualTo(code);
        assertThat(finding.place()).isInstanceOfSatisfying(Place.JsonValue.class, place -> {
            assertThat(place.pointer()).isEqualTo(pointer == null ? "" : pointer);
            assertThat(place.byteOffset()).isBetween(0L, (long) text.length());
        });
        if (code.equals("ORDINATE_NOT_FINITE") && text.contains("NaN")) {
            assertThat(((Place.JsonValue) finding.place()).byteOffset()).isEqualTo(text.indexOf("NaN"));
        }
        if (text.contains("childObjects")) {
            assertThat(((Place.JsonValue) finding.place()).byteOffset()).isEqualTo(text.indexOf("7}"));
        }
    }

    @Test
    void refusalNamesWhatWasGot() {
        var thrown = catchThrowableOfType(
                MalformedInputException.class, () -> texts.read("{\"nuc\":{\"1\":{}},\"mag\":40}"));
        assertThat(thrown.finding().got()).contains("nuc, mag");
    }

    @Test
    void everyTruncatedTextIsRefused() throws Exception {
        String text = feature(
                geometry("Polygon", "[[[0,0],[9,0],[9,9],[0,0]]]"),
                "{\"classification\":{\"name\":\"a\",\"color\":[1,2,3]},\"measurements\":{\"m\":1},\"childObjects\":["
                        + FEATURE + "]}");
        for (int end = 0; end < text.length(); end++) {
            String cut = text.substring(0, end);
            var thrown = catchThrowableOfType(MalformedInputException.class, () -> texts.read(cut));
            assertThat(thrown).as(cut).isNotNull();
        }
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            bytes[random.nextInt(bytes.length)] = (byte) "\"{}[],:0-a \\".charAt(random.nextInt(12));
            try {
                texts.read(bytes, Restoration.RESTORE);
            } catch (MalformedInputException e) {
                assertThat(e.finding().code()).isNotEmpty();
            }
        }
    }

    @Test
    void fileSamplesOfQuPath() throws Exception {
        Path folder = Shared.require("corpus/qupath-geojson");
        GraphicType[] types = {
            GraphicType.POLYLINE, GraphicType.POINT, GraphicType.POLYGON, GraphicType.POLYLINE, GraphicType.POLYGON
        };
        String[] names = {"line", "point", "polygon", "polyline", "rectangle"};
        for (int i = 0; i < names.length; i++) {
            AnnotationSet set = texts.read(
                            Files.readAllBytes(folder.resolve("qupath-" + names[i] + ".json")), Restoration.RESTORE)
                    .set();
            assertThat(set.groups()).extracting(group -> group.graphicType()).containsExactly(types[i]);
            assertThat(set.features().members(0)).contains("\"id\":\"Path");
        }
        assertThat(Stream.of(names)).hasSize(5);
    }
}
