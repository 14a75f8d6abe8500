package org.glossa.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Counts what oracles did, for the table at the end of {@code .ci/run}: one file for each JVM in
 * {@code <module>/target/oracles}, one line for each use: oracle, {@code ran} or {@code skipped}, cases.
 */
final class OracleUses {

    private OracleUses() {}

    static void ran(String oracle, long cases) {
        append(oracle + "\tran\t" + cases + "\n");
    }

    static void skipped(String oracle) {
        append(oracle + "\tskipped\t0\n");
    }

    // One write of one short line to a file opened for append: lines of several threads never mix.
    private static void append(String line) {
        Path file = Path.of("target", "oracles", ProcessHandle.current().pid() + ".tsv");
        try {
            Files.createDirectories(file.getParent());
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
