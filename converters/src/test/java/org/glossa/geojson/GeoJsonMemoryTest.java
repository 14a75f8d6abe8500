package org.glossa.geojson;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.DocumentExtras;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupRole;
import org.glossa.annotation.Precision;
import org.glossa.column.ScratchColumns;
import org.glossa.corpus.Depth;
import org.glossa.feature.FeatureColumnsBuilder;
import org.glossa.feature.FeatureColumnsBuilder.Said;
import org.glossa.feature.Features;
import org.glossa.feature.Features.IdForm;
import org.glossa.feature.Features.Kind;
import org.glossa.image.AnswerSpace;
import org.glossa.ledger.Losses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a writer keeps does not grow with the number of objects. */
class GeoJsonMemoryTest {
    @TempDir
    Path folder;

    @Test
    void theHeapStaysAsItIs() throws IOException {
        int count = Depth.count(100_000, 2_000_000);
        double[][] rows = new double[count][];
        for (int i = 0; i < count; i++) {
            rows[i] = new double[] {i, i + 0.25, i + 5.5, i, i + 5.75, i + 3.125};
        }
        HandMadeSet made = new HandMadeSet()
                .extras("{\"classification\":{\"name\":\"Tumor\",\"color\":[200,0,0]}}", "")
                .group(GroupRole.ANNOTATIONS, GraphicType.POLYGON, Precision.FLOAT64, 2, List.of(), rows);
        try (ScratchColumns scratch = new ScratchColumns(folder)) {
            FeatureColumnsBuilder objects = new FeatureColumnsBuilder(scratch);
            for (int i = 0; i < count; i++) {
                objects.part(0, i, Features.BEGINS_MEMBER);
                objects.feature(
                        Kind.GEOMETRY,
                        new Said()
                                .id(IdForm.TEXT, "7c9e6679-7425-40de-944b-" + (100_000_000_000L + i))
                                .members("{\"properties\":{\"objectType\":\"detection\"}}"));
            }
            AnnotationSet set = made.set(new CoordinateSpace.Level0Pixels(), objects.build(), DocumentExtras.NONE);
            long before = used();
            long[] most = {before};
            GeoJsonWriter.write(
                    set,
                    AnswerSpace.ofSource(set),
                    GeoJsonForm.COLLECTION,
                    new Losses(),
                    OutputStream.nullOutputStream(),
                    (done, total) -> {
                        if (done % (count / 4) < 4096) {
                            most[0] = Math.max(most[0], used());
                        }
                    });

            assertThat(most[0] - before).isLessThan(2L << 20);
        }
    }

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
