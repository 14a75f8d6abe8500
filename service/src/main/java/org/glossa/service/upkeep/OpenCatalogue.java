package org.glossa.service.upkeep;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.exceptions.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.glossa.service.catalogue.Catalogue;
import org.glossa.service.objects.DataFolder;
import org.glossa.service.serve.ServeCommand;
import org.glossa.store.FolderTree;

/** The parts of the service on a data folder, without a server and without anything that begins by itself. */
final class OpenCatalogue implements AutoCloseable {
    private static final Map<String, String> WITHOUT_MIGRATION =
            Map.of("flyway.datasources.default.enabled", "false", "datasources.default.maximum-pool-size", "2");

    private final ApplicationContext beans;

    private OpenCatalogue(ApplicationContext beans) {
        this.beans = beans;
    }

    /**
     * Opens the catalogue as it is and writes nothing: neither to it nor a new one.
     *
     * @throws DatabaseAwayException when its database does not answer
     * @throws IOException with the reason when there is none that can be read
     */
    static OpenCatalogue forReading(DataFolder folder) throws IOException {
        return start(folder, WITHOUT_MIGRATION, ";ACCESS_MODE_DATA=r;IFEXISTS=TRUE");
    }

    /** Opens the catalogue, made when missing. */
    static OpenCatalogue forWriting(DataFolder folder) throws IOException {
        return start(folder, Map.of(), "");
    }

    /**
     * Opens a catalogue without rows, whatever it was before.
     *
     * @throws IOException with one sentence when its database is not there or refuses
     */
    static OpenCatalogue newForWriting(DataFolder folder) throws IOException {
        Path files = folder.root().resolve("catalogue");
        if (Files.exists(files)) {
            FolderTree.delete(files);
        }
        try (OpenCatalogue old = start(folder, WITHOUT_MIGRATION, "")) {
            old.part(Catalogue.class).drop();
        } catch (RuntimeException refused) {
            throw new IOException("the catalogue cannot be made anew: " + rootMessage(refused), refused);
        }
        return forWriting(folder);
    }

    private static OpenCatalogue start(DataFolder folder, Map<String, String> properties, String h2Options)
            throws IOException {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("glossa.upkeep", "true");
        ApplicationContext beans = ServeCommand.context(folder, all, h2Options);
        try {
            beans.start();
            return new OpenCatalogue(beans);
        } catch (RuntimeException failure) {
            beans.close();
            throw isAway(failure)
                    ? new DatabaseAwayException(rootMessage(failure), failure)
                    : new IOException(rootMessage(failure), failure);
        }
    }

    /** Whether the service's own check of the database, before the first connection, refused it. */
    private static boolean isAway(RuntimeException failure) {
        return Stream.iterate((Throwable) failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(ConfigurationException.class::isInstance);
    }

    <T> T part(Class<T> type) {
        return beans.getBean(type);
    }

    static String rootMessage(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }

    @Override
    public void close() {
        beans.close();
    }
}
