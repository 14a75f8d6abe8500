package org.glossa.geojson.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.glossa.geojson.read.Texts.annotations;
import static org.glossa.geojson.read.Texts.geometry;

import java.io.IOException;
import java.util.List;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupRole;
import org.glossa.feature.Features.Kind;
import org.glossa.finding.Finding;
import org.glossa.finding.Severity;
import org.glossa.geojson.read.GeoJsonReader.GeoJsonSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Features that a viewer changed after our writer wrote their member {@code dicom} are read as they are now. */
class EditedTest {
    private static final String CLASS = "\"classification\":{\"name\":\"Nucleus\",\"color\":[0,158,115]}";
    private static final String CORNERS = "[[10,10],[14,10],[14,13],[10,13]]";
    private static final String RING = "[[[10,10],[14,10],[14,13],[10,13],[10,10]]]";
    private static final String BEFORE = feature("Point", "[1,2]", CLASS, dicom("POINT", ""));
    private final Texts texts = new Texts();

    @AfterEach
    void close() throws IOException {
        texts.close();
    }

    /** Of a group of its own graphic type, which stands in the feature itself. */
    private static String dicom(String graphicType, String more) {
        return "\"dicom\":{" + more + "\"groupUID\":\"2.25." + graphicType.length()
                + "\",\"groupNumber\":1,\"groupLabel\":\"Nuclei\",\"graphicType\":\"" + graphicType
                + "\",\"coordinatesVR\":\"OD\",\"category\":{\"value\":\"49755003\",\"scheme\":\"SCT\",\"meaning\":\"Abnormal\"},"
                + "\"type\":{\"value\":\"84640000\",\"scheme\":\"SCT\",\"meaning\":\"Nucleus\"},\"generationType\":\"MANUAL\"}";
    }

    private static String feature(String type, String coordinates, String classMember, String dicom) {
        return "{\"type\":\"Feature\",\"geometry\":" + (type.isEmpty() ? "null" : geometry(type, coordinates))
                + ",\"properties\":{\"objectType\":\"annotation\"," + (classMember.isEmpty() ? "" : classMember + ",")
                + dicom
                + "}}";
    }

    private GeoJsonSet read(String... features) throws IOException {
        return texts.read("{\"type\":\"FeatureCollection\",\"features\":[" + String.join(",", features) + "]}");
    }

    private GeoJsonSet assertEdited(String feature, GraphicType type) throws IOException {
        GeoJsonSet read = read(BEFORE, feature, BEFORE);
        assertThat(read.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("DICOM_MEMBER_CONTRADICTS");
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.place().toString()).contains("/features/1");
        });
        AnnotationSet set = read.set();
        // a group stays when all its features left it
        assertThat(set.groups().stream().filter(group -> group.annotationCount() > 0))
                .hasSize(2);
        AnnotationGroup kept = set.groups().getFirst();
        assertThat(kept.description().uid()).isEqualTo("2.25.5");
        assertThat(kept.annotationCount()).isEqualTo(2);
        AnnotationGroup own = set.groups().getLast();
        assertThat(own.description().uid()).isEmpty();
        assertThat(own.graphicType()).isEqualTo(type);
        assertThat(own.annotationCount()).isEqualTo(1);
        assertThat(set.features().featureCount()).isEqualTo(3);
        assertThat(set.features().members(1)).isEqualTo("{\"properties\":{\"objectType\":\"annotation\"}}");
        return read;
    }

    @Test
    void whatWasNotEditedStaysInItsGroup() throws Exception {
        GeoJsonSet read =
                read(BEFORE, feature("Polygon", RING, CLASS, dicom("RECTANGLE", "\"points\":" + CORNERS + ",")));
        assertThat(read.findings()).isEmpty();
        assertThat(read.set().groups())
                .extracting(AnnotationGroup::graphicType)
                .containsExactly(GraphicType.POINT, GraphicType.RECTANGLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"classification\":{\"name\":\"Nucleus\",\"colorRGB\":-16736653}",
                "\"classification\" : { \"color\" : [ 0, 158, 115 ], \"name\" : \"Nucleus\" }",
            })
    void aClassMayBeSaidInOtherWords(String classMember) throws Exception {
        GeoJsonSet read = read(feature("Point", "[1,2]", classMember, dicom("POINT", "")));
        assertThat(read.findings()).isEmpty();
        assertThat(read.set().groups().getFirst().description().uid()).isEqualTo("2.25.5");
    }

    @Test
    void anotherClassWins() throws Exception {
        String tumor = "\"classification\":{\"name\":\"Tumor\",\"color\":[0,158,115]}";
        AnnotationGroup own = assertEdited(feature("Point", "[3,4]", tumor, dicom("POINT", "")), GraphicType.POINT)
                .set()
                .groups()
                .getLast();
        assertThat(own.description().label()).isEqualTo("Tumor");
        assertThat(own.description().extras().featureMembers())
                .isEqualTo("{\"classification\":{\"name\":\"Tumor\",\"color\":[0,158,115]}}");
        assertThat(annotations(own)).containsExactly("[3 4]");
    }

    @Test
    void anotherColourWins() throws Exception {
        String red = "\"classification\":{\"name\":\"Nucleus\",\"color\":[255,0,0]}";
        AnnotationGroup own = assertEdited(feature("Point", "[3,4]", red, dicom("POINT", "")), GraphicType.POINT)
                .set()
                .groups()
                .getLast();
        assertThat(own.description().extras().featureMembers())
                .isEqualTo("{\"classification\":{\"name\":\"Nucleus\",\"color\":[255,0,0]}}");
    }

    @Test
    void aClassThatWasTakenAwayIsNone() throws Exception {
        GeoJsonSet read = assertEdited(feature("Point", "[3,4]", "", dicom("POINT", "")), GraphicType.POINT);
        assertThat(read.set().groups().getLast().description().extras().featureMembers())
                .isEqualTo("{}");
    }

    @Test
    void anotherGeometryTypeWins() throws Exception {
        GeoJsonSet read =
                assertEdited(feature("LineString", "[[1,2],[3,4]]", CLASS, dicom("POINT", "")), GraphicType.POLYLINE);
        assertThat(annotations(read.set().groups().getLast())).containsExactly("[1 2, 3 4]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a corner moved     | [[[10,10],[14,10],[14,15],[10,13],[10,10]]]",
                "a corner left out  | [[[10,10],[14,10],[14,13],[10,10]]]",
                "a corner more      | [[[10,10],[12,9],[14,10],[14,13],[10,13],[10,10]]]",
                "all of it moved    | [[[11,10],[15,10],[15,13],[11,13],[11,10]]]",
                "a hole             | [[[10,10],[14,10],[14,13],[10,13],[10,10]],[[11,11],[12,11],[12,12],[11,11]]]",
            })
    void aRingThatIsNotThatOfThePointsWins(String edit, String ring) throws Exception {
        String feature = feature("Polygon", ring, CLASS, dicom("RECTANGLE", "\"points\":" + CORNERS + ","));
        if (edit.equals("a hole")) {
            GeoJsonSet read = read(BEFORE, feature);
            assertThat(read.findings()).extracting(Finding::code).containsExactly("DICOM_MEMBER_CONTRADICTS");
            assertThat(read.set().groups())
                    .extracting(AnnotationGroup::role)
                    .endsWith(GroupRole.ANNOTATIONS, GroupRole.HOLES);
            return;
        }
        GeoJsonSet read = assertEdited(feature, GraphicType.POLYGON);
        assertThat(annotations(read.set().groups().getLast()).getFirst().split(", ").length)
                .isEqualTo(ring.split("\\],").length - 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[[[14,10],[14,13],[10,13],[10,10],[14,10]]]",
                "[[[10,13],[14,13],[14,10],[10,10],[10,13]]]",
                "[[[10.01,9.99],[14,10],[14,13],[10,13],[10.01,9.99]]]",
            })
    void aRingMayBeginElsewhereAndTurnAround(String ring) throws Exception {
        GeoJsonSet read = read(feature("Polygon", ring, CLASS, dicom("RECTANGLE", "\"points\":" + CORNERS + ",")));
        assertThat(read.findings()).isEmpty();
        assertThat(annotations(read.set().groups().getFirst())).containsExactly("[10 10, 14 10, 14 13, 10 13]");
    }

    @Test
    void anEllipseIsKnownByItsOutline() throws Exception {
        String points = "\"points\":[[0,5],[20,5],[10,0],[10,10]],";
        GeoJsonSet same = read(feature("Polygon", ellipse(10, 5, 10, 5, -1), CLASS, dicom("ELLIPSE", points)));
        assertThat(same.findings()).isEmpty();
        assertThat(annotations(same.set().groups().getFirst())).containsExactly("[0 5, 20 5, 10 0, 10 10]");
        assertEdited(
                feature("Polygon", ellipse(10.5, 5, 10, 5, -1), CLASS, dicom("ELLIPSE", points)), GraphicType.POLYGON);
        assertEdited(
                feature("Polygon", ellipse(10, 5, 11, 5, -1), CLASS, dicom("ELLIPSE", points)), GraphicType.POLYGON);
        assertEdited(
                feature("Polygon", ellipse(10, 5, 10, 5, 7), CLASS, dicom("ELLIPSE", points)), GraphicType.POLYGON);
    }

    /** Eight vertices, rounded to quarters of a pixel, are up to 0.12 from the curve: 30 / √2 is 21.21, 20 / √2 is 14.14. */
    @Test
    void aCoarseRingOfOthersIsItsEllipse() throws Exception {
        String points = "\"points\":[[70,100],[130,100],[100,80],[100,120]],";
        String ring = "[[[130,100],[121.25,114.25],[100,120],[78.75,114.25],[70,100],[78.75,85.75],[100,80],"
                + "[121.25,%s],[130,100]]]";
        GeoJsonSet same = read(feature("Polygon", ring.formatted("85.75"), CLASS, dicom("ELLIPSE", points)));
        assertThat(same.findings()).isEmpty();
        assertThat(annotations(same.set().groups().getFirst())).containsExactly("[70 100, 130 100, 100 80, 100 120]");
        assertEdited(feature("Polygon", ring.formatted("84.75"), CLASS, dicom("ELLIPSE", points)), GraphicType.POLYGON);
    }

    /** The outline of others has the mean of the four ends as its centre. */
    @Test
    void axesWithoutACommonMidpointMakeAnEllipseToo() throws Exception {
        String points = "\"points\":[[74,64],[96,64],[96,64],[96,64]],";
        String ring = "[[[79.5,64],[90.5,64],[101.5,64],[90.5,64],[79.5,64]]]";
        GeoJsonSet same = read(feature("Polygon", ring, CLASS, dicom("ELLIPSE", points)));
        assertThat(same.findings()).isEmpty();
        assertThat(annotations(same.set().groups().getFirst())).containsExactly("[74 64, 96 64, 96 64, 96 64]");
    }

    /** 100 positions: the outline of radius 10 within 0.005 has π / (2 asin √(0.00025)), up to a multiple of four: 100. */
    private static String ellipse(double x, double y, double rx, double ry, int moved) {
        StringBuilder ring = new StringBuilder("[[");
        for (int i = 0; i <= 100; i++) {
            double angle = Math.PI * (i % 100) / 50;
            double nudge = i == moved ? 0.1 : 0;
            ring.append(i == 0 ? "" : ",")
                    .append('[')
                    .append(x + rx * Math.cos(angle) + nudge)
                    .append(',')
                    .append(y + ry * Math.sin(angle) + nudge)
                    .append(']');
        }
        return ring.append("]]").toString();
    }

    @Test
    void aGeometryThatWasTakenAwayIsNone() throws Exception {
        GeoJsonSet read = assertEdited(feature("", "", CLASS, dicom("POINT", "")), GraphicType.POINT);
        assertThat(read.set().features().kind(1)).isEqualTo(Kind.NONE);
        assertThat(read.set().groups().getLast().role()).isEqualTo(GroupRole.REGIONLESS);
    }

    @Test
    void anotherCountOfPositionsThanInTheSourceWins() throws Exception {
        String source = "\"sourcePoints\":[[1,2],[3,4],[5,7]],";
        String collection =
                "{\"type\":\"FeatureCollection\",\"dicom\":{\"sourceSpace\":\"urn:glossa:crs:source-pixels:1.2.3\"},"
                        + "\"features\":[";
        String same = "[[[10,10],[14,10],[14,13],[10,10]]]";
        GeoJsonSet read = texts.read(collection + feature("Polygon", same, CLASS, dicom("POLYGON", source)) + "]}");
        assertThat(read.findings()).isEmpty();
        assertThat(annotations(read.set().groups().getFirst())).containsExactly("[1 2, 3 4, 5 7]");
        GeoJsonSet edited = texts.read(collection + feature("Polygon", RING, CLASS, dicom("POLYGON", source)) + "]}");
        assertThat(edited.findings()).extracting(Finding::code).containsExactly("SOURCE_POINTS_INCOMPLETE");
        assertThat(annotations(edited.set().groups().getFirst())).containsExactly("[10 10, 14 10, 14 13, 10 13]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "as it was written        | [[[12,26],[16,30],[20,36],[12,26]]]         | same",
                "begun elsewhere, rounded | [[[16,30],[12,26],[20.01,35.99],[16,30]]]   | same",
                "a vertex moved           | [[[12,26],[16,31],[20,36],[12,26]]]         | moved",
                "all of it moved          | [[[13,26],[17,30],[21,36],[13,26]]]         | moved",
            })
    void aShapeOfAsManyVerticesThatWasMovedWins(String edit, String ring, String verdict) throws Exception {
        String source = "\"sourcePoints\":[[1,2],[3,4],[5,7]],"; // twice, and 10 and 22 on
        String collection =
                "{\"type\":\"FeatureCollection\",\"dicom\":{\"sourceSpace\":\"urn:glossa:crs:source-pixels:1.2.3\","
                        + "\"fromSource\":[2,0,10,0,2,22]},\"features\":[";
        GeoJsonSet read = texts.read(collection + feature("Polygon", ring, CLASS, dicom("POLYGON", source)) + "]}");
        String x = ring.substring(3, 5);
        if (verdict.equals("same")) {
            assertThat(read.findings()).isEmpty();
            assertThat(annotations(read.set().groups().getFirst())).containsExactly("[1 2, 3 4, 5 7]");
        } else {
            assertThat(read.findings()).extracting(Finding::code).containsExactly("SOURCE_POINTS_INCOMPLETE");
            assertThat(annotations(read.set().groups().getFirst()).getFirst()).startsWith("[" + x + " 26, ");
        }
    }

    @Test
    void farFromEverySlideRoundingIsNoEdit() throws Exception {
        String source = "\"sourcePoints\":[[5e14,2]],";
        String collection =
                "{\"type\":\"FeatureCollection\",\"dicom\":{\"sourceSpace\":\"urn:glossa:crs:source-pixels:1.2.3\","
                        + "\"fromSource\":[2,0,10,0,2,22]},\"features\":[";
        String far = feature("Point", "[1000000000000011,26]", CLASS, dicom("POINT", source));
        assertThat(texts.read(collection + far + "]}").findings()).isEmpty();
    }

    @Test
    void pointsOfGeoJsonAreLeftWhenTheirGeometryChanged() throws Exception {
        String ellipse = "\"dicom\":{\"graphicType\":\"ELLIPSE\",\"points\":[[0,5],[20,5],[10,0],[10,10]]}";
        GeoJsonSet read = read(feature("Polygon", RING, "\"classification\":\"Tumor\"", ellipse));
        assertThat(read.findings()).extracting(Finding::code).containsExactly("DICOM_MEMBER_CONTRADICTS");
        assertThat(read.set().groups())
                .extracting(AnnotationGroup::graphicType)
                .isEqualTo(List.of(GraphicType.POLYGON));
    }

    @Test
    void aColourInPlaceOfTheOneThatWeSuppliedIsTheClassesOwn() throws Exception {
        String supplied = "\"dicom\":{\"colour\":\"supplied\"}";
        GeoJsonSet read = read(
                feature("Point", "[1,2]", "\"classification\":{\"name\":\"A\",\"color\":[213,94,0]}", supplied),
                feature("Point", "[1,2]", "\"classification\":{\"name\":\"A\",\"color\":[1,2,3]}", supplied));
        assertThat(read.findings()).extracting(Finding::code).containsExactly("DICOM_MEMBER_CONTRADICTS");
        assertThat(read.set().groups())
                .extracting(group -> group.description().extras().featureMembers())
                .containsExactly(
                        "{\"classification\":{\"name\":\"A\"}}",
                        "{\"classification\":{\"name\":\"A\",\"color\":[1,2,3]}}");
    }
}
