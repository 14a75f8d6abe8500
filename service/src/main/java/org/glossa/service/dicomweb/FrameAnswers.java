package org.glossa.service.dicomweb;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import java.io.IOException;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.glossa.service.dicomweb.InstanceFormat.Packaging;

/** Answers made of frames as stored. */
final class FrameAnswers {
    private FrameAnswers() {}

    /**
     * Every frame, each a part.
     *
     * @param location absolute URL of all of them
     */
    static MutableHttpResponse<?> all(HttpRequest<?> request, FrameIndex index, String location) throws IOException {
        return of(
                request, index, IntStream.rangeClosed(1, index.count()).boxed().toList(), frame -> location);
    }

    /**
     * @param frames one-based, in the order of the answer
     * @param location absolute URL of a frame
     */
    static MutableHttpResponse<?> of(
            HttpRequest<?> request, FrameIndex index, List<Integer> frames, IntFunction<String> location)
            throws IOException {
        String stored = index.transferSyntaxUid();
        String own = FrameMedia.type(stored);
        FrameFormat format = FrameFormat.of(Answers.accepted(request), stored, frames.size())
                .orElseThrow(() -> Answers.notAcceptable(
                        request,
                        "multipart/related; type=\"" + own + "\"; transfer-syntax=" + stored + ", one frame also as "
                                + own));
        String contentType = format.mediaType().equals("image/jpeg") && format.packaging() == Packaging.ALONE
                ? format.mediaType()
                : format.mediaType() + "; transfer-syntax=" + stored;
        if (format.packaging() == Packaging.ALONE) {
            return Answers.ok(contentType, index.frame(frames.getFirst()));
        }
        MultipartBody body = new MultipartBody(format.mediaType());
        for (int frame : frames) {
            body.part(contentType, location.apply(frame), index.frame(frame));
        }
        return Answers.ok(body.contentType(), body.content());
    }
}
