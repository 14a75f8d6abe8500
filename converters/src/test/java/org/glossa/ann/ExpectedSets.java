package org.glossa.ann;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CieLab;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.Measurement;
import org.glossa.annotation.Precision;
import org.glossa.corpus.ExpectedGroup;
import org.glossa.corpus.ExpectedGroup.ExpectedMeasurement;
import org.glossa.corpus.ExpectedSet;

/** Compares a set with what pydicom and numpy read in its file, bit for bit. */
final class ExpectedSets {
    private ExpectedSets() {}

    /** All but the UID of the instance. */
    static void assertSame(AnnotationSet set, ExpectedSet expected) {
        assertThat(set.space()).isEqualTo(space(expected));
        assertThat(set.image()).isNotNull();
        assertThat(set.image().sopInstanceUid()).isEqualTo(expected.referencedImage());
        assertThat(set.image().studyInstanceUid()).isEqualTo(expected.studyInstanceUid());
        assertThat(set.annotationCount()).isEqualTo(expected.annotationCount());
        assertThat(set.groups()).hasSameSizeAs(expected.groups());
        for (int i = 0; i < expected.groups().size(); i++) {
            assertSame(set.groups().get(i), expected.groups().get(i));
        }
    }

    private static CoordinateSpace space(ExpectedSet expected) {
        if (expected.coordinateType().equals("3D")) {
            return new CoordinateSpace.SlideMillimetres(expected.frameOfReferenceUid());
        }
        if (expected.pixelOrigin().equals("VOLUME")) {
            return new CoordinateSpace.ImagePixels(expected.referencedImage());
        }
        return new CoordinateSpace.FramePixels(expected.referencedImage(), expected.referencedFrame());
    }

    private static void assertSame(AnnotationGroup group, ExpectedGroup expected) {
        var description = group.description();
        assertThat(description.number()).isEqualTo(expected.number());
        assertThat(description.uid()).isEqualTo(expected.uid());
        assertThat(description.label()).isEqualTo(expected.label());
        assertThat(description.description()).isEqualTo(expected.description() == null ? "" : expected.description());
        assertThat(description.generation().name()).isEqualTo(expected.generationType());
        assertThat(description.algorithms()).hasSameSizeAs(expected.algorithms());
        for (int i = 0; i < expected.algorithms().size(); i++) {
            var algorithm = description.algorithms().get(i);
            assertThat(algorithm.name()).isEqualTo(expected.algorithms().get(i).name());
            assertThat(algorithm.version())
                    .isEqualTo(expected.algorithms().get(i).version());
            assertThat(words(algorithm.family()))
                    .isEqualTo(expected.algorithms().get(i).family());
        }
        assertThat(words(description.category())).isEqualTo(expected.category());
        assertThat(words(description.type())).isEqualTo(expected.type());
        assertThat(description.typeModifiers().stream().map(ExpectedSets::words).toList())
                .isEqualTo(expected.typeModifiers());
        assertThat(description.opticalPaths()).isEqualTo(expected.opticalPaths());
        assertThat(description.commonZ())
                .isEqualTo(expected.commonZ() == null ? List.of() : List.of(expected.commonZ()));
        CieLab colour = description.colour();
        assertThat(colour == null ? null : List.of(colour.lightness(), colour.a(), colour.b()))
                .isEqualTo(expected.colour());
        assertThat(group.graphicType().name()).isEqualTo(expected.graphicType());
        assertSameCoordinates(group, expected);
        assertThat(group.measurements()).hasSameSizeAs(expected.measurements());
        for (int i = 0; i < expected.measurements().size(); i++) {
            assertSame(group.measurements().get(i), expected.measurements().get(i));
        }
    }

    private static void assertSameCoordinates(AnnotationGroup group, ExpectedGroup expected) {
        var coordinates = group.coordinates();
        assertThat(coordinates.precision())
                .isEqualTo(expected.precision().equals("float32") ? Precision.FLOAT32 : Precision.FLOAT64);
        assertThat(coordinates.ordinates()).isEqualTo(expected.ordinates());
        assertThat(coordinates.annotationCount()).isEqualTo(expected.numberOfAnnotations());
        for (int annotation = 0; annotation < expected.annotations().size(); annotation++) {
            List<List<Double>> points = expected.annotations().get(annotation);
            assertThat(coordinates.vertexCount(annotation)).isEqualTo(points.size());
            for (int vertex = 0; vertex < points.size(); vertex++) {
                for (int ordinate = 0; ordinate < expected.ordinates(); ordinate++) {
                    assertThat(Double.doubleToRawLongBits(
                                    coordinates.ordinate(coordinates.firstVertex(annotation) + vertex, ordinate)))
                            .isEqualTo(Double.doubleToRawLongBits(
                                    points.get(vertex).get(ordinate)));
                }
            }
        }
    }

    private static void assertSame(Measurement measurement, ExpectedMeasurement expected) {
        assertThat(words(measurement.concept())).isEqualTo(expected.concept());
        assertThat(words(measurement.unit())).isEqualTo(expected.unit());
        for (int annotation = 0; annotation < expected.values().size(); annotation++) {
            Float value = expected.values().get(annotation);
            assertThat(measurement.values().isPresent(annotation)).isEqualTo(value != null);
            if (value != null) {
                assertThat(Float.floatToRawIntBits(measurement.values().value(annotation)))
                        .isEqualTo(Float.floatToRawIntBits(value));
            }
        }
    }

    private static List<String> words(CodedConcept concept) {
        return List.of(concept.value(), concept.scheme(), concept.meaning());
    }
}
