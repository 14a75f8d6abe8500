package org.glossa.geojson.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.glossa.geojson.read.Texts.annotations;
import static org.glossa.geojson.read.Texts.feature;
import static org.glossa.geojson.read.Texts.geometry;
import static org.glossa.geojson.read.Texts.parts;

import java.io.IOException;
import java.util.List;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupRole;
import org.glossa.annotation.Precision;
import org.glossa.feature.Features.Kind;
import org.glossa.finding.Finding;
import org.glossa.geojson.read.GeoJsonReader.GeoJsonSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every geometry of RFC 7946 as parts of groups; the expected numbers are written by hand. */
class GeometriesTest {
    private final Texts texts = new Texts();

    @AfterEach
    void close() throws IOException {
        texts.close();
    }

    private GeoJsonSet read(String type, String coordinates) throws IOException {
        return texts.read(feature(geometry(type, coordinates), "{}"));
    }

    private static AnnotationGroup only(GeoJsonSet read) {
        assertThat(read.set().groups()).hasSize(1);
        return read.set().groups().getFirst();
    }

    @Test
    void pointsAndLines() throws Exception {
        GeoJsonSet point = read("Point", "[1.5,-2]");
        assertThat(only(point).graphicType()).isEqualTo(GraphicType.POINT);
        assertThat(annotations(only(point))).containsExactly("[1.5 -2]");
        assertThat(parts(point.set(), 0)).containsExactly("0:0:1");
        assertThat(point.set().features().kind(0)).isEqualTo(Kind.GEOMETRY);
        assertThat(point.set().features().members(0)).isNull();

        GeoJsonSet points = read("MultiPoint", "[[1,2],[3,4],[1,2]]");
        assertThat(annotations(only(points))).containsExactly("[1 2]", "[3 4]", "[1 2]");
        assertThat(parts(points.set(), 0)).containsExactly("0:0:3", "0:1:2", "0:2:2");

        GeoJsonSet line = read("LineString", "[[1,2],[3,4],[1,2]]");
        assertThat(only(line).graphicType()).isEqualTo(GraphicType.POLYLINE);
        assertThat(annotations(only(line))).containsExactly("[1 2, 3 4, 1 2]");

        GeoJsonSet lines = read("MultiLineString", "[[[1,2],[3,4]],[[5,6],[7,8],[9,10]]]");
        assertThat(annotations(only(lines))).containsExactly("[1 2, 3 4]", "[5 6, 7 8, 9 10]");
        assertThat(parts(lines.set(), 0)).containsExactly("0:0:3", "0:1:2");
        assertThat(read("MultiPoint", "[[1,2]]").set().features().marks(0)).isEqualTo(3);
    }

    @Test
    void polygonsOpenAndHolesBesides() throws Exception {
        GeoJsonSet read =
                read("Polygon", "[[[0,0],[9,0],[9,9],[0,0]],[[1,1],[2,1],[2,2],[1,1]],[[3,3],[4,3],[4,4],[3,3]]]");
        AnnotationSet set = read.set();
        assertThat(set.groups()).hasSize(2);
        assertThat(annotations(set.groups().get(0))).containsExactly("[0 0, 9 0, 9 9]");
        assertThat(set.groups().get(1).role()).isEqualTo(GroupRole.HOLES);
        assertThat(annotations(set.groups().get(1))).containsExactly("[1 1, 2 1, 2 2]", "[3 3, 4 3, 4 4]");
        assertThat(parts(set, 0)).containsExactly("0:0:1", "1:0:4", "1:1:4");
        assertThat(set.groups().get(1).description())
                .isEqualTo(set.groups().get(0).description());
        assertThat(Texts.entries(read.losses())).isEmpty();
    }

    @Test
    void multiPolygonsKeepWhichHoleIsWhose() throws Exception {
        GeoJsonSet read = read(
                "MultiPolygon",
                "[[[[0,0],[9,0],[9,9],[0,0]],[[1,1],[2,1],[2,2],[1,1]]],[[[20,0],[29,0],[29,9],[20,0]]],"
                        + "[[[30,0],[39,0],[39,9],[30,0]],[[31,1],[32,1],[32,2],[31,1]]]]");
        assertThat(annotations(read.set().groups().get(0)))
                .containsExactly("[0 0, 9 0, 9 9]", "[20 0, 29 0, 29 9]", "[30 0, 39 0, 39 9]");
        assertThat(annotations(read.set().groups().get(1))).containsExactly("[1 1, 2 1, 2 2]", "[31 1, 32 1, 32 2]");
        assertThat(parts(read.set(), 0)).containsExactly("0:0:3", "1:0:6", "0:1:2", "0:2:2", "1:1:6");
    }

    @Test
    void collectionsAreFlattened() throws Exception {
        String inner =
                "{\"type\":\"GeometryCollection\",\"geometries\":[" + geometry("LineString", "[[5,5],[6,6]]") + "]}";
        String outer = "{\"geometries\":[" + geometry("Point", "[1,2]") + "," + geometry("MultiPoint", "[[3,4],[5,6]]")
                + "," + inner + "],\"type\":\"GeometryCollection\"}";
        GeoJsonSet read = texts.read(feature(outer, "{}"));
        assertThat(read.set().features().kind(0)).isEqualTo(Kind.COLLECTION);
        assertThat(parts(read.set(), 0)).containsExactly("0:0:1", "0:1:3", "0:2:2", "1:0:1");
        assertThat(annotations(read.set().groups().get(0))).containsExactly("[1 2]", "[3 4]", "[5 6]");
        assertThat(annotations(read.set().groups().get(1))).containsExactly("[5 5, 6 6]");
        assertThat(codes(read)).containsExactly("GEOMETRY_COLLECTION_NESTED");
    }

    private static List<String> codes(GeoJsonSet read) {
        return read.findings().stream().map(Finding::code).toList();
    }

    @Test
    void unclosedRingsStayAndAreTold() throws Exception {
        GeoJsonSet read = read("MultiPolygon", "[[[[0,0],[9,0],[9,9]]],[[[0,0],[9,0],[9,9],[0,-0.0]]]]");
        assertThat(annotations(only(read))).containsExactly("[0 0, 9 0, 9 9]", "[0 0, 9 0, 9 9, 0 0]");
        assertThat(1 / only(read).coordinates().ordinate(6, 1)).isNegative();
        assertThat(Texts.entries(read.losses())).containsExactly("RING_CLOSED 2 /features/0 /features/0");
    }

    @Test
    void tooFewPositionsStayAndAreTold() throws Exception {
        GeoJsonSet line = read("LineString", "[[1,2]]");
        assertThat(annotations(only(line))).containsExactly("[1 2]");
        assertThat(codes(line)).containsExactly("TOO_FEW_POSITIONS");
        GeoJsonSet ring = read("Polygon", "[[[1,2],[3,4],[1,2]]]");
        assertThat(annotations(only(ring))).containsExactly("[1 2, 3 4]");
        assertThat(codes(ring)).containsExactly("TOO_FEW_POSITIONS");
        assertThat(ring.findings().getFirst().place().describe()).contains("/features/0/geometry");
        GeoJsonSet one = read("Polygon", "[[[1,2]]]");
        assertThat(annotations(only(one))).containsExactly("[1 2]");
    }

    @Test
    void noGeometryIsARowWithoutVertices() throws Exception {
        for (String geometry : List.of("null", geometry("Polygon", "[]"), geometry("MultiPolygon", "[[[]]]"))) {
            GeoJsonSet read = texts.read(feature(geometry, "{\"measurements\":{\"a\":1}}"));
            AnnotationGroup group = only(read);
            assertThat(group.role()).isEqualTo(GroupRole.REGIONLESS);
            assertThat(group.graphicType()).isEqualTo(GraphicType.POINT);
            assertThat(annotations(group)).containsExactly("[]");
            assertThat(Texts.measured(group, 0)).containsExactly("a=1");
            assertThat(read.set().features().kind(0)).isEqualTo(Kind.NONE);
        }
        assertThat(read("Polygon", "[]").set().features().members(0))
                .isEqualTo("{\"geometry\":{\"type\":\"Polygon\"}}");
        assertThat(texts.read(feature("null", "{}")).set().features().members(0))
                .isNull();
    }

    @Test
    void emptyPartsAreLeftOutAndTold() throws Exception {
        for (String coordinates : List.of("[[],[[[0,0],[9,0],[9,9],[0,0]]]]", "[[[[0,0],[9,0],[9,9],[0,0]]],[]]")) {
            GeoJsonSet read = read("MultiPolygon", coordinates);
            assertThat(annotations(only(read))).containsExactly("[0 0, 9 0, 9 9]");
            assertThat(codes(read)).containsExactly("GEOMETRY_PART_EMPTY");
        }
    }

    @Test
    void furtherOrdinatesStandBesides() throws Exception {
        GeoJsonSet read = read("Polygon", "[[[0,0,1.50],[9,0],[9,9,3,4],[0,0,1.50]]]");
        assertThat(annotations(only(read))).containsExactly("[0 0, 9 0, 9 9]");
        assertThat(read.set().features().members(0)).isEqualTo("{\"positions\":[[1.50],[],[3,4]]}");
    }

    @Test
    void furtherOrdinatesOfAnEllipseAreThoseOfItsVerticesWhenAllAreTheSame() throws Exception {
        String flat = "{\"type\":\"Polygon\",\"coordinates\":[[[2,0,7.0],[4,8,7.0],[2,0,7.0]]],\"isEllipse\":true}";
        String point = "{\"type\":\"Point\",\"coordinates\":[1,2,3]}";
        String both = "{\"type\":\"GeometryCollection\",\"geometries\":[" + flat + "," + point + "]}";
        assertThat(texts.read(feature(both, "{}")).set().features().members(0))
                .isEqualTo("{\"positions\":[[7.0],[7.0],[7.0],[7.0],[3]]}");
        String steep = "{\"type\":\"Polygon\",\"coordinates\":[[[2,0,7],[3,4,8],[4,8,7],[2,0,7]]],\"isEllipse\":true}";
        assertThat(texts.read(feature(steep, "{}")).set().features().members(0))
                .isEqualTo("{\"positions\":[[7],[8],[7]]}");
    }

    @Test
    void furtherOrdinatesOfNucleiFollowThoseOfTheirCells() throws Exception {
        String cell =
                "{\"type\":\"Feature\",\"nucleusGeometry\":{\"type\":\"Point\",\"coordinates\":[1,1,5]},\"geometry\":"
                        + geometry("LineString", "[[0,0],[9,9]]") + ",\"properties\":{}}";
        assertThat(texts.read(cell).set().features().members(0)).isEqualTo("{\"positions\":[[],[],[5]]}");
    }

    @Test
    void ellipsesFillTheBoxOfTheirRing() throws Exception {
        String ring = "[[[10,5],[7,7],[4,5],[7,3],[10,5]]]";
        String wide = "{\"isEllipse\":true,\"type\":\"Polygon\",\"coordinates\":" + ring + ",\"plane\":{\"z\":2}}";
        GeoJsonSet read = texts.read(feature(wide, "{}"));
        assertThat(only(read).graphicType()).isEqualTo(GraphicType.ELLIPSE);
        assertThat(annotations(only(read))).containsExactly("[4 5, 10 5, 7 3, 7 7]");
        assertThat(read.set().features().members(0)).isEqualTo("{\"geometry\":{\"plane\":{\"z\":2}}}");
        String tall = "{\"type\":\"Polygon\",\"coordinates\":[[[2,0],[4,8],[2,0]]],\"isEllipse\":true}";
        assertThat(annotations(only(texts.read(feature(tall, "{}"))))).containsExactly("[3 0, 3 8, 2 4, 4 4]");
        String circle = "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[8,8],[0,0]]],\"isEllipse\":true}";
        assertThat(annotations(only(texts.read(feature(circle, "{}"))))).containsExactly("[0 4, 8 4, 4 0, 4 8]");
        String point = "{\"type\":\"Point\",\"coordinates\":[1,2],\"isEllipse\":true}";
        GeoJsonSet none = texts.read(feature(point, "{}"));
        assertThat(only(none).graphicType()).isEqualTo(GraphicType.POINT);
        assertThat(none.set().features().members(0)).isEqualTo("{\"geometry\":{\"isEllipse\":true}}");
    }

    @Test
    void nucleiAreAGroupOfTheirOwn() throws Exception {
        String cell = "{\"type\":\"Feature\",\"nucleusGeometry\":"
                + geometry("Polygon", "[[[2,2],[3,2],[3,3],[2,2]]]") + ",\"geometry\":"
                + geometry("Polygon", "[[[0,0],[9,0],[9,9],[0,0]]]")
                + ",\"properties\":{\"classification\":{\"name\":\"Tumor\",\"color\":[200,0,0]},"
                + "\"measurements\":{\"a\":1}}}";
        AnnotationSet set = texts.read("[" + cell + "," + cell + "]").set();
        assertThat(set.groups()).hasSize(2);
        assertThat(set.groups().get(1).description().label()).isEqualTo("Tumor nuclei");
        assertThat(set.groups().get(1).description().type().value()).isEqualTo("84640000");
        assertThat(annotations(set.groups().get(1))).containsExactly("[2 2, 3 2, 3 3]", "[2 2, 3 2, 3 3]");
        assertThat(parts(set, 1)).containsExactly("0:1:1", "1:1:9");
        assertThat(Texts.measured(set.groups().get(0), 1)).containsExactly("a=1");
        assertThat(set.groups().get(1).measurements()).isEmpty();
        assertThat(set.groups().get(0).coordinates().precision()).isEqualTo(Precision.FLOAT64);
    }

    @Test
    void typeAndCoordinatesInAnyOrderAndTheLastOfTwo() throws Exception {
        String twice = "{\"coordinates\":[[7,7],[8,8]],\"coordinates\":[1,2],\"type\":\"Point\"}";
        assertThat(annotations(only(texts.read(feature(twice, "{}"))))).containsExactly("[1 2]");
        String geometries = "{\"type\":\"Feature\",\"geometry\":" + geometry("Point", "[9,9]") + ",\"geometry\":"
                + geometry("LineString", "[[1,2],[3,4]]") + ",\"properties\":null}";
        assertThat(annotations(only(texts.read(geometries)))).containsExactly("[1 2, 3 4]");
    }

    @Test
    void doublesAreThoseOfTheText() throws Exception {
        GeoJsonSet read = read("Point", "[26355.680000000001,1e-320]");
        assertThat(only(read).coordinates().ordinate(0, 0)).isEqualTo(26355.68);
        assertThat(only(read).coordinates().ordinate(0, 1)).isEqualTo(1e-320);
    }
}
