package org.glossa.corpus;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A FeatureCollection of nuclei as QuPath exports its detections: one Feature a line, polygons of 24 positions with two decimals, a UUID,
 * at times a name, a class with its colour, and measurements of which some are NaN and some are missing. The same seed gives the same
 * bytes; some 750 bytes a Feature.
 */
public final class QuPathDetections {
    private static final int POSITIONS = 24;
    private static final String[] CLASSES = {
        "{\"name\":\"Tumor\",\"color\":[200,0,0]}",
        "{\"name\":\"Stroma\",\"color\":[150,200,150]}",
        "{\"name\":\"Immune cells\",\"color\":[160,90,160]}",
        "{\"names\":[\"Tumor\",\"Positive\"],\"color\":[250,62,62]}",
        "{\"name\":\"Grenzfläche α\",\"color\":[12,34,56]}",
    };
    private static final String[] MEASUREMENTS = {
        "Nucleus: Area µm^2", "Nucleus: Circularity", "Hematoxylin: Mean", "DAB: Mean", "Nucleus: Max diameter µm",
    };

    /** What a Feature is heavy with. */
    public enum Style {
        /** Coordinates of two decimals, up to five measurements. */
        USUAL,
        /** Thirty measurements. */
        MANY_MEASUREMENTS,
        /** Coordinates as doubles print: 15 to 17 digits. */
        ALL_DIGITS
    }

    private final Style style;
    private final SplittableRandom random;
    private final double sizePx;
    private final StringBuilder line = new StringBuilder(2048);

    private QuPathDetections(Style style, long seed, double sizePx) {
        this.style = style;
        this.random = new SplittableRandom(seed);
        this.sizePx = sizePx;
    }

    /** @param sizePx side of the square that the nuclei lie in */
    public static void write(Path file, long count, long seed, double sizePx) throws IOException {
        write(file, count, seed, sizePx, Style.USUAL);
    }

    /** @param sizePx side of the square that the nuclei lie in */
    public static void write(Path file, long count, long seed, double sizePx, Style style) throws IOException {
        QuPathDetections detections = new QuPathDetections(style, seed, sizePx);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            out.write("{\"type\":\"FeatureCollection\",\"features\":[\n".getBytes(StandardCharsets.UTF_8));
            for (long i = 0; i < count; i++) {
                out.write(detections.next(i == count - 1).getBytes(StandardCharsets.UTF_8));
            }
            out.write("]}\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    private String next(boolean last) {
        line.setLength(0);
        line.append("{\"type\":\"Feature\",\"id\":\"");
        appendUuid();
        line.append("\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[");
        appendRing();
        line.append("]]},\"properties\":{\"objectType\":\"detection\",");
        if (random.nextInt(8) == 0) {
            line.append("\"name\":\"Nucleus ").append(random.nextInt(1_000_000)).append("\",");
        }
        if (random.nextInt(50) > 0) {
            line.append("\"classification\":")
                    .append(CLASSES[random.nextInt(CLASSES.length)])
                    .append(',');
        }
        appendMeasurements();
        line.append("}}").append(last ? "\n" : ",\n");
        return line.toString();
    }

    private void appendUuid() {
        long high = random.nextLong() & 0xFFFFFFFFFFFF0FFFL | 0x4000L;
        long low = random.nextLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
        line.append(new java.util.UUID(high, low));
    }

    private void appendRing() {
        double x = 20 + random.nextDouble() * (sizePx - 40);
        double y = 20 + random.nextDouble() * (sizePx - 40);
        double radius = 6 + random.nextDouble() * 8;
        String first = "";
        for (int i = 0; i < POSITIONS; i++) {
            double angle = 2 * Math.PI * i / POSITIONS;
            double r = radius * (0.9 + 0.2 * random.nextDouble());
            String position = "[" + printed(x + r * Math.cos(angle)) + "," + printed(y + r * Math.sin(angle)) + "]";
            first = i == 0 ? position : first;
            line.append(position).append(',');
        }
        line.append(first);
    }

    private String printed(double value) {
        if (style == Style.ALL_DIGITS) {
            return Double.toString(value);
        }
        long units = Math.round(value * 100);
        long fraction = units % 100;
        return units / 100 + "." + (fraction < 10 ? "0" : "") + fraction;
    }

    private void appendMeasurements() {
        line.append("\"measurements\":{");
        boolean any = false;
        int count = style == Style.MANY_MEASUREMENTS ? 30 : MEASUREMENTS.length;
        for (int i = 0; i < count; i++) {
            String name = i < MEASUREMENTS.length ? MEASUREMENTS[i] : "Cell: Channel " + i + " mean";
            int kind = random.nextInt(40);
            if (kind == 0) {
                continue;
            }
            line.append(any ? "," : "").append('"').append(name).append("\":");
            any = true;
            if (kind == 1) {
                line.append("\"NaN\"");
            } else if (kind < 10) {
                line.append(random.nextDouble() * 100);
            } else {
                line.append(String.format(Locale.ROOT, "%.4f", random.nextDouble() * 100));
            }
        }
        line.append('}');
    }
}
