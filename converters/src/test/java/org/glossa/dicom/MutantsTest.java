package org.glossa.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.glossa.corpus.Depth;
import org.glossa.corpus.Mutant;
import org.glossa.corpus.Mutants;
import org.glossa.corpus.Oracle;
import org.glossa.corpus.Shared;
import org.glossa.finding.MalformedInputException;
import org.glossa.finding.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Broken files are read or refused with their place; nothing else, soon, and without much memory. */
final class MutantsTest {
    private static final long SEED = 20_240_229;
    private static final long MOST_NANOSECONDS = 2_000_000_000L;
    private static final long MOST_BYTES = 64L << 20;

    @Test
    void handMade() throws IOException {
        byte[] dataSet = Bytes.hex("""
                0800 0500 4353 0A00 49534F5F495220313932
                0800 6000 4353 0400 414E4E20
                2800 3000 4453 0800 302E35305C312E20
                6A00 0200 5351 0000 FFFFFFFF
                  FEFF00E0 FFFFFFFF 4000 80A1 5553 0200 0200
                    6600 1600 4F46 0000 08000000 0000803F 0000803F
                    6600 2101 554E 0000 16000000
                      FEFF00E0 0E000000 0800 0001 06000000 6D6D20202020
                    FEFF0DE0 00000000
                  FEFF00E0 00000000
                  FEFFDDE0 00000000
                E07F 1000 4F42 0000 FFFFFFFF
                  FEFF00E0 00000000 FEFF00E0 04000000 FFD80102 FEFFDDE0 00000000
                """);
        run(List.of(Bytes.file(TransferSyntax.JPEG_BASELINE, dataSet)), Depth.count(6_000, 100_000));
    }

    @Test
    void ofPydicom(@TempDir Path folder) throws IOException {
        Oracle.python()
                .run(Oracle.script("write_dicom_variants.py").toString(), folder.toString())
                .orFail();
        run(files(folder), Depth.count(2_000, 50_000));
    }

    @Test
    void ofTheSharedCorpus() throws IOException {
        run(files(Shared.require("corpus/highdicom")), Depth.count(2_000, 50_000));
    }

    private static List<byte[]> files(Path folder) throws IOException {
        List<byte[]> contents = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".dcm"))
                    .sorted()
                    .toList()) {
                contents.add(Files.readAllBytes(file));
            }
        }
        return contents;
    }

    private static void run(List<byte[]> originals, int count) throws IOException {
        List<Mutants> mutants = originals.stream().map(Mutants::of).toList();
        int refused = 0;
        for (int i = 0; i < count; i++) {
            Mutant mutant = mutants.get(i % mutants.size()).mutant(SEED + i);
            refused += readOrRefuse(mutant.bytes(), "seed " + (SEED + i) + ": " + mutant);
        }
        System.out.println("mutants: seed " + SEED + ", " + count + " of " + originals.size() + " files, " + refused
                + " refused, " + (count - refused) + " read");
        assertThat(refused).isBetween(count / 20, count - count / 20);
    }

    private static int readOrRefuse(byte[] mutant, String name) throws IOException {
        long allocated = Allocation.bytesSoFar();
        long start = System.nanoTime();
        int refused = 0;
        try (DicomFile file = Bytes.open(mutant)) {
            use(file);
        } catch (MalformedInputException e) {
            refused = 1;
            assertThat(e.finding().place()).as(name + ": " + e.getMessage()).isInstanceOfAny(Place.DataElement.class);
            Place.DataElement place = (Place.DataElement) e.finding().place();
            assertThat(place.byteOffset()).as(name).isBetween(0L, (long) mutant.length);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw new AssertionError(name, e);
        }
        assertThat(System.nanoTime() - start).as(name).isLessThan(MOST_NANOSECONDS);
        assertThat(Allocation.bytesSoFar() - allocated).as(name).isLessThan(MOST_BYTES);
        return refused;
    }

    /** Everything that our callers do with a file. */
    private static void use(DicomFile file) throws IOException {
        touch(file.fileMeta());
        touch(file.dataSet());
        try (JsonGenerator json = new JsonFactory().createGenerator(OutputStream.nullOutputStream())) {
            DicomJson.write(json, file.dataSet(), TagPath::url);
        }
        DataSetWriter.writeDataSet(Channels.newChannel(OutputStream.nullOutputStream()), file.dataSet());
    }

    private static void touch(DataSet dataSet) {
        for (Element element : dataSet) {
            dataSet.string(element.tag());
            dataSet.integer(element.tag());
            dataSet.decimal(element.tag());
            element.items().forEach(MutantsTest::touch);
            Fragments fragments = element.fragments();
            for (long i = 0; fragments != null && i < fragments.count(); i++) {
                fragments.segment(i);
            }
        }
    }
}
