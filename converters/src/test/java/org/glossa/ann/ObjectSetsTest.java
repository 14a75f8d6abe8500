package org.glossa.ann;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.glossa.ann.BulkAnnotationReader.BulkAnnotations;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.GroupRole;
import org.glossa.annotation.MeasurementValues;
import org.glossa.annotation.Precision;
import org.glossa.column.ScratchColumns;
import org.glossa.corpus.AllowList;
import org.glossa.corpus.Corpus;
import org.glossa.corpus.Depth;
import org.glossa.corpus.DicomValidator;
import org.glossa.corpus.Oracle;
import org.glossa.dicom.DicomFile;
import org.glossa.feature.Features;
import org.glossa.finding.MalformedInputException;
import org.glossa.ledger.Ledger;
import org.glossa.ledger.LedgerEntry;
import org.glossa.ledger.Losses;
import org.glossa.ledger.Restoration;
import org.glossa.option.CoordinatePrecision;
import org.glossa.option.Holes;
import org.glossa.option.OutOfBounds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sets of another language: what others read of them, and that our reader gives all of it back. */
class ObjectSetsTest {
    private static final int SEEDS = Depth.count(30, 500);

    @TempDir
    Path folder;

    private ScratchColumns scratch;
    private DicomFile image;

    @BeforeEach
    void open() throws Exception {
        scratch = new ScratchColumns(folder);
        image = DicomFile.open(Corpus.slide("square").getFirst());
    }

    @AfterEach
    void close() throws Exception {
        scratch.close();
        image.close();
    }

    @Test
    void gives_back_what_was_written() throws Exception {
        for (int seed = 0; seed < SEEDS; seed++) {
            for (Holes holes : List.of(Holes.KEYHOLE, Holes.SPLIT)) {
                for (CoordinatePrecision precision : List.of(CoordinatePrecision.AUTO, CoordinatePrecision.FLOAT64)) {
                    AnnotationSet set = ObjectSets.of(seed, image.dataSet(), scratch);
                    AnnOptions options = new AnnOptions(holes, precision, OutOfBounds.KEEP);
                    byte[] written = write(set, options, new Losses());
                    assertThat(write(set, options, new Losses())).isEqualTo(written);
                    BulkAnnotations read = read(written, Restoration.RESTORE);
                    try (AnnotationSet back = read.set()) {
                        assertThat(read.findings()).isEmpty();
                        SetAssert.assertSame(back, set);
                    }
                }
            }
        }
    }

    @Test
    void cuts_objects_and_groups_that_are_too_large_for_a_value() throws Exception {
        AnnotationSet set = ObjectSets.of(3, image.dataSet(), scratch);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BulkAnnotationWriter.write(
                set,
                AnnotationContext.ofImage(image.dataSet()),
                AnnOptions.DEFAULT,
                new Losses(),
                Channels.newChannel(bytes),
                folder,
                400);
        try (AnnotationSet back = read(bytes.toByteArray(), Restoration.RESTORE).set()) {
            SetAssert.assertSame(back, set);
        }
    }

    @Test
    void a_rewritten_instance_says_the_same() throws Exception {
        for (int seed = 0; seed < 8; seed++) {
            AnnotationSet set = ObjectSets.of(seed, image.dataSet(), scratch);
            Path first = Files.write(folder.resolve("first"), write(set, AnnOptions.DEFAULT, new Losses()));
            Path second = folder.resolve("second");
            DicomFile original = DicomFile.open(first);
            try (AnnotationSet back = BulkAnnotationReader.read(original, Restoration.RESTORE, scratch)
                    .set()) {
                BulkAnnotationWriter.write(back, AnnotationContext.ofOriginal(original.dataSet()), second);
            }
            DicomFile again = DicomFile.open(second);
            try (AnnotationSet back = BulkAnnotationReader.read(again, Restoration.RESTORE, scratch)
                    .set()) {
                SetAssert.assertSame(back, set);
            }
        }
    }

    @Test
    void others_see_groups_of_annotations_and_the_ledger_says_what_they_do_not() throws Exception {
        for (int seed = 0; seed < SEEDS; seed++) {
            AnnotationSet set = ObjectSets.of(seed, image.dataSet(), scratch);
            Losses losses = new Losses();
            byte[] written = write(set, AnnOptions.DEFAULT, losses);
            TreeMap<String, Long> noted = new TreeMap<>();
            Ledger ledger = new Ledger();
            losses.addTo(ledger);
            for (LedgerEntry entry : ledger.entries()) {
                noted.put(entry.code(), entry.count());
                assertThat(entry.carriage()).isEqualTo(LedgerEntry.Carriage.RESTORABLE);
            }
            Features features = set.features();
            long ids = 0;
            long names = 0;
            long holes = 0;
            for (long i = 0; i < features.featureCount(); i++) {
                boolean seen = features.kind(i) != Features.Kind.NONE; // of others it is told that nothing is
                ids += seen && features.id(i) != null ? 1 : 0;
                names += seen && features.name(i) != null ? 1 : 0;
            }
            for (long part = 0; part < features.partCount(); part++) {
                holes += features.has(part, Features.HOLE) ? 1 : 0;
            }
            assertThat(noted.getOrDefault("ID_NOT_CARRIED", 0L))
                    .isEqualTo(ids - 1); // of the lone one others see the UID
            assertThat(noted.getOrDefault("NAME_NOT_CARRIED", 0L)).isEqualTo(names);
            assertThat(noted.getOrDefault("HOLE_BRIDGED", 0L)).isEqualTo(holes);
            assertThat(noted.getOrDefault("GEOMETRY_ABSENT", 0L)).isEqualTo(1);
            assertThat(noted).doesNotContainKeys("PRECISION_FLOAT32", "HOLE_SPLIT", "HOLE_DROPPED");
            try (AnnotationSet seen = read(written, Restoration.IGNORE).set()) {
                assertThat(seen.groups()).hasSizeBetween(2, 3).allMatch(group -> group.role() == GroupRole.ANNOTATIONS);
                String lone = features.id(features.featureCount() - 1);
                assertThat(seen.features().id(seen.features().featureCount() - 1))
                        .isEqualTo(lone);
                assertThat(seen.groups().getFirst().annotationCount())
                        .isEqualTo(set.groups().getFirst().annotationCount());
                assertThat(seen.groups().getFirst().coordinates().vertexCount())
                        .isEqualTo(set.groups().get(0).coordinates().vertexCount()
                                + set.groups().get(1).coordinates().vertexCount()
                                + 2 * holes);
            }
        }
    }

    @Test
    void options_drop_refuse_round_and_clip() throws Exception {
        int seed = 0;
        AnnotationSet set = ObjectSets.of(seed, image.dataSet(), scratch);
        while (hasFloats(set)) {
            set = ObjectSets.of(++seed, image.dataSet(), scratch);
        }
        Losses losses = new Losses();
        byte[] dropped = write(set, new AnnOptions(Holes.DROP, CoordinatePrecision.FLOAT32, OutOfBounds.KEEP), losses);
        Ledger ledger = new Ledger();
        losses.addTo(ledger);
        assertThat(ledger.entries())
                .filteredOn(entry -> entry.carriage() == LedgerEntry.Carriage.GONE)
                .extracting(LedgerEntry::code)
                .containsExactly("HOLE_DROPPED", "PRECISION_FLOAT32");
        assertThat(ledger.entries())
                .filteredOn(entry -> entry.code().equals("PRECISION_FLOAT32"))
                .allMatch(entry -> entry.maxAbsError() > 0 && entry.maxAbsError() < 1e-5);
        try (AnnotationSet back = read(dropped, Restoration.RESTORE).set()) {
            assertThat(back.groups()).hasSize(4);
            assertThat(back.features().featureCount()).isEqualTo(set.features().featureCount());
            assertThat(back.groups().getFirst().coordinates().precision()).isEqualTo(Precision.FLOAT32);
        }
        AnnotationSet holed = set;
        AnnOptions none = new AnnOptions(Holes.FAIL, CoordinatePrecision.AUTO, OutOfBounds.KEEP);
        assertThatThrownBy(() -> write(holed, none, new Losses()))
                .isInstanceOfSatisfying(
                        UnwritableAnnotationsException.class,
                        refusal ->
                                assertThat(refusal.findings().getFirst().code()).isEqualTo("HOLE_REFUSED"));
    }

    private static boolean hasFloats(AnnotationSet set) {
        var column = set.groups().getFirst().coordinates();
        for (long vertex = 0; vertex < column.vertexCount(); vertex++) {
            double x = column.ordinate(vertex, 0);
            if (Math.rint(x * 100) / 100 != x) {
                return false;
            }
        }
        return true;
    }

    /** Whatever becomes of our elements: a set, or a refusal that says where; never another exception. */
    @Test
    void damaged_private_elements_break_no_reading() throws Exception {
        AnnotationSet set = ObjectSets.of(5, image.dataSet(), scratch);
        byte[] written = write(set, AnnOptions.DEFAULT, new Losses());
        SplittableRandom random = new SplittableRandom(9);
        int told = 0;
        for (int run = 0; run < Depth.count(600, 20_000); run++) {
            byte[] damaged = written.clone();
            for (int i = 0; i <= random.nextInt(3); i++) {
                // from the root's private elements and groups on, which are the second half
                int at = random.nextInt(damaged.length / 3, damaged.length);
                damaged[at] = (byte) (random.nextBoolean() ? random.nextInt() : damaged[at] ^ 1 << random.nextInt(8));
            }
            Path file = Files.write(folder.resolve("damaged"), damaged);
            try {
                DicomFile dicom = DicomFile.open(file);
                try {
                    BulkAnnotations read = BulkAnnotationReader.read(dicom, Restoration.RESTORE, scratch);
                    told += read.findings().stream()
                                    .anyMatch(finding -> finding.code().equals("PRIVATE_BLOCK_DAMAGED"))
                            ? 1
                            : 0;
                    long rows = read.set().annotationCount();
                    assertThat(read.set().features().partCount()).isEqualTo(rows);
                } finally {
                    dicom.close();
                }
            } catch (MalformedInputException e) {
                assertThat(e.finding().sentence()).isNotEmpty();
            }
        }
        assertThat(told).isPositive();
    }

    @Test
    void validators_of_others_find_no_error() throws Exception {
        for (int seed = 0; seed < Depth.count(3, 20); seed++) {
            AnnotationSet set = ObjectSets.of(seed, image.dataSet(), scratch);
            Holes holes = seed % 2 == 0 ? Holes.KEYHOLE : Holes.SPLIT;
            byte[] written =
                    write(set, new AnnOptions(holes, CoordinatePrecision.AUTO, OutOfBounds.KEEP), new Losses());
            Path file = Files.write(folder.resolve("valid-" + seed + ".dcm"), written);
            assertThat(DicomValidator.edition2022(AllowList.empty()).errors(file))
                    .isEmpty();
            assertThat(DicomValidator.edition2026(AllowList.empty()).errors(file))
                    .isEmpty();
            Oracle.Result said = Oracle.dcentvfy2026()
                    .run(List.of(Corpus.slide("square").getFirst().toString(), file.toString()));
            assertThat(said.out() + said.err()).isEmpty();
        }
    }

    /** pydicom and numpy see outlines with bridged holes, points, and the values that are finite floats. */
    @Test
    void pydicom_reads_outlines_less_holes_and_values() throws Exception {
        List<String> arguments = new ArrayList<>();
        long annotations = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            AnnotationSet set = ObjectSets.of(seed, image.dataSet(), scratch);
            Path file = Files.write(
                    folder.resolve("objects-" + seed + ".dcm"), write(set, AnnOptions.DEFAULT, new Losses()));
            List<String> groups = new ArrayList<>();
            for (int group : List.of(ObjectSets.OUTLINES, ObjectSets.POINTS, ObjectSets.LONE)) {
                groups.add(truth(set, group));
                annotations += set.groups().get(group).annotationCount();
            }
            Path truth = Files.writeString(folder.resolve("objects-" + seed + ".json"), groups.toString());
            arguments.addAll(List.of(file.toString(), truth.toString()));
        }
        arguments.addFirst(Oracle.script("written_objects.py").toString());
        Oracle.Result said = Oracle.python().cases(SEEDS).run(arguments);
        assertThat(said.outLines()).as(said.err()).containsExactly(annotations + " annotations");
    }

    private static String truth(AnnotationSet set, int index) {
        AnnotationGroup group = set.groups().get(index);
        String[] annotations = new String[(int) group.annotationCount()];
        Features features = set.features();
        for (long part = 0; part < features.partCount(); part++) {
            if (features.group(part) != index) {
                continue;
            }
            List<String> holes = new ArrayList<>();
            for (long hole = part + 1; hole < features.partCount() && features.has(hole, Features.HOLE); hole++) {
                holes.add(ring(set.groups().get(ObjectSets.HOLES), features.annotation(hole)));
            }
            annotations[(int) features.annotation(part)] =
                    "{\"outline\":" + ring(group, features.annotation(part)) + ",\"holes\":" + holes + "}";
        }
        List<String> values = new ArrayList<>();
        MeasurementValues measured = group.measurements().getFirst().values();
        for (long i = 0; i < group.annotationCount(); i++) {
            boolean finite = Float.isFinite((float) measured.number(i));
            values.add(!measured.isPresent(i) ? "null" : finite ? "" + measured.number(i) : "\"odd\"");
        }
        return "{\"label\":\"" + group.description().label() + "\",\"annotations\":" + List.of(annotations)
                + ",\"values\":" + values + "}";
    }

    private static String ring(AnnotationGroup group, long annotation) {
        List<Double> ordinates = new ArrayList<>();
        for (long vertex = group.coordinates().firstVertex(annotation);
                vertex < group.coordinates().firstVertex(annotation + 1);
                vertex++) {
            ordinates.add(group.coordinates().ordinate(vertex, 0));
            ordinates.add(group.coordinates().ordinate(vertex, 1));
        }
        return ordinates.toString();
    }

    private byte[] write(AnnotationSet set, AnnOptions options, Losses losses) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BulkAnnotationWriter.write(
                set, AnnotationContext.ofImage(image.dataSet()), options, losses, Channels.newChannel(bytes), folder);
        return bytes.toByteArray();
    }

    private BulkAnnotations read(byte[] written, Restoration restoration) throws Exception {
        Path file = Files.write(folder.resolve("written"), written);
        return BulkAnnotationReader.read(DicomFile.open(file), restoration, scratch);
    }
}
