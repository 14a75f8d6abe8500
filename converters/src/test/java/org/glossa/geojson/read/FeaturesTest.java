package org.glossa.geojson.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.glossa.geojson.read.Texts.feature;
import static org.glossa.geojson.read.Texts.geometry;
import static org.glossa.geojson.read.Texts.measured;

import java.io.IOException;
import java.util.List;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.GenerationType;
import org.glossa.annotation.GroupDescription;
import org.glossa.feature.Features;
import org.glossa.feature.Features.IdForm;
import org.glossa.finding.Finding;
import org.glossa.geojson.SrgbColour;
import org.glossa.geojson.read.GeoJsonReader.GeoJsonSet;
import org.glossa.ledger.Losses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What features say besides their geometry; expected values are written by hand. */
class FeaturesTest {
    private static final String POINT = geometry("Point", "[1,2]");

    private final Texts texts = new Texts();

    @AfterEach
    void close() throws IOException {
        texts.close();
    }

    private GeoJsonSet read(String properties) throws IOException {
        return texts.read(feature(POINT, properties));
    }

    private AnnotationGroup group(String properties) throws IOException {
        AnnotationSet set = read(properties).set();
        assertThat(set.groups()).hasSize(1);
        return set.groups().getFirst();
    }

    private String painted(String properties) throws IOException {
        return group(properties).description().extras().featureMembers();
    }

    private static List<String> codes(GeoJsonSet read) {
        return read.findings().stream().map(Finding::code).toList();
    }

    @Test
    void classesAndColoursInEveryShape() throws Exception {
        assertThat(painted("{}")).isEqualTo("{}");
        assertThat(painted("{\"classification\":null}")).isEqualTo("{\"classification\":null}");
        assertThat(painted("{\"classification\":\"Tu\\\"mor\"}"))
                .isEqualTo("{\"classification\":{\"name\":\"Tu\\\"mor\"}}");
        assertThat(painted("{\"color\":[1,2,3],\"classification\":{\"color\":[200, 0,0],\"name\":\"Tumor\"}}"))
                .isEqualTo("{\"classification\":{\"name\":\"Tumor\",\"color\":[200,0,0]},\"color\":[1,2,3]}");
        assertThat(painted("{\"classification\":{\"names\":[\"a\",\"b\"],\"color\":[1,2,3,4]}}"))
                .isEqualTo("{\"classification\":{\"names\":[\"a\",\"b\"],\"color\":[1,2,3,4]}}");
        // -3670016 is 0xFFC80000
        assertThat(painted("{\"classification\":{\"name\":\"x\",\"colorRGB\":-3670016}}"))
                .isEqualTo("{\"classification\":{\"name\":\"x\",\"color\":[200,0,0]}}");
        assertThat(painted("{\"color\":-3670016}")).isEqualTo("{\"color\":[200,0,0]}");
        assertThat(painted("{\"color\":13107200}")).isEqualTo("{\"color\":[200,0,0]}");
        assertThat(painted("{\"color\":" + 0x80C80000L + "}")).isEqualTo("{\"color\":[200,0,0,128]}");
    }

    @Test
    void whatIsNoClassOrColourStays() throws Exception {
        GeoJsonSet read = read("{\"classification\":7,\"color\":\"red\"}");
        assertThat(read.set().groups().getFirst().description().extras().featureMembers())
                .isEqualTo("{}");
        assertThat(read.set().features().members(0))
                .isEqualTo("{\"properties\":{\"classification\":7,\"color\":\"red\"}}");
        assertThat(codes(read)).containsExactly("CLASS_NOT_UNDERSTOOD", "COLOUR_NOT_UNDERSTOOD");
        assertThat(codes(read("{\"classification\":{\"name\":\"a\",\"p\":1}}")))
                .containsExactly("CLASS_MEMBER_IGNORED");
    }

    @Test
    void groupsAreDescribedByClass() throws Exception {
        GroupDescription none = group("{}").description();
        assertThat(none.label()).isEqualTo("Unclassified");
        assertThat(none.number()).isEqualTo(1);
        assertThat(none.uid()).isEmpty();
        assertThat(none.colour()).isNull();
        assertThat(none.generation()).isEqualTo(GenerationType.MANUAL);
        GroupDescription derived = group("{\"classification\":{\"names\":[\"a\",\"b\"],\"color\":[1,2,3]}}")
                .description();
        assertThat(derived.label()).isEqualTo("a: b");
        assertThat(derived.colour()).isEqualTo(new SrgbColour(1, 2, 3).toCieLab());
        assertThat(group("{\"color\":[9,9,9],\"classification\":{\"name\":\"a\",\"color\":[1,2,3]}}")
                        .description()
                        .colour())
                .isEqualTo(new SrgbColour(9, 9, 9).toCieLab());
        assertThat(group("{\"object_type\":\"cell\"}").description().generation())
                .isEqualTo(
                        org.glossa.mapping.ClassMapping.standard().made("cell").generation());
    }

    @Test
    void groupsComeInOrderOfFirstAppearance() throws Exception {
        String a = "{\"type\":\"Feature\",\"geometry\":" + POINT + ",\"properties\":{\"classification\":\"a\"}}";
        String b = "{\"type\":\"Feature\",\"geometry\":null,\"properties\":{\"classification\":\"b\"}}";
        String c = "{\"type\":\"Feature\",\"properties\":{\"classification\":\"a\"},\"geometry\":"
                + geometry("LineString", "[[1,2],[3,4]]") + "}";
        AnnotationSet set =
                texts.read("[" + b + "," + a + "," + c + "," + a + "]").set();
        assertThat(set.groups())
                .extracting(group -> group.description().label())
                .containsExactly("b", "a", "a");
        assertThat(set.groups())
                .extracting(group -> group.description().number())
                .containsExactly(3, 1, 2);
        assertThat(set.groups().get(1).annotationCount()).isEqualTo(2);
        assertThat(Texts.parts(set, 3)).containsExactly("1:1:1");
    }

    @Test
    void measurementsAsObjectOrList() throws Exception {
        String object =
                "{\"measurements\":{\"a\":1.5,\"b\":\"NaN\",\"c\":-Infinity,\"d\":\"inf\",\"a\":2,\"e\":\"x\",\"f\":null}}";
        GeoJsonSet read = read(object);
        AnnotationGroup group = read.set().groups().getFirst();
        assertThat(measured(group, 0)).containsExactly("a=2", "b=NaN", "c=-Infinity", "d=Infinity");
        assertThat(read.set().features().members(0))
                .isEqualTo("{\"properties\":{\"measurements\":{\"e\":\"x\",\"f\":null}}}");
        GeoJsonSet list = read("{\"measurements\":[{\"name\":\"a\",\"value\":1},{\"value\":NaN,\"name\":\"b\"},"
                + "{\"name\":\"c\",\"value\":\"x\"}]}");
        assertThat(measured(list.set().groups().getFirst(), 0)).containsExactly("a=1", "b=NaN");
        assertThat(list.set().features().members(0)).isEqualTo("{\"properties\":{\"measurements\":{\"c\":\"x\"}}}");
        assertThat(read("{\"measurements\":[]}").set().features().members(0)).isNull();
    }

    @Test
    void measurementsMayBeRare() throws Exception {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < 100; i++) {
            String rare = i == 60 || i == 99 ? ",\"rare\":" + i : "";
            String half = i % 3 > 0 ? ",\"half\":" + i : "";
            text.append(i > 0 ? "," : "")
                    .append("{\"type\":\"Feature\",\"geometry\":" + POINT
                            + ",\"properties\":{\"measurements\":{\"all\":" + i + rare + half + "}}}");
        }
        AnnotationGroup group = texts.read(text + "]").set().groups().getFirst();
        for (int i = 0; i < 100; i++) {
            List<String> expected = new java.util.ArrayList<>(List.of("all=" + i));
            if (i % 3 > 0) {
                expected.add("half=" + i);
            }
            if (i == 60 || i == 99) {
                expected.add("rare=" + i);
            }
            assertThat(measured(group, i)).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void idsInEveryForm() throws Exception {
        String text = "";
        for (String id : List.of("\"u\\u00e9\"", "12.50", "\"PathCellObject\"", "null", "\"u\\u00e9\"")) {
            text += "{\"type\":\"Feature\",\"id\":" + id + ",\"geometry\":" + POINT + ",\"properties\":{}}\n";
        }
        Features features = texts.read(
                        text + "\u001e{\"type\":\"Feature\",\"geometry\":" + POINT + ",\"properties\":{}}")
                .set()
                .features();
        assertThat(List.of(0L, 1L, 2L, 3L, 4L, 5L))
                .extracting(features::id)
                .containsExactly("ué", "12.50", null, null, "ué", null);
        assertThat(List.of(0L, 1L, 2L, 5L))
                .extracting(features::idForm)
                .containsExactly(IdForm.TEXT, IdForm.NUMBER, IdForm.ABSENT, IdForm.ABSENT);
        assertThat(features.members(2)).isEqualTo("{\"id\":\"PathCellObject\"}");
        assertThat(features.members(3)).isEqualTo("{\"id\":null}");
    }

    @Test
    void otherMembersStayAsTheyAre() throws Exception {
        String text =
                "{\"bbox\":[ 1,2],\"properties\":{\"metadata\":{\"a\":\"1\"},\"isLocked\":true,\"metadata\":{\"a\":\"2\"},"
                        + "\"objectType\":\"annotation\",\"name\":\"n\"},\"geometry\":{\"plane\":{\"c\":-1},\"type\":\"Point\","
                        + "\"coordinates\":[1,2]},\"type\":\"Feature\"}";
        GeoJsonSet read = texts.read(text);
        assertThat(read.set().features().members(0))
                .isEqualTo("{\"bbox\":[ 1,2],\"properties\":{\"metadata\":{\"a\":\"2\"},\"isLocked\":true,"
                        + "\"objectType\":\"annotation\"},\"geometry\":{\"plane\":{\"c\":-1}}}");
        assertThat(read.set().features().name(0)).isEqualTo("n");
        assertThat(read.findings()).isEmpty();
    }

    @Test
    void childrenComeAfterTheirParents() throws Exception {
        String grandchild = "{\"type\":\"Feature\",\"id\":\"g\",\"geometry\":" + POINT + ",\"properties\":{}}";
        String child = "{\"type\":\"Feature\",\"id\":\"c\",\"geometry\":" + POINT + ",\"properties\":{\"children\":["
                + grandchild + "]}}";
        String parent = "{\"type\":\"Feature\",\"id\":\"p\",\"geometry\":" + POINT
                + ",\"properties\":{\"childObjects\":[ " + child + "," + grandchild + "],\"children\":[]}}";
        GeoJsonSet read = texts.read("[" + parent + "," + grandchild + "]");
        Features features = read.set().features();
        assertThat(List.of(0L, 1L, 2L, 3L, 4L)).extracting(features::id).containsExactly("p", "c", "g", "g", "g");
        assertThat(List.of(0L, 1L, 2L, 3L, 4L)).extracting(features::parent).containsExactly(-1L, 0L, 1L, 0L, -1L);
        assertThat(features.members(0)).isEqualTo("{\"properties\":{\"children\":[]}}");
        assertThat(read.places().of(features, 3)).isEqualTo("/0/properties/childObjects/1");
        assertThat(read.places().of(features, 4)).isEqualTo("/1");
    }

    @Test
    void whatTheMappingStatesForDicom() throws Exception {
        String cell = "{\"type\":\"Feature\",\"nucleusGeometry\":" + POINT
                + ",\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2,3],\"plane\":{\"z\":1}},"
                + "\"properties\":{\"objectType\":\"cell\",\"isLocked\":true,\"metadata\":{\"a\":\"b\"},\"foreign\":1,"
                + "\"classification\":{\"name\":\"Qwertz\",\"color\":[1,2,3,4]},\"measurements\":{\"Qwertz\":1}}}";
        String child = "{\"type\":\"Feature\",\"geometry\":" + POINT + ",\"properties\":{\"childObjects\":["
                + "{\"type\":\"Feature\",\"geometry\":" + POINT + ",\"properties\":{}}]}}";
        GeoJsonSet read = texts.read(
                "{\"type\":\"FeatureCollection\",\"features\":[" + cell + "," + child + "],\"generator\":\"x\"}");
        Losses losses = new Losses();
        MappingLosses.note(read.set(), losses);
        assertThat(Texts.entries(losses))
                .containsExactly(
                        "ALGORITHM_UNSTATED 1 /features/0",
                        "CLASS_ABSENT 2 /features/1 /features/2",
                        "CLASS_UNMAPPED 1 /features/0",
                        "MEASUREMENT_UNCODED 1 /features/0/properties/measurements/Qwertz");
    }
}
