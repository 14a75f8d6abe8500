package org.glossa.geojson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.glossa.annotation.GraphicType.ELLIPSE;
import static org.glossa.annotation.GraphicType.POINT;
import static org.glossa.annotation.GraphicType.POLYGON;
import static org.glossa.annotation.GraphicType.POLYLINE;
import static org.glossa.annotation.GraphicType.RECTANGLE;
import static org.glossa.annotation.Precision.FLOAT32;
import static org.glossa.annotation.Precision.FLOAT64;
import static org.glossa.feature.Features.BEGINS_MEMBER;
import static org.glossa.feature.Features.HOLE;
import static org.glossa.feature.Features.NUCLEUS;
import static org.glossa.feature.Features.OF_MULTI;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.DocumentExtras;
import org.glossa.annotation.GroupRole;
import org.glossa.column.ScratchColumns;
import org.glossa.feature.FeatureColumnsBuilder;
import org.glossa.feature.FeatureColumnsBuilder.Said;
import org.glossa.feature.Features.IdForm;
import org.glossa.feature.Features.Kind;
import org.glossa.image.AnswerSpace;
import org.glossa.image.CoordRefSys;
import org.glossa.image.SpaceName;
import org.glossa.ledger.Ledger;
import org.glossa.ledger.LedgerEntry;
import org.glossa.ledger.Losses;
import org.glossa.spatial.PlanarTransform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeoJsonWriterTest {
    private static final CoordinateSpace PIXELS = new CoordinateSpace.Level0Pixels();
    private static final CoordinateSpace MILLIMETRES = new CoordinateSpace.SlideMillimetres("2.25.7");
    private static final String TUMOR = "{\"classification\":{\"name\":\"Tumor\",\"color\":[200,0,0]}}";

    @TempDir
    Path folder;

    private ScratchColumns scratch;
    private FeatureColumnsBuilder objects;
    private final HandMadeSet made = new HandMadeSet();
    private final Ledger ledger = new Ledger();

    @BeforeEach
    void begin() {
        scratch = new ScratchColumns(folder);
        objects = new FeatureColumnsBuilder(scratch);
    }

    @AfterEach
    void end() throws IOException {
        scratch.close();
    }

    @Test
    void whatComesFromGeoJsonLooksAsItDid() throws IOException {
        made.extras(TUMOR, "")
                .group(
                        GroupRole.ANNOTATIONS,
                        POLYGON,
                        FLOAT64,
                        2,
                        List.of(
                                HandMadeSet.measurement("Nucleus: Area µm^2", FLOAT64, 0.1, null),
                                HandMadeSet.measurement("Odd", FLOAT64, Double.NaN, Double.NEGATIVE_INFINITY)),
                        new double[] {0, 0, 10.25, 0, 0.1, 7},
                        new double[] {1, 1, 2, 1, 2, 2})
                .group(GroupRole.HOLES, POLYGON, FLOAT64, 2, List.of(), new double[] {1, 1, 2, 1, 1, 2});
        objects.part(0, 0, BEGINS_MEMBER);
        objects.part(1, 0, HOLE);
        objects.feature(
                Kind.GEOMETRY,
                new Said()
                        .id(IdForm.TEXT, "7c9e6679-7425-40de-944b-e07fc1f90ae7")
                        .name("A \"name\"")
                        .members("{\"bbox\":[0, 0,1e1,7],\"properties\":{\"objectType\":\"detection\","
                                + "\"isLocked\":true,\"measurements\":{\"note\":\"x\"}},"
                                + "\"geometry\":{\"plane\":{\"c\":-1,\"z\":3}},"
                                + "\"positions\":[[5],[],[6,7],[1.50],[],[]]}"));
        objects.part(0, 1, BEGINS_MEMBER);
        objects.feature(Kind.GEOMETRY, new Said().id(IdForm.NUMBER, "17"));

        assertThat(write(set(DocumentExtras.NONE), GeoJsonForm.COLLECTION)).isEqualTo("""
            {"type":"FeatureCollection","features":[
            {"type":"Feature","id":"7c9e6679-7425-40de-944b-e07fc1f90ae7",\
            "geometry":{"type":"Polygon","coordinates":[[[0.0,0.0,5],[10.25,0.0],[0.1,7.0,6,7],[0.0,0.0,5]],\
            [[1.0,1.0,1.50],[2.0,1.0],[1.0,2.0],[1.0,1.0,1.50]]],"plane":{"c":-1,"z":3}},"bbox":[0, 0,1e1,7],\
            "properties":{"objectType":"detection","name":"A \\"name\\"",\
            "classification":{"name":"Tumor","color":[200,0,0]},"isLocked":true,\
            "measurements":{"Nucleus: Area µm^2":0.1,"Odd":"NaN","note":"x"}}}
            ,{"type":"Feature","id":17,\
            "geometry":{"type":"Polygon","coordinates":[[[1.0,1.0],[2.0,1.0],[2.0,2.0],[1.0,1.0]]]},\
            "properties":{"classification":{"name":"Tumor","color":[200,0,0]},"measurements":{"Odd":"-Infinity"}}}]}
            """);
        assertThat(ledger.entries()).isEmpty();
    }

    @Test
    void partsMakeMultiGeometriesAndCollections() throws IOException {
        made.extras("{}", "")
                .group(POINT, FLOAT64, 2, new double[] {1, 2}, new double[] {3, 4}, new double[] {5, 6})
                .group(POLYLINE, FLOAT64, 2, new double[] {1, 1, 2, 2})
                .group(POLYGON, FLOAT64, 2, new double[] {0, 0, 9, 0, 9, 9}, new double[] {20, 0, 29, 0, 29, 9})
                .group(GroupRole.HOLES, POLYGON, FLOAT64, 2, List.of(), new double[] {5, 1, 6, 1, 6, 2});
        objects.part(0, 0, BEGINS_MEMBER | OF_MULTI);
        objects.part(0, 1, OF_MULTI);
        objects.feature(Kind.GEOMETRY, new Said());
        objects.part(2, 0, BEGINS_MEMBER | OF_MULTI);
        objects.part(3, 0, OF_MULTI | HOLE);
        objects.part(2, 1, OF_MULTI);
        objects.feature(Kind.GEOMETRY, new Said());
        objects.part(1, 0, BEGINS_MEMBER);
        objects.part(0, 2, BEGINS_MEMBER | OF_MULTI);
        objects.feature(Kind.COLLECTION, new Said());

        assertThat(write(set(DocumentExtras.NONE), GeoJsonForm.COLLECTION.in(GeoJsonForm.Layout.LINES)))
                .isEqualTo("""
            {"type":"Feature","geometry":{"type":"MultiPoint","coordinates":[[1.0,2.0],[3.0,4.0]]},"properties":{}}
            {"type":"Feature","geometry":{"type":"MultiPolygon","coordinates":[[[[0.0,0.0],[9.0,0.0],[9.0,9.0],[0.0,0.0]],\
            [[5.0,1.0],[6.0,1.0],[6.0,2.0],[5.0,1.0]]],[[[20.0,0.0],[29.0,0.0],[29.0,9.0],[20.0,0.0]]]]},"properties":{}}
            {"type":"Feature","geometry":{"type":"GeometryCollection","geometries":[\
            {"type":"LineString","coordinates":[[1.0,1.0],[2.0,2.0]]},{"type":"MultiPoint","coordinates":[[5.0,6.0]]}]},\
            "properties":{}}
            """);
        assertThat(ledger.entries()).isEmpty();
    }

    @Test
    void objectsWithoutGeometryKeepNullOrTheirEmptyOne() throws IOException {
        made.extras("{\"classification\":null}", "")
                .group(GroupRole.REGIONLESS, POINT, FLOAT64, 2, List.of(), new double[0], new double[0], new double[0]);
        long row = 0;
        for (String members : new String[] {
            null,
            "{\"geometry\":{\"type\":\"MultiPolygon\",\"plane\":{\"z\":1}}}",
            "{\"id\":\"PathAnnotationObject\",\"geometry\":{\"type\":\"GeometryCollection\"}}"
        }) {
            objects.part(0, row++, BEGINS_MEMBER);
            objects.feature(Kind.NONE, new Said().members(members));
        }

        assertThat(write(set(DocumentExtras.NONE), GeoJsonForm.COLLECTION.in(GeoJsonForm.Layout.LINES)))
                .isEqualTo("""
            {"type":"Feature","geometry":null,"properties":{"classification":null}}
            {"type":"Feature","geometry":{"type":"MultiPolygon","coordinates":[],"plane":{"z":1}},\
            "properties":{"classification":null}}
            {"type":"Feature","id":"PathAnnotationObject","geometry":{"type":"GeometryCollection","geometries":[]},\
            "properties":{"classification":null}}
            """);
        assertThat(ledger.entries()).isEmpty();
    }

    @Test
    void cellsHaveTheirNucleusAndChildrenStandInTheirParents() throws IOException {
        made.extras("{}", "")
                .group(POLYGON, FLOAT64, 2, new double[] {0, 0, 9, 0, 9, 9})
                .group(POLYGON, FLOAT64, 2, new double[] {3, 1, 4, 1, 4, 2})
                .group(POINT, FLOAT64, 2, new double[] {1, 1}, new double[] {2, 2}, new double[] {3, 3}, new double[] {
                    4, 4
                });
        objects.part(0, 0, BEGINS_MEMBER);
        objects.part(1, 0, BEGINS_MEMBER | NUCLEUS);
        objects.feature(
                Kind.GEOMETRY,
                new Said().name("0").members("{\"positions\":[[],[],[],[8],[],[]],\"nucleusGeometry\":{\"a\":1}}"));
        objects.part(2, 0, BEGINS_MEMBER);
        objects.feature(Kind.GEOMETRY, new Said().name("1").parent(0));
        objects.part(2, 1, BEGINS_MEMBER);
        objects.feature(Kind.GEOMETRY, new Said().name("2").parent(1));
        objects.part(2, 2, BEGINS_MEMBER);
        objects.feature(Kind.GEOMETRY, new Said().name("3").parent(0));
        objects.part(2, 3, BEGINS_MEMBER);
        objects.feature(Kind.GEOMETRY, new Said().name("4").parent(2));

        assertThat(write(set(DocumentExtras.NONE), GeoJsonForm.COLLECTION.in(GeoJsonForm.Layout.LINES)))
                .isEqualTo("""
            {"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0.0,0.0],[9.0,0.0],[9.0,9.0],[0.0,0.0]]]},\
            "nucleusGeometry":{"type":"Polygon","coordinates":[[[3.0,1.0,8],[4.0,1.0],[4.0,2.0],[3.0,1.0,8]]],"a":1},\
            "properties":{"name":"0","childObjects":[\
            {"type":"Feature","geometry":{"type":"Point","coordinates":[1.0,1.0]},"properties":{"name":"1","childObjects":[\
            {"type":"Feature","geometry":{"type":"Point","coordinates":[2.0,2.0]},"properties":{"name":"2"}}]}},\
            {"type":"Feature","geometry":{"type":"Point","coordinates":[3.0,3.0]},"properties":{"name":"3"}}]}}
            {"type":"Feature","geometry":{"type":"Point","coordinates":[4.0,4.0]},\
            "properties":{"name":"4","dicom":{"parent":2}}}
            """);
        assertThat(codes()).containsExactly("HIERARCHY_NOT_CARRIED");
    }

    @Test
    void aClassHasAlwaysAColour() throws IOException {
        for (String members : new String[] {
            "{\"classification\":{\"name\":\"A\"},\"color\":[1,2,3,4]}",
            "{\"classification\":{\"names\":[\"A\",\"B\"]}}",
            "{\"color\":[1,2,3]}"
        }) {
            made.extras(members, "").group(POINT, FLOAT64, 2, new double[] {1, 2});
            objects.part(made.groups.size() - 1, 0, BEGINS_MEMBER);
            objects.feature(Kind.GEOMETRY, new Said());
        }

        String[] lines = write(set(DocumentExtras.NONE), GeoJsonForm.COLLECTION.in(GeoJsonForm.Layout.LINES))
                .split("\n");

        assertThat(lines[0])
                .endsWith(
                        "\"properties\":{\"classification\":{\"name\":\"A\",\"color\":[213,94,0]},\"color\":[1,2,3,4],"
                                + "\"dicom\":{\"colour\":\"supplied\"}}}");
        assertThat(lines[1])
                .contains("{\"classification\":{\"names\":[\"A\",\"B\"],\"color\":[31,31,31]},"
                        + "\"dicom\":{\"colour\":\"supplied\"}}");
        assertThat(lines[2]).endsWith("\"properties\":{\"color\":[1,2,3]}}");
    }

    @Test
    void ellipsesAndRectanglesHaveTheirPointsBeside() throws IOException {
        made.extras("{}", "")
                .group(ELLIPSE, FLOAT64, 2, new double[] {0, 5, 20, 5, 10, 0, 10, 10}, new double[] {
                    0, 5, 20, 5.5, 10, 0, 10, 10
                })
                .group(RECTANGLE, FLOAT64, 2, new double[] {0, 0, 2, 0, 2, 1, 0, 1});
        objects.part(0, 0, BEGINS_MEMBER);
        objects.feature(Kind.GEOMETRY, new Said());
        objects.part(0, 1, BEGINS_MEMBER);
        objects.part(1, 0, BEGINS_MEMBER);
        objects.feature(Kind.COLLECTION, new Said());

        JsonNode features =
                read(write(set(DocumentExtras.NONE), GeoJsonForm.COLLECTION)).get("features");

        assertThat(features.get(0).get("geometry").get("isEllipse").asBoolean()).isTrue();
        assertThat(features.get(0).get("properties").toString())
                .isEqualTo("{\"dicom\":{\"graphicType\":\"ELLIPSE\","
                        + "\"points\":[[0.0,5.0],[20.0,5.0],[10.0,0.0],[10.0,10.0]]}}");
        JsonNode collection = features.get(1);
        assertThat(collection.get("geometry").get("geometries").get(0).has("isEllipse"))
                .isFalse();
        assertThat(collection.get("properties").toString())
                .isEqualTo("{\"dicom\":{\"parts\":[{\"graphicType\":\"ELLIPSE\","
                        + "\"points\":[[0.0,5.0],[20.0,5.5],[10.0,0.0],[10.0,10.0]]},{\"graphicType\":\"RECTANGLE\","
                        + "\"points\":[[0.0,0.0],[2.0,0.0],[2.0,1.0],[0.0,1.0]]}]}}");
        assertThat(codes()).containsExactly("ELLIPSE_POLYGONISED", "RECTANGLE_AS_RING");
    }

    @Test
    void plainAnnotationsSayTheirGroupAndTheCollectionSaysTheRest() throws IOException {
        made.extras("", "{\"006A000D\":{\"vr\":\"UT\",\"Value\":[\"x\"]}}")
                .group(
                        GroupRole.ANNOTATIONS,
                        POINT,
                        FLOAT32,
                        2,
                        List.of(HandMadeSet.measurement("", FLOAT32, 0.1)),
                        new double[] {26355.68, 2});

        JsonNode collection = read(write(made.set(PIXELS), GeoJsonForm.COLLECTION));

        JsonNode group = collection.get("dicom").get("groups").get(0);
        assertThat(group.get("label").asText()).isEqualTo("Group 1");
        assertThat(group.get("coordinatesVR").asText()).isEqualTo("OF");
        assertThat(group.get("zPlanes").asText()).isEqualTo("UNSTATED");
        assertThat(group.get("item").get("006A0002")).isNull();
        assertThat(group.get("item").get("006A0005").get("Value").get(0).asText())
                .isEqualTo("Group 1");
        assertThat(group.get("attributes").toString()).isEqualTo("{\"006A000D\":{\"vr\":\"UT\",\"Value\":[\"x\"]}}");
        assertThat(group.get("measurements").toString())
                .isEqualTo("[{\"name\":\"Area um2\",\"concept\":{\"value\":\"42798000\",\"scheme\":\"SCT\","
                        + "\"meaning\":\"Area\"},\"unit\":{\"value\":\"um2\",\"scheme\":\"UCUM\","
                        + "\"meaning\":\"square micrometer\"}}]");
        assertThat(collection.get("features").get(0).toString())
                .isEqualTo("{\"type\":\"Feature\",\"id\":\"1-1\",\"geometry\":{\"type\":\"Point\","
                        + "\"coordinates\":[26355.68,2.0]},\"properties\":{\"objectType\":\"annotation\","
                        + "\"classification\":{\"name\":\"Nucleus\",\"color\":[0,158,115]},"
                        + "\"measurements\":{\"Area um2\":0.1},\"dicom\":{\"annotationIndex\":1,\"group\":0,"
                        + "\"groupUID\":\"2.25.1\",\"groupNumber\":1,\"groupLabel\":\"Group 1\","
                        + "\"graphicType\":\"POINT\",\"coordinatesVR\":\"OF\","
                        + "\"category\":{\"value\":\"91723000\",\"scheme\":\"SCT\",\"meaning\":\"Anatomical Structure\"},"
                        + "\"type\":{\"value\":\"84640000\",\"scheme\":\"SCT\",\"meaning\":\"Nucleus\"},"
                        + "\"generationType\":\"MANUAL\"}}}");
        assertThat(codes())
                .containsExactly(
                        "ATTRIBUTE_IN_PRIVATE_MEMBER", "CONTENT_HEADER_NOT_CARRIED", "GROUP_IN_PRIVATE_MEMBER");
        assertThat(ledger.entries().getFirst().firstPaths()).containsExactly("/groups/0/(006A,000D)");
    }

    @Test
    void mappedCoordinatesKeepThoseOfTheSourceBeside() throws IOException {
        made.group(POLYLINE, FLOAT32, 3, new double[] {0.1, 0.2, 0.003, 1, 2, 3});
        AnswerSpace answer = new AnswerSpace(
                SpaceName.LEVEL0_PIXELS,
                PIXELS,
                new PlanarTransform.AxisScale(2, 1, 4, 1),
                CoordRefSys.levelZeroPixels("2.25.5"));

        JsonNode collection = read(write(made.set(MILLIMETRES), answer, GeoJsonForm.COLLECTION.roundedTo(2)));

        assertThat(collection.get("coordRefSys").asText()).isEqualTo("urn:glossa:crs:level0-pixels:2.25.5");
        assertThat(collection.get("dicom").get("sourceSpace").asText()).isEqualTo("urn:glossa:crs:slide-mm:2.25.7");
        JsonNode feature = collection.get("features").get(0);
        assertThat(feature.get("geometry").get("coordinates").toString()).isEqualTo("[[0.2,0.8],[2.0,8.0]]");
        assertThat(feature.get("properties").get("dicom").get("sourcePoints").toString())
                .isEqualTo("[[0.1,0.2,0.003],[1.0,2.0,3.0]]");
        assertThat(ledger.entries())
                .filteredOn(entry -> !entry.code().startsWith("CONTENT"))
                .allMatch(entry -> entry.carriage() == LedgerEntry.Carriage.RESTORABLE)
                .extracting(LedgerEntry::code)
                .containsExactly("COORDINATES_ROUNDED", "GROUP_IN_PRIVATE_MEMBER", "SPACE_CHANGED", "Z_DROPPED");
    }

    @Test
    void coordinatesAreRoundedWhenAskedAndTheLargestChangeIsTold() throws IOException {
        made.extras("{}", "")
                .group(POINT, FLOAT64, 2, new double[] {1.005, -0.001}, new double[] {1.25, 7}, new double[] {
                    0.1259, 1e300
                });

        String text = write(made.set(PIXELS), GeoJsonForm.COLLECTION.roundedTo(2));

        assertThat(text).contains("[1.0,0.0]", "[1.25,7.0]", "[0.13,1.0E300]");
        LedgerEntry entry = ledger.entries().stream()
                .filter(one -> one.code().equals("COORDINATES_ROUNDED"))
                .findFirst()
                .orElseThrow();
        assertThat(entry.count()).isEqualTo(2);
        assertThat(entry.carriage()).isEqualTo(LedgerEntry.Carriage.GONE);
        assertThat(entry.maxAbsError()).isBetween(0.0049, 0.0051);
    }

    @Test
    void partsOfSeveralGroupsOfDicomSayTheirs() throws IOException {
        made.group(POLYLINE, FLOAT32, 2, new double[] {1, 2, 3, 4}).group(POINT, FLOAT32, 2, new double[] {1, 2});
        objects.part(0, 0, BEGINS_MEMBER);
        objects.part(1, 0, BEGINS_MEMBER);
        objects.feature(Kind.COLLECTION, new Said());

        JsonNode dicom = read(write(set(DocumentExtras.NONE), GeoJsonForm.COLLECTION))
                .get("features")
                .get(0)
                .get("properties")
                .get("dicom");

        assertThat(dicom.get("group").asInt()).isZero();
        assertThat(dicom.get("parts").toString()).isEqualTo("[{},{\"group\":1}]");
    }

    @Test
    void reportsStandBesideTheirObjects() throws IOException {
        made.group(POINT, FLOAT32, 2, new double[] {1, 2})
                .group(GroupRole.REGIONLESS, POINT, FLOAT32, 2, List.of(), new double[0]);
        objects.part(0, 0, BEGINS_MEMBER);
        objects.feature(Kind.GEOMETRY, new Said().id(IdForm.TEXT, "u").name("n").content("[{\"a\":1}]"));
        objects.part(1, 0, BEGINS_MEMBER);
        objects.feature(Kind.NONE, new Said().content("[{\"00700023\":{\"Value\":[\"ELLIPSOID\"]}}]"));
        DocumentExtras extras = new DocumentExtras("", "{\"0040A730\":{}}");

        AnnotationSet set = set(extras);
        JsonNode collection = read(write(set, GeoJsonForm.COLLECTION));

        assertThat(collection.get("dicom").get("report").toString()).isEqualTo("{\"0040A730\":{}}");
        assertThat(collection.get("dicom").get("groups").get(1).get("role").asText())
                .isEqualTo("REGIONLESS");
        JsonNode feature = collection.get("features").get(0);
        assertThat(feature.get("id").asText()).isEqualTo("u");
        assertThat(feature.get("properties").get("name").asText()).isEqualTo("n");
        JsonNode dicom = feature.get("properties").get("dicom");
        assertThat(dicom.get("content").toString()).isEqualTo("[{\"a\":1}]");
        assertThat(dicom.has("annotationIndex")).isFalse();
        assertThat(dicom.has("points")).isFalse();
        assertThat(collection.get("features").get(1).get("geometry").isNull()).isTrue();
        assertThat(codes())
                .containsExactly(
                        "CONTENT_HEADER_NOT_CARRIED",
                        "CONTENT_IN_PRIVATE_MEMBER",
                        "GROUP_IN_PRIVATE_MEMBER",
                        "SOLID_NOT_CARRIED");
        assertThat(ledger.entries().get(1).count()).isEqualTo(3);

        JsonNode line = read(write(set, GeoJsonForm.COLLECTION.in(GeoJsonForm.Layout.LINES))
                .lines()
                .findFirst()
                .orElseThrow());
        assertThat(line.get("properties").get("dicom").get("collection")).isEqualTo(collection.get("dicom"));
    }

    @Test
    void whatIsNotFiniteHasNoGeometryButAllItsParts() throws IOException {
        made.extras("{}", "")
                .group(POINT, FLOAT64, 2, new double[] {1, Double.NaN}, new double[] {3, 4}, new double[] {Double.NaN, 1
                });
        objects.part(0, 0, BEGINS_MEMBER | OF_MULTI);
        objects.part(0, 1, OF_MULTI);
        objects.feature(Kind.GEOMETRY, new Said());
        objects.part(0, 2, BEGINS_MEMBER);
        objects.feature(Kind.GEOMETRY, new Said());

        JsonNode features =
                read(write(set(DocumentExtras.NONE), GeoJsonForm.COLLECTION)).get("features");

        assertThat(features.get(0).get("geometry").isNull()).isTrue();
        assertThat(features.get(0).get("properties").get("dicom").toString())
                .isEqualTo("{\"kind\":\"GEOMETRY\",\"parts\":["
                        + "{\"graphicType\":\"POINT\",\"points\":[[1.0,\"NaN\"]],\"marks\":3},"
                        + "{\"graphicType\":\"POINT\",\"points\":[[3.0,4.0]],\"marks\":2}]}");
        assertThat(features.get(1).get("properties").get("dicom").toString())
                .isEqualTo("{\"graphicType\":\"POINT\",\"points\":[[\"NaN\",1.0]]}");
        assertThat(codes()).containsExactly("COORDINATE_NOT_FINITE");
    }

    @Test
    void collectionMembersComeBackAndLinesSayThatTheyHaveNone() throws IOException {
        made.extras("{}", "").group(POINT, FLOAT64, 2, new double[] {1, 2});
        objects.part(0, 0, BEGINS_MEMBER);
        objects.feature(Kind.GEOMETRY, new Said());
        AnnotationSet set = set(new DocumentExtras("{\"a/b\": [1, 2],\"name\":\"é\"}", ""));

        assertThat(write(set, GeoJsonForm.COLLECTION))
                .startsWith("{\"type\":\"FeatureCollection\",\"a/b\":[1, 2],\"name\":\"é\",\"features\":[");
        assertThat(ledger.entries()).isEmpty();
        write(set, GeoJsonForm.COLLECTION.in(GeoJsonForm.Layout.LINES));
        assertThat(ledger.entries().getFirst().code()).isEqualTo("ATTRIBUTE_NOT_CARRIED");
        assertThat(ledger.entries().getFirst().firstPaths()).containsExactly("/a~1b", "/name");
    }

    @Test
    void membersThatAreNoObjectsStayAsTheyAre() throws IOException {
        made.extras("{}", "").group(POINT, FLOAT64, 2, new double[] {1, 2});
        objects.part(0, 0, BEGINS_MEMBER);
        objects.feature(
                Kind.GEOMETRY,
                new Said().members("{\"nucleusGeometry\":null,\"properties\":{\"measurements\":\"none\",\"a\":[]}}"));

        assertThat(write(set(DocumentExtras.NONE), GeoJsonForm.COLLECTION.in(GeoJsonForm.Layout.LINES)))
                .isEqualTo("{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[1.0,2.0]},"
                        + "\"nucleusGeometry\":null,\"properties\":{\"measurements\":\"none\",\"a\":[]}}\n");
    }

    @Test
    void compressedTextIsTheSame() throws IOException {
        made.group(POINT, FLOAT32, 2, new double[] {1, 2});
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        AnnotationSet set = made.set(PIXELS);
        GeoJsonWriter.write(
                set,
                AnswerSpace.ofSource(set),
                GeoJsonForm.COLLECTION.with(GeoJsonForm.Compression.GZIP),
                new Losses(),
                bytes,
                (done, total) -> {});

        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(write(set, GeoJsonForm.COLLECTION));
        }
    }

    private List<String> codes() {
        return ledger.entries().stream().map(LedgerEntry::code).toList();
    }

    private AnnotationSet set(DocumentExtras extras) throws IOException {
        return made.set(PIXELS, objects.build(), extras);
    }

    private String write(AnnotationSet set, GeoJsonForm form) throws IOException {
        return write(set, AnswerSpace.ofSource(set), form);
    }

    private String write(AnnotationSet set, AnswerSpace answer, GeoJsonForm form) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Losses losses = new Losses();
        GeoJsonWriter.write(set, answer, form, losses, bytes, (done, total) -> {});
        losses.addTo(ledger);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static JsonNode read(String json) throws IOException {
        return JsonMapper.builder().build().readTree(json);
    }
}
