package org.glossa.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.Precision;
import org.glossa.spatial.Box;
import org.glossa.spatial.PlanarTransform;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page of everything, without a box: three groups in two layers, one annotation of which has no place. */
class EverythingTest {
    private static final int NUCLEI = 100;
    private static final int POINTS = 37;

    @TempDir
    private Path folder;

    @BeforeEach
    void store() throws Exception {
        SplittableRandom random = new SplittableRandom(11);
        List<double[]> nuclei = new ArrayList<>();
        for (int i = 0; i < NUCLEI; i++) {
            nuclei.add(SampleSet.nucleus(random, 8, random.nextDouble(50, 950), random.nextDouble(50, 450), 10));
        }
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < POINTS; i++) {
            points.add(new double[] {random.nextDouble(1000), random.nextDouble(500)});
        }
        points.set(5, new double[] {Double.NaN, 3});
        points.set(6, new double[] {-20, 600});
        try (AnnotationSet set = new SampleSet()
                .group(GraphicType.POLYGON, 2, Precision.FLOAT32, nuclei)
                .group(GraphicType.POINT, 2, Precision.FLOAT64, points)
                .group(GraphicType.POLYGON, 2, Precision.FLOAT32, nuclei.subList(0, 10))
                .build()) {
            ColumnStore.write(set, folder.resolve("set"), (done, total) -> {});
        }
    }

    @Test
    void allPagesTogetherAreEveryAnnotationOnce() throws Exception {
        assertThat(pages(Set.of(), 7)).hasSize(NUCLEI + POINTS + 10).doesNotHaveDuplicates();
        assertThat(pages(Set.of(), 7)).isEqualTo(pages(Set.of(), 1_000)).isEqualTo(pages(Set.of(), 1));
    }

    @Test
    void aPageThatIsHeldInPartsIsTheSamePage() throws Exception {
        try (StoredSet set = StoredSet.open(folder.resolve("set"))) {
            RegionQuery query = RegionQuery.everything(Set.of(1, 3));
            for (long first = 0; first >= 0; first = query.run(set, first, 40).nextPosition()) {
                RegionHits whole = query.run(set, first, 40);
                for (int held : new int[] {1, 7, 40, 41}) {
                    RegionHits part = query.run(set, first, 40, held);
                    assertThat(part.count()).isEqualTo(whole.count());
                    assertThat(part.nextPosition()).isEqualTo(whole.nextPosition());
                    List<Long> positions = new ArrayList<>(held(part));
                    while (part.restPosition() >= 0) {
                        assertThat(part.heldCount()).isEqualTo(held);
                        part = query.run(set, part.restPosition(), 40 - positions.size(), held);
                        positions.addAll(held(part));
                    }
                    assertThat(positions).isEqualTo(held(whole));
                }
            }
        }
    }

    private static List<Long> held(RegionHits hits) {
        return LongStream.range(0, hits.heldCount()).mapToObj(hits::position).toList();
    }

    @Test
    void groupsAreKeptOrLeftOut() throws Exception {
        assertThat(pages(Set.of(1), 7)).hasSize(NUCLEI).allMatch(id -> id.startsWith("1-"));
        assertThat(pages(Set.of(2), 7)).hasSize(POINTS).contains("2-6");
        assertThat(pages(Set.of(3, 2), 7)).hasSize(POINTS + 10);
    }

    @Test
    void onlyWhatHasNoPlaceIsBeyondEveryBox() throws Exception {
        try (StoredSet set = StoredSet.open(folder.resolve("set"))) {
            RegionQuery wide = new RegionQuery(new Box(-1e6, -1e6, 1e6, 1e6), PlanarTransform.IDENTITY, Set.of());
            assertThat(wide.run(set, 0, 0).numberMatched()).isEqualTo(NUCLEI + POINTS + 10 - 1);
        }
    }

    @Test
    void boundsHoldEverythingThatHasAPlace() throws Exception {
        try (StoredSet set = StoredSet.open(folder.resolve("set"))) {
            Box bounds = set.bounds();
            assertThat(bounds).isNotNull();
            assertThat(bounds.minX()).isEqualTo(-20);
            assertThat(bounds.maxY()).isEqualTo(600);
            assertThat(bounds.maxX()).isBetween(900.0, 1000.0);
            assertThat(bounds.minY()).isBetween(0.0, 50.0);
        }
    }

    /** Ids in the order of the answer. */
    private List<String> pages(Set<Integer> groups, int limit) throws Exception {
        List<String> ids = new ArrayList<>();
        try (StoredSet set = StoredSet.open(folder.resolve("set"))) {
            long first = 0;
            do {
                RegionHits hits = RegionQuery.everything(set, groups, first, limit);
                Cursor cursor = set.cursor();
                for (int i = 0; i < hits.count(); i++) {
                    cursor.moveTo(hits.position(i));
                    ids.add(cursor.group().number() + "-" + cursor.annotationIndex());
                }
                first = hits.nextPosition();
                assertThat(hits.count()).isLessThanOrEqualTo(limit);
                if (first < 0) {
                    assertThat(hits.numberMatched()).isEqualTo(ids.size());
                }
            } while (first >= 0);
        }
        return ids;
    }
}
