package org.glossa.dicom;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Bytes in a file without a name, gone when their arena closes; where a system keeps the name, when they are written. */
final class TemporaryCopy {
    private TemporaryCopy() {}

    /** Writes what is to be mapped. */
    @FunctionalInterface
    interface Content {
        void write(WritableByteChannel target) throws IOException;
    }

    static MemorySegment of(Content content, Path folder, Arena arena) throws IOException {
        Path path = Files.createTempFile(folder, ".glossa-", ".dcm");
        try (FileChannel channel = FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
            content.write(channel);
            return channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
        } finally {
            Files.deleteIfExists(path);
        }
    }
}
