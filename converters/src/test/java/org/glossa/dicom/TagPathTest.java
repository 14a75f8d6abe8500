package org.glossa.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TagPathTest {
    @Test
    void bothNotations() {
        TagPath path = TagPath.of(Tag.AnnotationGroupSequence)
                .inItem(1, Tag.MeasurementsSequence)
                .inItem(65_535, Tag.FloatingPointValues);
        assertThat(path.url()).isEqualTo("006A0002/1/00660121/65535/00660125");
        assertThat(path).hasToString("(006A,0002)[1]/(0066,0121)[65535]/(0066,0125)");
        assertThat(TagPath.parseUrl(path.url())).isEqualTo(path);
        assertThat(TagPath.parseUrl("7fe00010")).isEqualTo(TagPath.of(Tag.PixelData));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "006A0002/1",
                "006A0002/0/00660016",
                "006A0002/-1/00660016",
                "006A0002/x/00660016",
                "006A002/1/00660016",
                "006A0002/1/0066001G",
                "006A0002/99999999999/00660016",
                "/1/00660016",
                "PixelData"
            })
    void refusesOtherTexts(String text) {
        assertThatThrownBy(() -> TagPath.parseUrl(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got " + text);
    }

    @Test
    void refusesEndlessPaths() {
        assertThatThrownBy(() -> TagPath.parseUrl("006A0002/1/".repeat(1000) + "00660016"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
