package org.glossa.service.region;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import org.glossa.slide.SlidePosition;

/**
 * Where the next page of a slide begins, as clients carry it: set and position in hexadecimal, a checksum over the slide's sets, and
 * one over all of that. A token of a slide that has other sets now is told from one that was cut short or is of another slide.
 */
final class SlideToken {
    private static final int DIGITS = 8 + 16 + 8 + 8;

    private SlideToken() {}

    /** What a token says. */
    sealed interface Reading {}

    record At(SlidePosition position) implements Reading {}

    /** The slide had other sets when the token was made. */
    record OfOtherSets() implements Reading {}

    /** No token that {@link #of} made for this slide. */
    record Foreign() implements Reading {}

    /**
     * @param slide as the request names it
     * @param setUids SOP Instance UIDs in the order of the union
     */
    static String of(String slide, List<String> setUids, SlidePosition position) {
        HexFormat hex = HexFormat.of();
        String said = hex.toHexDigits(position.set())
                + hex.toHexDigits(position.position())
                + hex.toHexDigits(checksum(String.join(" ", setUids)));
        return said + hex.toHexDigits(checksum(slide + " " + said));
    }

    static Reading read(String slide, List<String> setUids, String token) {
        if (token.length() != DIGITS || !token.chars().allMatch(HexFormat::isHexDigit)) {
            return new Foreign();
        }
        int set = HexFormat.fromHexDigits(token, 0, 8);
        long position = HexFormat.fromHexDigitsToLong(token, 8, 24);
        String said = token.substring(0, 32);
        if (HexFormat.fromHexDigits(token, 32, DIGITS) != checksum(slide + " " + said) || set < 0 || position < 0) {
            return new Foreign();
        }
        boolean isOfThese = HexFormat.fromHexDigits(token, 24, 32) == checksum(String.join(" ", setUids));
        return isOfThese && set < setUids.size() ? new At(new SlidePosition(set, position)) : new OfOtherSets();
    }

    private static int checksum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }
}
