package org.glossa.service.objects;

import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.glossa.service.ServiceConfig;

/** Originals by their SHA-256. */
@Singleton
public final class ObjectStore {
    private final Path objects;

    ObjectStore(ServiceConfig config) {
        this.objects = config.data().resolve("objects");
    }

    /** Where an original lies, or will lie. */
    public Path path(String sha256) {
        return objects.resolve(sha256.substring(0, 2)).resolve(sha256 + ".dcm");
    }
}
