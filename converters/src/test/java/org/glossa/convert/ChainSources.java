package org.glossa.convert;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.glossa.convert.ConversionOptions.Name;
import org.glossa.corpus.Corpus;
import org.glossa.corpus.Oracle;
import org.glossa.corpus.conversion.RichFeatures;
import org.glossa.corpus.conversion.RichFeatures.Oddity;
import org.glossa.option.OutOfBounds;

/**
 * A source and options for each seed. Half of the seeds are GeoJSON of {@link RichFeatures}; a quarter each are annotations and reports that
 * highdicom wrote ({@code random_annotations.py}, {@code make_reports.py}).
 */
final class ChainSources {
    private static final int MOST_FEATURES = 12;
    private static final int MOST_FILES = 500;
    private static final int WAYS = 4;
    private static final int HIGHDICOM_SEED = 20261126;
    private static final int TIMES_WIDER = 1_024;

    private final Path folder;

    private ChainSources(Path folder) {
        this.folder = folder;
    }

    /** Has highdicom write what the seeds need, once. */
    static ChainSources write(Path folder, List<Long> seeds) throws Exception {
        int files =
                1 + (int) seeds.stream().mapToLong(ChainSources::number).max().orElse(0);
        for (String script : List.of("random_annotations.py", "make_reports.py")) {
            Oracle.python()
                    .cases(files)
                    .within(Duration.ofMinutes(10))
                    .run(
                            Oracle.script(script).toString(),
                            folder.toString(),
                            Integer.toString(files),
                            Integer.toString(HIGHDICOM_SEED))
                    .orFail();
        }
        writeWide(folder.resolve("wide"));
        return new ChainSources(folder);
    }

    private static long number(long seed) {
        return seed / WAYS % MOST_FILES;
    }

    /** Of 96 columns; where outlines are clipped of 98,304, for those that lie together in a corner no comparison can tell apart. */
    List<Path> slide(long seed) {
        Path levels = options(seed).outOfBounds() == OutOfBounds.CLIP ? folder.resolve("wide") : square();
        return List.of(levels.resolve("level-0.dcm"), levels.resolve("level-1.dcm"));
    }

    private static Path square() {
        return Corpus.folder().resolve("slides/square");
    }

    private static void writeWide(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String level : List.of("level-0.dcm", "level-1.dcm")) {
            byte[] bytes = Files.readAllBytes(square().resolve(level));
            widen(bytes, 0x06);
            widen(bytes, 0x07);
            Files.write(folder.resolve(level), bytes);
        }
    }

    /** Total Pixel Matrix Columns (0048,0006) or Rows (0048,0007), of Explicit VR Little Endian. */
    private static void widen(byte[] bytes, int element) {
        byte[] header = {0x48, 0, (byte) element, 0, 'U', 'L', 4, 0};
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at + header.length < bytes.length; at++) {
            if (Arrays.equals(bytes, at, at + header.length, header, 0, header.length)) {
                file.putInt(at + header.length, file.getInt(at + header.length) * TIMES_WIDER);
                return;
            }
        }
        throw new IllegalStateException("No total pixel matrix");
    }

    static Language language(long seed) {
        return switch ((int) (seed % WAYS)) {
            case 0, 1 -> Language.GEOJSON;
            case 2 -> Language.ANN;
            default -> Language.SR;
        };
    }

    /** The source in a file, which is in the folder for GeoJSON. */
    Path file(long seed, Path scratch) throws IOException {
        return switch (language(seed)) {
            case ANN -> folder.resolve("random-%04d.dcm".formatted(number(seed)));
            case SR -> folder.resolve("report-%04d.dcm".formatted(number(seed)));
            case GEOJSON ->
                Files.write(scratch.resolve("source.geojson"), text(seed).getBytes(StandardCharsets.UTF_8));
        };
    }

    /** GeoJSON of that seed. */
    static String text(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Set<Oddity> oddities = EnumSet.noneOf(Oddity.class);
        for (Oddity oddity : Oddity.values()) {
            if (oddity != Oddity.UNCLOSED_RING && random.nextBoolean()) {
                oddities.add(oddity);
            }
        }
        return RichFeatures.of(seed, random.nextInt(1, MOST_FEATURES + 1), oddities)
                .text();
    }

    static ConversionOptions options(long seed) {
        SplittableRandom random = new SplittableRandom(~seed);
        ConversionOptions.Builder options = ConversionOptions.builder();
        set(options, random, Name.HOLES, "keyhole", "split", "drop");
        set(options, random, Name.PRECISION, "auto", "float32", "float64");
        if (language(seed) == Language.GEOJSON) { // what lies far outside cannot be told apart at the edge
            set(options, random, Name.OUT_OF_BOUNDS, "keep", "keep", "clip");
        }
        if (random.nextInt(3) == 0) {
            // the third ordinates of millimetres are read as z by nobody else
            String other = language(seed) == Language.GEOJSON ? "slide-mm" : "level0-pixels";
            set(options, random, Name.SPACE, "level0-pixels", other);
        }
        return options.build();
    }

    private static void set(ConversionOptions.Builder options, SplittableRandom random, Name name, String... texts) {
        try {
            options.set(name, texts[random.nextInt(texts.length)]);
        } catch (InvalidOptionException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
