package org.glossa.service.ingest;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.glossa.service.objects.ObjectStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * At start, before the first request: brings to its end what a killed process had begun, then lets waiting columns be built. Later:
 * does the same for what this process had to leave because the catalogue did not answer.
 */
@Singleton
@Requires(property = Recovery.UPKEEP, notEquals = "true")
final class Recovery implements ApplicationEventListener<StartupEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
    private static final int PERIOD_SECONDS = 1;
    /** Set where the parts of the service work on a folder without serving it: nothing begins by itself. */
    static final String UPKEEP = "glossa.upkeep";

    private final ObjectStore objects;
    private final Importer importer;
    private final ColumnBuilds builds;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("glossa-recovery").daemon().factory());

    Recovery(ObjectStore objects, Importer importer, ColumnBuilds builds) {
        this.objects = objects;
        this.importer = importer;
        this.builds = builds;
    }

    @Override
    public void onApplicationEvent(StartupEvent event) {
        try {
            objects.replay(importer::replay);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
        builds.resume();
        builds.retryFailed();
        timer.scheduleWithFixedDelay(this::finishWhatWasLeft, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    private void finishWhatWasLeft() {
        try {
            if (objects.hasDoubts()) {
                objects.settleDoubts(importer::replay);
            }
            if (builds.areInterrupted()) {
                builds.resume();
            }
        } catch (IOException | RuntimeException stillOut) {
            LOG.debug("the catalogue does not answer yet", stillOut);
        }
    }

    @PreDestroy
    void close() {
        timer.shutdownNow();
    }
}
