package org.glossa.geojson;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.glossa.annotation.Anatomy;
import org.glossa.annotation.CieLab;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.GenerationType;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.ZPlanes;
import org.glossa.corpus.Depth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SrgbColourTest {
    @Test
    void everyEightBitColourSurvivesTheWayThroughCieLab() {
        int step = Depth.count(61, 1);
        int lost = 0;
        for (int rgb = 0; rgb < 1 << 24; rgb += step) {
            SrgbColour colour = new SrgbColour(rgb >> 16, rgb >> 8 & 0xFF, rgb & 0xFF);
            if (!SrgbColour.of(colour.toCieLab()).equals(colour)) {
                lost++;
            }
        }
        assertThat(lost).isZero();
    }

    /** L*, a*, b* under D50 as Lindbloom's calculator gives them for sRGB adapted by Bradford. */
    @ParameterizedTest
    @CsvSource({
        "255, 255, 255, 100, 0, 0",
        "0, 0, 0, 0, 0, 0",
        "255, 0, 0, 54.2917, 80.8125, 69.8851",
        "0, 255, 0, 87.8181, -79.2873, 80.9902",
        "0, 0, 255, 29.5676, 68.2986, -112.0294",
        "119, 119, 119, 50.0344, 0, 0",
    })
    void cieLabIsThatOfD50(int red, int green, int blue, double lightness, double a, double b) {
        CieLab lab = new SrgbColour(red, green, blue).toCieLab();

        assertThat(lab.lightness() * 100.0 / 65535).isCloseTo(lightness, within());
        assertThat(lab.a() * 255.0 / 65535 - 128).isCloseTo(a, within());
        assertThat(lab.b() * 255.0 / 65535 - 128).isCloseTo(b, within());
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.api.Assertions.within(0.02);
    }

    @Test
    void coloursBeyondSrgbAreClipped() {
        assertThat(SrgbColour.of(new CieLab(65535, 0, 65535)).blue()).isZero();
        assertThat(SrgbColour.of(new CieLab(0, 65535, 0)).green()).isZero();
    }

    @Test
    void groupsWithoutColourHaveOneThatTheirNumberDecides() {
        assertThat(SrgbColour.of(group(1, null))).isEqualTo(SrgbColour.of(group(1, null)));
        assertThat(List.of(1, 2, 3, 4, 5, 6, 7, 8).stream()
                        .map(number -> SrgbColour.of(group(number, null)))
                        .distinct())
                .hasSize(8);
        assertThat(SrgbColour.of(group(9, null))).isEqualTo(SrgbColour.of(group(1, null)));
        SrgbColour brown = new SrgbColour(150, 75, 0);
        assertThat(SrgbColour.of(group(3, brown.toCieLab()))).isEqualTo(brown);
    }

    private static GroupDescription group(int number, CieLab colour) {
        CodedConcept concept = new CodedConcept("1", "99GLOSSA", "x");
        return new GroupDescription(
                number,
                "2.25.1",
                "",
                "",
                GenerationType.MANUAL,
                List.of(),
                concept,
                concept,
                List.of(),
                List.of(),
                List.of(),
                colour,
                ZPlanes.UNSTATED,
                Anatomy.UNSTATED);
    }
}
