package org.glossa.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.Precision;
import org.glossa.spatial.Box;
import org.glossa.spatial.PlanarTransform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ColumnStoreTest {
    @TempDir
    Path folder;

    @Test
    void smoke() throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        List<double[]> nuclei = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            nuclei.add(SampleSet.nucleus(random, 24, random.nextDouble(1e5), random.nextDouble(1e5), 10));
        }
        try (AnnotationSet set = new SampleSet()
                .group(GraphicType.POLYGON, 2, Precision.FLOAT32, nuclei)
                .build()) {
            long start = System.nanoTime();
            ColumnStore.write(set, folder.resolve("a"), (done, total) -> {});
            System.out.println("write ms " + (System.nanoTime() - start) / 1_000_000);
        }
        try (StoredSet set = StoredSet.open(folder.resolve("a"))) {
            set.verify();
            assertThat(set.annotationCount()).isEqualTo(100_000);
            RegionHits hits =
                    new RegionQuery(new Box(0, 0, 1e5, 1e5), PlanarTransform.IDENTITY, Set.of()).run(set, 0, 10);
            System.out.println(hits.numberMatched() + " " + hits.count() + " " + hits.nextPosition());
        }
    }
}
