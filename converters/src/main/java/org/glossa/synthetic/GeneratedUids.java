package org.glossa.synthetic;

import org.glossa.header.NameBasedUid;

/** UIDs that follow from the request: {@code 2.25.} and a name-based UUID (RFC 9562, version 5) as an integer (PS3.5 B.2). */
final class GeneratedUids {
    /** Raised whenever an output byte can change, so that a UID never names two contents. */
    static final int REVISION = 2;

    private final String identity;

    GeneratedUids(SlideRequest request) {
        this.identity = "glossa generate revision=" + REVISION + " " + request.identity();
    }

    String study() {
        return of("study");
    }

    String imageSeries() {
        return of("image series");
    }

    String annotationSeries() {
        return of("annotation series");
    }

    String annotations() {
        return of("annotations");
    }

    /** @param level 0 has the most pixels */
    String image(int level) {
        return of("level " + level);
    }

    /** @param group zero-based */
    String group(int group) {
        return of("group " + group);
    }

    /** The UID of anything else that belongs to this slide. */
    String of(String role) {
        return NameBasedUid.of(identity + " / " + role);
    }
}
