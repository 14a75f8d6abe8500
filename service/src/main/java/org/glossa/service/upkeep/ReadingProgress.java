package org.glossa.service.upkeep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;

/** Shows how many bytes of the originals were read. */
final class ReadingProgress implements LongConsumer {
    private final Progress progress;
    private final long total;
    private long done;

    /** @param files among which the originals are; others do not count */
    ReadingProgress(List<Path> files, Progress progress) throws IOException {
        this.progress = progress;
        long bytes = 0;
        for (Path file : files) {
            bytes += file.toString().endsWith(".dcm") ? Files.size(file) : 0;
        }
        this.total = bytes;
    }

    /** So many more. */
    @Override
    public void accept(long bytes) {
        done += bytes;
        progress.show("reading originals", done, total);
    }
}
