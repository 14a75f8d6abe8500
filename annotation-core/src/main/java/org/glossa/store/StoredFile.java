package org.glossa.store;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.glossa.arrow.ArrowFile;
import org.glossa.arrow.MalformedArrowException;
import org.glossa.store.Manifest.FileEntry;

/** A mapped derived file with its entry in the manifest. */
final class StoredFile {
    private final FileEntry entry;
    private final ArrowFile arrow;

    private StoredFile(FileEntry entry, ArrowFile arrow) {
        this.entry = entry;
        this.arrow = arrow;
    }

    /** Maps a file and checks its length and the checksum of its structure, but not its columns. */
    static StoredFile open(Path directory, FileEntry entry, Arena arena) throws IOException {
        MemorySegment file = map(directory.resolve(entry.name()), entry, arena);
        try {
            int found = structureChecksum(file);
            if (found != entry.structureChecksum()) {
                throw new StoreCorruptException(
                        entry.name(),
                        ArrowFile.footerOffset(file),
                        "Arrow messages and footer with CRC32C " + Manifest.hex(entry.structureChecksum()),
                        Manifest.hex(found));
            }
            return new StoredFile(entry, ArrowFile.of(file));
        } catch (MalformedArrowException damage) {
            throw new StoreCorruptException(entry.name(), damage.offset(), damage.expected(), damage.found());
        }
    }

    private static MemorySegment map(Path path, FileEntry entry, Arena arena) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            if (channel.size() != entry.length()) {
                throw new StoreCorruptException(entry.name(), -1, entry.length() + " bytes", channel.size() + " bytes");
            }
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, entry.length(), arena);
        } catch (NoSuchFileException absent) {
            throw new StoreCorruptException(entry.name(), -1, entry.length() + " bytes", "no such file");
        }
    }

    /** The CRC32C of schema message, messages of the record batches, and everything from the footer on. */
    static int structureChecksum(MemorySegment file) throws MalformedArrowException {
        CRC32C crc = new CRC32C();
        for (long[] range : ArrowFile.messageRanges(file)) {
            if (range[0] < 0 || range[1] < 0 || range[1] > file.byteSize() - range[0]) {
                throw new MalformedArrowException(range[0], "a message within the file", range[1] + " bytes");
            }
            Manifest.checksum(file.asSlice(range[0], range[1]), crc);
        }
        return Manifest.checksum(file.asSlice(ArrowFile.footerOffset(file)), crc);
    }

    ArrowFile arrow() {
        return arrow;
    }

    String name() {
        return entry.name();
    }

    /** Reads the whole file and compares each block with its checksum. */
    void verify() throws StoreCorruptException {
        MemorySegment file = arrow.segment();
        for (int i = 0; i < entry.blockChecksums().size(); i++) {
            long offset = (long) i * Manifest.BLOCK_BYTES;
            long length = Math.min(Manifest.BLOCK_BYTES, file.byteSize() - offset);
            int found = Manifest.checksum(file.asSlice(offset, length), new CRC32C());
            if (found != entry.blockChecksums().get(i)) {
                throw new StoreCorruptException(
                        entry.name(),
                        offset,
                        length + " bytes with CRC32C "
                                + Manifest.hex(entry.blockChecksums().get(i)),
                        Manifest.hex(found));
            }
        }
    }
}
