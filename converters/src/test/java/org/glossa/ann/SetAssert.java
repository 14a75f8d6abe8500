package org.glossa.ann;

import static org.assertj.core.api.Assertions.assertThat;

import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.MeasurementValues;
import org.glossa.feature.Features;

/** Two sets say the same, bit for bit; numbers of groups are their places, and a group that had no UID has one. */
final class SetAssert {
    private SetAssert() {}

    static void assertSame(AnnotationSet actual, AnnotationSet expected) {
        assertThat(actual.space()).isEqualTo(expected.space());
        assertThat(actual.image()).isEqualTo(expected.image());
        assertThat(actual.extras()).isEqualTo(expected.extras());
        assertThat(actual.groups()).hasSameSizeAs(expected.groups());
        for (int i = 0; i < expected.groups().size(); i++) {
            assertSame(actual.groups().get(i), expected.groups().get(i));
        }
        assertSame(actual.features(), expected.features());
    }

    static void assertSame(AnnotationGroup actual, AnnotationGroup expected) {
        GroupDescription said = expected.description();
        String uid = said.uid().isEmpty() ? actual.description().uid() : said.uid();
        assertThat(actual.description())
                .isEqualTo(said.named(actual.description().number(), uid, said.label()));
        assertThat(actual.role()).isEqualTo(expected.role());
        assertThat(actual.graphicType()).isEqualTo(expected.graphicType());
        assertSame(actual.coordinates(), expected.coordinates(), said.label());
        assertThat(actual.measurements()).hasSameSizeAs(expected.measurements());
        for (int i = 0; i < expected.measurements().size(); i++) {
            assertThat(actual.measurements().get(i).concept())
                    .isEqualTo(expected.measurements().get(i).concept());
            assertThat(actual.measurements().get(i).unit())
                    .isEqualTo(expected.measurements().get(i).unit());
            assertThat(actual.measurements().get(i).name())
                    .isEqualTo(expected.measurements().get(i).name());
            assertSame(
                    actual.measurements().get(i).values(),
                    expected.measurements().get(i).values(),
                    expected.annotationCount());
        }
    }

    private static void assertSame(Coordinates actual, Coordinates expected, String label) {
        assertThat(actual.precision()).as(label).isEqualTo(expected.precision());
        assertThat(actual.ordinates()).isEqualTo(expected.ordinates());
        assertThat(actual.annotationCount()).isEqualTo(expected.annotationCount());
        for (long i = 0; i <= expected.annotationCount(); i++) {
            assertThat(actual.firstVertex(i)).isEqualTo(expected.firstVertex(i));
        }
        for (long vertex = 0; vertex < expected.vertexCount(); vertex++) {
            for (int i = 0; i < expected.ordinates(); i++) {
                assertThat(Double.doubleToRawLongBits(actual.ordinate(vertex, i)))
                        .isEqualTo(Double.doubleToRawLongBits(expected.ordinate(vertex, i)));
            }
        }
    }

    private static void assertSame(MeasurementValues actual, MeasurementValues expected, long count) {
        assertThat(actual.precision()).isEqualTo(expected.precision());
        for (long i = 0; i < count; i++) {
            assertThat(actual.isPresent(i)).isEqualTo(expected.isPresent(i));
            if (expected.isPresent(i)) {
                assertThat(Double.doubleToRawLongBits(actual.number(i)))
                        .isEqualTo(Double.doubleToRawLongBits(expected.number(i)));
                assertThat(Float.floatToRawIntBits(actual.value(i)))
                        .isEqualTo(Float.floatToRawIntBits(expected.value(i)));
            }
        }
    }

    static void assertSame(Features actual, Features expected) {
        assertThat(actual.featureCount()).isEqualTo(expected.featureCount());
        assertThat(actual.partCount()).isEqualTo(expected.partCount());
        for (long i = 0; i < expected.featureCount(); i++) {
            assertThat(actual.kind(i)).isEqualTo(expected.kind(i));
            assertThat(actual.firstPart(i)).isEqualTo(expected.firstPart(i));
            assertThat(actual.idForm(i)).isEqualTo(expected.idForm(i));
            assertThat(actual.id(i)).isEqualTo(expected.id(i));
            assertThat(actual.name(i)).isEqualTo(expected.name(i));
            assertThat(actual.members(i)).isEqualTo(expected.members(i));
            assertThat(actual.content(i)).isEqualTo(expected.content(i));
            assertThat(actual.parent(i)).isEqualTo(expected.parent(i));
        }
        for (long part = 0; part < expected.partCount(); part++) {
            assertThat(actual.group(part)).isEqualTo(expected.group(part));
            assertThat(actual.annotation(part)).isEqualTo(expected.annotation(part));
            assertThat(actual.marks(part)).isEqualTo(expected.marks(part));
        }
    }
}
