package org.glossa.service.region;

import java.util.List;

/** How the PostgreSQL is set up that Glossa is measured beside. */
enum PostgisSetup {
    /** As it comes: its defaults, rows in the order in which they were loaded, which is that of the source. */
    INSTALLED(List.of()),
    /** All in its own memory, and the rows in the order of the index (CLUSTER). */
    TUNED(List.of("shared_buffers=1GB", "jit=off", "max_wal_size=4GB"));

    private final List<String> settings;

    PostgisSetup(List<String> settings) {
        this.settings = settings;
    }

    /** What it is started with beside its defaults. */
    List<String> settings() {
        return settings;
    }
}
