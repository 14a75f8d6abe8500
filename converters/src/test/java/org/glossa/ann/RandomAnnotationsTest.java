package org.glossa.ann;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.glossa.ann.BulkAnnotationReader.BulkAnnotations;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.MeasurementValues;
import org.glossa.annotation.Precision;
import org.glossa.corpus.Depth;
import org.glossa.corpus.Oracle;
import org.glossa.dicom.DicomFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects of random groups that highdicom wrote, against the arrays that highdicom was given. */
class RandomAnnotationsTest {
    private static final String SEED = "20261122";

    @Test
    void readsWhatHighdicomWrote(@TempDir Path folder) throws Exception {
        int count = Depth.count(40, 500);
        Oracle.python()
                .cases(count)
                .within(Duration.ofMinutes(10))
                .run(
                        Oracle.script("random_annotations.py").toString(),
                        folder.toString(),
                        Integer.toString(count),
                        SEED)
                .orFail();
        List<Path> files;
        try (var entries = Files.list(folder)) {
            files = entries.filter(path -> path.toString().endsWith(".dcm"))
                    .sorted()
                    .toList();
        }
        assertThat(files).hasSize(count);
        for (Path file : files) {
            JsonNode truth = JsonMapper.builder()
                    .build()
                    .readTree(Path.of(file.toString().replace(".dcm", ".json")).toFile());
            DicomFile dicom = DicomFile.open(file);
            BulkAnnotations read = BulkAnnotationReader.read(dicom);
            try (var set = read.set()) {
                assertThat(read.findings()).as(file.toString()).isEmpty();
                assertThat(BulkAnnotationChecks.run(dicom, set, null))
                        .as(file.toString())
                        .isEmpty();
                assertThat(set.groups()).hasSize(truth.get("groups").size());
                for (int i = 0; i < set.groups().size(); i++) {
                    assertSame(set.groups().get(i), truth.get("groups").get(i), file);
                }
            }
        }
    }

    private static void assertSame(AnnotationGroup group, JsonNode truth, Path file) {
        String where = file.getFileName() + " group " + truth.get("number");
        assertThat(group.description().number())
                .as(where)
                .isEqualTo(truth.get("number").asInt());
        assertThat(group.graphicType().name())
                .as(where)
                .isEqualTo(truth.get("graphicType").asText());
        Coordinates coordinates = group.coordinates();
        assertThat(coordinates.precision())
                .as(where)
                .isEqualTo(truth.get("precision").asText().equals("float32") ? Precision.FLOAT32 : Precision.FLOAT64);
        JsonNode annotations = truth.get("annotations");
        assertThat(coordinates.annotationCount()).as(where).isEqualTo(annotations.size());
        for (int annotation = 0; annotation < annotations.size(); annotation++) {
            JsonNode points = annotations.get(annotation);
            long first = coordinates.firstVertex(annotation);
            assertThat(coordinates.vertexCount(annotation)).as(where).isEqualTo(points.size());
            for (int vertex = 0; vertex < points.size(); vertex++) {
                for (int ordinate = 0; ordinate < points.get(vertex).size(); ordinate++) {
                    double expected = points.get(vertex).get(ordinate).asDouble();
                    if (ordinate < coordinates.ordinates()) {
                        assertThat(coordinates.ordinate(first + vertex, ordinate))
                                .as(where)
                                .isEqualTo(expected);
                    } else {
                        assertThat(group.description().commonZ()).as(where).containsExactly(expected);
                    }
                }
            }
        }
        for (int i = 0; i < group.measurements().size(); i++) {
            assertSame(
                    group.measurements().get(i).values(),
                    truth.get("measurements").get(i),
                    where);
        }
        assertThat(group.measurements())
                .as(where)
                .hasSize(truth.get("measurements").size());
    }

    private static void assertSame(MeasurementValues values, JsonNode truth, String where) {
        for (int annotation = 0; annotation < truth.size(); annotation++) {
            JsonNode value = truth.get(annotation);
            assertThat(values.isPresent(annotation)).as(where).isEqualTo(!value.isNull());
            if (!value.isNull()) {
                assertThat((double) values.value(annotation)).as(where).isEqualTo(value.asDouble());
            }
        }
    }
}
