package org.glossa.service.dicomweb;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A multipart/related answer. Begins with its boundary at once, has short headers, and a long random boundary: there are clients that
 * search for it naively through the whole body.
 */
final class MultipartBody {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String boundary;
    private final String type;
    private final List<Payload> contents = new ArrayList<>();
    private boolean isFirst = true;

    /** @param type media type of the parts */
    MultipartBody(String type) {
        byte[] bytes = new byte[24];
        RANDOM.nextBytes(bytes);
        this.boundary = "glossa" + HexFormat.of().formatHex(bytes);
        this.type = type;
    }

    /**
     * @param contentType of the part
     * @param location absolute URL of what the part holds
     */
    MultipartBody part(String contentType, String location, Payload content) {
        String lineBreak = isFirst ? "" : "\r\n";
        isFirst = false;
        contents.add(ascii(lineBreak + "--" + boundary + "\r\nContent-Type: " + contentType + "\r\nContent-Location: "
                + location + "\r\n\r\n"));
        contents.add(content);
        return this;
    }

    /** The whole body. */
    Payload content() {
        List<Payload> all = new ArrayList<>(contents);
        all.add(ascii("\r\n--" + boundary + "--\r\n"));
        return new Payload.Chain(all);
    }

    /** Content-Type of the answer. */
    String contentType() {
        return "multipart/related; type=\"" + type + "\"; boundary=" + boundary;
    }

    private static Payload ascii(String text) {
        return new Payload.Bytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}
