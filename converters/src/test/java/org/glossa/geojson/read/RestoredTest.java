package org.glossa.geojson.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.glossa.geojson.read.Texts.geometry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.glossa.ann.BulkAnnotationReader;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CoordinateSpace.Level0Pixels;
import org.glossa.annotation.CoordinateSpace.SlideMillimetres;
import org.glossa.corpus.Corpus;
import org.glossa.corpus.CorpusCase;
import org.glossa.dicom.DicomFile;
import org.glossa.finding.Finding;
import org.glossa.geojson.GeoJsonForm;
import org.glossa.geojson.GeoJsonWriter;
import org.glossa.geojson.read.GeoJsonReader.GeoJsonSet;
import org.glossa.image.AnswerSpace;
import org.glossa.image.CoordRefSys;
import org.glossa.image.SpaceName;
import org.glossa.ledger.Losses;
import org.glossa.ledger.Restoration;
import org.glossa.spatial.PlanarTransform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What our writer writes comes back as it was. */
class RestoredTest {
    private final Texts texts = new Texts();

    @AfterEach
    void close() throws IOException {
        texts.close();
    }

    static Stream<CorpusCase> cases() {
        return Corpus.cases().stream();
    }

    private static byte[] written(AnnotationSet set, AnswerSpace space, GeoJsonForm form) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        GeoJsonWriter.write(set, space, form, new Losses(), bytes, (done, total) -> {});
        return bytes.toByteArray();
    }

    /** Pixels of another level, which are half as many and shifted. */
    private static AnswerSpace mapped(AnnotationSet set) {
        return new AnswerSpace(
                SpaceName.LEVEL0_PIXELS,
                new Level0Pixels(),
                new PlanarTransform.Affine(set.space() instanceof SlideMillimetres ? 250.3 : 0.5, 0, 0, 0.7, 3.1, 4),
                CoordRefSys.levelZeroPixels("2.25.99"));
    }

    private static AnnotationSet source(CorpusCase corpusCase) throws IOException {
        return BulkAnnotationReader.read(DicomFile.open(corpusCase.input())).set();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void annotationsOfDicom(CorpusCase corpusCase) throws Exception {
        try (AnnotationSet set = source(corpusCase)) {
            for (GeoJsonForm form : List.of(
                    GeoJsonForm.COLLECTION,
                    GeoJsonForm.COLLECTION.with(GeoJsonForm.Compression.GZIP),
                    GeoJsonForm.COLLECTION.in(GeoJsonForm.Layout.values()[1]))) {
                for (AnswerSpace space : List.of(AnswerSpace.ofSource(set), mapped(set))) {
                    byte[] text = written(set, space, form);
                    if (form.layout() != GeoJsonForm.Layout.COLLECTION
                            && !text(text).contains("\"collection\"")) {
                        continue;
                    }
                    GeoJsonSet read = texts.read(text, Restoration.RESTORE);
                    assertThat(read.findings()).extracting(Finding::code).isEmpty();
                    if (form.layout() == GeoJsonForm.Layout.COLLECTION
                            || !text(text).isEmpty()) {
                        SameSets.assertSame(inSpaceOf(read.set(), set, form), set);
                    }
                }
            }
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    // lines do not say their space unless it is another than the source's
    private static AnnotationSet inSpaceOf(AnnotationSet read, AnnotationSet source, GeoJsonForm form) {
        if (form.layout() == GeoJsonForm.Layout.COLLECTION || read.space().equals(source.space())) {
            return read;
        }
        return new AnnotationSet(
                read.sopInstanceUid(),
                source.space(),
                read.image(),
                read.groups(),
                read.features(),
                read.extras(),
                () -> {});
    }

    @Test
    void withoutAllSourcePointsTheTextCounts() throws Exception {
        try (AnnotationSet set = source(Corpus.cases().getFirst())) {
            String text = text(written(set, mapped(set), GeoJsonForm.COLLECTION));
            String added = text.replace(
                    "\"features\":[",
                    "\"features\":[{\"type\":\"Feature\",\"geometry\":" + geometry("Point", "[1,2]")
                            + ",\"properties\":{}},");
            GeoJsonSet read = texts.read(added);
            assertThat(read.findings()).extracting(Finding::code).contains("SOURCE_POINTS_INCOMPLETE");
            assertThat(read.set().annotationCount()).isEqualTo(set.annotationCount() + 1);
            assertThat(read.set().features().isPlain()).isFalse();
        }
    }

    @Test
    void membersOfTheCollectionMayComeLast() throws Exception {
        try (AnnotationSet set = source(Corpus.cases().getFirst())) {
            String text = text(written(set, AnswerSpace.ofSource(set), GeoJsonForm.COLLECTION));
            int dicom = text.indexOf("\"dicom\":{");
            int features = text.indexOf("\"features\":[");
            int end = text.lastIndexOf('}');
            String moved = text.substring(0, dicom) + text.substring(features, end) + ","
                    + text.substring(dicom, features).strip().replaceAll(",$", "") + "}";
            SameSets.assertSame(texts.read(moved).set(), set);
        }
    }

    @Test
    void othersSeeFeatures() throws Exception {
        try (AnnotationSet set = source(Corpus.cases().getFirst())) {
            byte[] text = written(set, AnswerSpace.ofSource(set), GeoJsonForm.COLLECTION);
            AnnotationSet read = texts.read(text, Restoration.IGNORE).set();
            assertThat(read.features().isPlain()).isFalse();
            assertThat(read.features().id(0)).isEqualTo("1-1");
            assertThat(read.features().members(0)).isEqualTo("{\"properties\":{\"objectType\":\"annotation\"}}");
            assertThat(read.groups().getFirst().description().uid()).isEmpty();
            assertThat(read.sopInstanceUid()).isEmpty();
        }
    }

    @Test
    void featuresOfEveryKind() throws Exception {
        String ring = "[[0,0],[9,0],[9,9.25],[0,0]]";
        String hole = "[[1,1],[2,1],[2,2],[1,1]]";
        String all = "{\"type\":\"FeatureCollection\",\"made\":\"by hand\",\"features\":["
                + f(
                        "\"id\":\"a\",",
                        geometry("MultiPolygon", "[[" + ring + "," + hole + "],[" + ring + "]]"),
                        "\"classification\":\"Tumor\",\"measurements\":{\"a\":0.1,\"b\":\"NaN\",\"t\":\"x\"}")
                + ","
                + f("\"id\":7.0,", geometry("Polygon", "[" + ring + "]"), "\"objectType\":\"cell\",\"name\":\"n\"")
                + ","
                + f(
                        "",
                        "{\"type\":\"Polygon\",\"coordinates\":[" + ring + "],\"isEllipse\":true}",
                        "\"color\":[1,2,3,4]")
                + "," + f("", "null", "\"classification\":{\"name\":\"Stroma\",\"color\":[1,2,3]}")
                + "," + f("", geometry("MultiPoint", "[]"), "\"classification\":null")
                + ","
                + f("", "{\"type\":\"Point\",\"coordinates\":[1,2,3.50],\"plane\":{\"z\":1}}", "\"isLocked\":true")
                + ","
                + f(
                        "\"nucleusGeometry\":" + geometry("Polygon", "[" + hole + "]") + ",",
                        geometry("Polygon", "[" + ring + "]"),
                        "\"objectType\":\"cell\",\"measurements\":{\"b\":3}")
                + ","
                + f(
                        "",
                        "{\"type\":\"GeometryCollection\",\"geometries\":[" + geometry("Point", "[1,2]") + ","
                                + geometry("LineString", "[[1,2],[3,4]]") + "]}",
                        "\"childObjects\":["
                                + f("\"id\":\"kid\",", geometry("Point", "[5,6]"), "\"foreign\":{\"a\":[1, 2]}") + "]")
                + "]}";
        AnnotationSet set = texts.read(all).set();
        assertThat(set.features().featureCount()).isEqualTo(9);
        for (AnswerSpace space : List.of(AnswerSpace.ofSource(set), mapped(set))) {
            byte[] text = written(set, space, GeoJsonForm.COLLECTION);
            GeoJsonSet read = texts.read(text, Restoration.RESTORE);
            assertThat(read.findings()).extracting(Finding::code).isEmpty();
            SameSets.assertSame(read.set(), set);
        }
    }

    private static String f(String top, String geometry, String properties) {
        return "{\"type\":\"Feature\"," + top + "\"geometry\":" + geometry + ",\"properties\":{" + properties + "}}";
    }
}
