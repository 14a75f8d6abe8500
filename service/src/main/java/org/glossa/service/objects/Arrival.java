package org.glossa.service.objects;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** An object on its way in: a temporary file, and its SHA-256. Closing it deletes what was not published. Not thread-safe. */
public final class Arrival implements AutoCloseable {
    private static final int PIECE_BYTES = 1 << 16;
    /** How often the room on the disk is looked at. */
    private static final long ROOM_BYTES = 4 << 20;

    private final Path file;
    private final Path intent;
    private final String sha256;
    private final long byteLength;
    private final String blockChecksums;

    private Arrival(Path file, Path intent, String sha256, long byteLength, String blockChecksums) {
        this.file = file;
        this.intent = intent;
        this.sha256 = sha256;
        this.byteLength = byteLength;
        this.blockChecksums = blockChecksums;
    }

    /**
     * Writes a source to a temporary file until its end, in constant memory.
     *
     * @param name unique among arrivals
     * @throws NoRoomException when the disk has no room but its reserve
     */
    static Arrival receive(InputStream source, Path folder, String name, Steps steps, DiskRoom room)
            throws IOException {
        Path file = folder.resolve(name + ".part");
        MessageDigest digest = newDigest();
        BlockChecksums blocks = new BlockChecksums();
        long length = 0;
        long checkedUpTo = 0;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            byte[] piece = new byte[PIECE_BYTES];
            for (int read = source.read(piece); read >= 0; read = source.read(piece)) {
                if (length + read > checkedUpTo) {
                    room.require(ROOM_BYTES);
                    checkedUpTo = length + ROOM_BYTES;
                }
                digest.update(piece, 0, read);
                blocks.update(piece, 0, read);
                ByteBuffer buffer = ByteBuffer.wrap(piece, 0, read);
                steps.run(Step.WRITE, () -> write(channel, buffer));
                length += read;
            }
        } catch (IOException | RuntimeException failure) {
            Files.deleteIfExists(file);
            throw failure;
        }
        return new Arrival(
                file,
                folder.resolve(name + ".json"),
                HexFormat.of().formatHex(digest.digest()),
                length,
                blocks.finish());
    }

    private static void write(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /** The temporary file; gone once it is published. */
    public Path file() {
        return file;
    }

    /** In lower-case hexadecimal. */
    public String sha256() {
        return sha256;
    }

    public long byteLength() {
        return byteLength;
    }

    /** CRC32C of each mebibyte, eight hexadecimal digits each. */
    public String blockChecksums() {
        return blockChecksums;
    }

    Path intent() {
        return intent;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
