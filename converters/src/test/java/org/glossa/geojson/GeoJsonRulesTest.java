package org.glossa.geojson;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.DocumentExtras;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupRole;
import org.glossa.annotation.Measurement;
import org.glossa.annotation.Precision;
import org.glossa.column.ScratchColumns;
import org.glossa.corpus.Depth;
import org.glossa.corpus.Oracle;
import org.glossa.feature.FeatureColumnsBuilder;
import org.glossa.feature.FeatureColumnsBuilder.Said;
import org.glossa.feature.Features;
import org.glossa.feature.Features.IdForm;
import org.glossa.feature.Features.Kind;
import org.glossa.image.AnswerSpace;
import org.glossa.ledger.Losses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random sets of objects of all kinds, read by Python's json and shapely, and held against the rules of QuPath's reader. */
class GeoJsonRulesTest {
    private static final int ROWS = 40;
    private static final String[] CLASSES = {
        "{}",
        "{\"classification\":null}",
        "{\"classification\":{\"name\":\"Tumor\"}}",
        "{\"classification\":{\"names\":[\"a\",\"b\"]},\"color\":[1,2,3]}",
        "{\"classification\":{\"name\":\"Tumor\",\"color\":[200,0,0,7]}}",
        ""
    };

    @TempDir
    Path texts;

    @TempDir
    Path scratchFolder;

    private final SplittableRandom random = new SplittableRandom(4);
    private long written;

    @Test
    void everyTextKeepsTheRulesOfItsReaders() throws IOException {
        int sets = Depth.count(8, 200);
        for (int number = 0; number < sets; number++) {
            try (ScratchColumns scratch = new ScratchColumns(scratchFolder)) {
                AnnotationSet set = randomSet(scratch);
                write(set, number + ".geojson", GeoJsonForm.COLLECTION);
                write(set, number + ".2.geojson", GeoJsonForm.COLLECTION.roundedTo(2));
                write(set, number + ".geojsonl", GeoJsonForm.COLLECTION.in(GeoJsonForm.Layout.LINES));
                write(set, number + ".geojson.gz", GeoJsonForm.COLLECTION.with(GeoJsonForm.Compression.GZIP));
                written += 4 * set.features().featureCount();
            }
        }

        var answer = Oracle.python()
                .cases(written)
                .run(Oracle.script("geojson_rules.py").toString(), texts.toString())
                .orFail();

        assertThat(answer.outLines()).containsExactly("done " + written);
    }

    private void write(AnnotationSet set, String name, GeoJsonForm form) throws IOException {
        try (OutputStream out = Files.newOutputStream(texts.resolve(name))) {
            GeoJsonWriter.write(set, AnswerSpace.ofSource(set), form, new Losses(), out, (done, total) -> {});
        }
    }

    /** A group of each type and class, whose rows objects take in order. */
    private AnnotationSet randomSet(ScratchColumns scratch) throws IOException {
        HandMadeSet made = new HandMadeSet();
        String members = CLASSES[random.nextInt(CLASSES.length)];
        made.extras(members, "");
        for (GraphicType type : GraphicType.values()) {
            made.group(GroupRole.ANNOTATIONS, type, precision(), 2, measurements(), rows(type));
        }
        made.group(GroupRole.HOLES, GraphicType.POLYGON, precision(), 2, List.of(), rows(GraphicType.POLYGON));
        made.group(GroupRole.REGIONLESS, GraphicType.POINT, precision(), 2, measurements(), new double[ROWS][0]);
        FeatureColumnsBuilder objects = new FeatureColumnsBuilder(scratch);
        long[] next = new long[made.groups.size()];
        long count = 0;
        while (count < 30) {
            Said said = new Said()
                    .id(IdForm.values()[random.nextInt(3)], Integer.toString(random.nextInt(1000)))
                    .name(random.nextBoolean() ? "name\n" + count : null)
                    .members(random.nextBoolean() ? "{\"properties\":{\"objectType\":\"detection\"}}" : null)
                    .parent(random.nextInt(4) == 0 ? random.nextLong(-1, count) : -1);
            int type = random.nextInt(GraphicType.values().length);
            Kind kind = Kind.GEOMETRY;
            switch (random.nextInt(6)) {
                case 0 -> {
                    objects.part(6, next[6]++, Features.BEGINS_MEMBER);
                    kind = Kind.NONE;
                }
                case 1 -> {
                    for (int i = random.nextInt(1, 4); i > 0; i--) {
                        int other = random.nextInt(GraphicType.values().length);
                        objects.part(other, next[other]++, Features.BEGINS_MEMBER);
                    }
                    kind = Kind.COLLECTION;
                }
                case 2 -> {
                    int marks = Features.OF_MULTI | Features.BEGINS_MEMBER;
                    for (int i = random.nextInt(1, 3); i > 0; i--) {
                        objects.part(type, next[type]++, marks);
                        marks = Features.OF_MULTI;
                    }
                }
                case 3 -> {
                    objects.part(2, next[2]++, Features.BEGINS_MEMBER);
                    objects.part(5, next[5]++, Features.HOLE);
                    objects.part(2, next[2]++, Features.BEGINS_MEMBER | Features.NUCLEUS);
                }
                default -> objects.part(type, next[type]++, Features.BEGINS_MEMBER);
            }
            count = objects.feature(kind, said) + 1;
            for (int group = 0; group < next.length; group++) {
                if (next[group] > ROWS - 4) {
                    count = 30;
                }
            }
        }
        return made.set(new CoordinateSpace.Level0Pixels(), objects.build(), DocumentExtras.NONE);
    }

    private Precision precision() {
        return random.nextBoolean() ? Precision.FLOAT32 : Precision.FLOAT64;
    }

    private List<Measurement> measurements() {
        List<Measurement> measurements = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            Double[] values = new Double[ROWS];
            for (int row = 0; row < ROWS; row++) {
                values[row] = switch (random.nextInt(5)) {
                    case 0 -> null;
                    case 1 -> Double.NaN;
                    case 2 -> Double.POSITIVE_INFINITY;
                    default -> random.nextDouble(-1e6, 1e6);
                };
            }
            measurements.add(HandMadeSet.measurement(i == 1 ? "" : "M " + i, precision(), values));
        }
        return measurements;
    }

    private double[][] rows(GraphicType type) {
        double[][] rows = new double[ROWS][];
        for (int row = 0; row < ROWS; row++) {
            double x = random.nextDouble(0, 100_000);
            double y = random.nextDouble(0, 100_000);
            double a = random.nextDouble(1, 500);
            double b = random.nextDouble(0.5, a);
            rows[row] = switch (type) {
                case POINT -> new double[] {x, y};
                case POLYLINE -> new double[] {x, y, x + a, y, x + a, y + b};
                case POLYGON -> new double[] {x, y, x + a, y, x + a, y + b, x, y + b / 2};
                case RECTANGLE -> new double[] {x, y, x + a, y, x + a, y + b, x, y + b};
                case ELLIPSE -> {
                    double tilt = random.nextBoolean() ? 0 : b / 3;
                    yield new double[] {
                        x - a, y - tilt, x + a, y + tilt, x + tilt * b / a, y - b, x - tilt * b / a, y + b
                    };
                }
            };
        }
        return rows;
    }
}
