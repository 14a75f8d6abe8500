package org.glossa.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.corpus.Corpus;
import org.glossa.corpus.Shared;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.Tag;
import org.glossa.geometry.Pyramid;
import org.glossa.geometry.Pyramid.FramePosition;
import org.junit.jupiter.api.Test;

class SlideImageTest {
    /** 100 x 70 px in tiles of 40 x 30: three in a row, three rows. */
    private static DataSet.Builder image() {
        return DataSet.builder()
                .string(Tag.SOPClassUID, SlideImage.SOP_CLASS_UID)
                .string(Tag.SOPInstanceUID, "2.25.1")
                .string(Tag.SeriesInstanceUID, "2.25.2")
                .strings(Tag.ImageType, List.of("ORIGINAL", "PRIMARY", "VOLUME", "NONE"))
                .string(Tag.DimensionOrganizationType, "TILED_FULL")
                .integers(Tag.TotalPixelMatrixColumns, 100)
                .integers(Tag.TotalPixelMatrixRows, 70)
                .integers(Tag.Columns, 40)
                .integers(Tag.Rows, 30)
                .integers(Tag.NumberOfFrames, 18);
    }

    private static DataSet.Builder placed(DataSet.Builder image) {
        return image.doubles(Tag.ImageOrientationSlide, 0, -1, 0, -1, 0, 0)
                .sequence(
                        Tag.TotalPixelMatrixOriginSequence,
                        DataSet.builder()
                                .doubles(Tag.XOffsetInSlideCoordinateSystem, 20.5)
                                .doubles(Tag.YOffsetInSlideCoordinateSystem, 40.25)
                                .build())
                .sequence(
                        Tag.SharedFunctionalGroupsSequence,
                        DataSet.builder()
                                .sequence(
                                        Tag.PixelMeasuresSequence,
                                        DataSet.builder()
                                                .doubles(Tag.PixelSpacing, 0.00025, 0.0005)
                                                .build())
                                .build());
    }

    @Test
    void firstPixelSpacingIsBetweenRows() {
        SlideImage image = SlideImage.of(placed(image()).build()).orElseThrow();

        assertThat(image.level().rowSpacingMm()).isEqualTo(0.00025);
        assertThat(image.level().columnSpacingMm()).isEqualTo(0.0005);
        assertThat(image.level().originXMm()).isEqualTo(20.5);
        assertThat(image.level().originYMm()).isEqualTo(40.25);
        assertThat(image.level().totalColumns()).isEqualTo(100);
        assertThat(image.level().totalRows()).isEqualTo(70);
        assertThat(image.level().tileColumns()).isEqualTo(40);
        assertThat(image.level().tileRows()).isEqualTo(30);
        assertThat(image.isPlaced()).isTrue();
        assertThat(image.isVolume()).isTrue();
    }

    @Test
    void pixelSpacingOfTheRootServesWhereFunctionalGroupsHaveNone() {
        SlideImage image = SlideImage.of(placed(image())
                        .sequence(
                                Tag.SharedFunctionalGroupsSequence,
                                DataSet.builder().build())
                        .doubles(Tag.PixelSpacing, 0.001, 0.002)
                        .build())
                .orElseThrow();

        assertThat(image.level().rowSpacingMm()).isEqualTo(0.001);
        assertThat(image.level().columnSpacingMm()).isEqualTo(0.002);
    }

    @Test
    void anImageWithoutSpacingHasPixelsOnly() {
        SlideImage image = SlideImage.of(image().build()).orElseThrow();

        assertThat(image.isPlaced()).isFalse();
        assertThat(image.level().columnSpacingMm()).isZero();
        Pyramid pyramid = new Pyramid("2.25.3", List.of(image.level()));
        assertThatThrownBy(() -> pyramid.toMillimetres(new CoordinateSpace.ImagePixels("2.25.1")))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void framesFillTheMatrixAgainForEachPlaneAndPath() {
        SlideImage image = SlideImage.of(image().build()).orElseThrow();

        assertThat(image.isTiledFull()).isTrue();
        assertThat(image.framePosition(1)).isEqualTo(new FramePosition(0, 0));
        assertThat(image.framePosition(3)).isEqualTo(new FramePosition(80, 0));
        assertThat(image.framePosition(4)).isEqualTo(new FramePosition(0, 30));
        assertThat(image.framePosition(9)).isEqualTo(new FramePosition(80, 60));
        assertThat(image.framePosition(10)).isEqualTo(new FramePosition(0, 0));
        assertThat(image.framePosition(14)).isEqualTo(new FramePosition(40, 30));
    }

    @Test
    void thereIsNoFrameBeyondTheLastAndNoneOfNumberZero() {
        SlideImage image = SlideImage.of(image().build()).orElseThrow();

        assertThatThrownBy(() -> image.framePosition(19)).hasMessageContaining("frames 1 to 18, got 19");
        assertThatThrownBy(() -> image.framePosition(0)).hasMessageContaining("got 0");
    }

    @Test
    void aPartOfAConcatenationGoesOnWhereTheOneBeforeEnded() {
        SlideImage part = SlideImage.of(image().string(Tag.SOPInstanceUIDOfConcatenationSource, "2.25.99")
                        .integers(Tag.ConcatenationFrameOffsetNumber, 4)
                        .integers(Tag.NumberOfFrames, 5)
                        .build())
                .orElseThrow();

        assertThat(part.framePosition(1)).isEqualTo(new FramePosition(40, 30));
        assertThat(part.framePosition(5)).isEqualTo(new FramePosition(80, 60));
        assertThat(part.sopInstanceUid()).isEqualTo("2.25.1");
        assertThat(part.level().sopInstanceUid()).isEqualTo("2.25.99");
    }

    @Test
    void sparseFramesSayWhereTheyAre() throws Exception {
        try (DicomFile file = DicomFile.open(Corpus.slide("sparse").getFirst())) {
            SlideImage image = SlideImage.of(file.dataSet()).orElseThrow();

            assertThat(image.isTiledFull()).isFalse();
            assertThat(image.zOffsetsMicrometres()).containsExactly(0.0);
            // the fourth frame is the last of 4 x 3 tiles of 16 px
            assertThat(image.framePosition(4)).isEqualTo(new FramePosition(48, 32));
        }
    }

    @Test
    void otherObjectsAreNoSlideImages() throws Exception {
        try (DicomFile file = DicomFile.open(Corpus.cases().getFirst().input())) {
            assertThat(SlideImage.of(file.dataSet())).isEmpty();
        }
        assertThat(SlideImage.of(image().string(Tag.SOPClassUID, "1.2.3").build()))
                .isEmpty();
    }

    @Test
    void readsThePyramidOfRealMetadata() throws Exception {
        List<SlideImage> images =
                IdcMetadata.images(Shared.require("corpus/idc-metadata/TCGA-LUAD_TCGA-05-4244-01Z-00-DX1.json"));

        SlideImage base = images.stream()
                .filter(image -> image.level().totalColumns() == 46336)
                .findFirst()
                .orElseThrow();
        SlideImage small = images.stream()
                .filter(image -> image.level().totalColumns() == 2896)
                .findFirst()
                .orElseThrow();
        SlideImage thumbnail = images.stream()
                .filter(image -> image.level().totalColumns() == 803)
                .findFirst()
                .orElseThrow();
        assertThat(base.level().totalRows()).isEqualTo(44288);
        assertThat(base.isVolume()).isTrue();
        assertThat(base.isSamePyramid(small)).isTrue();
        assertThat(thumbnail.isVolume()).isFalse();
        assertThat(small.isResampled()).isTrue();
        assertThat(small.frameCount()).isEqualTo(132);
        assertThat(small.framePosition(132)).isEqualTo(new FramePosition(11 * 256, 10 * 256));
        assertThat(small.framePosition(13)).isEqualTo(new FramePosition(0, 256));
        assertThat(small.level().rowSpacingMm()).isEqualTo(0.00372);
        assertThat(small.level().imageOrientationSlide()).containsExactly(0.0, -1.0, 0.0, -1.0, 0.0, 0.0);

        Pyramid pyramid = new Pyramid(
                base.frameOfReferenceUid(),
                images.stream().map(SlideImage::level).toList());
        assertThat(pyramid.levelZero()).isEqualTo(base.level());
        var fromSmall = pyramid.toLevelZero(
                new CoordinateSpace.ImagePixels(small.level().sopInstanceUid()));
        assertThat(fromSmall.x(2896, 2768)).isEqualTo(46336);
        assertThat(fromSmall.y(2896, 2768)).isEqualTo(44288);
        // The extents of the thumbnail part by half of its pixels: down by the matrix and by the spacing differ by 28.4
        // px.
        var fromThumbnail = pyramid.toLevelZero(
                new CoordinateSpace.ImagePixels(thumbnail.level().sopInstanceUid()));
        assertThat(fromThumbnail.x(803, 768)).isEqualTo(46336);
        assertThat(fromThumbnail.y(803, 768)).isEqualTo(44288);
    }
}
