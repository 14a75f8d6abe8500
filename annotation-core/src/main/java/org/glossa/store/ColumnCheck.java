package org.glossa.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.glossa.store.Manifest.FileEntry;

/** Compares the derived files of a set with its manifest, every byte of them, and names all that is wrong. */
public final class ColumnCheck {
    private final Path directory;
    private final LongConsumer bytesDone;
    private final List<StoreCorruptException> damages = new ArrayList<>();
    private final ByteBuffer block = ByteBuffer.allocateDirect(Manifest.BLOCK_BYTES);

    private ColumnCheck(Path directory, LongConsumer bytesDone) {
        this.directory = directory;
        this.bytesDone = bytesDone;
    }

    /**
     * Reads a set whole. Nothing is changed.
     *
     * @param bytesDone told the length of each piece that was read
     * @return each damaged block, missing, shortened or strange file; empty when the set is what was written
     */
    public static List<StoreCorruptException> damages(Path directory, LongConsumer bytesDone) throws IOException {
        ColumnCheck check = new ColumnCheck(directory, bytesDone);
        check.run();
        return check.damages;
    }

    private void run() throws IOException {
        try {
            Manifest manifest = Manifest.read(directory);
            for (FileEntry file : manifest.files()) {
                compare(file);
            }
            findStrangers(manifest);
            if (damages.isEmpty()) {
                StoredSet.open(directory).close();
            }
        } catch (StoreCorruptException damage) {
            damages.add(damage);
        }
    }

    private void compare(FileEntry file) throws IOException {
        try (FileChannel channel = FileChannel.open(directory.resolve(file.name()), StandardOpenOption.READ)) {
            if (channel.size() != file.length()) {
                damages.add(new StoreCorruptException(
                        file.name(), -1, file.length() + " bytes", channel.size() + " bytes"));
            }
            for (int i = 0; i < file.blockChecksums().size(); i++) {
                long offset = (long) i * Manifest.BLOCK_BYTES;
                int length = (int) Math.min(Manifest.BLOCK_BYTES, file.length() - offset);
                compareBlock(
                        channel, file, offset, length, file.blockChecksums().get(i));
            }
        } catch (NoSuchFileException absent) {
            damages.add(new StoreCorruptException(file.name(), -1, file.length() + " bytes", "no such file"));
        }
    }

    private void compareBlock(FileChannel channel, FileEntry file, long offset, int length, int expected) {
        block.clear().limit(length);
        try {
            while (block.hasRemaining() && channel.read(block, offset + block.position()) >= 0) {
                // until the block is full, or the file ends
            }
        } catch (IOException badSector) {
            damages.add(StoreCorruptException.unreadableBlock(file.name(), offset, length, badSector));
            return;
        }
        bytesDone.accept(block.position());
        if (block.hasRemaining()) {
            return; // said of the whole file
        }
        CRC32C crc = new CRC32C();
        crc.update(block.flip());
        if ((int) crc.getValue() != expected) {
            damages.add(StoreCorruptException.block(file.name(), offset, length, expected, (int) crc.getValue()));
        }
    }

    private void findStrangers(Manifest manifest) throws IOException {
        Set<String> known = manifest.files().stream().map(FileEntry::name).collect(Collectors.toSet());
        known.add(Manifest.FILE_NAME);
        try (Stream<Path> files = Files.list(directory)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> !known.contains(name))
                    .sorted()
                    .forEach(name -> damages.add(
                            new StoreCorruptException(name, -1, "only files that the manifest lists", "this one too")));
        }
    }
}
