package org.glossa.service.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.CoordinateSpace.FramePixels;
import org.glossa.annotation.CoordinateSpace.ImagePixels;
import org.glossa.annotation.CoordinateSpace.SlideMillimetres;
import org.glossa.annotation.ImageReference;
import org.glossa.geometry.Pyramid;
import org.glossa.geometry.Pyramid.FramePosition;
import org.glossa.geometry.PyramidLevel;
import org.glossa.service.ingest.SlideLookup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which spaces a set has, with and without its slide. The slide: 4000 × 2000 px of 0.25 µm, a level of a quarter, turned by 90 degrees. */
class SetSpacesTest {
    private static final SlideLookup SLIDE = new SlideLookup.Found(
            new Pyramid("1.9", List.of(level("1.0", 4000, 2000, 0.00025), level("1.1", 1000, 500, 0.001))), "1");
    private static final SlideLookup NO_SLIDE = new SlideLookup.Missing("1.1", "The image 1.1 is not stored.");

    private static PyramidLevel level(String uid, long columns, long rows, double spacing) {
        return new PyramidLevel(
                uid, columns, rows, spacing, spacing, 20, 10, List.of(0.0, -1.0, 0.0, -1.0, 0.0, 0.0), 256, 256);
    }

    private static SetSpaces.Resolution resolve(CoordinateSpace source, SlideLookup slide, QuerySpace space)
            throws Exception {
        return resolve(source, null, slide, space);
    }

    private static SetSpaces.Resolution resolve(
            CoordinateSpace source, @Nullable String image, SlideLookup slide, QuerySpace space) throws Exception {
        ImageReference reference = image == null ? null : new ImageReference("1", "1", "1", image);
        return new SetSpaces(
                        new SetShape(source, reference, List.of(), null),
                        slide,
                        (uid, frame) -> slide instanceof SlideLookup.Found
                                ? Optional.of(new FramePosition(256 * (frame - 1), 512))
                                : Optional.empty())
                .resolve(space);
    }

    private static void assertMaps(SetSpaces.Resolution resolution, double x, double y, double toX, double toY) {
        assertThat(resolution).isInstanceOf(SetSpaces.Known.class);
        SetSpaces.Known known = (SetSpaces.Known) resolution;
        assertThat(known.sourceToSpace().x(x, y)).isCloseTo(toX, within(1e-9));
        assertThat(known.sourceToSpace().y(x, y)).isCloseTo(toY, within(1e-9));
    }

    @Test
    void aSetOnALowerLevelIsScaledToLevelZero() throws Exception {
        SetSpaces.Resolution levelZero = resolve(new ImagePixels("1.1"), SLIDE, QuerySpace.LEVEL0_PIXELS);
        assertMaps(levelZero, 250, 100, 1000, 400);
        SetSpaces.Known known = (SetSpaces.Known) levelZero;
        assertThat(known.coordRefSys()).isEqualTo("urn:glossa:crs:level0-pixels:1.0");
        assertThat(known.space()).isEqualTo(new ImagePixels("1.0"));
        assertMaps(resolve(new ImagePixels("1.1"), SLIDE, QuerySpace.SOURCE_PIXELS), 250, 100, 250, 100);
    }

    @Test
    void millimetresSwapAxesOnATurnedSlide() throws Exception {
        // Column 1000.5 and row 400.5 are 1000 and 400 pixel centres away from that of pixel 1\1, which is at (20, 10).
        assertMaps(resolve(new ImagePixels("1.0"), SLIDE, QuerySpace.SLIDE_MM), 1000.5, 400.5, 20 - 0.1, 10 - 0.25);
        assertMaps(
                resolve(new SlideMillimetres("1.9"), SLIDE, QuerySpace.LEVEL0_PIXELS),
                20 - 0.1,
                10 - 0.25,
                1000.5,
                400.5);
        assertMaps(
                resolve(new SlideMillimetres("1.9"), "1.0", SLIDE, QuerySpace.SOURCE_PIXELS),
                20 - 0.1,
                10 - 0.25,
                1000.5,
                400.5);
    }

    @Test
    void aFrameIsMovedToItsPlace() throws Exception {
        FramePixels third = new FramePixels("1.1", 3);
        assertMaps(resolve(third, SLIDE, QuerySpace.FRAME), 7, 9, 7, 9);
        assertMaps(resolve(third, SLIDE, QuerySpace.SOURCE_PIXELS), 7, 9, 519, 521);
        assertMaps(resolve(third, SLIDE, QuerySpace.LEVEL0_PIXELS), 7, 9, 4 * 519, 4 * 521);
    }

    @Test
    void whatIsMissingIsNamed() throws Exception {
        for (QuerySpace space : List.of(QuerySpace.LEVEL0_PIXELS, QuerySpace.SLIDE_MM)) {
            assertThat(resolve(new ImagePixels("1.1"), NO_SLIDE, space))
                    .isEqualTo(new SetSpaces.Missing("1.1", "The image 1.1 is not stored."));
        }
        assertThat(resolve(new FramePixels("1.1", 3), NO_SLIDE, QuerySpace.SOURCE_PIXELS))
                .isInstanceOfSatisfying(
                        SetSpaces.Missing.class,
                        missing -> assertThat(missing.uid()).isEqualTo("1.1"));
        assertMaps(resolve(new FramePixels("1.1", 3), NO_SLIDE, QuerySpace.FRAME), 7, 9, 7, 9);
        assertMaps(resolve(new SlideMillimetres("1.9"), NO_SLIDE, QuerySpace.SLIDE_MM), 7, 9, 7, 9);
    }

    @Test
    void whatASetNeverHasIsUndefined() throws Exception {
        assertThat(resolve(new ImagePixels("1.1"), SLIDE, QuerySpace.FRAME)).isInstanceOf(SetSpaces.Undefined.class);
        assertThat(resolve(new SlideMillimetres("1.9"), SLIDE, QuerySpace.SOURCE_PIXELS))
                .isInstanceOf(SetSpaces.Undefined.class);
        assertThat(resolve(new SlideMillimetres("1.8"), SLIDE, QuerySpace.LEVEL0_PIXELS))
                .isInstanceOf(SetSpaces.Undefined.class);
    }
}
