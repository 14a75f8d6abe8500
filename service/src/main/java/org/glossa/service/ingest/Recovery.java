package org.glossa.service.ingest;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.glossa.service.objects.ObjectStore;

/** At start, before the first request: brings to its end what a killed process had begun, then lets waiting columns be built. */
@Singleton
final class Recovery implements ApplicationEventListener<StartupEvent> {
    private final ObjectStore objects;
    private final Importer importer;
    private final ColumnBuilds builds;

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
    }
}
