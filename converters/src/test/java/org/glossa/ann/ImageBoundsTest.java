package org.glossa.ann;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.Precision;
import org.glossa.annotation.VertexOffsets;
import org.glossa.column.ScratchColumns;
import org.glossa.dicom.DataSet;
import org.glossa.ledger.Ledger;
import org.glossa.ledger.LedgerEntry;
import org.glossa.ledger.Losses;
import org.glossa.option.OutOfBounds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clipping at the edges of an image of 100 by 50 pixels. */
class ImageBoundsTest {
    private static final ImageBounds BOUNDS = new ImageBounds(100, 50);

    @TempDir
    Path folder;

    private final Losses losses = new Losses();

    private double[] clipped(GraphicType type, int vertices, double... ordinates) throws Exception {
        AnnotationGroup group = new AnnotationGroup(
                Descriptions.named(1, "cut"),
                type,
                new Coordinates(
                        MemorySegment.ofArray(ordinates),
                        Precision.FLOAT64,
                        2,
                        VertexOffsets.fixed(vertices, ordinates.length / 2 / vertices)),
                List.of());
        AnnotationSet set =
                new AnnotationSet("", new CoordinateSpace.ImagePixels("2.25.1"), null, List.of(group), () -> {});
        SourcePlaces places = new SourcePlaces(
                set, AnnotationContext.ofImage(DataSet.builder().build()));
        try (ScratchColumns scratch = new ScratchColumns(folder)) {
            Coordinates made = BOUNDS.applied(
                            group, 0, OutOfBounds.CLIP, Closing.OPENED, scratch, places, losses, new Problems())
                    .coordinates();
            double[] all = new double[(int) made.vertexCount() * 2];
            for (int i = 0; i < all.length; i++) {
                all[i] = made.ordinate(i / 2, i % 2);
            }
            assertThat(made.annotationCount()).isEqualTo(group.annotationCount());
            return all;
        }
    }

    private Map<String, LedgerEntry> entries() {
        Ledger ledger = new Ledger();
        losses.addTo(ledger);
        return ledger.entries().stream().collect(Collectors.toMap(LedgerEntry::code, entry -> entry));
    }

    @Test
    void anUprightRectangleIsCutAndATurnedOneAndAnEllipseStayWhole() throws Exception {
        assertThat(clipped(GraphicType.RECTANGLE, 4, -5, 10, 20, 10, 20, 30, -5, 30))
                .containsExactly(0, 10, 20, 10, 20, 30, 0, 30);
        assertThat(clipped(GraphicType.RECTANGLE, 4, 20, 10, 20, 60, 5, 60, 5, 10))
                .containsExactly(20, 10, 20, 50, 5, 50, 5, 10);
        assertThat(entries().get("OUT_OF_BOUNDS_CLIPPED").count()).isEqualTo(4);
        assertThat(entries().get("OUT_OF_BOUNDS_CLIPPED").maxAbsError()).isEqualTo(10);
        assertThat(entries()).doesNotContainKey("OUT_OF_BOUNDS");

        double[] turned = {10, -5, 20, 5, 10, 15, 0, 5};
        assertThat(clipped(GraphicType.RECTANGLE, 4, turned)).containsExactly(turned);
        double[] axes = {-8, 10, 12, 10, 2, 5, 2, 15};
        assertThat(clipped(GraphicType.ELLIPSE, 4, axes)).containsExactly(axes);
        assertThat(entries().get("OUT_OF_BOUNDS").count()).isEqualTo(2);
        assertThat(entries().get("OUT_OF_BOUNDS").carriage()).isEqualTo(LedgerEntry.Carriage.RESTORABLE);
        assertThat(entries().get("OUT_OF_BOUNDS_CLIPPED").maxAbsError()).isEqualTo(10);
    }

    @Test
    void aPolygonCutAtACornerIsNotClosed() throws Exception {
        double[] cut = {-3, -1, 5, 0, 5, 5, 0, 5, -1, -4};
        double[] closedBefore = {2, 2, 5, 2, 5, 5, 9, 51, 2, 2};
        double[] all = new double[20];
        System.arraycopy(cut, 0, all, 0, 10);
        System.arraycopy(closedBefore, 0, all, 10, 10);

        assertThat(clipped(GraphicType.POLYGON, 5, all))
                .containsExactly(
                        0, 0, 5, 0, 5, 5, 0, 5, /* the source's own fault stays */ 2, 2, 5, 2, 5, 5, 9, 50, 2, 2);
        assertThat(clipped(GraphicType.POLYGON, 4, -1, -1, -2, -1, -2, -2, -1, -2))
                .as("all stay when less than three were left")
                .containsExactly(0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void whatIsNotFiniteIsNowhere() throws Exception {
        double infinite = Double.POSITIVE_INFINITY;
        assertThat(clipped(GraphicType.POINT, 1, Double.NaN, 5, infinite, 7, 101, 5))
                .containsExactly(Double.NaN, 5, infinite, 7, 100, 5);
        assertThat(entries().get("OUT_OF_BOUNDS_CLIPPED").count()).isEqualTo(1);
        assertThat(entries().get("OUT_OF_BOUNDS_CLIPPED").maxAbsError()).isEqualTo(1);
    }
}
