package org.glossa.ann;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.glossa.annotation.AnnotationSet;
import org.glossa.corpus.Depth;
import org.glossa.corpus.Oracle;
import org.glossa.dicom.DicomFile;
import org.glossa.store.ColumnStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page columns.md is true: a program that follows it alone, with pyarrow, finds in the derived files what pydicom finds in the
 * annotation object, bit for bit, and every length, checksum, box, range and statistic as the page says.
 */
class StoredFormatTest {
    private static final String SEED = "20268";

    @TempDir
    Path folder;

    private String columns(Path object) throws IOException {
        Path columns = folder.resolve(object.getFileName() + ".columns");
        try (DicomFile file = DicomFile.open(object);
                AnnotationSet set = BulkAnnotationReader.read(file).set()) {
            ColumnStore.write(set, columns, (done, total) -> {});
        }
        return columns.toString();
    }

    private static Oracle.Result check(List<String> objectsAndColumns) {
        List<String> arguments = new ArrayList<>();
        arguments.add(Oracle.script("columns_check.py").toString());
        arguments.addAll(objectsAndColumns);
        return Oracle.python()
                .cases(objectsAndColumns.size() / 2)
                .within(Duration.ofMinutes(5))
                .run(arguments);
    }

    @Test
    void randomObjectsAreFoundByThePageAlone() throws IOException {
        int count = Depth.count(15, 150);
        Oracle.python()
                .within(Duration.ofMinutes(5))
                .run(Oracle.script("random_annotations.py").toString(), folder.toString(), "" + count, SEED)
                .orFail();
        List<Path> objects;
        try (Stream<Path> files = Files.list(folder)) {
            objects = files.filter(file -> file.toString().endsWith(".dcm"))
                    .sorted()
                    .toList();
        }
        List<String> arguments = new ArrayList<>();
        for (Path object : objects) {
            arguments.add(object.toString());
            arguments.add(columns(object));
        }
        assertThat(check(arguments).orFail().out()).startsWith(count + " sets, ");
    }

    /** Several record batches, blocks and mebibytes; NaN, infinities, absent values, rows without a box, a group without rows. */
    @Test
    void aLargerObjectIsFoundByThePageAlone() throws IOException {
        Path object = folder.resolve("large.dcm");
        Oracle.python()
                .run(Oracle.script("large_annotations.py").toString(), object.toString())
                .orFail();
        String columns = columns(object);
        assertThat(check(List.of(object.toString(), columns)).orFail().out())
                .isEqualTo("1 sets, 70000 annotations, 137000 values, 135 blocks, 1548 cells, 5 outlines\n");
        // and that a program which finds everything in order would find what is not
        try (RandomAccessFile bytes = new RandomAccessFile(
                Path.of(columns).resolve("point-2d-float32.ranges.arrow").toFile(), "rw")) {
            long middle = bytes.length() / 2;
            bytes.seek(middle);
            int old = bytes.read();
            bytes.seek(middle);
            bytes.write(old ^ 1);
        }
        assertThat(check(List.of(object.toString(), columns)).exitCode()).isNotZero();
    }
}
