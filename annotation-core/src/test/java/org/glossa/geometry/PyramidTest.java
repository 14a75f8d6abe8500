package org.glossa.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.glossa.annotation.CoordinateSpace.FramePixels;
import org.glossa.annotation.CoordinateSpace.ImagePixels;
import org.glossa.annotation.CoordinateSpace.Level0Pixels;
import org.glossa.annotation.CoordinateSpace.SlideMillimetres;
import org.glossa.corpus.Shared;
import org.glossa.geometry.Pyramid.FramePosition;
import org.glossa.spatial.PlanarTransform;
import org.junit.jupiter.api.Test;

class PyramidTest {
    private static final List<Double> USUAL = List.of(0.0, -1.0, 0.0, -1.0, 0.0, 0.0);

    private static PyramidLevel level(String uid, long columns, long rows, double columnSpacing, double rowSpacing) {
        return new PyramidLevel(uid, columns, rows, columnSpacing, rowSpacing, 0, 0, USUAL, 256, 256);
    }

    /** The pyramid of the public slide that mapping.md names: every level has the same origin, the thumbnail is cropped. */
    private static Pyramid publicSlide() {
        return new Pyramid(
                "1.2.3",
                List.of(
                        level("thumbnail", 803, 768, 0.013416089663761, 0.013416089663761),
                        level("0", 46336, 44288, 0.0002325, 0.0002325),
                        level("2", 2896, 2768, 0.00372, 0.00372)));
    }

    @Test
    void goldenVectorsForthAndBack() throws IOException {
        JsonNode vectors = new ObjectMapper()
                .readTree(Shared.require("corpus/affine-vectors.json").toFile())
                .get("vectors");
        assertThat(vectors).hasSize(5);
        for (JsonNode vector : vectors) {
            List<Double> orientation = new ArrayList<>();
            vector.get("imageOrientationSlide").forEach(value -> orientation.add(value.asDouble()));
            double rowSpacing = vector.get("pixelSpacing").get(0).asDouble();
            double columnSpacing = vector.get("pixelSpacing").get(1).asDouble();
            Pyramid pyramid = new Pyramid(
                    "1.2.3",
                    List.of(new PyramidLevel(
                            "0",
                            100_000,
                            80_000,
                            columnSpacing,
                            rowSpacing,
                            vector.get("origin").get(0).asDouble(),
                            vector.get("origin").get(1).asDouble(),
                            orientation,
                            256,
                            256)));
            PlanarTransform toMillimetres = pyramid.toMillimetres(new ImagePixels("0"));
            PlanarTransform toPixels = pyramid.toLevelZero(new SlideMillimetres("1.2.3"));
            for (JsonNode point : vector.get("points")) {
                double column = point.get("columnRow").get(0).asDouble();
                double row = point.get("columnRow").get(1).asDouble();
                double x = point.get("mm").get(0).asDouble();
                double y = point.get("mm").get(1).asDouble();
                assertThat(toMillimetres.x(column, row)).isCloseTo(x, within(1e-9 * columnSpacing));
                assertThat(toMillimetres.y(column, row)).isCloseTo(y, within(1e-9 * columnSpacing));
                assertThat(toPixels.x(x, y)).isCloseTo(column, within(1e-9));
                assertThat(toPixels.y(x, y)).isCloseTo(row, within(1e-9));
            }
        }
    }

    @Test
    void levelZeroHasTheMostColumns() {
        assertThat(publicSlide().levelZero().sopInstanceUid()).isEqualTo("0");
        assertThat(publicSlide().level("2")).isPresent();
        assertThat(publicSlide().level("other")).isEmpty();
    }

    @Test
    void thumbnailMapsItsFarEdgeExactly() {
        PlanarTransform map = publicSlide().toLevelZero(new ImagePixels("thumbnail"));
        assertThat(map.y(0, 768)).isEqualTo(44288.0);
        assertThat(map.y(0, 0)).isEqualTo(0.0);
        assertThat(map.x(803, 0)).isEqualTo(46336.0);
        assertThat(publicSlide().toLevelZero(new ImagePixels("2")).x(2896, 1)).isEqualTo(46336.0);
    }

    @Test
    void levelsOfOtherExtentMapBySpacingPerAxis() {
        // Half the rows were scanned, all columns.
        Pyramid pyramid =
                new Pyramid("1.2.3", List.of(level("0", 4000, 4000, 0.25, 0.25), level("1", 1000, 500, 1, 1)));
        PlanarTransform map = pyramid.toLevelZero(new ImagePixels("1"));
        assertThat(map.x(1000, 500)).isEqualTo(4000);
        assertThat(map.y(1000, 500)).isEqualTo(2000);
    }

    @Test
    void extentsWithinOnePixelOfTheSmallerLevelAgree() {
        assertThat(smallLevelOf(1001).x(1001, 0)).isEqualTo(4000);
        assertThat(smallLevelOf(1002).x(1002, 0)).isEqualTo(4008);
    }

    private static PlanarTransform smallLevelOf(long columns) {
        return new Pyramid("1.2.3", List.of(level("0", 4000, 4000, 0.25, 0.25), level("1", columns, 1000, 1, 1)))
                .toLevelZero(new ImagePixels("1"));
    }

    @Test
    void levelZeroIsTheIdentity() {
        assertThat(publicSlide().toLevelZero(new ImagePixels("0"))).isEqualTo(PlanarTransform.IDENTITY);
        assertThat(publicSlide().toLevelZero(new Level0Pixels())).isEqualTo(PlanarTransform.IDENTITY);
        assertThat(publicSlide().toMillimetres(new SlideMillimetres("1.2.3"))).isEqualTo(PlanarTransform.IDENTITY);
    }

    @Test
    void frameCoordinatesBeginAtTheTile() {
        FramePosition position = new FramePosition(512, 256);
        PlanarTransform onLevelZero = publicSlide().toLevelZero(new FramePixels("0", 5), position);
        assertThat(onLevelZero.x(1.5, 2.5)).isEqualTo(513.5);
        assertThat(onLevelZero.y(1.5, 2.5)).isEqualTo(258.5);
        PlanarTransform onLevelTwo = publicSlide().toLevelZero(new FramePixels("2", 5), position);
        assertThat(onLevelTwo.x(0, 0)).isEqualTo(512.0 * 16);
        PlanarTransform millimetres = publicSlide().toMillimetres(new FramePixels("0", 5), position);
        assertThat(millimetres.y(0.5, 0)).isCloseTo(-512 * 0.0002325, within(1e-12));
        assertThatThrownBy(() -> publicSlide().toLevelZero(new FramePixels("0", 5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("frame 5 need the position");
    }

    @Test
    void refusesSpacesOfOtherSlides() {
        assertThatThrownBy(() -> publicSlide().toLevelZero(new ImagePixels("9.9")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("9.9 is no level");
        assertThatThrownBy(() -> publicSlide().toMillimetres(new SlideMillimetres("9.9")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("9.9 is not that of the slide");
    }

    @Test
    void orientationNeedNotBeOrthogonal() {
        PyramidLevel skewed =
                new PyramidLevel("0", 100, 100, 0.5, 0.25, 3, 4, List.of(1.0, 0.1, 0.0, 0.2, 1.0, 0.0), 10, 10);
        Pyramid pyramid = new Pyramid("1.2.3", List.of(skewed));
        PlanarTransform there = pyramid.toMillimetres(new Level0Pixels());
        PlanarTransform back = pyramid.toLevelZero(new SlideMillimetres("1.2.3"));
        assertThat(there.x(0.5, 0.5)).isCloseTo(3, within(1e-12));
        assertThat(there.x(10.5, 4.5)).isCloseTo(3 + 10 * 0.5 + 4 * 0.25 * 0.2, within(1e-12));
        double x = there.x(17.25, 80.5);
        double y = there.y(17.25, 80.5);
        assertThat(back.x(x, y)).isCloseTo(17.25, within(1e-9));
        assertThat(back.y(x, y)).isCloseTo(80.5, within(1e-9));
    }
}
