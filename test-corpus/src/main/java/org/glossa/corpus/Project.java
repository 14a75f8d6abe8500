package org.glossa.corpus;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the project lies: the folder of the root pom. */
final class Project {

    private Project() {}

    /** The system property {@code glossa.root}, or the nearest folder above that holds {@code mvnw}, for a run in an IDE. */
    static Path root() {
        String told = System.getProperty("glossa.root");
        if (told != null && !told.isBlank()) {
            return Path.of(told).toAbsolutePath().normalize();
        }
        Path start = Path.of("").toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("mvnw"))) {
                return folder;
            }
        }
        throw new IllegalStateException("no mvnw in " + start + " or above; set the system property glossa.root");
    }
}
