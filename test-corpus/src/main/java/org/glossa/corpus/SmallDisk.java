package org.glossa.corpus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of a few MB in memory, so that a test can fill it. Closing it takes it away. Needs root. */
public final class SmallDisk implements AutoCloseable {
    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /**
     * Mounts one; where that is not allowed the test is skipped.
     *
     * @param folder made when missing
     */
    public static SmallDisk mount(Path folder, int megabytes) throws IOException {
        Files.createDirectories(folder);
        String refused = run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString());
        if (!refused.isEmpty()) {
            throw Absence.of("mount", "Mounting a small file system needs Linux and root: " + refused);
        }
        return new SmallDisk(folder);
    }

    public Path folder() {
        return folder;
    }

    public void resize(int megabytes) throws IOException {
        remount("size=" + megabytes + "m");
    }

    public void makeReadOnly() throws IOException {
        remount("ro");
    }

    public void makeWritable() throws IOException {
        remount("rw");
    }

    private void remount(String option) throws IOException {
        String refused = run("mount", "-o", "remount," + option, folder.toString());
        if (!refused.isEmpty()) {
            throw new IOException(refused);
        }
    }

    @Override
    public void close() throws IOException {
        run("umount", "-l", folder.toString());
    }

    /** What it said when it failed; empty when it did not. */
    private static String run(String... command) throws IOException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? "" : "exit code " + process.exitValue() + " " + said.strip();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        } catch (IOException absent) {
            return String.valueOf(absent.getMessage());
        }
    }
}
