package org.glossa.service.web;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.glossa.service.config.ServiceConfig;
import org.glossa.store.FolderTree;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder of temporary files of requests. What a killed process left there is deleted at start. */
@Singleton
@Requires(property = "glossa.upkeep", notEquals = "true")
final class Spool implements ApplicationEventListener<StartupEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);

    private final Path folder;

    Spool(ServiceConfig config) {
        this.folder = config.data().resolve("spool");
    }

    @Override
    public void onApplicationEvent(StartupEvent event) {
        try {
            if (Files.exists(folder)) {
                FolderTree.delete(folder);
            }
        } catch (IOException failure) {
            LOG.warn("{} cannot be emptied; it only takes room: {}", folder, failure.toString());
        }
    }
}
