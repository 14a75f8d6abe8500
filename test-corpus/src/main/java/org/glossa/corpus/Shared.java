package org.glossa.corpus;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real files of other people's software, kept beside the project and never copied into it. */
public final class Shared {

    private Shared() {}

    /** The folder that the system property {@code glossa.shared} names, else {@code ../shared}; it may be absent. */
    public static Path folder() {
        String told = System.getProperty("glossa.shared");
        Path folder = told == null || told.isBlank() ? Project.root().resolve("../shared") : Path.of(told);
        return folder.toAbsolutePath().normalize();
    }

    /**
     * A file or folder below {@link #folder()}. When it is absent the test is skipped, or fails with {@code CI=true}
     * unless {@code .ci/expected-skips} names {@code shared:<relative>}.
     */
    public static Path require(String relative) {
        Path path = folder().resolve(relative);
        if (!Files.exists(path)) {
            throw Absence.of(
                    "shared:" + relative, "Put the shared folder beside the project, or set -Dglossa.shared=FOLDER.");
        }
        return path;
    }
}
