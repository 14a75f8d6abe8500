package org.glossa.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.glossa.corpus.ConversionMatrix.Cell;
import org.glossa.corpus.ConversionMatrix.Code;
import org.glossa.corpus.ConversionMatrix.Target;
import org.junit.jupiter.api.Test;

class ConversionMatrixTest {
    private final ConversionMatrix matrix = ConversionMatrix.read();

    @Test
    void everyGeometryHasACellForEachTargetAndPrecision() {
        Map<String, List<Cell>> cells =
                matrix.cells().stream().collect(Collectors.groupingBy(cell -> cell.source() + " " + cell.geometry()));

        assertThat(cells).hasSizeGreaterThan(50);
        cells.forEach((geometry, of) -> {
            Set<String> precisions = of.stream().map(Cell::precision).collect(Collectors.toSet());
            assertThat(precisions)
                    .as(geometry)
                    .isIn(
                            Set.of("float32-exact", "two-decimals", "double"),
                            Set.of("float32-exact", "double"),
                            Set.of("float32-exact"),
                            Set.of("none"));
            assertThat(of.stream().map(Cell::target)).as(geometry).contains(Target.values());
        });
        assertThat(cells.keySet().stream().map(name -> name.substring(0, name.indexOf(' '))))
                .contains("geojson", "ann", "sr-scoord", "sr-scoord3d");
    }

    @Test
    void everyCodeThatIsUsedIsExplained() {
        Set<String> used = new TreeSet<>();
        matrix.cells().forEach(cell -> used.addAll(cell.entries().keySet()));
        matrix.attributes().forEach(cell -> used.addAll(cell.entries().keySet()));

        // What no table has a row for: it depends on the document or on an option, not on a geometry or an attribute.
        used.addAll(Set.of(
                "CONTENT_HEADER_NOT_CARRIED",
                "COORDINATES_ROUNDED",
                "COORDINATE_NOT_FINITE",
                "GENERATION_UNSTATED",
                "LEVEL_RESCALED",
                "LEVEL_ZERO_RESAMPLED",
                "OUT_OF_BOUNDS",
                "OUT_OF_BOUNDS_CLIPPED"));

        // those that no cell has are about options and spaces, such as OUT_OF_BOUNDS
        assertThat(matrix.codes().stream().map(Code::code)).containsAll(used).isSorted();
        assertThat(matrix.codes()).allSatisfy(code -> {
            assertThat(code.severity()).isIn("info", "warning", "loss", "error");
            assertThat(code.meaning()).isNotBlank();
        });
    }

    @Test
    void aGeometryIsLosslessInItsOwnLanguage() {
        assertThat(matrix.cells())
                .filteredOn(cell -> cell.source().equals(cell.target().column()))
                .filteredOn(cell -> cell.options().isEmpty())
                .filteredOn(cell -> !cell.source().equals("sr-scoord3d")
                        || !cell.precision().equals("double"))
                .allMatch(Cell::isLossless);
    }

    @Test
    void pixelsStayExactInAnnAndAreRoundedInMillimetres() {
        assertThat(cell("POLYGON", "ann", Target.ANN, "double").entries()).isEmpty();
        assertThat(cell("POLYGON", "ann", Target.SR_SCOORD, "two-decimals").entries())
                .isEmpty();
        assertThat(cell("POLYGON", "ann", Target.SR_SCOORD, "double").entries()).containsOnlyKeys("PRECISION_FLOAT32");
        assertThat(cell("POLYGON", "ann", Target.SR_SCOORD3D, "float32-exact").entries())
                .containsOnlyKeys("PRECISION_FLOAT32", "SPACE_CHANGED");
    }

    @Test
    void aCellHasTheCodesOfItsGeometryAndOfItsPrecision() {
        Cell cell = cell("RECTANGLE, 3D", "ann", Target.SR_SCOORD, "double");

        assertThat(cell.entries())
                .containsOnlyKeys("PRECISION_FLOAT32", "RECTANGLE_AS_POLYGON", "SPACE_CHANGED", "Z_DROPPED");
        assertThat(cell.entries().get("PRECISION_FLOAT32").restorable()).isTrue();
        assertThat(cell.entries().get("Z_DROPPED").restorable()).isTrue();
        assertThat(cell.isLossless()).isFalse();
    }

    private Cell cell(String geometry, String source, Target target, String precision) {
        return matrix.cells().stream()
                .filter(cell -> cell.geometry().equals(geometry)
                        && cell.source().equals(source)
                        && cell.target() == target
                        && cell.precision().equals(precision)
                        && cell.options().isEmpty())
                .findFirst()
                .orElseThrow();
    }
}
