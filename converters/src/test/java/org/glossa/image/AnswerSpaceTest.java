package org.glossa.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.glossa.ann.BulkAnnotationReader;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.Coordinates;
import org.glossa.corpus.Corpus;
import org.glossa.corpus.CorpusCase;
import org.glossa.corpus.ExpectedGroup;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.Tag;
import org.glossa.spatial.PlanarTransform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ways from the space of a set to others; level-0 pixels against what numpy computed for the committed cases. */
class AnswerSpaceTest {
    static Stream<CorpusCase> cases() {
        return Corpus.cases().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void levelZeroPixelsAreThoseOfNumpy(CorpusCase corpusCase) throws Exception {
        try (AnnotationSet set = open(corpusCase.name())) {
            AnswerSpace answer = AnswerSpace.of(SpaceName.LEVEL0_PIXELS, set, slides());

            assertThat(answer.coordRefSys())
                    .isEqualTo("urn:glossa:crs:level0-pixels:"
                            + corpusCase.expected().levelZeroImage());
            for (int i = 0; i < set.groups().size(); i++) {
                assertMapped(
                        set.groups().get(i),
                        answer.fromSource(),
                        corpusCase.expected().groups().get(i));
            }
        }
    }

    private static void assertMapped(AnnotationGroup group, PlanarTransform transform, ExpectedGroup expected) {
        Coordinates coordinates = group.coordinates();
        for (int annotation = 0; annotation < expected.levelZero().size(); annotation++) {
            List<List<Double>> points = expected.levelZero().get(annotation);
            for (int vertex = 0; vertex < points.size(); vertex++) {
                long at = coordinates.firstVertex(annotation) + vertex;
                double x = coordinates.ordinate(at, 0);
                double y = coordinates.ordinate(at, 1);
                assertThat(transform.x(x, y)).isCloseTo(points.get(vertex).get(0), within(1e-9));
                assertThat(transform.y(x, y)).isCloseTo(points.get(vertex).get(1), within(1e-9));
                assertThat(transform.inverse().x(transform.x(x, y), transform.y(x, y)))
                        .isCloseTo(x, within(1e-9));
            }
        }
    }

    @Test
    void millimetresOfAnImageGoThereAndBack() throws Exception {
        try (AnnotationSet set = open("polygon-2d-od-none")) {
            AnswerSpace millimetres = AnswerSpace.of(SpaceName.SLIDE_MM, set, slides());

            assertThat(millimetres.space()).isInstanceOf(CoordinateSpace.SlideMillimetres.class);
            // square: T = (20.5, 40.25), 0.5 µm, rows along -X, columns along -Y
            assertThat(millimetres.fromSource().x(0.5, 0.5)).isEqualTo(20.5, within(1e-12));
            assertThat(millimetres.fromSource().y(0.5, 0.5)).isEqualTo(40.25, within(1e-12));
            assertThat(millimetres.fromSource().x(10.5, 20.5)).isEqualTo(20.5 - 20 * 0.0005, within(1e-12));
            assertThat(millimetres.fromSource().y(10.5, 20.5)).isEqualTo(40.25 - 10 * 0.0005, within(1e-12));
        }
    }

    @Test
    void pixelsOfTheReferencedImageAreHadFromMillimetres() throws Exception {
        try (AnnotationSet set = open("polygon-3d-of-none")) {
            AnswerSpace pixels = AnswerSpace.of(SpaceName.SOURCE_PIXELS, set, slides());

            assertThat(pixels.fromSource().x(20.5, 40.25)).isEqualTo(0.5, within(1e-9));
            assertThat(pixels.fromSource().y(20.5, 40.25)).isEqualTo(0.5, within(1e-9));
        }
    }

    @Test
    void framesAreHadAsPixelsOfTheirImage() throws Exception {
        try (AnnotationSet set = open("frame-origin")) {
            assertThat(AnswerSpace.ofSource(set).name()).isEqualTo(SpaceName.FRAME);
            AnswerSpace pixels = AnswerSpace.of(SpaceName.SOURCE_PIXELS, set, slides());
            // frame 8 of 6 x 4 tiles of 16: second row, second column
            assertThat(pixels.fromSource()).isEqualTo(new PlanarTransform.Translation(16, 16));
            assertThat(AnswerSpace.of(SpaceName.FRAME, set, new SlideImages(List.of()))
                            .fromSource())
                    .isEqualTo(PlanarTransform.IDENTITY);
        }
    }

    @Test
    void saysWhichImageIsMissing() throws Exception {
        try (AnnotationSet set = open("polygon-2d-od-none")) {
            SlideImages none = new SlideImages(List.of());
            assertThatThrownBy(() -> AnswerSpace.of(SpaceName.LEVEL0_PIXELS, set, none))
                    .isInstanceOf(SpaceUnavailableException.class)
                    .hasMessageContaining(set.image().sopInstanceUid());
            assertThatThrownBy(() -> AnswerSpace.of(SpaceName.FRAME, set, slides()))
                    .isInstanceOf(SpaceUnavailableException.class)
                    .hasMessageContaining("source-pixels");
        }
    }

    @Test
    void pixelsOfALabelOrOverviewAreAtNoPlaceOfTheLevels() throws Exception {
        try (AnnotationSet set = open("polygon-2d-od-none")) {
            for (String content : List.of("LABEL", "OVERVIEW")) {
                SlideImages slides =
                        with(set, copy -> copy.strings(Tag.ImageType, List.of("ORIGINAL", "PRIMARY", content, "NONE")));
                assertThatThrownBy(() -> AnswerSpace.of(SpaceName.LEVEL0_PIXELS, set, slides))
                        .isInstanceOf(SpaceUnavailableException.class)
                        .hasMessageContaining("label or an overview");
            }
        }
    }

    @Test
    void aPartOfAConcatenationIsMappedAsItsWhole() throws Exception {
        try (AnnotationSet set = open("lower-level")) {
            AnswerSpace whole = AnswerSpace.of(SpaceName.LEVEL0_PIXELS, set, slides());
            SlideImages parts = with(set, copy -> copy.string(Tag.SOPInstanceUIDOfConcatenationSource, "2.25.4711"));

            assertThat(AnswerSpace.of(SpaceName.LEVEL0_PIXELS, set, parts).fromSource())
                    .isEqualTo(whole.fromSource());
            assertThat(AnswerSpace.of(SpaceName.SLIDE_MM, set, parts).fromSource())
                    .isEqualTo(AnswerSpace.of(SpaceName.SLIDE_MM, set, slides()).fromSource());
        }
    }

    @Test
    void anOrientationThatSpansNoPlaneGivesNoMillimetres() throws Exception {
        try (AnnotationSet set = open("polygon-2d-od-none")) {
            for (double[] orientation : new double[][] {new double[6], {0, 1, 0, 0, 1, 0}}) {
                SlideImages slides = with(set, copy -> copy.doubles(Tag.ImageOrientationSlide, orientation));
                assertThatThrownBy(() -> AnswerSpace.of(SpaceName.SLIDE_MM, set, slides))
                        .isInstanceOf(SpaceUnavailableException.class);
            }
        }
    }

    /** All levels, that of the set changed. */
    private static SlideImages with(AnnotationSet set, Consumer<DataSet.Builder> change) throws IOException {
        List<SlideImage> images = new ArrayList<>();
        for (String slide : Corpus.slides()) {
            for (var path : Corpus.slide(slide)) {
                try (DicomFile file = DicomFile.open(path)) {
                    DataSet.Builder copy = DataSet.builder().all(file.dataSet());
                    if (file.dataSet()
                            .string(Tag.SOPInstanceUID)
                            .orElseThrow()
                            .equals(set.image().sopInstanceUid())) {
                        change.accept(copy);
                    }
                    images.add(SlideImage.of(copy.build()).orElseThrow());
                }
            }
        }
        return new SlideImages(images);
    }

    @Test
    void otherSlidesDoNotHelp() throws Exception {
        List<SlideImage> others = slides().all().stream()
                .filter(image -> image.level().totalColumns() != 96
                        && image.level().totalColumns() != 48
                        && image.level().totalColumns() != 24)
                .toList();
        try (AnnotationSet set = open("polygon-2d-od-none")) {
            SlideImages slides = new SlideImages(others);
            assertThatThrownBy(() -> AnswerSpace.of(SpaceName.LEVEL0_PIXELS, set, slides))
                    .isInstanceOf(SpaceUnavailableException.class)
                    .hasMessageContaining("is not the annotated one");
        }
    }

    private static AnnotationSet open(String name) throws IOException {
        return BulkAnnotationReader.read(DicomFile.open(Corpus.named(name).input()))
                .set();
    }

    /** All levels of all committed slides at once. */
    static SlideImages slides() throws IOException {
        List<SlideImage> images = new ArrayList<>();
        for (String slide : Corpus.slides()) {
            for (var path : Corpus.slide(slide)) {
                try (DicomFile file = DicomFile.open(path)) {
                    images.add(SlideImage.of(file.dataSet()).orElseThrow());
                }
            }
        }
        return new SlideImages(images);
    }
}
