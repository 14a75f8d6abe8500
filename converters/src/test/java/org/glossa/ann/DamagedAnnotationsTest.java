package org.glossa.ann;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.glossa.annotation.AnnotationSet;
import org.glossa.corpus.Corpus;
import org.glossa.corpus.Depth;
import org.glossa.dicom.DicomFile;
import org.glossa.finding.MalformedInputException;
import org.glossa.geojson.FeatureCollectionWriter;
import org.glossa.image.AnswerSpace;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes at random: whatever they are, an object is refused with a finding or read, checked and written as GeoJSON. */
class DamagedAnnotationsTest {
    private static final int MUTANTS = Depth.count(150, 5_000);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "several-groups",
                "polygon-3d-commonz-of-sparse",
                "polyline-2d-od-sparse",
                "frame-origin",
                "implicit-vr",
                "undefined-lengths",
                "oblique-millimetres"
            })
    void damageIsRefusedOrCarried(String name) throws Exception {
        byte[] sound = Files.readAllBytes(Corpus.named(name).input());
        SplittableRandom random = new SplittableRandom(20261122);
        int refused = 0;
        for (int mutant = 0; mutant < MUTANTS; mutant++) {
            byte[] bytes = mutated(sound, random);
            try {
                use(DicomFile.of(MemorySegment.ofArray(bytes)));
            } catch (MalformedInputException e) {
                assertThat(e.finding().remedy()).isNotEmpty();
                refused++;
            } catch (RuntimeException | OutOfMemoryError e) {
                throw new AssertionError("mutant " + mutant + " of " + name, e);
            }
        }
        assertThat(refused).isBetween(MUTANTS / 20, MUTANTS * 19 / 20);
    }

    private static byte[] mutated(byte[] sound, SplittableRandom random) {
        byte[] bytes = sound.clone();
        // Most of an object is its header; the groups lie in the last third.
        int at = random.nextInt(random.nextBoolean() ? 132 : bytes.length * 2 / 3, bytes.length - 4);
        switch (random.nextInt(4)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt();
            case 2 -> {
                for (int i = 0; i < 4; i++) {
                    bytes[at + i] = (byte) random.nextInt();
                }
            }
            default -> bytes = Arrays.copyOf(bytes, at);
        }
        return bytes;
    }

    private static void use(DicomFile file) throws Exception {
        var read = BulkAnnotationReader.read(file);
        try (AnnotationSet set = read.set()) {
            BulkAnnotationChecks.run(file, set, null)
                    .forEach(finding -> assertThat(finding.sentence()).isNotEmpty());
            AnswerSpace space = AnswerSpace.ofSource(set);
            new FeatureCollectionWriter(space.coordRefSys(), space.fromSource(), space.space())
                    .write(set, List.of(), new ByteArrayOutputStream(), (done, total) -> {});
        }
    }
}
