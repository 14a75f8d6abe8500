package org.glossa.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.glossa.corpus.Depth;
import org.glossa.corpus.Oracle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What other people's programs say of generated slides: sizes off the tile grid, one tile only, one to many groups. */
class GeneratedSlideOracleTest {
    @TempDir
    private Path folder;

    static List<SlideRequest> requests() {
        return List.of(
                drawn(2_000, 24, 11, 3_001, 3),
                drawn(10, 24, 5, 1_000, 3),
                drawn(300, 3, -7, 701, 9),
                drawn(1, 100, 0, 64, 1),
                new SlideRequest(5_000, 24, 1, 30_000, 5, SlideKind.PLAIN, AnnotationFormat.ANN));
    }

    private static SlideRequest drawn(long annotations, int vertices, long seed, int sizePx, int groups) {
        return new SlideRequest(annotations, vertices, seed, sizePx, groups, SlideKind.DRAWN, AnnotationFormat.GEOJSON);
    }

    /** pydicom, numpy, Pillow and shapely: coordinates, areas, corners of the levels, colours where nuclei are and are not. */
    @ParameterizedTest
    @MethodSource("requests")
    void numbersAndPixelsAgree(SlideRequest request) throws IOException {
        SyntheticSlide.generate(request, folder, GenerateProgress.SILENT);
        List<String> arguments =
                new ArrayList<>(List.of(Oracle.script("check_generated.py").toString(), folder.toString()));
        boolean hasGroundBetween = request.kind() == SlideKind.DRAWN && request.sizePx() > 500;
        if (hasGroundBetween) {
            arguments.add("--drawn");
        }
        String figures = Oracle.python().run(arguments).orFail().out();
        assertThat(figures)
                .contains("\"levels\": [" + request.sizePx())
                .contains(hasGroundBetween ? "\"insideDark\": 50, \"outsideLight\": 50" : "\"insideDark\": 0");
    }

    @ParameterizedTest
    @MethodSource("requests")
    void validatorsFindNoError(SlideRequest request) throws IOException {
        GeneratedSlide slide = SyntheticSlide.generate(request, folder, GenerateProgress.SILENT);
        for (Path level : slide.levels()) {
            assertThat(Oracle.dciodvfy().run("-new", level.toString()).errLines())
                    .containsExactly("VLWholeSlideMicroscopyImage");
            assertThat(profile(level)).containsExactly("VLWholeSlideMicroscopyImageWG26SP2025");
        }
        assertThat(errors(Oracle.dciodvfy()
                        .run("-new", slide.annotations().toString())
                        .errLines()))
                .containsExactlyElementsOf(falseErrors(request.groups()));
        assertThat(errors(profile(slide.annotations()))).isEmpty();
        for (Oracle entities : List.of(Oracle.dcentvfy(), Oracle.dcentvfy2026())) {
            Oracle.Result result =
                    entities.run(slide.instances().stream().map(Path::toString).toList());
            assertThat(result.err() + result.out()).isEmpty();
            assertThat(result.exitCode()).isZero();
        }
    }

    private static List<String> profile(Path file) {
        return Oracle.dciodvfy2026()
                .run("-new", "-profile", "WG26SP2025", file.toString())
                .errLines();
    }

    private static List<String> errors(List<String> report) {
        return report.stream().filter(line -> line.startsWith("Error")).toList();
    }

    /**
     * dciodvfy 1.00.20220618093127 says this of every 2D group although the attribute is absent; gone in the source of 20241220.
     */
    private static List<String> falseErrors(int groups) {
        return IntStream.rangeClosed(1, groups)
                .mapToObj(group -> "Error - </AnnotationGroupSequence(006a,0002)[" + group
                        + "]/CommonZCoordinateValue(006a,0010)> - Only valid for AnnotationCoordinateType of 3D")
                .toList();
    }

    static List<SlideRequest> large() {
        return List.of(
                drawn(Depth.count(20_000, 100_000), 24, 1, Depth.count(6_000, 20_000), 3),
                new SlideRequest(
                        Depth.count(100_000, 1_000_000), 24, 1, 100_000, 3, SlideKind.PLAIN, AnnotationFormat.ANN));
    }

    @ParameterizedTest
    @MethodSource("large")
    void largerSlidesHoldToo(SlideRequest request) throws IOException {
        numbersAndPixelsAgree(request);
    }
}
