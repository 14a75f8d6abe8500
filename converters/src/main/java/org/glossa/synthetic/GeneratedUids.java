package org.glossa.synthetic;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** UIDs that follow from the request: {@code 2.25.} and a name-based UUID (RFC 9562, version 5) as an integer (PS3.5 B.2). */
final class GeneratedUids {
    /** Raised whenever an output byte can change, so that a UID never names two contents. */
    static final int REVISION = 1;

    private static final byte[] NAMESPACE = HexFormat.of().parseHex("5d6c1d0c6f1f4a5b9c7e2b8f3a4d9e10");

    private final String identity;

    GeneratedUids(SlideRequest request) {
        this.identity = "glossa generate revision=" + REVISION + " " + request.identity();
    }

    String study() {
        return of("study");
    }

    String imageSeries() {
        return of("image series");
    }

    String annotationSeries() {
        return of("annotation series");
    }

    String annotations() {
        return of("annotations");
    }

    /** @param level 0 has the most pixels */
    String image(int level) {
        return of("level " + level);
    }

    /** @param group zero-based */
    String group(int group) {
        return of("group " + group);
    }

    /** The UID of anything else that belongs to this slide. */
    String of(String role) {
        MessageDigest sha1 = sha1();
        sha1.update(NAMESPACE);
        sha1.update((identity + " / " + role).getBytes(StandardCharsets.UTF_8));
        byte[] uuid = Arrays.copyOf(sha1.digest(), 16);
        uuid[6] = (byte) (uuid[6] & 0x0F | 0x50);
        uuid[8] = (byte) (uuid[8] & 0x3F | 0x80);
        return "2.25." + new BigInteger(1, uuid);
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-1 (java.security.MessageDigest)", e);
        }
    }
}
