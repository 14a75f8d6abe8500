package org.glossa.service.dicomweb;

import java.io.IOException;

/** A multipart body is not what RFC 2046 says; carries the offset into the body. */
public final class MalformedMultipartException extends IOException {
    private static final long serialVersionUID = 1;

    private final long byteOffset;

    MalformedMultipartException(long byteOffset, String sentence) {
        super("multipart body, byte offset " + byteOffset + ": " + sentence);
        this.byteOffset = byteOffset;
    }

    /** Zero-based offset into the body. */
    long byteOffset() {
        return byteOffset;
    }
}
