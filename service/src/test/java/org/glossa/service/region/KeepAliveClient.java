package org.glossa.service.region;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The least that a client of HTTP/1.1 does: one socket, one request at a time, the body read to its end. */
final class KeepAliveClient implements AutoCloseable {
    private static final Pattern NEXT = Pattern.compile("<https?://[^/]*([^>]*)>; rel=\"next\"");
    private static final int CHUNKED = -1;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private byte[] body = new byte[16 << 20];
    private int length;
    private String next = "";

    KeepAliveClient(URI server) throws IOException {
        socket = new Socket(server.getHost(), server.getPort());
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
        out = socket.getOutputStream();
    }

    /** Bytes of the body. */
    long get(String path) throws IOException {
        out.write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
        String status = line();
        if (!status.startsWith("HTTP/1.1 200")) {
            throw new IOException(path + ": " + status);
        }
        int announced = headers();
        length = 0;
        if (announced == CHUNKED) {
            for (int bytes = chunkBytes(); bytes > 0; bytes = chunkBytes()) {
                read(bytes);
                line();
            }
            line();
        } else {
            read(announced);
        }
        return length;
    }

    /** The body of the last answer, until the next is asked for. */
    ByteBuffer body() {
        return ByteBuffer.wrap(body, 0, length);
    }

    /** The body as text. */
    String text() {
        return new String(body, 0, length, StandardCharsets.UTF_8);
    }

    /** Path and query of the page that follows the last answer; empty when it was the last. */
    String next() {
        return next;
    }

    private int headers() throws IOException {
        int announced = CHUNKED;
        next = "";
        for (String header = line(); !header.isEmpty(); header = line()) {
            String name = header.substring(0, header.indexOf(':')).toLowerCase(Locale.ROOT);
            String value = header.substring(name.length() + 1).strip();
            if (name.equals("content-length")) {
                announced = Integer.parseInt(value);
            } else if (name.equals("link")) {
                Matcher link = NEXT.matcher(value);
                next = link.find() ? link.group(1) : "";
            }
        }
        return announced;
    }

    private int chunkBytes() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    private void read(int bytes) throws IOException {
        if (length + bytes > body.length) {
            body = Arrays.copyOf(body, Math.max(2 * body.length, length + bytes));
        }
        in.readFully(body, length, bytes);
        length += bytes;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the server closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
