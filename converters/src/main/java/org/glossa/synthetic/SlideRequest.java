package org.glossa.synthetic;

/**
 * What to generate: S(n, v) of the performance page. Equal requests give equal bytes.
 *
 * @param annotations polygons, 0 to 1,000,000,000
 * @param vertices of each polygon, 3 to 1,000
 * @param seed any number
 * @param sizePx width and height of level 0, 64 to 262,144 px
 * @param groups annotation groups, 1 to 1,000 and at most one per annotation; none is empty unless there are no annotations
 * @param kind what the slide shows
 * @param format which annotation files are written; does not change the bytes of any of them
 */
public record SlideRequest(
        long annotations, int vertices, long seed, int sizePx, int groups, SlideKind kind, AnnotationFormat format) {
    static final long MAXIMUM_ANNOTATIONS = 1_000_000_000;
    static final int MAXIMUM_VERTICES = 1_000;
    static final int MINIMUM_SIZE_PX = 64;
    static final int MAXIMUM_SIZE_PX = 262_144;
    static final int MAXIMUM_GROUPS = 1_000;

    /** A value has an even number of bytes below 2^32 - 1 (PS3.5 7.1.1). */
    static final long MAXIMUM_ELEMENT_BYTES = 0xFFFF_FFFEL;

    private static final int DEFAULT_GROUPS = 3;

    /** @throws SlideRequestException when an argument is out of its range */
    public SlideRequest {
        check("annotations", annotations, 0, MAXIMUM_ANNOTATIONS, "generate several slides");
        // Float32 cannot tell neighbours apart when more vertices share an outline, and first must differ from last.
        check("vertices", vertices, 3, MAXIMUM_VERTICES, "a nucleus has 24 in our benchmarks");
        check("size", sizePx, MINIMUM_SIZE_PX, MAXIMUM_SIZE_PX, "a usual slide has 20000 to 100000");
        check("groups", groups, 1, MAXIMUM_GROUPS, "ask for fewer");
        if (groups > Math.max(1, annotations)) {
            throw new SlideRequestException(
                    "groups",
                    groups + " for " + annotations + " annotations",
                    "at most one group per annotation",
                    "ask for fewer groups");
        }
        long meanBytes = annotations * vertices * 2 * Float.BYTES / groups;
        if (meanBytes > MAXIMUM_ELEMENT_BYTES) {
            throw new SlideRequestException(
                    "groups",
                    groups + ", so that a group has " + meanBytes + " bytes of coordinates",
                    "at most " + MAXIMUM_ELEMENT_BYTES + " bytes in a DICOM element",
                    "ask for more groups");
        }
    }

    /** Three groups, or fewer when there are fewer annotations. */
    public static int defaultGroups(long annotations) {
        return Math.clamp(annotations, 1, DEFAULT_GROUPS);
    }

    private static void check(String name, long got, long least, long most, String remedy) {
        if (got < least || got > most) {
            throw new SlideRequestException(name, got, least + " to " + most, remedy);
        }
    }

    /** All that decides about the bytes, as one line; UIDs are made from it. */
    String identity() {
        return "annotations=" + annotations + " vertices=" + vertices + " seed=" + seed + " size=" + sizePx + " groups="
                + groups + " slide=" + kind;
    }
}
