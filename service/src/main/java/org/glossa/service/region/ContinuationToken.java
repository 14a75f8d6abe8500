package org.glossa.service.region;

import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

/**
 * Where the next page of an answer begins, as clients carry it: the position in hexadecimal and a checksum over it and the set, so
 * that a token cut short, or taken from another set, is refused instead of answered with the wrong page.
 */
final class ContinuationToken {
    private static final int DIGITS = 16 + 8;

    private ContinuationToken() {}

    static String of(String sopInstanceUid, long position) {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(position) + hex.toHexDigits(checksum(sopInstanceUid, position));
    }

    /** The position, empty when the token is not one that {@link #of} made for this set. */
    static OptionalLong position(String sopInstanceUid, String token) {
        if (token.length() != DIGITS || !token.chars().allMatch(HexFormat::isHexDigit)) {
            return OptionalLong.empty();
        }
        long position = HexFormat.fromHexDigitsToLong(token, 0, 16);
        int checksum = HexFormat.fromHexDigits(token, 16, DIGITS);
        boolean isOurs = position > 0 && checksum == checksum(sopInstanceUid, position);
        return isOurs ? OptionalLong.of(position) : OptionalLong.empty();
    }

    private static int checksum(String sopInstanceUid, long position) {
        CRC32C crc = new CRC32C();
        crc.update(sopInstanceUid.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            crc.update((int) (position >>> shift));
        }
        return (int) crc.getValue();
    }
}
