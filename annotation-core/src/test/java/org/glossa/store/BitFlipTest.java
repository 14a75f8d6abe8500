package org.glossa.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.AnnotationView.MeasurementName;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.Measurement;
import org.glossa.annotation.MeasurementValues;
import org.glossa.annotation.Precision;
import org.glossa.corpus.Depth;
import org.glossa.detail.Tile;
import org.glossa.detail.TileBudget;
import org.glossa.query.ConceptMatch;
import org.glossa.query.Interval;
import org.glossa.query.MeasurementRange;
import org.glossa.query.Selection;
import org.glossa.query.Traits;
import org.glossa.spatial.Box;
import org.glossa.spatial.PlanarTransform;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * One bit is flipped in a derived file: every answer is the one from before, or a refusal, never another one. Each mebibyte of each file
 * is hit at least once.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BitFlipTest {
    private static final int SEED = 20261;
    private static final double SLIDE = 20_000;

    /** An answer that was refused for damage. */
    private static final long REFUSED = Long.MIN_VALUE;

    private Path set = Path.of("");
    private final List<RegionQuery> queries = new ArrayList<>();
    private List<Long> truth = List.of();

    private record Flip(String file, long offset, int bit) {}

    @BeforeAll
    void write(@TempDir Path folder) throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        int scale = Depth.count(1, 3);
        List<double[]> nuclei = new ArrayList<>();
        for (int i = 0; i < 20_000 * scale; i++) {
            nuclei.add(SampleSet.nucleus(random, 24, random.nextDouble(SLIDE), random.nextDouble(SLIDE), 10));
        }
        for (int i = 0; i < 20; i++) {
            nuclei.add(SampleSet.nucleus(random, 600, random.nextDouble(SLIDE), random.nextDouble(SLIDE), 800));
        }
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < 70_000 * scale; i++) {
            points.add(new double[] {random.nextDouble(SLIDE), random.nextDouble(SLIDE), i % 7});
        }
        points.set(3, new double[] {Double.NaN, 1, 1});
        set = folder.resolve("set");
        try (AnnotationSet source = new SampleSet()
                .group(GraphicType.POLYGON, 2, Precision.FLOAT32, nuclei, measurement("Area", nuclei.size()))
                .group(GraphicType.POINT, 3, Precision.FLOAT64, points, measurement("Score", points.size()))
                .group(GraphicType.POLYGON, 2, Precision.FLOAT32, nuclei.subList(0, 5_000))
                .build()) {
            ColumnStore.write(source, set, (done, total) -> {});
        }
        for (int i = 0; i < 12; i++) {
            double x = random.nextDouble(SLIDE);
            double y = random.nextDouble(SLIDE);
            double size = random.nextDouble(100, 4_000);
            Box box = new Box(x, y, x + size, y + size);
            queries.add(new RegionQuery(box, PlanarTransform.IDENTITY, i % 3 == 0 ? Set.of(1, 2) : Set.of()));
        }
        truth = answers();
        assertThat(truth).doesNotContain(REFUSED);
    }

    /** Two thirds of the values are there. */
    private static Measurement measurement(String name, int count) {
        return new Measurement(
                new CodedConcept(name, "99T", name), new CodedConcept("1", "UCUM", "1"), new MeasurementValues() {
                    @Override
                    public boolean isPresent(long annotation) {
                        return annotation % 3 != 0;
                    }

                    @Override
                    public float value(long annotation) {
                        return annotation * 0.5f + count;
                    }
                });
    }

    @Test
    void noAnswerEverHoldsAFlippedValue() throws Exception {
        List<Flip> flips = flips();
        Map<String, Integer> refusals = new HashMap<>();
        int refusedAnswers = 0;
        for (Flip flip : flips) {
            flip(flip);
            List<Long> answers = answers();
            for (int i = 0; i < answers.size(); i++) {
                if (answers.get(i) == REFUSED) {
                    refusedAnswers++;
                    continue;
                }
                assertThat(answers.get(i)).as("answer %d with %s", i, flip).isEqualTo(truth.get(i));
            }
            if (answers.contains(REFUSED)) {
                refusals.merge(flip.file(), 1, Integer::sum);
            }
            assertThat(ColumnCheck.damages(set, bytes -> {}))
                    .as("what verify says of %s", flip)
                    .singleElement()
                    .satisfies(damage -> {
                        assertThat(damage.file()).isEqualTo(flip.file());
                        if (!flip.file().equals(Manifest.FILE_NAME)) {
                            assertThat(damage.offset())
                                    .isEqualTo(flip.offset() / Manifest.BLOCK_BYTES * Manifest.BLOCK_BYTES);
                        }
                    });
            flip(flip);
        }
        assertThat(answers()).isEqualTo(truth);
        assertThat(ColumnCheck.damages(set, bytes -> {})).isEmpty();
        // Every file was seen damaged by some question, or nothing was shown.
        assertThat(refusals.keySet()).containsAll(derivedFiles());
        System.out.println("bit flips: " + flips.size() + " (seed " + SEED + "), " + refusedAnswers + " of "
                + (long) flips.size() * truth.size() + " answers refused, none wrong; flips met by questions: "
                + refusals);
    }

    @Test
    void verifyNamesStrangeAndLongerFiles() throws Exception {
        Path stranger = Files.createFile(set.resolve("stranger"));
        assertThat(ColumnCheck.damages(set, bytes -> {}))
                .singleElement()
                .satisfies(damage -> assertThat(damage.file()).isEqualTo("stranger"));
        Files.delete(stranger);
        Path table = set.resolve(GroupTable.FILE_NAME);
        byte[] whole = Files.readAllBytes(table);
        Files.write(table, new byte[1], StandardOpenOption.APPEND);
        assertThat(ColumnCheck.damages(set, bytes -> {}))
                .singleElement()
                .satisfies(damage -> assertThat(damage.getMessage())
                        .contains(GroupTable.FILE_NAME, whole.length + " bytes", whole.length + 1 + " bytes"));
        Files.write(table, whole);
    }

    @Test
    void whatIsWrittenToWhileItIsOpenIsComparedAgain() throws Exception {
        try (StoredSet stored = StoredSet.open(set)) {
            assertThat(answers(stored)).isEqualTo(truth);
            for (String file : derivedFiles()) {
                if (file.equals(Manifest.FILE_NAME) || file.equals(GroupTable.FILE_NAME)) {
                    continue; // held in memory since they were checked on opening
                }
                Flip flip = new Flip(file, Files.size(set.resolve(file)) / 2, 3);
                flip(flip);
                stored.recheck(Duration.ofHours(1));
                assertThat(answers(stored)).as("with %s", flip).contains(REFUSED);
                flip(flip);
                stored.recheck(Duration.ofHours(1));
                assertThat(answers(stored)).isEqualTo(truth);
            }
        }
    }

    @Test
    void whatRotsWithoutAWriteIsComparedAgainWhenItsComparisonIsOld() throws Exception {
        try (StoredSet stored = StoredSet.open(set)) {
            assertThat(answers(stored)).isEqualTo(truth);
            for (String file : derivedFiles()) {
                if (file.equals(Manifest.FILE_NAME) || file.equals(GroupTable.FILE_NAME)) {
                    continue; // held in memory since they were checked on opening
                }
                FileTime written = Files.getLastModifiedTime(set.resolve(file));
                Flip flip = new Flip(file, Files.size(set.resolve(file)) / 2, 3);
                flip(flip);
                Files.setLastModifiedTime(set.resolve(file), written);
                stored.recheck(Duration.ofHours(1));
                assertThat(answers(stored)).as("believed for an hour").doesNotContain(REFUSED);
                stored.recheck(Duration.ZERO);
                assertThat(answers(stored)).as("with %s", flip).contains(REFUSED);
                flip(flip);
                Files.setLastModifiedTime(set.resolve(file), written);
                stored.recheck(Duration.ZERO);
                assertThat(answers(stored)).isEqualTo(truth);
            }
        }
    }

    private List<String> derivedFiles() throws IOException {
        try (Stream<Path> files = Files.list(set)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** One in each block of each file first, then anywhere. */
    private List<Flip> flips() throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        List<Flip> flips = new ArrayList<>();
        List<String> files = derivedFiles();
        for (String file : files) {
            long length = Files.size(set.resolve(file));
            for (long start = 0; start < length; start += Manifest.BLOCK_BYTES) {
                flips.add(flip(random, file, start, Math.min(length, start + Manifest.BLOCK_BYTES)));
            }
        }
        while (flips.size() < Depth.count(40, 500)) {
            String file = files.get(random.nextInt(files.size()));
            flips.add(flip(random, file, 0, Files.size(set.resolve(file))));
        }
        return flips;
    }

    private static Flip flip(SplittableRandom random, String file, long from, long end) {
        return new Flip(file, random.nextLong(from, end), random.nextInt(8));
    }

    private void flip(Flip flip) throws IOException {
        try (RandomAccessFile bytes =
                new RandomAccessFile(set.resolve(flip.file()).toFile(), "rw")) {
            bytes.seek(flip.offset());
            int old = bytes.read();
            bytes.seek(flip.offset());
            bytes.write(old ^ 1 << flip.bit());
        }
    }

    /** A checksum of each answer: boxes in turn, bounds, everything, ranges and statistics. */
    private List<Long> answers() throws IOException {
        try (StoredSet stored = StoredSet.open(set)) {
            return answers(stored);
        } catch (StoreCorruptException damaged) {
            return Collections.nCopies(queries.size() + 6, REFUSED);
        }
    }

    @FunctionalInterface
    private interface Answer {
        long checksum();
    }

    private List<Long> answers(StoredSet stored) {
        List<Long> answers = new ArrayList<>();
        for (RegionQuery query : queries) {
            answers.add(orRefused(() -> contents(stored, query.run(stored, 0, 10_000))));
        }
        answers.add(orRefused(() -> String.valueOf(stored.bounds()).hashCode()));
        answers.add(orRefused(() -> copied(stored, queries.getFirst().run(stored, 0, 10_000))));
        answers.add(orRefused(() -> contents(stored, RegionQuery.everything(stored, Set.of(), 0, Integer.MAX_VALUE))));
        for (String name : List.of("Area", "Score")) {
            Traits high = new Traits(
                    Set.of(),
                    List.of(),
                    List.of(new MeasurementRange(new ConceptMatch.Meaning(name), Interval.from(75_000))));
            answers.add(orRefused(
                    () -> new RegionQuery(Selection.EVERYTHING.with(high), PlanarTransform.IDENTITY).count(stored)));
        }
        answers.add(orRefused(() -> stored.statistics(0, 0).hashCode() * 31L
                + stored.statistics(1, 0).hashCode()));
        answers.add(orRefused(() -> tile(stored, TileBudget.STANDARD)));
        answers.add(orRefused(() -> tile(stored, new TileBudget(500_000, 100_000_000))));
        answers.add(orRefused(() -> tile(stored, new TileBudget(1_000_000, 100_000_000))));
        return answers;
    }

    /** Of all annotations: counts, points, and outlines as they are drawn from afar. */
    private static long tile(StoredSet stored, TileBudget budget) {
        TileQuery query = new TileQuery(stored.grid(), new Tile(0, 0, 0), PlanarTransform.IDENTITY, Set.of(), budget);
        return switch (query.run(stored)) {
            case TileContent.Counts counts -> counts.counts().ofGroups().hashCode() & Long.MAX_VALUE;
            case TileContent.Points points -> {
                long sum = points.owned();
                for (int i = 0; i < points.owned(); i++) {
                    sum = 31 * sum + Double.hashCode(points.x(i) + points.y(i) * 3 + points.area(i) * 7);
                    sum = 31 * sum + points.group(i) * 3L + points.annotationIndex(i);
                }
                yield sum & Long.MAX_VALUE;
            }
            case TileContent.Exact exact -> {
                CRC32C crc = new CRC32C();
                Cursor cursor = stored.cursor();
                for (int i = 0; i < exact.hits().count(); i++) {
                    cursor.moveToDrawn(exact.hits().position(i), exact.tolerance());
                    crc.update(cursor.coordinates().asByteBuffer());
                }
                yield crc.getValue();
            }
        };
    }

    private static long orRefused(Answer answer) {
        try {
            return answer.checksum();
        } catch (UncheckedIOException refused) {
            assertThat(StoreCorruptException.causeOf(refused)).isNotNull();
            return REFUSED;
        }
    }

    private static long copied(StoredSet stored, RegionHits hits) {
        MemorySegment target = MemorySegment.ofArray(new byte[16 << 20]);
        long bytes = stored.copyCoordinates(hits, target, 0);
        CRC32C crc = new CRC32C();
        crc.update(target.asSlice(0, bytes).asByteBuffer());
        return crc.getValue();
    }

    private static long contents(StoredSet stored, RegionHits hits) {
        CRC32C crc = new CRC32C();
        Cursor cursor = stored.cursor();
        long sum = hits.numberMatched();
        for (int i = 0; i < hits.count(); i++) {
            cursor.moveTo(hits.position(i));
            crc.update(cursor.coordinates().asByteBuffer());
            sum = 31 * sum + cursor.group().number();
            sum = 31 * sum + cursor.annotationIndex();
            List<MeasurementName> names = cursor.measurementNames();
            for (int m = 0; m < names.size(); m++) {
                sum = 31 * sum + (cursor.hasMeasurement(m) ? Float.floatToRawIntBits(cursor.measurement(m)) : 7);
            }
        }
        return (sum << 32 ^ crc.getValue()) & Long.MAX_VALUE;
    }
}
