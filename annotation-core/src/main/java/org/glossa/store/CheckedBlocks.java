package org.glossa.store;

import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.glossa.spatial.ReadGuard;

/**
 * Which blocks of a mapped file were compared with their checksums. Each is compared when something in it is read for the first time,
 * so that opening a set reads next to nothing and no damaged value is ever seen. Thread-safe: two threads may compare a block twice.
 */
final class CheckedBlocks implements ReadGuard {
    private static final int BLOCK_SHIFT = Integer.numberOfTrailingZeros(Manifest.BLOCK_BYTES);

    private final String name;
    private final MemorySegment file;
    private final List<Integer> checksums;
    private final ReadAhead ahead;

    // A byte for each block, 1 when it was compared: read and written whole and without a fence, for a stale 0 costs a
    // comparison.
    private final byte[] checked;

    CheckedBlocks(String name, MemorySegment file, List<Integer> checksums, ReadAhead ahead) {
        this.name = name;
        this.file = file;
        this.checksums = checksums;
        this.ahead = ahead;
        this.checked = new byte[checksums.size()];
    }

    /** @throws UncheckedIOException of a {@link StoreCorruptException} when a block that holds some of the bytes is damaged */
    @Override
    public void beforeRead(long offset, long length) {
        int last = (int) (offset + length - 1 >> BLOCK_SHIFT);
        for (int block = (int) (offset >> BLOCK_SHIFT); block <= last; block++) {
            if (checked[block] == 0) {
                check(block);
            }
        }
    }

    /** Every block is compared anew. */
    void forget() {
        Arrays.fill(checked, (byte) 0);
    }

    /** Blocks that were compared and not forgotten. */
    int comparedCount() {
        int compared = 0;
        for (byte block : checked) {
            compared += block;
        }
        return compared;
    }

    private void check(int block) {
        try {
            compare(block);
        } catch (StoreCorruptException damage) {
            throw new UncheckedIOException(damage);
        }
        checked[block] = 1;
    }

    /** Compares a block whether it was compared before or not. */
    void compare(int block) throws StoreCorruptException {
        long offset = (long) block << BLOCK_SHIFT;
        long length = Math.min(Manifest.BLOCK_BYTES, file.byteSize() - offset);
        int expected = checksums.get(block);
        ahead.tryLoad(offset, length);
        int found;
        try {
            found = Manifest.checksum(file.asSlice(offset, length), new CRC32C());
        } catch (InternalError unreadable) {
            // How the JVM tells that a mapped page is beyond the end of a shortened file, or on a bad sector.
            throw StoreCorruptException.unreadableBlock(name, offset, length, unreadable);
        }
        if (found != expected) {
            throw StoreCorruptException.block(name, offset, length, expected, found);
        }
    }
}
