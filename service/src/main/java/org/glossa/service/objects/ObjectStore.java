package org.glossa.service.objects;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.glossa.dicom.DicomFile;
import org.glossa.finding.Finding;
import org.glossa.service.config.ServiceConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Originals, byte for byte, by their SHA-256: {@code objects/ab/ab….dcm}, with the ingest record {@code ab….json} beside. Immutable:
 * nothing is ever written over.
 *
 * <p>The order that makes an acknowledged object durable: temporary file, sync; record as intent, sync; rename, sync of the folder;
 * catalogue; record to its place; answer. A kill anywhere leaves either no trace, or an intent that {@link #replay} brings to its end.
 */
@Singleton
public final class ObjectStore {
    private static final Logger LOG = LoggerFactory.getLogger(ObjectStore.class);

    /** What brings an original back. */
    public static final String STORE_AGAIN = "store the same object again";

    private final Path root;
    private final Path objects;
    private final Path arrivals;
    private final Steps steps;
    /** Intents of this process whose commit is in doubt, by the SHA-256 of their original. */
    private final Map<Path, String> doubts = new ConcurrentHashMap<>();

    private final DiskRoom room;
    private final AtomicLong lastName = new AtomicLong(System.currentTimeMillis() << 16);

    /** Without a reserve on the disk, for commands that only keep what is there. */
    public ObjectStore(ServiceConfig config, Steps steps) throws IOException {
        this(config, steps, new DiskRoom(config.data(), 0));
    }

    @Inject
    ObjectStore(ServiceConfig config, Steps steps, DiskRoom room) throws IOException {
        this.root = config.data();
        this.steps = steps;
        this.room = room;
        this.objects = config.data().resolve("objects");
        this.arrivals = config.data().resolve("arrivals");
        Directory.make(objects);
        Directory.make(arrivals);
    }

    /** What enters an original into the catalogue. */
    @FunctionalInterface
    public interface Commit {
        /**
         * Durable when it returns.
         *
         * @throws InDoubtException when it may have happened and may not; at any other exception nothing has happened
         */
        void run() throws IOException;
    }

    /** Where an original lies, or would lie. */
    public Path path(String sha256) {
        return folder(sha256).resolve(sha256 + ".dcm");
    }

    /**
     * Goes on when the disk has so many bytes beside its reserve.
     *
     * @throws NoRoomException otherwise
     */
    public void requireRoom(long bytes) throws IOException {
        room.require(bytes);
    }

    /** An original, mapped; the copy that a deflated or big-endian one is read from lies among the arrivals, without a name. */
    public DicomFile open(String sha256) throws IOException {
        return DicomFile.open(path(sha256), arrivals);
    }

    /** The same of what is no original yet. */
    public DicomFile open(Arrival arrival) throws IOException {
        return DicomFile.open(arrival.file(), arrivals);
    }

    /** Takes bytes in until the source ends; close the arrival whatever happens. */
    public Arrival receive(InputStream source) throws IOException {
        return Arrival.receive(source, arrivals, Long.toHexString(lastName.incrementAndGet()), steps, room);
    }

    /**
     * Makes an arrival an original. The caller lets no other publication of the same object run beside.
     *
     * @throws InDoubtException as the commit threw it; the original stays until {@link #settleDoubts} knows more
     */
    public void publish(Arrival arrival, IngestRecord record, Commit commit) throws IOException {
        try (FileChannel channel = FileChannel.open(arrival.file(), StandardOpenOption.WRITE)) {
            steps.run(Step.FSYNC, () -> channel.force(true));
        }
        Path original = path(record.sha256());
        try {
            write(arrival.intent(), record.json());
            steps.run(Step.FOLDER_FSYNC, () -> Directory.sync(arrivals));
            Directory.make(folder(record.sha256()));
            steps.run(Step.RENAME, () -> Files.move(arrival.file(), original, StandardCopyOption.ATOMIC_MOVE));
            steps.run(Step.FOLDER_FSYNC, () -> Directory.sync(folder(record.sha256())));
            commit.run();
        } catch (InDoubtException doubt) {
            doubts.put(arrival.intent(), record.sha256());
            throw doubt;
        } catch (IOException | RuntimeException failure) {
            undo(arrival.intent(), record, failure);
            throw failure;
        }
        settle(arrival.intent(), record);
    }

    /** A disk that cannot be written keeps what is there; a restart deletes it. */
    private void undo(Path intent, IngestRecord record, Exception failure) {
        try {
            if (!doubts.containsValue(record.sha256())) {
                Files.deleteIfExists(path(record.sha256()));
            }
            Files.deleteIfExists(intent);
        } catch (IOException stays) {
            failure.addSuppressed(stays);
        }
    }

    /** Whether there are originals that the catalogue did not confirm. */
    public boolean hasDoubts() {
        return !doubts.isEmpty();
    }

    /** Brings to their end the publications of this process whose commit was in doubt. */
    public void settleDoubts(Replay replay) throws IOException {
        for (Path intent : List.copyOf(doubts.keySet())) {
            IngestRecord record = IngestRecord.parse(Files.readAllBytes(intent));
            end(intent, record, replay.run(record, path(record.sha256())));
            doubts.remove(intent);
        }
    }

    /**
     * Puts the bytes of an arrival where the original of the same bytes was lost or damaged. The caller lets no publication of the same
     * object run beside.
     */
    public void restore(Arrival arrival, IngestRecord record) throws IOException {
        publish(arrival, record, () -> {});
    }

    /**
     * Whether an original lacks or differs from what came in, by reading it whole.
     *
     * @return empty when it is what came in
     */
    public List<Finding> damages(String sha256) throws IOException {
        return damages(sha256, bytes -> {});
    }

    /**
     * As {@link #damages(String)}.
     *
     * @param bytesDone told the length of each piece that was read
     */
    public List<Finding> damages(String sha256, LongConsumer bytesDone) throws IOException {
        String blocks = hasIntactRecord(sha256) ? record(sha256).blockChecksums() : "";
        return OriginalCheck.damages(root, path(sha256), blocks, bytesDone);
    }

    /** The record beside an original; without identity when there is none that can be read. */
    public IngestRecord record(String sha256) throws IOException {
        try {
            return readable(recordOf(sha256));
        } catch (NoSuchFileException | NumberFormatException unreadable) {
            return IngestRecord.NONE;
        }
    }

    /** Whether the record beside an original is there, and is what was written. */
    public boolean hasIntactRecord(String sha256) throws IOException {
        try {
            return IngestRecord.isIntact(Files.readAllBytes(recordOf(sha256)));
        } catch (NoSuchFileException absent) {
            return false;
        }
    }

    /** Writes the record beside an original anew. */
    public void replaceRecord(IngestRecord record) throws IOException {
        Files.deleteIfExists(recordOf(record.sha256()));
        write(recordOf(record.sha256()), record.json());
        Directory.sync(folder(record.sha256()));
    }

    /** All files that lie among the originals, records too, in the order of their names. */
    public List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(objects)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** What lies in the folder of arrivals: begun, and not brought to an end. */
    public List<Path> begun() throws IOException {
        return arrivals("");
    }

    /** Moves a file or folder of the data folder out of use, into {@code set-aside}; returns where it is now. */
    public Path setAside(Path file) throws IOException {
        Path aside = root.resolve("set-aside");
        Directory.make(aside);
        String name = file.getFileName().toString();
        Path target = aside.resolve(name);
        for (int i = 2; Files.exists(target); i++) {
            target = aside.resolve(name + "." + i);
        }
        Files.move(file, target);
        Directory.sync(aside);
        return target;
    }

    /** Brings to its end, or undoes, what a killed process had begun. Looks at the arrivals only. */
    public void replay(Replay replay) throws IOException {
        for (Path intent : arrivals(".json")) {
            steps.run(Step.REPLAY, () -> replay(intent, replay));
        }
        for (Path part : arrivals(".part")) {
            Files.delete(part);
        }
    }

    private void replay(Path intent, Replay replay) throws IOException {
        Path part = arrivals.resolve(intent.getFileName().toString().replace(".json", ".part"));
        IngestRecord record = readable(intent);
        Path original = path(record.sha256().isEmpty() ? "00" : record.sha256());
        if (!Files.exists(part) && Files.exists(original)) {
            end(intent, record, replay.run(record, original));
        } else {
            Files.delete(intent);
        }
    }

    private void end(Path intent, IngestRecord record, Replay.Outcome outcome) throws IOException {
        switch (outcome) {
            case ENTERED -> settle(intent, record);
            case SUPERSEDED -> {
                Files.deleteIfExists(path(record.sha256()));
                Files.delete(intent);
            }
            case LEFT ->
                LOG.warn("{} was never acknowledged and cannot be entered; its record is {}", record.sha256(), intent);
        }
    }

    /** An intent that was cut short by the kill is an empty record: its original was not renamed yet. */
    private static IngestRecord readable(Path intent) throws IOException {
        try {
            return IngestRecord.parse(Files.readAllBytes(intent));
        } catch (com.fasterxml.jackson.core.JsonProcessingException cutShort) {
            return IngestRecord.NONE;
        }
    }

    private void settle(Path intent, IngestRecord record) throws IOException {
        Files.move(intent, recordOf(record.sha256()), StandardCopyOption.ATOMIC_MOVE);
    }

    private List<Path> arrivals(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(arrivals)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    private Path recordOf(String sha256) {
        return folder(sha256).resolve(sha256 + ".json");
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
