package org.glossa.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.Precision;
import org.glossa.detail.RowPoints;
import org.glossa.detail.Tile;
import org.glossa.detail.TileForm;
import org.glossa.spatial.PlanarTransform;
import org.glossa.spatial.QuadGrid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.locationtech.jts.geom.Geometry;

/** Centroids, areas and simplified outlines of a stored set, beside JTS over the source and numbers worked out by hand. */
class DetailTest {
    @TempDir
    private Path folder;

    private StoredSet store(SampleSet sample) throws IOException {
        try (AnnotationSet set = sample.build()) {
            ColumnStore.write(set, folder.resolve("set"), (done, total) -> {});
        }
        return StoredSet.open(folder.resolve("set"));
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void centroidsAndAreasAreThoseOfJts(Precision precision) throws IOException {
        SplittableRandom random = new SplittableRandom(11);
        SampleSet sample = new SampleSet();
        GraphicType[] types = {
            GraphicType.POINT, GraphicType.POLYLINE, GraphicType.POLYGON, GraphicType.POLYGON, GraphicType.RECTANGLE
        };
        for (int g = 0; g < types.length; g++) {
            List<double[]> annotations = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                annotations.add(
                        g == 3
                                ? SampleSet.nucleus(random, 24, random.nextDouble(1e5), random.nextDouble(1e5), 12)
                                : ShapeSource.shape(types[g], random, 2_000, 2_000));
            }
            sample.group(types[g], 2, precision, annotations);
        }
        AnnotationSet set = sample.build();
        BruteForce truth = new BruteForce(set, PlanarTransform.IDENTITY, 0);
        try (StoredSet stored = store(sample)) {
            int compared = 0;
            for (BruteForce.Item item : truth.items()) {
                double[] found = numbers(stored, item.group(), item.annotationIndex());
                Geometry geometry = item.geometry();
                boolean single = precision == Precision.FLOAT32;
                Offset<Double> near = within(single ? 0.02 : 1e-6);
                assertThat(found[2]).isCloseTo(geometry.getArea(), within(1e-6 * Math.max(1, geometry.getArea())));
                // Parts of a ring that take each other away have their centroid far outside: it stays in the box.
                var box = geometry.getEnvelopeInternal();
                var centroid = geometry.getCentroid().getCoordinate();
                if (box.contains(centroid)) {
                    assertThat(found[0]).as("%s", geometry).isCloseTo(centroid.x, near);
                    assertThat(found[1]).isCloseTo(centroid.y, near);
                    compared++;
                } else {
                    assertThat(found[0]).isBetween(box.getMinX() - 0.02, box.getMaxX() + 0.02);
                }
            }
            assertThat(compared).isGreaterThan(900);
        }
    }

    /** π a b of the semi-axes; also of one that is turned, in 3D, and of one that is a line. */
    @Test
    void ellipsesHaveTheAreaOfTheirCurve() throws IOException {
        SampleSet sample = new SampleSet()
                .group(
                        GraphicType.ELLIPSE,
                        2,
                        Precision.FLOAT64,
                        List.of(
                                new double[] {90, 50, 110, 50, 100, 45, 100, 55},
                                new double[] {97, 46, 103, 54, 102, 48.5, 98, 51.5},
                                new double[] {0, 0, 8, 0, 4, 0, 4, 0},
                                new double[] {-1e150, 0, 1e150, 0, 0, -1e150, 0, 1e150}))
                .group(GraphicType.ELLIPSE, 3, Precision.FLOAT32, List.of(new double[] {
                    1, 2, 9, 3, 2, 9, 2, 1, 9, 2, 3, 9
                }));
        try (StoredSet stored = store(sample)) {
            assertThat(numbers(stored, 0, 1)).containsExactly(new double[] {100, 50, 50 * Math.PI}, within(1e-12));
            assertThat(numbers(stored, 0, 2)).containsExactly(new double[] {100, 50, 12.5 * Math.PI}, within(1e-12));
            assertThat(numbers(stored, 0, 3)).containsExactly(4, 0, 0);
            assertThat(numbers(stored, 0, 4)[2]).isCloseTo(Math.PI * 1e300, within(1e288));
            assertThat(numbers(stored, 1, 1)).containsExactly(new double[] {2, 2, Math.PI}, within(1e-6));
        }
    }

    /** The largest number of its type stands for an area beyond. */
    @Test
    void areasBeyondTheTypeAreItsLargestNumber() throws IOException {
        double far = 1e30;
        double[] square = {0, 0, far, 0, far, far, 0, far};
        double[] vast = {0, 0, 1e200, 0, 1e200, 1e200, 0, 1e200};
        SampleSet sample = new SampleSet()
                .group(GraphicType.POLYGON, 2, Precision.FLOAT32, List.of(square))
                .group(GraphicType.POLYGON, 2, Precision.FLOAT64, List.of(square, vast));
        try (StoredSet stored = store(sample)) {
            assertThat(numbers(stored, 0, 1)[2]).isEqualTo(Float.MAX_VALUE);
            assertThat(numbers(stored, 1, 1)[2]).isCloseTo(1e60, within(1e46));
            assertThat(numbers(stored, 1, 2)[2]).isEqualTo(Double.MAX_VALUE);
            assertThat(numbers(stored, 1, 2)[0]).isCloseTo(5e199, within(1e186));
        }
    }

    private static double[] numbers(StoredSet stored, int group, long index) {
        Cursor cursor = stored.cursor();
        int layer = stored.groupLayer(group);
        RowPoints points = stored.layers().get(layer).detail().points();
        for (long row = 0; row < points.rows(); row++) {
            cursor.moveTo(StoredSet.position(layer, row));
            if (cursor.groupIndex() == group && cursor.annotationIndex() == index) {
                return new double[] {points.x(row), points.y(row), points.area(row)};
            }
        }
        throw new AssertionError("No row of group " + group + ", annotation " + index);
    }

    /**
     * A slide of 65,536 px with 30 outlines of 4,000 vertices: whole they have too many, but not as they are drawn from afar; near, where
     * half a pixel is finer than the finest version, the source's own vertices are drawn.
     */
    @Test
    void largeOutlinesAreDrawnWithFewerVerticesFromAfar() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        List<double[]> outlines = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            outlines.add(outline(random, 4_000 + 9_000 * (i % 6), 5_000 + 12_000 * (i / 6), 3_000, 4_000));
        }
        SampleSet sample = new SampleSet().group(GraphicType.POLYGON, 2, Precision.FLOAT32, outlines);
        QuadGrid grid = QuadGrid.ofMatrix(65_536, 65_536);
        try (StoredSet stored = store(sample)) {
            TileContent afar = new TileQuery(grid, new Tile(0, 0, 0), PlanarTransform.IDENTITY).run(stored);
            assertThat(afar.form()).isEqualTo(TileForm.EXACT);
            TileContent.Exact exact = (TileContent.Exact) afar;
            assertThat(exact.hits().count()).isEqualTo(30);
            assertThat(exact.tolerance()).isEqualTo(128); // half of 65,536 / 256
            assertThat(exact.vertices()).isBetween(90L, 4_000L);
            Cursor cursor = stored.cursor();
            long vertices = 0;
            for (int i = 0; i < 30; i++) {
                cursor.moveToDrawn(exact.hits().position(i), exact.tolerance());
                vertices += cursor.vertexCount();
                double[] source = outlines.get((int) cursor.annotationIndex() - 1);
                for (int vertex = 0; vertex < cursor.vertexCount(); vertex++) {
                    assertThat(holds(source, cursor.ordinate(vertex, 0), cursor.ordinate(vertex, 1)))
                            .isTrue();
                }
                assertThat(cursor.coordinates().byteSize()).isEqualTo(8L * cursor.vertexCount());
                cursor.moveTo(exact.hits().position(i));
                assertThat(cursor.vertexCount()).isEqualTo(4_000);
                assertThat(cursor.ordinate(17, 1)).isEqualTo((float) source[35]);
            }
            assertThat(vertices).isEqualTo(exact.vertices());
            cursor.moveToDrawn(exact.hits().position(3), 1e-9);
            assertThat(cursor.vertexCount()).isEqualTo(4_000);
        }
    }

    private static boolean holds(double[] source, double x, double y) {
        for (int i = 0; i < source.length; i += 2) {
            if ((float) source[i] == x && (float) source[i + 1] == y) {
                return true;
            }
        }
        return false;
    }

    private static double[] outline(SplittableRandom random, double x, double y, double radius, int vertices) {
        double[] xy = new double[2 * vertices];
        for (int i = 0; i < vertices; i++) {
            double angle = 2 * Math.PI * i / vertices;
            double r = radius * (1 + 0.3 * Math.sin(5 * angle)) + random.nextDouble(3);
            xy[2 * i] = x + r * Math.cos(angle);
            xy[2 * i + 1] = y + r * Math.sin(angle);
        }
        return xy;
    }
}
