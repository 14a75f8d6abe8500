package org.glossa.service.dicomweb;

import io.micronaut.http.MutableHttpResponse;
import java.io.IOException;
import org.glossa.service.web.SpooledBytes;

/** Answers of what was written before. */
public final class SpooledAnswers {
    private SpooledAnswers() {}

    /** @param bytes are gone when they were sent */
    public static MutableHttpResponse<?> ok(String contentType, SpooledBytes bytes) throws IOException {
        return Answers.ok(contentType, new Payload.Spooled(bytes));
    }
}
