package org.glossa.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.Precision;
import org.glossa.arrow.ArrowFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreCorruptionTest {
    private static final String COLUMNS = "polygon-2d-float32.arrow";
    private static final String TREE = "polygon-2d-float32.tree.arrow";

    @TempDir
    Path folder;

    private Path set;

    @BeforeEach
    void write() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        List<double[]> nuclei = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            nuclei.add(SampleSet.nucleus(random, 24, random.nextDouble(1e4), random.nextDouble(1e4), 10));
        }
        set = folder.resolve("set");
        try (AnnotationSet source = new SampleSet()
                .group(GraphicType.POLYGON, 2, Precision.FLOAT32, nuclei)
                .build()) {
            ColumnStore.write(source, set, (done, total) -> {});
        }
    }

    private void flip(String file, long offset) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(set.resolve(file).toFile(), "rw")) {
            bytes.seek(offset);
            int old = bytes.read();
            bytes.seek(offset);
            bytes.write(old ^ 0x10);
        }
    }

    @Test
    void everyByteOfTheManifestIsGuarded() throws IOException {
        long length = Files.size(set.resolve(Manifest.FILE_NAME));
        for (long offset = 0; offset < length; offset++) {
            flip(Manifest.FILE_NAME, offset);
            Throwable thrown = catchThrowable(() -> StoredSet.open(set));
            assertThat(thrown).as("byte %d of %d", offset, length).isInstanceOf(StoreCorruptException.class);
            assertThat(((StoreCorruptException) thrown).file()).isEqualTo(Manifest.FILE_NAME);
            flip(Manifest.FILE_NAME, offset);
        }
        StoredSet.open(set).close();
    }

    @Test
    void everyByteOfAFooterIsGuarded() throws IOException {
        for (String file : List.of(COLUMNS, TREE, GroupTable.FILE_NAME)) {
            long length = Files.size(set.resolve(file));
            for (long offset = footerOffset(file); offset < length; offset++) {
                flip(file, offset);
                Throwable thrown = catchThrowable(() -> StoredSet.open(set));
                assertThat(thrown)
                        .as("%s, byte %d of %d", file, offset, length)
                        .isInstanceOf(StoreCorruptException.class);
                assertThat(((StoreCorruptException) thrown).file()).isEqualTo(file);
                flip(file, offset);
            }
        }
        StoredSet.open(set).close();
    }

    @Test
    void everyByteOfTheMessagesIsGuarded() throws IOException {
        List<long[]> ranges;
        try (Arena arena = Arena.ofConfined()) {
            ranges = ArrowFile.messageRanges(map(COLUMNS, arena));
        }
        assertThat(ranges).hasSize(2);
        for (long[] range : ranges) {
            for (long offset = range[0]; offset < range[0] + range[1]; offset++) {
                flip(COLUMNS, offset);
                Throwable thrown = catchThrowable(() -> StoredSet.open(set).close());
                assertThat(thrown).as("byte %d", offset).isInstanceOf(StoreCorruptException.class);
                flip(COLUMNS, offset);
            }
        }
    }

    private MemorySegment map(String file, Arena arena) throws IOException {
        try (FileChannel channel = FileChannel.open(set.resolve(file), StandardOpenOption.READ)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
        }
    }

    private long footerOffset(String file) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            return ArrowFile.footerOffset(map(file, arena));
        }
    }

    @Test
    void verifyNamesTheDamagedBlock() throws IOException {
        long offset = Manifest.BLOCK_BYTES + 12_345;
        flip(COLUMNS, offset);
        try (StoredSet stored = StoredSet.open(set)) {
            assertThatThrownBy(stored::verify)
                    .isInstanceOf(StoreCorruptException.class)
                    .hasMessageContaining(
                            "Derived file " + COLUMNS + " at byte 1048576: expected 1048576 bytes with CRC32C");
        }
    }

    @Test
    void aSetWithoutManifestWasNeverFinished() throws IOException {
        Files.delete(set.resolve(Manifest.FILE_NAME));
        assertThatThrownBy(() -> StoredSet.open(set))
                .isInstanceOf(StoreCorruptException.class)
                .hasMessageContaining("the build did not finish");
    }

    @Test
    void missingAndShortenedFilesAreNamed() throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(set.resolve(TREE).toFile(), "rw")) {
            bytes.setLength(bytes.length() - 1);
        }
        assertThatThrownBy(() -> StoredSet.open(set))
                .isInstanceOf(StoreCorruptException.class)
                .hasMessageContaining(TREE);
        Files.delete(set.resolve(TREE));
        assertThatThrownBy(() -> StoredSet.open(set))
                .isInstanceOf(StoreCorruptException.class)
                .hasMessageContaining(TREE)
                .hasMessageContaining("no such file");
    }

    @Test
    void unknownVersionIsNamed() throws IOException {
        Path manifest = set.resolve(Manifest.FILE_NAME);
        String text = Files.readString(manifest, StandardCharsets.US_ASCII);
        // older, newer, and what no version is
        for (String version : List.of("1", "3", "10", "2 ", "")) {
            Files.writeString(manifest, text.replaceFirst("glossa columns 2", "glossa columns " + version));
            assertThatThrownBy(() -> StoredSet.open(set))
                    .isInstanceOf(StoreCorruptException.class)
                    .hasMessage("Derived file manifest.txt at byte 15: expected format version 2, found version "
                            + version + "; delete the folder and build it again from the original");
            assertThat(ColumnCheck.damages(set, read -> {})).hasSize(1);
        }
    }
}
