package org.glossa.service.objects;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * What is known of an original and not in it; lies beside it as JSON. Until the original is in the catalogue the record lies in the
 * folder of arrivals and is the intent that a restart replays.
 *
 * @param sha256 of the original, in lower-case hexadecimal
 * @param receivedAt UTC, as {@code 2026-01-31T12:00:00.123Z}
 * @param door how it came, such as {@code stow-rs}
 * @param blockChecksums CRC32C of each mebibyte of the original, eight hexadecimal digits each; empty in records of older versions
 */
public record IngestRecord(
        String sopInstanceUid, String sha256, long byteLength, String receivedAt, String door, String blockChecksums) {
    /** What a record is whose text cannot be read. */
    static final IngestRecord NONE = new IngestRecord("", "", 0, "", "", "");

    private static final JsonFactory JSON = new JsonFactory();
    /** Nothing is changed on the way in. */
    private static final String POLICY = "as-received";
    /** Begins the last member: the CRC32C of all bytes before it. */
    private static final String CHECKSUM = ",\"crc32c\":\"";

    /** What can be known of an original whose record is lost; the instance is not known yet. */
    public static IngestRecord ofFile(Path original, String sha256) throws IOException {
        BlockChecksums blocks = new BlockChecksums();
        byte[] piece = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(original)) {
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                blocks.update(piece, 0, read);
            }
        }
        String written = Files.getLastModifiedTime(original).toInstant().toString();
        return new IngestRecord("", sha256, Files.size(original), written, "rebuild", blocks.finish());
    }

    /** The same of another instance. */
    public IngestRecord ofInstance(String uid) {
        return new IngestRecord(uid, sha256, byteLength, receivedAt, door, blockChecksums);
    }

    /** The same with another time of arrival. */
    public IngestRecord receivedFirst(String at) {
        return new IngestRecord(sopInstanceUid, sha256, byteLength, at, door, blockChecksums);
    }

    byte[] json() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringField("sopInstanceUid", sopInstanceUid);
            out.writeStringField("sha256", sha256);
            out.writeNumberField("byteLength", byteLength);
            out.writeStringField("receivedAt", receivedAt);
            out.writeStringField("door", door);
            out.writeStringField("policy", POLICY);
            out.writeStringField("blockChecksums", blockChecksums);
            out.writeEndObject();
        }
        String members = bytes.toString(StandardCharsets.UTF_8);
        String open = members.substring(0, members.length() - 1);
        return (open + CHECKSUM + checksum(open) + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the bytes of a record are those that were written; records of older versions have no checksum to tell by. */
    static boolean isIntact(byte[] json) {
        String text = new String(json, StandardCharsets.ISO_8859_1);
        int at = text.lastIndexOf(CHECKSUM);
        if (at < 0) {
            return !text.contains("\"blockChecksums\"");
        }
        String open = new String(json, 0, at, StandardCharsets.UTF_8);
        return text.substring(at).equals(CHECKSUM + checksum(open) + "\"}");
    }

    private static String checksum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", (int) crc.getValue());
    }

    static IngestRecord parse(byte[] json) throws IOException {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser in = JSON.createParser(json)) {
            in.nextToken();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                in.nextToken();
                fields.put(name, in.getText());
            }
        }
        return new IngestRecord(
                fields.getOrDefault("sopInstanceUid", ""),
                fields.getOrDefault("sha256", ""),
                Long.parseLong(fields.getOrDefault("byteLength", "0")),
                fields.getOrDefault("receivedAt", ""),
                fields.getOrDefault("door", ""),
                fields.getOrDefault("blockChecksums", ""));
    }
}
