package org.glossa.service.dicomweb;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** HTTP/1.1 by hand over one socket, for what no library would send: heads that never end, bodies that stall, answers not read. */
final class RawClient implements AutoCloseable {
    private final Socket socket;

    RawClient(URI server) throws IOException {
        socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(60_000);
    }

    /** With a receive buffer of a few KB, so that an answer that is not read stays with the server. */
    static RawClient thatReadsLittle(URI server) throws IOException {
        return new RawClient(server, 4 << 10);
    }

    private RawClient(URI server, int receiveBuffer) throws IOException {
        socket = new Socket();
        socket.setReceiveBufferSize(receiveBuffer);
        socket.setSoTimeout(60_000);
        socket.connect(new java.net.InetSocketAddress(server.getHost(), server.getPort()));
    }

    /** The head of a POST of one instance, with a length or in chunks. */
    RawClient post(String lengthOrChunks) throws IOException {
        return send("POST /dicom-web/studies HTTP/1.1\r\nHost: x\r\nContent-Type: application/dicom\r\n"
                + lengthOrChunks + "\r\n\r\n");
    }

    RawClient send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawClient send(byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
        return this;
    }

    /** Whether bytes lie ready that nobody asked for. */
    boolean isAnswered() {
        try {
            return socket.getInputStream().available() > 0;
        } catch (IOException closed) {
            return false;
        }
    }

    /** All that comes until the server closes. */
    String untilClosed() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        byte[] piece = new byte[8192];
        try {
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                bytes.write(piece, 0, read);
            }
        } catch (java.net.SocketException reset) {
            bytes.writeBytes("\nRESET".getBytes(StandardCharsets.ISO_8859_1));
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    /** So many bytes, or fewer when the server closes. */
    String read(int count) throws IOException {
        return new String(socket.getInputStream().readNBytes(count), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
