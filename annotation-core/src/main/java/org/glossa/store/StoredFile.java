package org.glossa.store;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.zip.CRC32C;
import org.glossa.arrow.ArrowFile;
import org.glossa.arrow.MalformedArrowException;
import org.glossa.store.Manifest.FileEntry;

/** A mapped derived file with its entry in the manifest. */
final class StoredFile {
    /** Schema and footer are seldom larger. */
    private static final int SCHEMA_BYTES = 1 << 12;

    private static final int FOOTER_BYTES = 1 << 16;

    private final Path path;
    private final FileEntry entry;
    private final ArrowFile arrow;
    private final CheckedBlocks blocks;
    private volatile FileTime writtenAt;
    /** No comparison is older; of {@link System#nanoTime}. */
    private volatile long comparedFrom = System.nanoTime();

    private StoredFile(Path path, FileEntry entry, ArrowFile arrow, ReadAhead ahead, FileTime writtenAt) {
        this.path = path;
        this.entry = entry;
        this.arrow = arrow;
        this.blocks = new CheckedBlocks(entry.name(), arrow.segment(), entry.blockChecksums(), ahead);
        this.writtenAt = writtenAt;
    }

    /** Maps a file and checks its length and the checksum of its structure, but not its columns. */
    static StoredFile open(Path directory, FileEntry entry, Arena arena) throws IOException {
        Path path = directory.resolve(entry.name());
        FileTime writtenAt = attributes(path, entry).lastModifiedTime();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            MemorySegment file = channel.map(FileChannel.MapMode.READ_ONLY, 0, entry.length(), arena);
            SparseReading.of(file);
            ReadAhead ahead = new ReadAhead(path, file);
            loadStructure(channel, ahead);
            int found = structureChecksum(file);
            if (found != entry.structureChecksum()) {
                throw new StoreCorruptException(
                        entry.name(),
                        ArrowFile.footerOffset(file),
                        "Arrow messages and footer with CRC32C " + Manifest.hex(entry.structureChecksum()),
                        Manifest.hex(found));
            }
            return new StoredFile(path, entry, ArrowFile.of(file), ahead, writtenAt);
        } catch (MalformedArrowException damage) {
            throw new StoreCorruptException(entry.name(), damage.offset(), damage.expected(), damage.found());
        }
    }

    /** What is read of a file on opening lies all over it. */
    private static void loadStructure(FileChannel channel, ReadAhead ahead) throws IOException {
        ahead.load(channel, 0, SCHEMA_BYTES);
        ahead.load(channel, channel.size() - FOOTER_BYTES, FOOTER_BYTES);
        for (long[] range : ArrowFile.messageRanges(ahead.file())) {
            ahead.load(channel, range[0], range[1]);
        }
    }

    private static BasicFileAttributes attributes(Path path, FileEntry entry) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (attributes.size() != entry.length()) {
                throw new StoreCorruptException(
                        entry.name(), -1, entry.length() + " bytes", attributes.size() + " bytes");
            }
            return attributes;
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

    /**
     * Where a buffer of a record batch begins in the file.
     *
     * @param bytes that it has at least
     * @throws StoreCorruptException when it has fewer
     */
    long buffer(int batch, int index, long bytes) throws StoreCorruptException {
        if (arrow.bufferLength(batch, index) < bytes) {
            throw new StoreCorruptException(
                    entry.name(),
                    arrow.bufferOffset(batch, index),
                    "a buffer of " + bytes + " bytes",
                    arrow.bufferLength(batch, index) + " bytes");
        }
        return arrow.bufferOffset(batch, index);
    }

    /** Asked before anything of the columns is read; offsets count from the begin of the file. */
    CheckedBlocks blocks() {
        return blocks;
    }

    /**
     * Whether something wrote to the file since it was opened or this was asked, or the oldest comparison may be older than it is
     * believed; then every block is compared anew.
     *
     * @throws StoreCorruptException when it is gone or has another length
     */
    boolean recheck(Duration validFor) throws IOException {
        FileTime now = attributes(path, entry).lastModifiedTime();
        if (now.equals(writtenAt) && System.nanoTime() - comparedFrom < validFor.toNanos()) {
            return false;
        }
        writtenAt = now;
        comparedFrom = System.nanoTime();
        blocks.forget();
        return true;
    }

    /** Reads the whole file and compares each block with its checksum. */
    void verify() throws StoreCorruptException {
        for (int block = 0; block < entry.blockChecksums().size(); block++) {
            blocks.compare(block);
        }
    }
}
