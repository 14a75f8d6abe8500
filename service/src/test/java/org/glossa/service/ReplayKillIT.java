package org.glossa.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.glossa.corpus.Depth;
import org.glossa.service.objects.Step;
import org.glossa.service.steps.StepControl.Side;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of a server that makes up for a {@code kill -9}: while it undoes or enters what was begun, and while it builds what
 * waited; each start is killed at a later step than the one before. Then the same holds as after one kill.
 */
class ReplayKillIT {
    private static final long SEED = 20260201;
    private static final int MAXIMUM_OCCURRENCE = 12;
    /** Long enough for all clients to come to the one addition to the catalogue that is held. */
    private static final int PAUSE_MS = 300;

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);
    private int kills;
    private int intents;
    private final Set<Step> killed = EnumSet.noneOf(Step.class);

    @Test
    void nothingIsLostOnH2() throws Exception {
        run("H2", List.of());
    }

    @Test
    void nothingIsLostOnPostgres() throws Exception {
        run("PostgreSQL", PostgresServer.jvmOptions(PostgresServer.shared().newDatabase()));
    }

    private void run(String database, List<String> jvmOptions) throws Exception {
        KilledServer server = new KilledServer(folder, "2.25.8", jvmOptions);
        int rounds = Depth.count(1, 20);
        for (int i = 0; i < rounds; i++) {
            killStore(server, Step.RENAME);
            killStart(server, Step.REPLAY, anySide(), 1);

            killStore(server, Step.CATALOGUE_COMMIT);
            // Only the held one is sure to be entered: of the others the kill may have come after the commit.
            // The other side is the moment before CATALOGUE_FSYNC, which would not come any more.
            killStart(server, Step.CATALOGUE_COMMIT, Side.BEFORE, 1);
            killStart(server, Step.CATALOGUE_FSYNC, anySide(), 1);
            killStart(server, Step.REPLAY, anySide(), occurrence(server));

            killStore(server, Step.BUILD);
            for (Step step : List.of(Step.RESUME, Step.BUILD, Step.MANIFEST)) {
                killStart(server, step, anySide(), 1);
            }
        }
        String all = server.checkAll();
        System.out.println("kill -9 of a start on " + database + ": " + kills + " kills of seed " + SEED + " at "
                + Arrays.toString(killed.toArray()) + ", each " + rounds + " times at least, with up to " + intents
                + " intents to replay; " + all);
    }

    private void killStore(KilledServer server, Step step) throws Exception {
        server.killWhileStoring(step, Side.BEFORE, 1 + random.nextInt(MAXIMUM_OCCURRENCE), PAUSE_MS, random);
    }

    private void killStart(KilledServer server, Step step, Side side, int occurrence) throws Exception {
        server.killWhileStarting(step, side, occurrence);
        kills++;
        killed.add(step);
    }

    /** One of the intents whose original is in its place: there always is the one that the kill before was at. */
    private int occurrence(KilledServer server) throws Exception {
        int count = server.intents();
        intents = Math.max(intents, count);
        assertThat(count).as("intents that are left").isPositive();
        return 1 + random.nextInt(count);
    }

    private Side anySide() {
        return random.nextBoolean() ? Side.BEFORE : Side.AFTER;
    }
}
