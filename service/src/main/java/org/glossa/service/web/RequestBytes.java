package org.glossa.service.web;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The body of a request as it comes in: what goes wrong in reading it is the client's doing, and told apart from our own disk. */
public final class RequestBytes extends FilterInputStream {
    /** The client went away, or its connection broke, before the body was whole: nobody waits for an answer. */
    public static final class ClientLeftException extends IOException {
        private static final long serialVersionUID = 1;

        ClientLeftException(IOException cause) {
            super("the connection ended before the request was whole", cause);
        }
    }

    public RequestBytes(InputStream body) {
        super(body);
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (IOException failure) {
            throw new ClientLeftException(failure);
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            return super.read(target, offset, length);
        } catch (IOException failure) {
            throw new ClientLeftException(failure);
        }
    }
}
