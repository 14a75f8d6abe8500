package org.glossa.service;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.glossa.corpus.Depth;
import org.glossa.service.objects.Step;
import org.glossa.service.steps.StepControl.Side;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} while one thread is held at a step of a store and others go on storing. The clients' own log is the truth: what was
 * acknowledged is there, what was not is there whole or not at all, nothing lies about, and the next start needs no hand.
 */
class KillIT {
    private static final long SEED = 20260131;
    private static final int MAXIMUM_OCCURRENCE = 12;
    private static final int PAUSE_MS = 20;

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);

    @Test
    void nothingIsLostOnH2() throws Exception {
        List<Step> kills = repeated(List.copyOf(EnumSet.range(Step.WRITE, Step.MANIFEST)), Depth.count(1, 20));

        run("H2", kills, List.of());
    }

    @Test
    void nothingIsLostOnPostgres() throws Exception {
        List<Step> all = EnumSet.range(Step.WRITE, Step.MANIFEST).stream()
                .filter(step -> step != Step.CATALOGUE_FSYNC) // PostgreSQL's own
                .toList();
        List<Step> few = List.of(Step.RENAME, Step.CATALOGUE_COMMIT, Step.BUILD);
        List<Step> kills = repeated(Depth.current() == Depth.DEEP ? all : few, Depth.count(1, 20));

        run(
                "PostgreSQL",
                kills,
                PostgresServer.jvmOptions(PostgresServer.shared().newDatabase()));
    }

    private List<Step> repeated(List<Step> steps, int times) {
        List<Step> kills = new ArrayList<>();
        Stream.generate(() -> steps).limit(times).forEach(kills::addAll);
        Collections.shuffle(kills, random);
        return kills;
    }

    private void run(String database, List<Step> kills, List<String> jvmOptions) throws Exception {
        KilledServer server = new KilledServer(folder, "2.25.7", jvmOptions);
        for (Step step : kills) {
            Side side = random.nextBoolean() ? Side.BEFORE : Side.AFTER;
            server.killWhileStoring(step, side, 1 + random.nextInt(MAXIMUM_OCCURRENCE), PAUSE_MS, random);
        }
        System.out.println("kill -9 on " + database + ": " + kills.size() + " kills of seed " + SEED + " at "
                + Arrays.toString(new TreeSet<>(kills).toArray()) + "; " + server.checkAll());
    }
}
