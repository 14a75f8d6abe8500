package org.glossa.service.objects;

import java.util.zip.CRC32C;

/** Takes the CRC32C of each mebibyte of a stream of bytes, the last of which may be short. Not thread-safe. */
final class BlockChecksums {
    static final int BLOCK_BYTES = 1 << 20;

    /** Hexadecimal digits of one checksum. */
    static final int DIGITS = 8;

    private final CRC32C block = new CRC32C();
    private final StringBuilder hex = new StringBuilder();
    private int inBlock;

    void update(byte[] bytes, int offset, int length) {
        int next = offset;
        while (next < offset + length) {
            int count = Math.min(offset + length - next, BLOCK_BYTES - inBlock);
            block.update(bytes, next, count);
            next += count;
            inBlock += count;
            if (inBlock == BLOCK_BYTES) {
                endBlock();
            }
        }
    }

    /** The checksums of all blocks, eight lower-case hexadecimal digits each. */
    String finish() {
        if (inBlock > 0) {
            endBlock();
        }
        return hex.toString();
    }

    private void endBlock() {
        hex.append(String.format("%08x", (int) block.getValue()));
        block.reset();
        inBlock = 0;
    }
}
