package org.glossa.geojson.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.Measurement;
import org.glossa.annotation.Precision;
import org.glossa.feature.Features;

/** Compares sets value by value, bit for bit. */
final class SameSets {
    private SameSets() {}

    static void assertSame(AnnotationSet actual, AnnotationSet expected) {
        assertThat(actual.space()).isEqualTo(expected.space());
        assertThat(actual.sopInstanceUid()).isEqualTo(expected.sopInstanceUid());
        assertThat(actual.extras()).isEqualTo(expected.extras());
        assertThat(actual.groups()).hasSameSizeAs(expected.groups());
        for (int i = 0; i < expected.groups().size(); i++) {
            assertSame(actual.groups().get(i), expected.groups().get(i));
        }
        assertSame(actual.features(), expected.features());
    }

    private static void assertSame(AnnotationGroup actual, AnnotationGroup expected) {
        assertThat(actual.description()).isEqualTo(expected.description());
        assertThat(actual.graphicType()).isEqualTo(expected.graphicType());
        assertThat(actual.role()).isEqualTo(expected.role());
        var a = actual.coordinates();
        var e = expected.coordinates();
        assertThat(a.precision()).isEqualTo(e.precision());
        assertThat(a.ordinates()).isEqualTo(e.ordinates());
        assertThat(a.annotationCount()).isEqualTo(e.annotationCount());
        for (long i = 0; i <= e.annotationCount(); i++) {
            assertThat(a.firstVertex(i)).isEqualTo(e.firstVertex(i));
        }
        for (long vertex = 0; vertex < e.vertexCount(); vertex++) {
            for (int ordinate = 0; ordinate < e.ordinates(); ordinate++) {
                assertThat(Double.doubleToLongBits(a.ordinate(vertex, ordinate)))
                        .isEqualTo(Double.doubleToLongBits(e.ordinate(vertex, ordinate)));
            }
        }
        assertThat(actual.measurements()).hasSameSizeAs(expected.measurements());
        for (int m = 0; m < expected.measurements().size(); m++) {
            assertSame(actual.measurements().get(m), expected.measurements().get(m), e.annotationCount());
        }
    }

    private static void assertSame(Measurement actual, Measurement expected, long annotations) {
        assertThat(actual.concept()).isEqualTo(expected.concept());
        assertThat(actual.unit()).isEqualTo(expected.unit());
        assertThat(actual.name()).isEqualTo(expected.name());
        for (long i = 0; i < annotations; i++) {
            assertThat(actual.values().isPresent(i)).isEqualTo(expected.values().isPresent(i));
            if (expected.values().isPresent(i)) {
                assertThat((Double) actual.values().number(i))
                        .isEqualTo((Double) expected.values().number(i));
                assertThat((Float) actual.values().value(i))
                        .isEqualTo((Float) expected.values().value(i));
            }
        }
        assertThat(expected.values().precision() == Precision.FLOAT32
                        || actual.values().precision() == Precision.FLOAT64)
                .isTrue();
    }

    static void assertSame(Features actual, Features expected) {
        assertThat(actual.isPlain()).isEqualTo(expected.isPlain());
        assertThat(actual.featureCount()).isEqualTo(expected.featureCount());
        for (long feature = 0; feature < expected.featureCount(); feature++) {
            assertThat(actual.kind(feature)).isEqualTo(expected.kind(feature));
            assertThat(actual.parent(feature)).isEqualTo(expected.parent(feature));
            assertThat(actual.id(feature)).isEqualTo(expected.id(feature));
            assertThat(actual.idForm(feature)).isEqualTo(expected.idForm(feature));
            assertThat(actual.name(feature)).isEqualTo(expected.name(feature));
            assertThat(actual.members(feature)).isEqualTo(expected.members(feature));
            assertThat(actual.content(feature)).isEqualTo(expected.content(feature));
            assertThat(actual.firstPart(feature)).isEqualTo(expected.firstPart(feature));
        }
        assertThat(actual.partCount()).isEqualTo(expected.partCount());
        for (long part = 0; part < expected.partCount(); part++) {
            assertThat(actual.group(part)).isEqualTo(expected.group(part));
            assertThat(actual.annotation(part)).isEqualTo(expected.annotation(part));
            assertThat(actual.marks(part)).isEqualTo(expected.marks(part));
        }
    }
}
