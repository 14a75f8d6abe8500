package org.glossa.header;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** UIDs that follow from a name: {@code 2.25.} and a UUID of version 5 (RFC 9562) as an integer (PS3.5 B.2). */
public final class NameBasedUid {
    private static final byte[] NAMESPACE = HexFormat.of().parseHex("47e79017e256422ea7df445c2c28fb1f");

    private NameBasedUid() {}

    /** The same name gives the same UID, for ever and everywhere. */
    public static String of(String name) {
        MessageDigest sha1 = sha1();
        sha1.update(NAMESPACE);
        sha1.update(name.getBytes(StandardCharsets.UTF_8));
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
