package org.glossa.service.dicomweb;

import java.util.List;
import java.util.Optional;
import org.glossa.service.dicomweb.InstanceFormat.Packaging;

/**
 * How frames are sent: always as stored, in parts or, a single frame, alone. Compressed frames go by their own media type, and as
 * {@code application/octet-stream} to clients that ask for that with any or the stored transfer syntax.
 */
record FrameFormat(Packaging packaging, String mediaType) {
    /** The best of the ranges that can be served; empty when none can. */
    static Optional<FrameFormat> of(List<MediaRange> ranges, String stored, int frames) {
        for (MediaRange range : ranges) {
            boolean isAlone = !range.isRelated() && !range.type().equals("*/*");
            if (isAlone && frames != 1) {
                continue;
            }
            Optional<String> mediaType = mediaType(range, stored);
            if (mediaType.isPresent()) {
                return Optional.of(new FrameFormat(isAlone ? Packaging.ALONE : Packaging.PARTS, mediaType.get()));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> mediaType(MediaRange range, String stored) {
        List<String> named = range.values("transfer-syntax");
        boolean isNamed = named.contains(InstanceFormat.ANY_SYNTAX) || named.contains(stored);
        String own = FrameMedia.type(stored);
        if (range.admits(own) && (named.isEmpty() || isNamed)) {
            return Optional.of(own);
        }
        return range.admits(DicomMedia.OCTET_STREAM) && isNamed
                ? Optional.of(DicomMedia.OCTET_STREAM)
                : Optional.empty();
    }
}
