package org.glossa.sr.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.glossa.annotation.Precision;
import org.glossa.column.ScratchColumns;
import org.glossa.corpus.Corpus;
import org.glossa.corpus.Depth;
import org.glossa.dicom.DicomFile;
import org.glossa.finding.MalformedInputException;
import org.glossa.image.SpaceName;
import org.glossa.ledger.Restoration;
import org.glossa.sr.ContentItem;
import org.glossa.sr.write.SampleReports;
import org.glossa.sr.write.SetLines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged reports are refused with a finding or read as far as they say something; nothing else happens. */
class MutatedReportsTest {
    private static final long SEED = 20260402;

    @TempDir
    Path folder;

    @Test
    void seeded_damage() throws Exception {
        List<byte[]> bases = new ArrayList<>();
        try (ScratchColumns scratch = new ScratchColumns(folder);
                DicomFile image = DicomFile.open(Corpus.slide("square").getFirst())) {
            Path file = folder.resolve("report.dcm");
            for (SpaceName space : List.of(SpaceName.SOURCE_PIXELS, SpaceName.SLIDE_MM)) {
                SampleReports.write(SampleReports.geoJson(scratch, image, Precision.FLOAT64), image, space, file);
                bases.add(Files.readAllBytes(file));
            }
        }
        SplittableRandom random = new SplittableRandom(SEED);
        int count = Depth.count(1_500, 60_000);
        int readable = 0;
        for (int i = 0; i < count; i++) {
            byte[] damaged = damaged(bases.get(i % bases.size()), random);
            for (Restoration restoration : Restoration.values()) {
                readable += read(damaged, restoration, i) ? 1 : 0;
            }
        }
        assertThat(readable).isBetween(count / 4, 2 * count);
    }

    private static byte[] damaged(byte[] base, SplittableRandom random) {
        byte[] bytes = base.clone();
        int changes = random.nextInt(1, 6);
        for (int change = 0; change < changes; change++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes[at] = (byte) (random.nextBoolean() ? 0 : 0xFF);
                case 3 -> {
                    int to = random.nextInt(bytes.length);
                    int length = Math.min(random.nextInt(1, 16), bytes.length - Math.max(at, to));
                    System.arraycopy(base, at, bytes, to, length);
                }
                default -> throw new IllegalStateException();
            }
        }
        return random.nextInt(40) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }

    private boolean read(byte[] bytes, Restoration restoration, int number) {
        try (ScratchColumns scratch = new ScratchColumns(folder)) {
            SrReader.SrSet read = SrReader.read(DicomFile.of(MemorySegment.ofArray(bytes)), restoration, scratch);
            assertThat(SetLines.of(read.set())).isNotEmpty();
            KeptReport.parse(KeptReport.of(ContentItem.root(
                            DicomFile.of(MemorySegment.ofArray(bytes)).dataSet()))
                    .text());
            return true;
        } catch (MalformedInputException e) {
            assertThat(e.finding().got()).isNotEmpty();
            return false;
        } catch (Exception e) {
            return fail("mutant " + number + " " + restoration, e);
        }
    }
}
