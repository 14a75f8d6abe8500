package org.glossa.geojson.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.column.ScratchColumns;
import org.glossa.corpus.Depth;
import org.glossa.geojson.read.GeoJsonReader.Request;
import org.glossa.ledger.Restoration;
import org.glossa.mapping.ClassMapping;
import org.junit.jupiter.api.Test;

/** Texts far larger than the heap of a machine of their own. */
class ReadingMemoryTest {
    private static final int MEASUREMENTS = 30;
    private static final String HEAP = "-Xmx40m";

    @Test
    void manyFeaturesAndHugeOnesNeedNoHeap() throws Exception {
        int count = Depth.count(25_000, 1_000_000);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dlate=" + count / 2,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Small.class.getName(),
                        Integer.toString(count))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(said).contains("features read").contains("parts read");
        assertThat(process.exitValue()).isZero();
    }

    /** The machine with the small heap. */
    public static final class Small {
        private Small() {}

        public static void main(String[] args) throws IOException {
            int count = Integer.parseInt(args[0]);
            try (ScratchColumns scratch = new ScratchColumns(Path.of(System.getProperty("java.io.tmpdir")))) {
                AnnotationSet cells = read(() -> new Pieces(count, Small::cell, "[", "]"), scratch);
                require(cells.features().featureCount() == count);
                var group = cells.groups().getFirst();
                require(group.measurements().size() == MEASUREMENTS + 1);
                var late = group.measurements().getLast();
                require(!late.values().isPresent(count / 2 - 1) && late.values().isPresent(count / 2));
                require(late.values().number(count / 2) == 0.5 * (count / 2));
                require(group.coordinates().ordinate(group.coordinates().firstVertex(count - 1), 0) == count - 1);
                System.out.println("features read");
            }
            try (ScratchColumns scratch = new ScratchColumns(Path.of(System.getProperty("java.io.tmpdir")))) {
                int parts = count * 5;
                AnnotationSet multi = read(
                        () -> new Pieces(
                                parts,
                                i -> "[[[" + i + ",0],[" + i + ",1.5],[9," + i + "],[" + i + ",0]]]",
                                "{\"type\":\"MultiPolygon\",\"coordinates\":[",
                                "]}"),
                        scratch);
                require(multi.features().featureCount() == 1);
                require(multi.features().partCount() == parts);
                require(multi.groups().getFirst().coordinates().ordinate(3L * parts - 1, 1) == parts - 1);
                System.out.println("parts read");
            }
        }

        private static void require(boolean held) {
            if (!held) {
                throw new IllegalStateException("the set is not what was written");
            }
        }

        private static AnnotationSet read(GeoJsonReader.Bytes bytes, ScratchColumns scratch) throws IOException {
            return GeoJsonReader.read(
                            bytes,
                            new Request(
                                    new CoordinateSpace.Level0Pixels(),
                                    null,
                                    ClassMapping.standard(),
                                    Restoration.RESTORE,
                                    read -> {}),
                            scratch)
                    .set();
        }

        private static String cell(int i) {
            StringBuilder text = new StringBuilder(2_000)
                    .append("{\"type\":\"Feature\",\"id\":\"00000000-0000-4000-8000-")
                    .append(String.format(Locale.ROOT, "%012d", i))
                    .append("\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[");
            for (int vertex = 0; vertex < 20; vertex++) {
                text.append("[")
                        .append(i + vertex)
                        .append(",")
                        .append(vertex * 1.25)
                        .append("],");
            }
            text.append("[").append(i).append(",0.0]]]},\"properties\":{\"objectType\":\"cell\",\"measurements\":{");
            for (int measurement = 0; measurement < MEASUREMENTS; measurement++) {
                text.append("\"Measurement ")
                        .append(measurement)
                        .append("\":")
                        .append(i * 0.1 + measurement)
                        .append(',');
            }
            text.setLength(text.length() - 1);
            if (i >= Integer.getInteger("late", 0)) {
                text.append(",\"late\":").append(i * 0.5);
            }
            return text.append("}}}").toString();
        }
    }

    /** One text of a piece. */
    @FunctionalInterface
    interface Piece {
        String of(int index);
    }

    /** An array that is made while it is read. */
    private static final class Pieces extends InputStream {
        private final int count;
        private final Piece piece;
        private final String end;
        private int next;
        private byte[] bytes;
        private int position;

        Pieces(int count, Piece piece, String start, String end) {
            this.count = count;
            this.piece = piece;
            this.end = end;
            this.bytes = start.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int from, int most) {
            if (position == bytes.length) {
                if (next > count) {
                    return -1;
                }
                String text = next == count ? end : (next > 0 ? "," : "") + piece.of(next);
                bytes = text.getBytes(StandardCharsets.UTF_8);
                position = 0;
                next++;
            }
            int some = Math.min(most, bytes.length - position);
            System.arraycopy(bytes, position, target, from, some);
            position += some;
            return some;
        }
    }
}
