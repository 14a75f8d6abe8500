package org.glossa.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.glossa.annotation.GraphicType;
import org.glossa.spatial.PlanarTransform;
import org.glossa.spatial.PlanarTransform.AxisScale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Geometry;

class AnnotationGeometryTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POINT     | 3 4                  | POINT (6 12)
            POLYLINE  | 0 0 1 0 1 2          | LINESTRING (0 0, 2 0, 2 6)
            POLYLINE  | 0 0 1 0 0 0          | LINESTRING (0 0, 2 0, 0 0)
            POLYLINE  | 1 1                  | LINESTRING (2 3, 2 3)
            POLYGON   | 0 0 1 0 1 2          | POLYGON ((0 0, 2 0, 2 6, 0 0))
            POLYGON   | 0 0 1 0 1 2 0 0      | POLYGON ((0 0, 2 0, 2 6, 0 0, 0 0))
            POLYGON   | 0 0 1 1              | POLYGON ((0 0, 2 3, 0 0))
            POLYGON   | 1 1                  | POLYGON ((2 3, 2 3, 2 3))
            RECTANGLE | 0 0 2 0 2 1 0 1      | POLYGON ((0 0, 4 0, 4 3, 0 3, 0 0))
            POLYGON   | 0 0 NaN 0 1 2        | POLYGON EMPTY
            POINT     | Infinity 1           | POINT EMPTY
            """)
    void kindsAndRings(GraphicType type, String vertices, String wkt) {
        double[] xy = Arrays.stream(vertices.split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        PlanarTransform twiceAndThrice = new AxisScale(2, 1, 3, 1);
        assertThat(AnnotationGeometry.of(new ListedView(type, xy), twiceAndThrice)
                        .toText())
                .isEqualTo(wkt);
    }

    @Test
    void ellipseHasTheAreaOfTheEllipse() {
        ListedView ellipse = new ListedView(GraphicType.ELLIPSE, 0, 10, 40, 10, 20, 0, 20, 20);
        Geometry geometry = AnnotationGeometry.of(ellipse, PlanarTransform.IDENTITY);
        assertThat(geometry.isValid()).isTrue();
        assertThat(geometry.getArea()).isCloseTo(Math.PI * 20 * 10, within(Math.PI * 60 * 0.005));
        assertThat(geometry.getEnvelopeInternal().getMaxX()).isEqualTo(40);
    }
}
