package org.glossa.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.glossa.ann.BulkAnnotationReader;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CoordinateSpace.FramePixels;
import org.glossa.corpus.Corpus;
import org.glossa.corpus.CorpusCase;
import org.glossa.corpus.ExpectedGroup;
import org.glossa.dicom.DicomFile;
import org.glossa.geometry.Pyramid;
import org.glossa.spatial.PlanarTransform;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Where annotations lie in pixels of level 0, from files alone, against numpy (and, for millimetres, highdicom): lower levels of
 * sizes that are no multiples, frames of full and sparse tilings with planes and paths, turned slides with unequal spacing.
 */
class LevelZeroTest {

    /** Both sides compute in double; the coordinates are below 131,072 px. */
    private static final double ROUNDING = 1e-9;

    private static final Map<String, SlideImage> IMAGES = new TreeMap<>();

    @BeforeAll
    static void readSlides() throws Exception {
        for (String slide : Corpus.slides()) {
            for (Path level : Corpus.slide(slide)) {
                try (DicomFile file = DicomFile.open(level)) {
                    SlideImage image = SlideImage.of(file.dataSet()).orElseThrow();
                    IMAGES.put(image.sopInstanceUid(), image);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void lies_where_numpy_puts_it(CorpusCase corpusCase) throws Exception {
        SlideImage image = IMAGES.get(corpusCase.expected().referencedImage());
        try (AnnotationSet set =
                BulkAnnotationReader.read(DicomFile.open(corpusCase.input())).set()) {
            PlanarTransform transform = toLevelZero(set, image);
            for (int i = 0; i < set.groups().size(); i++) {
                assertSame(
                        set.groups().get(i),
                        transform,
                        corpusCase.expected().groups().get(i));
            }
        }
    }

    static List<CorpusCase> cases() {
        return Corpus.cases();
    }

    private static PlanarTransform toLevelZero(AnnotationSet set, SlideImage image) {
        Pyramid pyramid = new Pyramid(
                image.frameOfReferenceUid(),
                IMAGES.values().stream()
                        .filter(image::isSamePyramid)
                        .map(SlideImage::level)
                        .toList());
        if (set.space() instanceof FramePixels frame) {
            return pyramid.toLevelZero(frame, image.framePosition(frame.frameNumber()));
        }
        return pyramid.toLevelZero(set.space());
    }

    private static void assertSame(AnnotationGroup group, PlanarTransform transform, ExpectedGroup expected) {
        List<List<Double>> points = new ArrayList<>();
        expected.levelZero().forEach(points::addAll);
        assertThat(group.coordinates().vertexCount()).isEqualTo(points.size());
        for (int vertex = 0; vertex < points.size(); vertex++) {
            double x = group.coordinates().ordinate(vertex, 0);
            double y = group.coordinates().ordinate(vertex, 1);
            assertThat(transform.x(x, y))
                    .as("x of vertex %d", vertex)
                    .isCloseTo(points.get(vertex).get(0), within(ROUNDING));
            assertThat(transform.y(x, y))
                    .as("y of vertex %d", vertex)
                    .isCloseTo(points.get(vertex).get(1), within(ROUNDING));
        }
    }
}
