package org.glossa.service.dicomweb;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import java.io.IOException;
import org.glossa.service.web.SpooledBytes;

/** Answers in DICOM JSON. */
final class JsonAnswers {
    private JsonAnswers() {}

    /** The one of the two media types that the client likes best; 406 when it likes neither, such as one that wants XML. */
    static String type(HttpRequest<?> request) {
        for (MediaRange range : Answers.accepted(request)) {
            if (range.isRelated()) {
                continue;
            }
            if (range.admits(DicomMedia.DICOM_JSON)) {
                return DicomMedia.DICOM_JSON;
            }
            if (range.admits(DicomMedia.JSON)) {
                return DicomMedia.JSON;
            }
        }
        throw Answers.notAcceptable(request, DicomMedia.DICOM_JSON + ", " + DicomMedia.JSON);
    }

    static MutableHttpResponse<?> ok(String type, SpooledBytes json) throws IOException {
        return Answers.ok(type, new Payload.Spooled(json));
    }
}
