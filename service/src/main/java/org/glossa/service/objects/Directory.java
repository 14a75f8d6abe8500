package org.glossa.service.objects;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A folder whose entries survive a loss of power once they are synced. */
final class Directory {
    private Directory() {}

    /** Makes the entries of a folder durable: a file that was renamed into it stays. */
    static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Makes a folder, and its entry in its parent durable. */
    static void make(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        try {
            Files.createDirectory(folder);
            Path parent = folder.getParent();
            if (parent != null) {
                sync(parent);
            }
        } catch (FileAlreadyExistsException made) {
            // by another thread
        }
    }
}
