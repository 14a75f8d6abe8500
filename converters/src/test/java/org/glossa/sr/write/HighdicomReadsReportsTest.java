package org.glossa.sr.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.Precision;
import org.glossa.column.ScratchColumns;
import org.glossa.corpus.Corpus;
import org.glossa.corpus.Depth;
import org.glossa.corpus.Oracle;
import org.glossa.dicom.DicomFile;
import org.glossa.feature.Features.IdForm;
import org.glossa.image.SpaceName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** highdicom opens the reports that we write and gives back what the writer was given; millimetres of pixels are its own. */
class HighdicomReadsReportsTest {
    private static final long SEED = 20260401;

    @TempDir
    Path folder;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final List<String> truth = new ArrayList<>();

    @Test
    void reports_of_seeded_sets() throws Exception {
        int count = Depth.count(10, 400);
        for (String slide : List.of("square", "oblique")) {
            Path images = Corpus.slide(slide).getFirst();
            Path files = Files.createDirectories(folder.resolve(slide));
            try (DicomFile image = DicomFile.open(images);
                    ScratchColumns scratch = new ScratchColumns(folder)) {
                for (int i = 0; i < count; i++) {
                    SpaceName space = i % 2 == 0 ? SpaceName.SLIDE_MM : SpaceName.SOURCE_PIXELS;
                    truth.clear();
                    AnnotationSet set = set(new SetMaker(scratch, image.dataSet()), space);
                    SampleReports.write(set, image, space, files.resolve("set-%04d.dcm".formatted(i)));
                    Files.writeString(
                            files.resolve("set-%04d.json".formatted(i)), "[" + String.join(",\n", truth) + "]");
                }
            }
            Oracle.Result said = Oracle.python()
                    .cases(count)
                    .within(Duration.ofMinutes(10))
                    .run(Oracle.script("highdicom_reads_reports.py").toString(), files.toString(), images.toString())
                    .orFail();
            assertThat(said.outLines()).containsExactly(count + " reports");
        }
    }

    private AnnotationSet set(SetMaker maker, SpaceName target) throws Exception {
        int groups = random.nextInt(1, 5);
        for (int g = 0; g < groups; g++) {
            GraphicType type = GraphicType.values()[random.nextInt(GraphicType.values().length)];
            Precision precision = random.nextBoolean() ? Precision.FLOAT32 : Precision.FLOAT64;
            int rows = random.nextInt(1, 6);
            double[][] shapes = new double[rows][];
            Double[] areas = new Double[rows];
            for (int i = 0; i < rows; i++) {
                shapes[i] = shape(type, precision);
                areas[i] = switch (random.nextInt(8)) {
                    case 0 -> null;
                    case 1 -> Double.NaN;
                    case 2 -> Double.POSITIVE_INFINITY;
                    default -> random.nextDouble() * Math.pow(10, random.nextInt(-20, 20));
                };
            }
            int group = maker.group(type, SetMaker.plain("class " + g, SetMaker.NUCLEUS), precision, 2, shapes);
            maker.measure(SetMaker.AREA, SetMaker.SQUARE_MICROMETRE, "", Precision.FLOAT64, areas);
            for (int i = 0; i < rows; i++) {
                String name = random.nextBoolean() ? null : "object " + i + " ß";
                boolean identified = random.nextBoolean();
                String uid = "1.2.840.113619." + random.nextInt(1, 1_000_000) + "." + truth.size();
                maker.single(
                        group,
                        i,
                        identified
                                ? SetMaker.said().name(name).id(IdForm.TEXT, uid)
                                : SetMaker.said().name(name));
                truth.add(truth(type, shapes[i], areas[i], name, identified ? uid : null, target));
            }
        }
        return maker.pixels();
    }

    private double[] shape(GraphicType type, Precision precision) {
        int vertices = type.hasFixedVertexCount() ? type.fixedVertexCount() : random.nextInt(4, 9);
        double[] ordinates = new double[vertices * 2];
        for (int i = 0; i < ordinates.length; i++) {
            double value = random.nextDouble(0, 60);
            ordinates[i] = precision == Precision.FLOAT32 ? (float) value : value;
        }
        return ordinates;
    }

    private static String truth(
            GraphicType type, double[] ordinates, Double area, String name, String uid, SpaceName target) {
        boolean solid = target == SpaceName.SLIDE_MM;
        boolean ring = type == GraphicType.POLYGON || type == GraphicType.RECTANGLE;
        double[] points = ordinates;
        if (ring) {
            points = java.util.Arrays.copyOf(ordinates, ordinates.length + 2);
            points[ordinates.length] = ordinates[0];
            points[ordinates.length + 1] = ordinates[1];
        }
        String drawn = ring ? solid ? "POLYGON" : "POLYLINE" : type.name();
        String values = area == null || !Double.isFinite(area)
                ? ""
                : "{\"code\":\"42798000\",\"unit\":\"um2\",\"value\":\"" + hex(area) + "\"}";
        return "{\"identifier\":" + quoted(name) + ",\"uid\":" + quoted(uid)
                + ",\"finding\":\"84640000\",\"category\":\"91723000\",\"type\":\"" + drawn
                + "\",\"ordinates\":2,\"space\":\"" + (solid ? "slide" : "same") + "\",\"points\":\"" + hex(points)
                + "\",\"values\":[" + values + "]}";
    }

    private static String quoted(String text) {
        return text == null ? "null" : "\"" + text + "\"";
    }

    private static String hex(double... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * 8).order(ByteOrder.LITTLE_ENDIAN);
        for (double number : numbers) {
            bytes.putDouble(number);
        }
        return HexFormat.of().formatHex(bytes.array());
    }
}
