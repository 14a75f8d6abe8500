package org.glossa.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.glossa.corpus.Shared;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Vectors that numpy made, through {@code convert} from pixels to millimetres and from millimetres to pixels. An image whose spacings or
 * directions are exchanged, or whose origin is half a pixel off, must be told by them.
 */
class SharedSpacesTest {
    private static final double PIXELS = 1e-9;
    private static final double TOLD = 0.2;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    private record Geometry(double[] origin, double[] orientation, double[] spacing) {
        static Geometry of(JsonNode vector) {
            return new Geometry(
                    numbers(vector.get("origin")),
                    numbers(vector.get("imageOrientationSlide")),
                    numbers(vector.get("pixelSpacing")));
        }

        Geometry withSpacingsExchanged() {
            return new Geometry(origin, orientation, new double[] {spacing[1], spacing[0]});
        }

        Geometry withDirectionsExchanged() {
            double[] other = IntStream.range(0, 6)
                    .mapToDouble(i -> orientation[(i + 3) % 6])
                    .toArray();
            return new Geometry(origin, other, spacing);
        }

        /** The corner of the first pixel in place of its centre. */
        Geometry withOriginOffByHalfAPixel() {
            double[] corner = new double[2];
            for (int axis = 0; axis < 2; axis++) {
                corner[axis] =
                        origin[axis] - 0.5 * (orientation[axis] * spacing[1] + orientation[3 + axis] * spacing[0]);
            }
            return new Geometry(corner, orientation, spacing);
        }

        String json() {
            return ("{'00080008':{'vr':'CS','Value':['ORIGINAL','PRIMARY','VOLUME','NONE']},"
                            + "'00080016':{'vr':'UI','Value':['1.2.840.10008.5.1.4.1.1.77.1.6']},"
                            + "'00080018':{'vr':'UI','Value':['2.25.1']},"
                            + "'0020000D':{'vr':'UI','Value':['2.25.2']},'0020000E':{'vr':'UI','Value':['2.25.3']},"
                            + "'00200052':{'vr':'UI','Value':['2.25.4']},"
                            + "'00280010':{'vr':'US','Value':[256]},'00280011':{'vr':'US','Value':[256]},"
                            + "'00480006':{'vr':'UL','Value':[100000]},'00480007':{'vr':'UL','Value':[80000]},"
                            + "'00480008':{'vr':'SQ','Value':[{'0040072A':{'vr':'DS','Value':[" + origin[0]
                            + "]},'0040073A':{'vr':'DS','Value':[" + origin[1] + "]}}]},"
                            + "'00480102':{'vr':'DS','Value':" + list(orientation) + "},"
                            + "'52009229':{'vr':'SQ','Value':[{'00289110':{'vr':'SQ','Value':[{'00280030':{'vr':'DS',"
                            + "'Value':" + list(spacing) + "}}]}}]}}")
                    .replace('\'', '"');
        }

        private static String list(double[] numbers) {
            return IntStream.range(0, numbers.length)
                    .mapToObj(i -> Double.toString(numbers[i]))
                    .collect(Collectors.joining(",", "[", "]"));
        }
    }

    private static double[] numbers(JsonNode array) {
        return IntStream.range(0, array.size())
                .mapToDouble(i -> array.get(i).asDouble())
                .toArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void forthAndBack(int number) throws Exception {
        JsonNode vector = JSON.readTree(
                        Shared.require("corpus/affine-vectors.json").toFile())
                .at("/vectors/" + number);
        Geometry geometry = Geometry.of(vector);
        assertThat(vector.get("points")).hasSize(6);

        assertThat(errors(vector, geometry)).allMatch(error -> error < PIXELS);
        for (Geometry wrong : List.of(geometry.withDirectionsExchanged(), geometry.withOriginOffByHalfAPixel())) {
            assertThat(errors(vector, wrong)).as(wrong.json()).allMatch(error -> error > TOLD);
        }
        if (geometry.spacing()[0] != geometry.spacing()[1]) {
            assertThat(errors(vector, geometry.withSpacingsExchanged())).allMatch(error -> error > TOLD);
        }
    }

    /** The largest forth and the largest back, both in pixels of the finer spacing. */
    private List<Double> errors(JsonNode vector, Geometry geometry) throws IOException {
        Path image = Files.writeString(folder.resolve("image.json"), geometry.json());
        double finest = Math.min(geometry.spacing()[0], geometry.spacing()[1]);
        return List.of(
                largestError(vector, "columnRow", "level0-pixels:2.25.1", "mm", "slide-mm", image) / finest,
                largestError(vector, "mm", "slide-mm:2.25.4", "columnRow", "level0-pixels", image));
    }

    private double largestError(JsonNode vector, String from, String fromSpace, String to, String toSpace, Path image)
            throws IOException {
        StringBuilder line = new StringBuilder();
        for (JsonNode point : vector.get("points")) {
            double[] numbers = numbers(point.get(from));
            line.append(line.isEmpty() ? "" : ",")
                    .append(String.format(Locale.ROOT, "[%s,%s]", numbers[0], numbers[1]));
        }
        Path source = Files.writeString(
                folder.resolve("source.geojson"),
                "{\"type\":\"FeatureCollection\",\"coordRefSys\":\"urn:glossa:crs:" + fromSpace
                        + "\",\"features\":[{\"type\":\"Feature\",\"geometry\":{\"type\":\"LineString\",\"coordinates\":["
                        + line + "]},\"properties\":{}}]}");
        Path out = folder.resolve("out.geojson");
        Verb done = Verb.run(
                new ConvertCommand(),
                source,
                "--to",
                "geojson",
                "--space",
                toSpace,
                "--image",
                image,
                "--out",
                out,
                "--force");
        assertThat(done.exitCode()).as(done.err()).isZero();
        JsonNode written = JSON.readTree(out.toFile()).at("/features/0/geometry/coordinates");
        assertThat(written).hasSameSizeAs(vector.get("points"));
        double largest = 0;
        for (int i = 0; i < written.size(); i++) {
            JsonNode expected = vector.get("points").get(i).get(to);
            for (int axis = 0; axis < 2; axis++) {
                double error = Math.abs(
                        written.get(i).get(axis).asDouble() - expected.get(axis).asDouble());
                largest = Math.max(largest, error);
            }
        }
        return largest;
    }
}
