package org.glossa.service.objects;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.glossa.service.config.ServiceConfig;

/**
 * Originals, byte for byte, by their SHA-256: {@code objects/ab/ab….dcm}, with the ingest record {@code ab….json} beside. Immutable:
 * nothing is ever written over.
 *
 * <p>The order that makes an acknowledged object durable: temporary file, sync; record as intent, sync; rename, sync of the folder;
 * catalogue; record to its place; answer. A kill anywhere leaves either no trace, or an intent that {@link #replay} brings to its end.
 */
@Singleton
public final class ObjectStore {
    private final Path objects;
    private final Path arrivals;
    private final AtomicLong lastName = new AtomicLong(System.currentTimeMillis() << 16);

    ObjectStore(ServiceConfig config) throws IOException {
        this.objects = config.data().resolve("objects");
        this.arrivals = config.data().resolve("arrivals");
        Directory.make(objects);
        Directory.make(arrivals);
    }

    /** What enters an original into the catalogue. */
    @FunctionalInterface
    public interface Commit {
        /** Durable when it returns; nothing has happened when it throws. */
        void run() throws IOException;
    }

    /** What enters an original into the catalogue that a killed process had not entered. */
    @FunctionalInterface
    public interface Replay {
        /** @param original in its place, whole */
        void run(IngestRecord record, Path original) throws IOException;
    }

    /** Where an original lies, or would lie. */
    public Path path(String sha256) {
        return folder(sha256).resolve(sha256 + ".dcm");
    }

    /** Takes bytes in until the source ends; close the arrival whatever happens. */
    public Arrival receive(InputStream source) throws IOException {
        return Arrival.receive(source, arrivals, Long.toHexString(lastName.incrementAndGet()));
    }

    /** Makes an arrival an original. The caller lets no other publication of the same object run beside. */
    public void publish(Arrival arrival, IngestRecord record, Commit commit) throws IOException {
        try (FileChannel channel = FileChannel.open(arrival.file(), StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        write(arrival.intent(), record.json());
        Directory.sync(arrivals);
        Path original = path(record.sha256());
        Directory.make(folder(record.sha256()));
        Files.move(arrival.file(), original, StandardCopyOption.ATOMIC_MOVE);
        Directory.sync(folder(record.sha256()));
        try {
            commit.run();
        } catch (IOException | RuntimeException failure) {
            Files.deleteIfExists(original);
            Files.deleteIfExists(arrival.intent());
            throw failure;
        }
        settle(arrival.intent(), record);
    }

    /** Brings to its end, or undoes, what a killed process had begun. Looks at the arrivals only. */
    public void replay(Replay replay) throws IOException {
        for (Path intent : arrivals(".json")) {
            Path part = arrivals.resolve(intent.getFileName().toString().replace(".json", ".part"));
            IngestRecord record = readable(intent);
            Path original = path(record.sha256().isEmpty() ? "00" : record.sha256());
            if (!Files.exists(part) && Files.exists(original)) {
                replay.run(record, original);
                settle(intent, record);
            } else {
                Files.delete(intent);
            }
        }
        for (Path part : arrivals(".part")) {
            Files.delete(part);
        }
    }

    /** An intent that was cut short by the kill is an empty record: its original was not renamed yet. */
    private static IngestRecord readable(Path intent) throws IOException {
        try {
            return IngestRecord.parse(Files.readAllBytes(intent));
        } catch (com.fasterxml.jackson.core.JsonProcessingException cutShort) {
            return new IngestRecord("", "", 0, "", "", "");
        }
    }

    private void settle(Path intent, IngestRecord record) throws IOException {
        Files.move(intent, folder(record.sha256()).resolve(record.sha256() + ".json"), StandardCopyOption.ATOMIC_MOVE);
    }

    private List<Path> arrivals(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(arrivals)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    private Path folder(String sha256) {
        return objects.resolve(sha256.substring(0, 2));
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }
}
