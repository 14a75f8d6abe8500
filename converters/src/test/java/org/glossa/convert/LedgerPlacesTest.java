package org.glossa.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.glossa.corpus.conversion.MatrixSources;
import org.glossa.ledger.Ledger;
import org.glossa.ledger.Restoration;
import org.glossa.mapping.ClassMapping;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each code is told once, where the source has what it is about, in the notation of the source. */
class LedgerPlacesTest {
    private static final String CHILD = "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[5,6]},"
            + "\"properties\":{\"classification\":{\"name\":\"Tumor\"},\"from a/b\":7}}";
    private static final String PARENT =
            "{\"type\":\"Feature\",\"other\":1,\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2,3],\"plane\":{\"z\":1}},"
                    + "\"properties\":{\"classification\":{\"name\":\"Tumor\"},\"metadata\":{\"a\":\"b\",\"c\":5},"
                    + "\"measurements\":{\"Qwertz\":0.1},\"childObjects\":[" + CHILD + "]}}";
    private static final String PLAIN = "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[5,6]},"
            + "\"properties\":{\"classification\":{\"name\":\"Qwertz\"},\"objectType\":\"cell\"}}";
    private static final String COLLECTION =
            "{\"type\":\"FeatureCollection\",\"generator\":\"x\",\"features\":[" + PARENT + "," + PLAIN + "]}";

    @TempDir
    Path folder;

    /** A document that was made, and what its ledger says: {@code CODE count place place…}. */
    private record Converted(byte[] bytes, List<String> entries) {}

    @Test
    void geoJsonHasPointers() throws Exception {
        assertThat(convert(bytes(COLLECTION), Language.ANN).entries())
                .containsExactlyInAnyOrder(
                        "ALGORITHM_UNSTATED 1 /features/1",
                        "ATTRIBUTE_NOT_CARRIED 4 /features/0/other /features/0/properties/metadata"
                                + " /features/0/properties/childObjects/0/properties/from a~1b /generator",
                        "CLASS_UNMAPPED 1 /features/1",
                        "HIERARCHY_NOT_CARRIED 1 /features/0/properties/childObjects/0",
                        "MEASUREMENT_UNCODED 1 /features/0/properties/measurements/Qwertz",
                        "OBJECT_TYPE_NOT_CARRIED 1 /features/1/properties/objectType",
                        "PLANE_NOT_CARRIED 1 /features/0/geometry/plane",
                        "Z_DROPPED 1 /features/0");
        assertThat(convert(bytes(COLLECTION), Language.SR).entries())
                .contains(
                        "ALGORITHM_UNSTATED 1 /features/1",
                        "ATTRIBUTE_NOT_CARRIED 4 /generator /features/0/other /features/0/properties/metadata/c"
                                + " /features/0/properties/childObjects/0/properties/from a~1b",
                        "CLASS_UNMAPPED 1 /features/1",
                        "HIERARCHY_NOT_CARRIED 1 /features/0/properties/childObjects/0",
                        "METADATA_AS_TEXT 1 /features/0");
    }

    @Test
    void linesHaveTheirNumbersAndAFeatureAloneHasNone() throws Exception {
        assertThat(convert(bytes(PLAIN + "\n" + PARENT + "\n"), Language.ANN).entries())
                .contains(
                        "CLASS_UNMAPPED 1 line 1",
                        "OBJECT_TYPE_NOT_CARRIED 1 line 1/properties/objectType",
                        "PLANE_NOT_CARRIED 1 line 2/geometry/plane",
                        "HIERARCHY_NOT_CARRIED 1 line 2/properties/childObjects/0");
        assertThat(convert(bytes(PARENT), Language.SR).entries())
                .contains("PLANE_NOT_CARRIED 1 /geometry/plane", "Z_DROPPED 1 ");
    }

    @Test
    void bulkAnnotationsHaveGroupsAndAnnotations() throws Exception {
        byte[] ann = convert(bytes(COLLECTION), Language.ANN).bytes();
        assertThat(convert(ann, Language.SR).entries())
                .contains(
                        "ATTRIBUTE_NOT_CARRIED 4 /generator (006A,0002)[1], annotation 1, /other"
                                + " (006A,0002)[1], annotation 1, /properties/metadata/c"
                                + " (006A,0002)[1], annotation 2, /properties/from a~1b",
                        "HIERARCHY_NOT_CARRIED 1 (006A,0002)[1], annotation 2",
                        "PLANE_NOT_CARRIED 1 (006A,0002)[1], annotation 1, /geometry/plane");
    }

    @Test
    void reportsHaveMeasurementGroups() throws Exception {
        byte[] report = convert(bytes(COLLECTION), Language.SR).bytes();
        assertThat(convert(report, Language.ANN).entries())
                .contains(
                        "ATTRIBUTE_NOT_CARRIED 4 Measurement Group 1, /other"
                                + " Measurement Group 1, /properties/metadata"
                                + " Measurement Group 2, /properties/from a~1b /generator",
                        "HIERARCHY_NOT_CARRIED 1 Measurement Group 2",
                        "PLANE_NOT_CARRIED 1 Measurement Group 1, /geometry/plane");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Converted convert(byte[] bytes, Language language) throws Exception {
        Path file = Files.createTempFile(folder, "source", ".bin");
        Files.write(file, bytes);
        try (Slide slide = Slide.open(List.of(MatrixSources.image()));
                Source source = new Sources(
                                slide, ClassMapping.standard(), folder, Restoration.RESTORE, ConversionProgress.NONE)
                        .open(file)) {
            ByteArrayOutputStream target = new ByteArrayOutputStream();
            Ledger ledger = new Conversion(slide, ConversionOptions.DEFAULT, folder, ConversionProgress.NONE)
                    .run(source, language, target);
            List<String> entries = ledger.entries().stream()
                    .filter(entry -> !entry.code().startsWith("SPACE_")
                            && !entry.code().equals("ORDER_NOT_CARRIED")
                            && !entry.code().equals("MEASUREMENT_FLOAT32"))
                    .map(entry -> entry.code() + " " + entry.count() + " " + String.join(" ", entry.firstPaths()))
                    .toList();
            return new Converted(target.toByteArray(), entries);
        }
    }
}
