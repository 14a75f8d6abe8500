package org.glossa.ann;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.glossa.annotation.AnnotationSet;
import org.glossa.corpus.Depth;
import org.glossa.corpus.Oracle;
import org.glossa.dicom.DicomFile;
import org.glossa.geometry.QueryPolygon;
import org.glossa.query.Region;
import org.glossa.query.Selection;
import org.glossa.spatial.Box;
import org.glossa.spatial.PlanarTransform;
import org.glossa.store.ColumnStore;
import org.glossa.store.Cursor;
import org.glossa.store.RegionHits;
import org.glossa.store.RegionQuery;
import org.glossa.store.StoredSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Boxes and polygons over stored sets of every graphic type and of 0 to 100,000 annotations: what pydicom and shapely say of the written
 * object, about ellipses by 4,096 samples.
 */
class RegionTruthTest {
    private static final String SEED = "20269";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path folder;

    @Test
    void regionsEqualAScanByPydicomAndShapely() throws IOException {
        int count = Depth.count(600, 50_000);
        Oracle.python()
                .cases(count)
                .within(Duration.ofMinutes(Depth.count(4, 60)))
                .run(
                        Oracle.script("region_truth.py").toString(),
                        folder.toString(),
                        Integer.toString(count),
                        SEED,
                        Depth.current() == Depth.DEEP ? "deep" : "small")
                .orFail();
        List<Path> truths;
        try (Stream<Path> files = Files.list(folder)) {
            truths = files.filter(file -> file.toString().endsWith(".truth"))
                    .sorted()
                    .toList();
        }
        assertThat(truths).hasSizeGreaterThan(30);
        long asked = 0;
        long hits = 0;
        for (Path truth : truths) {
            try (StoredSet set = stored(truth)) {
                for (String line : Files.readAllLines(truth)) {
                    hits += compare(set, JSON.readTree(line), truth.getFileName() + " line " + asked);
                    asked++;
                }
            }
        }
        assertThat(asked).isGreaterThanOrEqualTo(count * 9L / 10);
        assertThat(hits).isGreaterThan(asked);
        System.out.println("regions beside pydicom and shapely: " + asked + " over " + truths.size() + " sets (seed "
                + SEED + "), " + hits + " hits, all as they say");
    }

    private StoredSet stored(Path truth) throws IOException {
        String name = truth.getFileName().toString().replace(".truth", "");
        Path columns = folder.resolve(name + ".columns");
        try (DicomFile file = DicomFile.open(folder.resolve(name + ".dcm"));
                AnnotationSet set = BulkAnnotationReader.read(file).set()) {
            ColumnStore.write(set, columns, (done, total) -> {});
        }
        return StoredSet.open(columns);
    }

    private static long compare(StoredSet set, JsonNode truth, String where) {
        Selection asked = Selection.EVERYTHING.in(region(truth));
        RegionHits hits = new RegionQuery(asked, PlanarTransform.IDENTITY).run(set, 0, Long.MAX_VALUE);
        Set<List<Long>> found = new HashSet<>();
        Cursor cursor = set.cursor();
        for (long i = 0; i < hits.count(); i++) {
            cursor.moveTo(hits.position(i));
            found.add(List.of((long) cursor.group().number(), cursor.annotationIndex()));
        }
        assertThat(found).as(where).hasSize((int) hits.count());
        Set<List<Long>> sure = ids(truth.get("sure"));
        found.removeAll(ids(truth.get("open")));
        if (!found.equals(sure)) {
            Set<List<Long>> more = new HashSet<>(found);
            more.removeAll(sure);
            sure.removeAll(found);
            throw new AssertionError(where + ": missed " + sure + ", too much " + more + " in " + asked);
        }
        return hits.count();
    }

    private static Region region(JsonNode truth) {
        JsonNode box = truth.get("box");
        if (box != null) {
            return new Region.InBox(new Box(
                    box.get(0).asDouble(),
                    box.get(1).asDouble(),
                    box.get(2).asDouble(),
                    box.get(3).asDouble()));
        }
        JsonNode polygon = truth.get("polygon");
        double[] ring = new double[polygon.size()];
        for (int i = 0; i < ring.length; i++) {
            ring[i] = polygon.get(i).asDouble();
        }
        return new Region.InPolygon(QueryPolygon.of(List.of(ring)));
    }

    private static Set<List<Long>> ids(JsonNode listed) {
        Set<List<Long>> ids = new HashSet<>();
        for (JsonNode id : listed) {
            ids.add(List.of(id.get(0).asLong(), id.get(1).asLong()));
        }
        return ids;
    }
}
