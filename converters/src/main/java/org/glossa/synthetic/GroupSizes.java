package org.glossa.synthetic;

import java.io.IOException;

/**
 * How many annotations of each group lie before each chunk of the annotations, so that several threads can write every annotation
 * to its place at once.
 */
final class GroupSizes {
    private static final long LEAST_CHUNK = 1L << 15;
    private static final long MOST_CELLS = 1L << 21;

    private final long annotations;
    private final long chunkSize;
    private final long[][] before;
    private final long[] sizes;

    private GroupSizes(SlideRequest request) {
        annotations = request.annotations();
        chunkSize = Math.max(LEAST_CHUNK, Math.ceilDiv(annotations * request.groups(), MOST_CELLS));
        before = new long[Math.toIntExact(Math.ceilDiv(annotations, chunkSize))][request.groups()];
        sizes = new long[request.groups()];
    }

    /** @throws SlideRequestException when a group's coordinates would not fit into one element */
    static GroupSizes count(SlideRequest request, NucleusLayout layout, Workers workers, GenerateProgress progress)
            throws IOException {
        GroupSizes sizes = new GroupSizes(request);
        Counter counter = new Counter("counting groups", request.annotations(), progress);
        workers.run(sizes.chunkCount(), () -> chunk -> {
            long[] counts = sizes.before[(int) chunk];
            for (long annotation = sizes.firstOf(chunk); annotation < sizes.firstOf(chunk + 1); annotation++) {
                counts[layout.group(annotation)]++;
            }
            counter.add(sizes.firstOf(chunk + 1) - sizes.firstOf(chunk));
        });
        sizes.accumulate();
        for (int group = 0; group < request.groups(); group++) {
            long bytes = sizes.sizes[group] * request.vertices() * 2 * Float.BYTES;
            if (bytes > SlideRequest.MAXIMUM_ELEMENT_BYTES) {
                throw new SlideRequestException(
                        "groups",
                        bytes + " bytes of coordinates in group " + (group + 1),
                        "at most " + SlideRequest.MAXIMUM_ELEMENT_BYTES + " bytes in a DICOM element",
                        "ask for more groups");
            }
        }
        return sizes;
    }

    private void accumulate() {
        for (long[] counts : before) {
            for (int group = 0; group < sizes.length; group++) {
                long count = counts[group];
                counts[group] = sizes[group];
                sizes[group] += count;
            }
        }
    }

    long chunkCount() {
        return before.length;
    }

    /** The first annotation of a chunk; of the chunk after the last: the number of annotations. */
    long firstOf(long chunk) {
        return Math.min(chunk * chunkSize, annotations);
    }

    /** Annotations of each group that lie in earlier chunks. */
    long[] before(long chunk) {
        return before[(int) chunk].clone();
    }

    long size(int group) {
        return sizes[group];
    }
}
