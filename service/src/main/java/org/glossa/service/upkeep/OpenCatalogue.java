package org.glossa.service.upkeep;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.glossa.service.objects.DataFolder;
import org.glossa.service.serve.ServeCommand;
import org.glossa.store.FolderTree;

/** The parts of the service on a data folder, without a server and without anything that begins by itself. */
final class OpenCatalogue implements AutoCloseable {
    private final ApplicationContext beans;

    private OpenCatalogue(ApplicationContext beans) {
        this.beans = beans;
    }

    /**
     * Opens the catalogue as it is and writes nothing: neither to it nor a new one.
     *
     * @throws IOException with the reason when there is none that can be read
     */
    static OpenCatalogue forReading(DataFolder folder) throws IOException {
        return start(
                folder,
                Map.of("flyway.datasources.default.enabled", "false", "datasources.default.maximum-pool-size", "2"),
                ";ACCESS_MODE_DATA=r;IFEXISTS=TRUE");
    }

    /** Opens the catalogue, made when missing. */
    static OpenCatalogue forWriting(DataFolder folder) throws IOException {
        return start(folder, Map.of(), "");
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
            throw new IOException(rootMessage(failure), failure);
        }
    }

    <T> T part(Class<T> type) {
        return beans.getBean(type);
    }

    /** Deletes the files of an embedded catalogue; one of another server has none here. */
    static void deleteFiles(DataFolder folder) throws IOException {
        Path files = folder.root().resolve("catalogue");
        if (Files.exists(files)) {
            FolderTree.delete(files);
        }
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
