package org.glossa.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.zip.Deflater;
import org.glossa.corpus.Mutant.Kind;
import org.junit.jupiter.api.Test;

final class MutantsTest {
    @Test
    void everyKindComesAndTheSameSeedGivesTheSame() throws IOException {
        byte[] sound = Files.readAllBytes(Corpus.named("polygon-3d-of-dense").input());
        Mutants mutants = Mutants.of(sound);
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        for (int seed = 0; seed < 2_000; seed++) {
            Mutant mutant = mutants.mutant(seed);
            counts.merge(mutant.kind(), 1, Integer::sum);
            assertThat(mutant.bytes()).as(mutant.description()).isNotSameAs(sound);
            if (mutant.mustBeRefused()) {
                assertThat(mutant.bytes()).as(mutant.description()).isNotEqualTo(sound);
            }
        }
        assertThat(counts).containsOnlyKeys(Kind.values());
        for (Kind kind : Kind.values()) {
            assertThat(mutants.mutant(kind, 5).bytes())
                    .isEqualTo(Mutants.of(sound).mutant(kind, 5).bytes());
        }
    }

    @Test
    void aMissingPairOfBytesIsTakenFromAllLengthsAround() throws IOException {
        byte[] sound = Files.readAllBytes(Corpus.named("point-2d-of-none").input());
        Mutant mutant = Mutants.of(sound).mutant(Kind.NOT_DIVISIBLE, 1);
        assertThat(mutant.description()).contains("00660016");
        assertThat(mutant.bytes()).hasSize(sound.length - 2);
        // a walk of the generator's own finds nothing but sound containers
        Mutants.of(mutant.bytes());
    }

    @Test
    void otherEncodingsAreBrokenInTheirOwn() {
        DicomBytes set = DicomBytes.explicitVr().text(0x00080060, "CS", "AN").floats(0x00660016, "OF", 1, 2, 3, 4);
        byte[] plain = set.part10("1.2", "1.3", "1.2.840.10008.1.2.1.99");
        int start = plain.length - set.size();
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(plain, start, set.size());
        deflater.finish();
        byte[] deflated = new byte[200];
        int count = deflater.deflate(deflated);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(plain, 0, start);
        file.write(deflated, 0, count);
        Mutant inDeflated = Mutants.of(file.toByteArray()).mutant(Kind.NOT_DIVISIBLE, 3);
        assertThat(inDeflated.description()).contains("NOT_DIVISIBLE", "inflated");
        assertThat(Arrays.copyOf(inDeflated.bytes(), start)).isEqualTo(Arrays.copyOf(plain, start));

        byte[] big = DicomBytes.explicitVr().part10("1.2", "1.3", "1.2.840.10008.1.2.2");
        ByteBuffer bytes = ByteBuffer.allocate(big.length + 28).order(ByteOrder.BIG_ENDIAN);
        bytes.put(big)
                .putInt(0x00660016)
                .put(new byte[] {'O', 'F', 0, 0})
                .putInt(16)
                .put(new byte[16]);
        Mutant inBig = Mutants.of(bytes.array()).mutant(Kind.NOT_DIVISIBLE, 3);
        assertThat(ByteBuffer.wrap(inBig.bytes()).getInt(big.length + 8)).isEqualTo(14);
    }
}
