package org.glossa.ann;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.glossa.annotation.AnnotationSet;
import org.glossa.corpus.Corpus;
import org.glossa.corpus.Depth;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.Tag;
import org.glossa.finding.Finding;
import org.glossa.finding.Place;
import org.glossa.finding.Severity;
import org.glossa.image.SlideImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BulkAnnotationChecksTest {
    private static final Set<String> STRETCHED = Set.of("oblique-millimetres", "lower-level-cropped");
    private static final SlideImage IMAGE = image(AnnObject.IMAGE);

    private static SlideImage image(String uid) {
        return SlideImage.of(DataSet.builder()
                        .string(Tag.SOPClassUID, SlideImage.SOP_CLASS_UID)
                        .string(Tag.SOPInstanceUID, uid)
                        .string(Tag.FrameOfReferenceUID, AnnObject.FRAME_OF_REFERENCE)
                        .integers(Tag.TotalPixelMatrixColumns, 100)
                        .integers(Tag.TotalPixelMatrixRows, 50)
                        .integers(Tag.Columns, 20)
                        .integers(Tag.Rows, 10)
                        .sequence(
                                Tag.TotalPixelMatrixOriginSequence,
                                DataSet.builder()
                                        .doubles(Tag.ZOffsetInSlideCoordinateSystem, 2.5)
                                        .build())
                        .build())
                .orElseThrow();
    }

    private static List<Finding> check(AnnObject object, SlideImage image) throws Exception {
        DicomFile file = object.file();
        AnnotationSet set = BulkAnnotationReader.read(file).set();
        return BulkAnnotationChecks.run(file, set, image);
    }

    @Test
    void theFarEdgesOfTheImageAreInsideIt() throws Exception {
        AnnObject object = AnnObject.twoD();
        object.group("POINT", 4).floats(0, 0, 100, 50, 100, 0, 0, 50);

        assertThat(check(object, IMAGE)).isEmpty();
    }

    @Test
    void countsEachAnnotationOutsideOnceAndSaysWhereTheFirstIs() throws Exception {
        AnnObject object = AnnObject.twoD();
        object.group("POLYGON", 3)
                .doubles(1, 1, 2, 1, 1, 2, 99, 49, 101, 51, 99, 51, 1, 50.5, 2, 50, 1, 50)
                .indexes(1, 7, 13);

        assertThat(check(object, IMAGE)).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("COORDINATE_OUTSIDE_IMAGE");
            assertThat(finding.got()).isEqualTo("2 annotations (2, 3) leave the image, the first with 101.0");
            assertThat(finding.place())
                    .isEqualTo(new Place.DataElement(
                            object.valueOffset(Tag.DoublePointCoordinatesData, "OD", 1) + 8 * 8,
                            "(006A,0002)[1]/(0066,0022)"));
        });
        assertThat(check(object, image("2.25.4")))
                .as("another image says nothing")
                .isEmpty();
    }

    @Test
    void framesHaveTheSizeOfATile() throws Exception {
        AnnObject object = AnnObject.twoD();
        object.group("POINT", 2).floats(20, 10, 20.5f, 10);
        object.root()
                .text(Tag.PixelOriginInterpretation, "CS", "FRAME")
                .sequence(Tag.ReferencedImageSequence, AnnObject.image().text(Tag.ReferencedFrameNumber, "IS", "3"));

        assertThat(check(object, IMAGE))
                .singleElement()
                .satisfies(finding -> assertThat(finding.got()).startsWith("1 annotation (2)"));
    }

    @Test
    void aPolylineMayEndWhereItBeganAndAPolygonMayNot() throws Exception {
        AnnObject object = AnnObject.twoD();
        object.group("POLYLINE", 1).floats(1, 1, 2, 1, 1, 2, 1, 1).indexes(1);
        object.group("POLYGON", 1).floats(1, 1, 2, 1, 1, 2, 1, 1).indexes(1);

        assertThat(check(object, IMAGE)).extracting(Finding::code).containsExactly("POLYGON_CLOSED");
    }

    @Test
    void polygonsInThreeOrdinatesAreClosedOnlyWhenZIsTheSameToo() throws Exception {
        AnnObject object = AnnObject.threeD();
        object.group("POLYGON", 1)
                .text(Tag.AnnotationAppliesToAllZPlanes, "CS", "NO")
                .doubles(1, 1, 0, 2, 1, 0, 1, 2, 0, 1, 1, 0.5)
                .indexes(1);

        assertThat(check(object, IMAGE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0", "0.5", "30", "45", "89.9", "120"})
    void turnedRectanglesAndEllipsesAreSoundInFloats(double degrees) throws Exception {
        double cos = Math.cos(Math.toRadians(degrees));
        double sin = Math.sin(Math.toRadians(degrees));
        float[] corners = turned(cos, sin, -300, -200, 300, -200, 300, 200, -300, 200);
        float[] axes = turned(cos, sin, -300, 0, 300, 0, 0, -200, 0, 200);
        AnnObject object = AnnObject.twoD();
        object.group("RECTANGLE", 1).floats(corners);
        object.group("ELLIPSE", 1).floats(axes);

        assertThat(check(object, null)).isEmpty();
    }

    private static float[] turned(double cos, double sin, double... points) {
        float[] turned = new float[points.length];
        for (int i = 0; i < points.length; i += 2) {
            turned[i] = (float) (90_000 + cos * points[i] - sin * points[i + 1]);
            turned[i + 1] = (float) (80_000 + sin * points[i] + cos * points[i + 1]);
        }
        return turned;
    }

    @Test
    void zThatIsTheNumberOfAMicrometreOffsetIsSuspect() throws Exception {
        AnnObject object = AnnObject.threeD();
        object.group("POINT", 3)
                .text(Tag.AnnotationAppliesToAllZPlanes, "CS", "NO")
                .floats(1, 1, 0.5f, 2, 2, 2.5f, 3, 3, 3.5f);
        object.group("POINT", 1)
                .text(Tag.AnnotationAppliesToAllZPlanes, "CS", "NO")
                .set(Tag.CommonZCoordinateValue, bytes -> bytes.doubles(Tag.CommonZCoordinateValue, "FD", 2.5))
                .floats(1, 1);

        assertThat(check(object, IMAGE)).hasSize(2).allSatisfy(finding -> {
            assertThat(finding.code()).isEqualTo("Z_UNIT_SUSPECT");
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        });
        List<Finding> blind = check(object, null);
        assertThat(blind).extracting(Finding::severity).containsOnly(Severity.INFORMATION);
        assertThat(blind.getFirst().got()).startsWith("2 annotations (2, 3)");
        assertThat(blind.getFirst().place())
                .isEqualTo(new Place.DataElement(
                        object.valueOffset(Tag.PointCoordinatesData, "OF", 1) + 5 * 4, "(006A,0002)[1]/(0066,0016)"));
        assertThat(blind.get(1).place())
                .isEqualTo(new Place.DataElement(
                        object.valueOffset(Tag.CommonZCoordinateValue, "FD", 1), "(006A,0002)[2]/(006A,0010)"));
    }

    @Test
    void oneDefectAmongManyAnnotationsIsFoundWhereverItLies() throws Exception {
        SplittableRandom random = new SplittableRandom(7);
        int annotations = 5_000;
        int last = annotations * 6 - 1;
        // The edges of the pieces and blocks in which the values are looked at, then anywhere.
        IntStream places = IntStream.concat(
                IntStream.of(0, 1535, 1536, 1537, 3071, 3072, 3073, 6143, 6144, 24575, 24576, last),
                random.ints(Depth.count(4, 1000), 0, last));
        for (int ordinate : places.toArray()) {
            double[] values = random.doubles(annotations * 6L, 1, 40).toArray();
            values[ordinate] = ordinate % 2 == 0 ? Double.NaN : -1e-9;
            long[] indexes = new long[annotations];
            Arrays.setAll(indexes, i -> 1 + 6L * i);
            AnnObject object = AnnObject.twoD();
            object.group("POLYGON", annotations).doubles(values).indexes(indexes);

            assertThat(check(object, IMAGE))
                    .as("ordinate %d", ordinate)
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.got()).startsWith("1 annotation (" + (ordinate / 6 + 1) + ")");
                        assertThat(finding.place())
                                .isEqualTo(new Place.DataElement(
                                        object.valueOffset(Tag.DoublePointCoordinatesData, "OD", 1) + 8L * ordinate,
                                        "(006A,0002)[1]/(0066,0022)"));
                    });
        }
    }

    @Test
    void committedObjectsHaveOnlyTheDefectsThatTheyWereGiven() throws Exception {
        for (var corpusCase : Corpus.cases()) {
            DicomFile file = DicomFile.open(corpusCase.input());
            var read = BulkAnnotationReader.read(file);
            try (AnnotationSet set = read.set()) {
                assertThat(read.findings()).as(corpusCase.name()).isEmpty();
                List<String> codes = BulkAnnotationChecks.run(file, set, null).stream()
                        .map(Finding::code)
                        .toList();
                // Shapes of square pixels that were stretched more along one axis than along the other.
                assertThat(codes)
                        .as(corpusCase.name())
                        .isEqualTo(
                                STRETCHED.contains(corpusCase.name())
                                        ? List.of("ELLIPSE_AXES_INVALID", "RECTANGLE_NOT_RECTANGULAR")
                                        : List.of());
            }
        }
    }
}
