package org.glossa.store;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The list of a set's derived files, written last: a folder without it was never finished. ASCII text, lines ended by a line feed:
 *
 * <pre>
 * glossa columns 2
 * file groups.arrow 4242 3f00aa11
 * block 0123abcd 89ef4567
 * checksum 76543210
 * </pre>
 *
 * The first line names the version of the format. Each file has a line with its name, its length in bytes and the CRC32C of its
 * structure: of the Arrow messages in turn, then of everything from the footer on. Its blocks follow, up to eight to a line:
 * the CRC32C of each mebibyte, the last of which may be short. The last line is the CRC32C of all lines before it. Checksums are
 * eight hexadecimal digits.
 */
record Manifest(List<FileEntry> files) {
    static final String FILE_NAME = "manifest.txt";
    static final int BLOCK_BYTES = 1 << 20;

    /** Of a copy that stays in the cache. */
    private static final int PIECE_BYTES = 1 << 16;

    private static final String TITLE = "glossa columns ";
    private static final String VERSION = "2";
    private static final int BLOCKS_PER_LINE = 8;

    /** A derived file. */
    record FileEntry(String name, long length, int structureChecksum, List<Integer> blockChecksums) {
        FileEntry {
            blockChecksums = List.copyOf(blockChecksums);
        }
    }

    Manifest {
        files = List.copyOf(files);
    }

    /** @throws StoreCorruptException when the folder has no such file */
    FileEntry file(String name) throws StoreCorruptException {
        for (FileEntry file : files) {
            if (file.name().equals(name)) {
                return file;
            }
        }
        throw new StoreCorruptException(FILE_NAME, -1, "an entry for " + name, "none");
    }

    void write(Path directory) throws IOException {
        StringBuilder text = new StringBuilder(TITLE).append(VERSION).append('\n');
        for (FileEntry file : files) {
            text.append("file ").append(file.name()).append(' ').append(file.length());
            text.append(' ').append(hex(file.structureChecksum())).append('\n');
            for (int i = 0; i < file.blockChecksums().size(); i++) {
                boolean lineEnds = i % BLOCKS_PER_LINE == BLOCKS_PER_LINE - 1
                        || i == file.blockChecksums().size() - 1;
                text.append(i % BLOCKS_PER_LINE == 0 ? "block " : " ");
                text.append(hex(file.blockChecksums().get(i))).append(lineEnds ? "\n" : "");
            }
        }
        int checksum = checksum(text.toString());
        text.append("checksum ").append(hex(checksum)).append('\n');
        try (FileChannel channel = FileChannel.open(
                directory.resolve(FILE_NAME), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var bytes = StandardCharsets.US_ASCII.encode(text.toString());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** @throws StoreCorruptException when it is missing, damaged or of a version that this program does not read */
    static Manifest read(Path directory) throws IOException {
        String text;
        try {
            text = Files.readString(directory.resolve(FILE_NAME), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException absent) {
            throw new StoreCorruptException(FILE_NAME, -1, "a manifest", "none: the build did not finish");
        }
        int titleEnd = text.indexOf('\n');
        if (!text.startsWith(TITLE) || titleEnd < 0) {
            throw new StoreCorruptException(FILE_NAME, 0, "\"" + TITLE + VERSION + "\"", "other bytes");
        }
        String version = text.substring(TITLE.length(), titleEnd);
        if (!version.equals(VERSION)) {
            throw new StoreCorruptException(
                    FILE_NAME, TITLE.length(), "format version " + VERSION, "version " + version);
        }
        int checksumLine = text.lastIndexOf("checksum ");
        String expected = "checksum " + hex(checksum(text.substring(0, Math.max(checksumLine, 0)))) + "\n";
        if (checksumLine < 0 || !text.substring(checksumLine).equals(expected)) {
            throw new StoreCorruptException(FILE_NAME, checksumLine, expected.strip(), "another checksum or none");
        }
        return new Manifest(entries(text.substring(titleEnd + 1, checksumLine)));
    }

    private static List<FileEntry> entries(String lines) {
        List<FileEntry> files = new ArrayList<>();
        for (String line : lines.lines().toList()) {
            String[] words = line.split(" ");
            if (words[0].equals("file")) {
                files.add(new FileEntry(
                        words[1], Long.parseLong(words[2]), Integer.parseUnsignedInt(words[3], 16), List.of()));
                continue;
            }
            FileEntry file = files.removeLast();
            List<Integer> checksums = new ArrayList<>(file.blockChecksums());
            for (int i = 1; i < words.length; i++) {
                checksums.add(Integer.parseUnsignedInt(words[i], 16));
            }
            files.add(new FileEntry(file.name(), file.length(), file.structureChecksum(), checksums));
        }
        return files;
    }

    /**
     * Of a mapped file. Sums copies: the JVM sums by instructions in which a touch behind the end of a file that was shortened meanwhile ends the
     * process, where a copy fails.
     *
     * @throws InternalError when some of it cannot be read
     */
    static int checksum(MemorySegment segment, CRC32C crc) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment piece = arena.allocate(Math.min(PIECE_BYTES, segment.byteSize()));
            for (long offset = 0; offset < segment.byteSize(); offset += PIECE_BYTES) {
                long length = Math.min(PIECE_BYTES, segment.byteSize() - offset);
                MemorySegment.copy(segment, offset, piece, 0, length);
                crc.update(piece.asSlice(0, length).asByteBuffer());
            }
        }
        return (int) crc.getValue();
    }

    static String hex(int checksum) {
        return String.format("%08x", checksum);
    }

    private static int checksum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.ISO_8859_1));
        return (int) crc.getValue();
    }
}
