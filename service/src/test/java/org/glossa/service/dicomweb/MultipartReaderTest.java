package org.glossa.service.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.glossa.corpus.Depth;
import org.junit.jupiter.api.Test;

final class MultipartReaderTest {
    private record Part(Map<String, String> headers, byte[] body) {}

    @Test
    void partsComeBackWhateverTheChunksAndWhateverLooksLikeABoundary() throws IOException {
        long seed = 20260101;
        Random random = new Random(seed);
        for (int round = 0; round < Depth.count(600, 20_000); round++) {
            String boundary = "b".repeat(1 + random.nextInt(3)) + "-".repeat(random.nextInt(3)) + random.nextInt(3);
            List<byte[]> bodies = new ArrayList<>();
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            if (random.nextBoolean()) {
                message.writeBytes(bytes("a preamble\r\n--" + boundary + "x is no delimiter\r\n"));
            }
            for (int part = random.nextInt(4); part >= 0; part--) {
                byte[] body = content(random, boundary);
                bodies.add(body);
                message.writeBytes(bytes("--" + boundary + " ".repeat(random.nextInt(3))
                        + "\r\nContent-Type: application/dicom\r\n\r\n"));
                message.writeBytes(body);
                message.writeBytes(bytes("\r\n"));
            }
            message.writeBytes(bytes("--" + boundary + "--"));
            message.writeBytes(bytes(random.nextBoolean() ? "" : "\r\nan epilogue\r\n--" + boundary + "\r\n"));

            List<Part> parts = read(new Chunks(message.toByteArray(), random), boundary, random);

            assertThat(parts).as("seed %d round %d", seed, round).hasSameSizeAs(bodies);
            for (int i = 0; i < bodies.size(); i++) {
                assertThat(parts.get(i).body())
                        .as("seed %d round %d part %d", seed, round, i)
                        .isEqualTo(bodies.get(i));
                assertThat(parts.get(i).headers()).containsEntry("content-type", "application/dicom");
            }
        }
    }

    /** Bytes that are mostly made of pieces of the boundary, but never hold a delimiter line. */
    private static byte[] content(Random random, String boundary) {
        String[] pieces = {
            "\r",
            "\n",
            "\r\n",
            "-",
            "--",
            boundary,
            "--" + boundary.substring(1),
            "\r\n--",
            "x",
            "\r\n--" + boundary + "y"
        };
        int size = random.nextInt(5) == 0 ? 70_000 + random.nextInt(70_000) : random.nextInt(60);
        StringBuilder text = new StringBuilder();
        while (text.length() < size) {
            text.append(
                    random.nextInt(3) == 0
                            ? "z".repeat(random.nextInt(1 + size))
                            : pieces[random.nextInt(pieces.length)]);
        }
        return bytes(("" + text).replaceAll("(?<=^|\n)--" + boundary + "(?=[ \t\r\n-]|$)", "--q"));
    }

    @Test
    void emptyPartsAndPartsWithoutHeaders() throws IOException {
        List<Part> parts = read(stream("--b\r\n\r\n--b\r\nA: 1\r\n\r\n\r\n--b\r\n\r\nx\r\n--b--"), "b", new Random(1));

        assertThat(parts)
                .extracting(part -> new String(part.body(), StandardCharsets.UTF_8))
                .containsExactly("", "", "x");
        assertThat(parts.get(1).headers()).containsExactly(Map.entry("a", "1"));
    }

    @Test
    void linesMayEndInLineFeedAloneAndHeadersMayBeFolded() throws IOException {
        List<Part> parts =
                read(stream("--b\nContent-Type: multipart/related;\n type=x\n\nbody\n--b--\n"), "b", new Random(1));

        assertThat(parts).hasSize(1);
        assertThat(parts.getFirst().headers()).containsEntry("content-type", "multipart/related; type=x");
        assertThat(parts.getFirst().body()).asString().isEqualTo("body");
    }

    @Test
    void bodiesThatAreNotReadAreSkipped() throws IOException {
        MultipartReader reader =
                reader(stream("--b\r\n\r\n" + "y".repeat(200_000) + "\r\n--b\r\n\r\nlast\r\n--b--"), "b");

        assertThat(reader.nextPart()).isTrue();
        assertThat(reader.body().read()).isEqualTo('y');
        assertThat(reader.nextPart()).isTrue();
        assertThat(reader.body().readAllBytes()).asString().isEqualTo("last");
        assertThat(reader.body().read()).isEqualTo(-1);
        assertThat(reader.nextPart()).isFalse();
        assertThat(reader.nextPart()).isFalse();
    }

    @Test
    void aTruncatedBodyIsRefusedWithItsOffset() {
        String whole = "--b\r\nA: 1\r\n\r\nsome content\r\n--b--";
        for (int length = 0; length < whole.length() - 1; length++) {
            String cut = whole.substring(0, length);
            assertThatThrownBy(() -> read(stream(cut), "b", new Random(1)))
                    .as("cut to %d bytes", length)
                    .isInstanceOfSatisfying(
                            MalformedMultipartException.class,
                            malformed -> assertThat(malformed.byteOffset()).isEqualTo(cut.length()))
                    .hasMessageContaining("before the closing delimiter");
        }
    }

    @Test
    void headersWithoutEndAreRefused() throws IOException {
        assertThatThrownBy(() -> read(stream("--b\r\nA: " + "1".repeat(17_000)), "b", new Random(1)))
                .isInstanceOf(MalformedMultipartException.class)
                .hasMessageContaining("above 16384 bytes");
        String fields = "A: 1\r\n".repeat(32);
        assertThat(read(stream("--b\r\n" + fields + "\r\n\r\n--b--"), "b", new Random(1)))
                .hasSize(1);
        assertThatThrownBy(() -> read(stream("--b\r\nB: 1\r\n" + fields + "\r\n\r\n--b--"), "b", new Random(1)))
                .isInstanceOf(MalformedMultipartException.class)
                .hasMessageContaining("more than 32 header fields");
        assertThatThrownBy(() -> read(stream("--b\r\nno header\r\n\r\n\r\n--b--"), "b", new Random(1)))
                .isInstanceOf(MalformedMultipartException.class)
                .hasMessageContaining("no header");
    }

    private static MultipartReader reader(InputStream in, String boundary) {
        return new MultipartReader(in, boundary, 16_384, 32);
    }

    private static List<Part> read(InputStream in, String boundary, Random random) throws IOException {
        MultipartReader reader = reader(in, boundary);
        List<Part> parts = new ArrayList<>();
        while (reader.nextPart()) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            byte[] piece = new byte[1 + random.nextInt(9_000)];
            InputStream source = reader.body();
            for (int read = source.read(piece); read >= 0; read = source.read(piece)) {
                body.write(piece, 0, read);
            }
            parts.add(new Part(reader.headers(), body.toByteArray()));
        }
        return parts;
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Gives seeded short reads, as a socket does. */
    private static final class Chunks extends FilterInputStream {
        private final Random random;

        Chunks(byte[] bytes, Random random) {
            super(new ByteArrayInputStream(bytes));
            this.random = random;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int most = random.nextInt(4) == 0 ? 1 + random.nextInt(3) : 1 + random.nextInt(20_000);
            return super.read(target, offset, Math.min(length, most));
        }
    }
}
