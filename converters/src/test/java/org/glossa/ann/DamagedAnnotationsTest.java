package org.glossa.ann;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import org.glossa.annotation.AnnotationSet;
import org.glossa.corpus.Corpus;
import org.glossa.corpus.Depth;
import org.glossa.corpus.Mutant;
import org.glossa.corpus.Mutants;
import org.glossa.dicom.DicomFile;
import org.glossa.finding.MalformedInputException;
import org.glossa.geojson.GeoJsonForm;
import org.glossa.geojson.GeoJsonWriter;
import org.glossa.image.AnswerSpace;
import org.glossa.ledger.Losses;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes at random: whatever they are, an object is refused with a finding or read, checked and written as GeoJSON. */
class DamagedAnnotationsTest {
    private static final long SEED = 20261122;
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
        Mutants mutants = Mutants.of(sound);
        int refused = 0;
        for (int mutant = 0; mutant < MUTANTS; mutant++) {
            Mutant broken = mutants.mutant(SEED + mutant);
            try {
                use(DicomFile.of(MemorySegment.ofArray(broken.bytes())));
                assertThat(broken.mustBeRefused()).as(name + ": " + broken).isFalse();
            } catch (MalformedInputException e) {
                assertThat(e.finding().remedy()).isNotEmpty();
                refused++;
            } catch (RuntimeException | OutOfMemoryError e) {
                throw new AssertionError(name + ", seed " + (SEED + mutant) + ": " + broken, e);
            }
        }
        assertThat(refused).isBetween(MUTANTS / 20, MUTANTS * 19 / 20);
    }

    private static void use(DicomFile file) throws Exception {
        var read = BulkAnnotationReader.read(file);
        try (AnnotationSet set = read.set()) {
            BulkAnnotationChecks.run(file, set, null)
                    .forEach(finding -> assertThat(finding.sentence()).isNotEmpty());
            GeoJsonWriter.write(
                    set,
                    AnswerSpace.ofSource(set),
                    GeoJsonForm.COLLECTION,
                    new Losses(),
                    new ByteArrayOutputStream(),
                    (done, total) -> {});
        }
    }
}
