package org.glossa.command;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Where a verb writes: standard output for {@code -}, else a file that appears under its name only when it is whole. Unless
 * {@link #keep()} was called, closing leaves no file behind.
 */
final class OutputTarget implements AutoCloseable {
    private final @Nullable Path file;
    private final @Nullable Path temporary;
    private final OutputStream stream;
    private boolean open = true;

    private OutputTarget(@Nullable Path file, @Nullable Path temporary, OutputStream stream) {
        this.file = file;
        this.temporary = temporary;
        this.stream = stream;
    }

    /** What to do with a file that is there already. */
    enum Existing {
        REFUSE,
        REPLACE
    }

    static OutputTarget of(String name, Existing existing, OutputStream standardOutput)
            throws IOException, CommandFailure {
        if (name.equals("-")) {
            return new OutputTarget(null, null, new BufferedOutputStream(new Unclosed(standardOutput), 1 << 16));
        }
        Path file = Path.of(name).toAbsolutePath();
        if (Files.isDirectory(file)) {
            throw new CommandFailure("--out: got " + name + ", a folder; name a file, or - for standard output");
        }
        if (existing == Existing.REFUSE && Files.exists(file)) {
            throw new CommandFailure(
                    "--out: " + name + " exists already; name another file, or add --force to replace it");
        }
        Path folder = file.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new CommandFailure("--out: the folder of " + name + " does not exist; make it first");
        }
        // Not createTempFile: what it makes is for its owner alone, and the output keeps the rights of this file.
        Path temporary = folder.resolve(
                "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        OutputStream stream =
                Files.newOutputStream(temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        return new OutputTarget(file, temporary, new BufferedOutputStream(stream, 1 << 16));
    }

    OutputStream stream() {
        return stream;
    }

    /** Where a temporary file may lie: beside the output, or in the system's folder for such files. */
    Path scratchFolder() {
        Path folder = temporary == null ? null : temporary.getParent();
        return folder == null ? Path.of(System.getProperty("java.io.tmpdir")) : folder;
    }

    /** Ends the output and gives it its name. */
    void keep() throws IOException {
        stream.close();
        open = false;
        if (file != null && temporary != null) {
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void close() throws IOException {
        if (open) {
            stream.close();
            open = false;
        }
        if (temporary != null) {
            Files.deleteIfExists(temporary);
        }
    }

    /** Standard output is flushed at the end, and belongs to the process. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream stream) {
            super(stream);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
