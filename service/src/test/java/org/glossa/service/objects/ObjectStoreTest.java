package org.glossa.service.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.glossa.service.config.ServiceConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every state that a kill can leave behind, made by hand: nothing of it is visible after a replay, or all of it is. */
final class ObjectStoreTest {
    /** SHA-256 of "abc", FIPS 180-2 appendix B.1. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    Path data;

    private ObjectStore store;

    @BeforeEach
    void open() throws IOException {
        store = new ObjectStore(new ServiceConfig(data, null), new Steps(), new DiskRoom(data, 0));
    }

    @Test
    void anOriginalLiesUnderItsHashWithItsRecordBeside() throws IOException {
        List<String> seen = new ArrayList<>();
        try (Arrival arrival = store.receive(bytes("abc"))) {
            assertThat(arrival.sha256()).isEqualTo(ABC);
            assertThat(arrival.byteLength()).isEqualTo(3);
            store.publish(arrival, record(ABC), () -> seen.addAll(files()));
        }

        assertThat(seen).as("when the catalogue commits").anyMatch(file -> file.endsWith(ABC + ".dcm"));
        assertThat(seen).anyMatch(file -> file.startsWith("arrivals/") && file.endsWith(".json"));
        assertThat(files()).containsExactly("objects/ba/" + ABC + ".dcm", "objects/ba/" + ABC + ".json");
        assertThat(store.path(ABC)).hasContent("abc");
        assertThat(IngestRecord.parse(Files.readAllBytes(data.resolve("objects/ba/" + ABC + ".json"))))
                .isEqualTo(record(ABC));
    }

    @Test
    void anArrivalThatIsNotPublishedLeavesNothing() throws IOException {
        store.receive(bytes("abc")).close();

        assertThat(files()).isEmpty();
    }

    @Test
    void aSourceThatFailsLeavesNothing() throws IOException {
        assertThatThrownBy(() -> store.receive(new ByteArrayInputStream(new byte[0]) {
                    @Override
                    public int read(byte[] target, int offset, int length) {
                        throw new IllegalStateException("the client left");
                    }
                }))
                .hasMessage("the client left");

        assertThat(files()).isEmpty();
    }

    @Test
    void aCatalogueThatRefusesLeavesNothing() throws IOException {
        try (Arrival arrival = store.receive(bytes("abc"))) {
            assertThatThrownBy(() -> store.publish(arrival, record(ABC), () -> {
                        throw new IOException("no catalogue");
                    }))
                    .hasMessage("no catalogue");
        }

        assertThat(files()).isEmpty();
    }

    @Test
    void aKillBeforeTheRenameIsUndone() throws IOException {
        Files.writeString(data.resolve("arrivals/1.part"), "ab");
        Files.writeString(data.resolve("arrivals/2.part"), "abc");
        Files.write(data.resolve("arrivals/2.json"), record(ABC).json());
        Files.writeString(data.resolve("arrivals/3.part"), "abc");
        Files.writeString(data.resolve("arrivals/3.json"), "{\"sopInst");
        Files.writeString(data.resolve("arrivals/4.part"), "abc");
        Files.writeString(data.resolve("arrivals/4.json"), "");

        assertThat(replayed()).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    void aKillAfterTheRenameIsBroughtToItsEnd() throws IOException {
        Files.createDirectories(data.resolve("objects/ba"));
        Files.writeString(store.path(ABC), "abc");
        Files.write(data.resolve("arrivals/1.json"), record(ABC).json());

        assertThat(replayed()).containsExactly(record(ABC));
        assertThat(files()).containsExactly("objects/ba/" + ABC + ".dcm", "objects/ba/" + ABC + ".json");
        assertThat(replayed()).as("once is enough").isEmpty();
    }

    @Test
    void aKillAmidTheUndoingOfARefusalIsUndoneFurther() throws IOException {
        Files.write(data.resolve("arrivals/1.json"), record(ABC).json());

        assertThat(replayed()).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    void anOriginalInDoubtStaysUntilTheCatalogueAnswers() throws IOException {
        publishInDoubt();
        assertThat(store.path(ABC)).hasContent("abc");
        assertThat(store.hasDoubts()).isTrue();

        assertThatThrownBy(() -> store.settleDoubts((record, original) -> {
                    throw new InDoubtException(new IOException("no answer yet"));
                }))
                .hasMessageContaining("no answer yet");
        assertThat(store.hasDoubts()).isTrue();
        assertThat(store.path(ABC)).hasContent("abc");

        store.settleDoubts((record, original) -> {
            assertThat(record).isEqualTo(record(ABC));
            assertThat(original).hasContent("abc");
            return Replay.Outcome.ENTERED;
        });
        assertThat(store.hasDoubts()).isFalse();
        assertThat(files()).containsExactly("objects/ba/" + ABC + ".dcm", "objects/ba/" + ABC + ".json");
    }

    @Test
    void anOriginalInDoubtIsNotDeletedByARefusalOfTheSameObject() throws IOException {
        publishInDoubt();
        try (Arrival again = store.receive(bytes("abc"))) {
            assertThatThrownBy(() -> store.publish(again, record(ABC), () -> {
                        throw new IOException("it is there already");
                    }))
                    .hasMessage("it is there already");
        }

        assertThat(store.path(ABC)).hasContent("abc");
        assertThat(store.hasDoubts()).isTrue();
    }

    @Test
    void anOriginalInDoubtWhoseUidAnotherObjectTookGoes() throws IOException {
        publishInDoubt();

        store.settleDoubts((record, original) -> Replay.Outcome.SUPERSEDED);

        assertThat(files()).isEmpty();
        assertThat(store.hasDoubts()).isFalse();
    }

    @Test
    void anOriginalInDoubtThatCannotBeEnteredStaysForSomebodyToLookAt() throws IOException {
        publishInDoubt();

        store.settleDoubts((record, original) -> Replay.Outcome.LEFT);

        assertThat(files()).hasSize(2).anyMatch(file -> file.startsWith("arrivals/"));
        assertThat(store.hasDoubts()).isFalse();
    }

    private void publishInDoubt() throws IOException {
        try (Arrival arrival = store.receive(bytes("abc"))) {
            assertThatThrownBy(() -> store.publish(arrival, record(ABC), () -> {
                        throw new InDoubtException(new IOException("the connection broke"));
                    }))
                    .isInstanceOf(InDoubtException.class);
        }
    }

    private List<IngestRecord> replayed() throws IOException {
        List<IngestRecord> records = new ArrayList<>();
        store.replay((record, original) -> {
            assertThat(original).hasContent("abc");
            records.add(record);
            return Replay.Outcome.ENTERED;
        });
        return records;
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> data.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private static IngestRecord record(String sha256) {
        return new IngestRecord("1.2.3", sha256, 3, "2026-01-01T00:00:00Z", "stow-rs", "");
    }

    private static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }
}
