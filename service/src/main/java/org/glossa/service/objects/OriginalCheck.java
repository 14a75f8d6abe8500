package org.glossa.service.objects;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongConsumer;
import org.glossa.finding.Finding;
import org.glossa.finding.Place;

/** Whether an original is what came in: its bytes against the SHA-256 that names it, and against the checksums of its record. */
final class OriginalCheck {
    private static final int PIECE_BYTES = 1 << 16;
    private static final String REMEDY = ObjectStore.STORE_AGAIN + "; nothing else has its bytes";

    private OriginalCheck() {}

    /**
     * Reads an original whole. Nothing is changed.
     *
     * @param folder the data folder, which places are relative to
     * @param original named by its SHA-256
     * @param blocks CRC32C of each mebibyte, as {@link IngestRecord#blockChecksums} has them; empty when they are not known
     * @param bytesDone told the length of each piece that was read
     * @return each damaged block, or the file; empty when it is what came in
     */
    static List<Finding> damages(Path folder, Path original, String blocks, LongConsumer bytesDone) throws IOException {
        String name = folder.relativize(original).toString();
        String expected = original.getFileName().toString().replace(".dcm", "");
        MessageDigest digest = Arrival.newDigest();
        BlockChecksums found = new BlockChecksums();
        long length = 0;
        try (InputStream in = Files.newInputStream(original)) {
            byte[] piece = new byte[PIECE_BYTES];
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                digest.update(piece, 0, read);
                found.update(piece, 0, read);
                length += read;
                bytesDone.accept(read);
            }
        } catch (NoSuchFileException absent) {
            return List.of(missing(name));
        } catch (IOException unreadable) {
            return List.of(damage(
                    new Place.FileBytes(name, length, -1),
                    "bytes that cannot be read: " + unreadable.getMessage(),
                    ""));
        }
        String sha256 = HexFormat.of().formatHex(digest.digest());
        if (sha256.equals(expected)) {
            return List.of();
        }
        List<Finding> damages = blocks.isEmpty() ? List.of() : ofBlocks(name, length, blocks, found.finish());
        return damages.isEmpty()
                ? List.of(damage(new Place.FileBytes(name, -1, -1), "SHA-256 " + sha256, "SHA-256 " + expected))
                : damages;
    }

    private static List<Finding> ofBlocks(String name, long length, String expected, String found) {
        List<Finding> damages = new ArrayList<>();
        if (expected.length() != found.length()) {
            damages.add(damage(
                    new Place.FileBytes(name, -1, -1),
                    length + " bytes",
                    "a file of " + expected.length() / BlockChecksums.DIGITS
                            + " blocks of 1 MiB, the last perhaps short"));
        }
        for (int i = 0; i + BlockChecksums.DIGITS <= Math.min(expected.length(), found.length()); ) {
            String wanted = expected.substring(i, i + BlockChecksums.DIGITS);
            String got = found.substring(i, i + BlockChecksums.DIGITS);
            long offset = (long) (i / BlockChecksums.DIGITS) * BlockChecksums.BLOCK_BYTES;
            if (!wanted.equals(got)) {
                long count = Math.min(BlockChecksums.BLOCK_BYTES, length - offset);
                damages.add(damage(new Place.FileBytes(name, offset, count), "CRC32C " + got, "CRC32C " + wanted));
            }
            i += BlockChecksums.DIGITS;
        }
        return damages;
    }

    private static Finding missing(String name) {
        return Finding.error(
                "ORIGINAL_MISSING",
                new Place.FileBytes(name, -1, -1),
                "no such file",
                "the original that the catalogue lists",
                REMEDY,
                "");
    }

    private static Finding damage(Place place, String got, String allowed) {
        return Finding.error("ORIGINAL_DAMAGED", place, got, allowed, REMEDY, "");
    }
}
