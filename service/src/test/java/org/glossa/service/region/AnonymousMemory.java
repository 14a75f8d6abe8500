package org.glossa.service.region;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The most anonymous memory that a process had, heap included and mapped files not, as Linux tells each second. */
final class AnonymousMemory implements AutoCloseable {
    private static final Pattern ANONYMOUS = Pattern.compile("(?m)^RssAnon:\\s+(\\d+) kB$");

    private final Path status;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private volatile long most;

    AnonymousMemory(long pid) {
        status = Path.of("/proc/" + pid + "/status");
        var unused = clock.scheduleAtFixedRate(this::look, 0, 1, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            Matcher anonymous = ANONYMOUS.matcher(Files.readString(status));
            if (anonymous.find()) {
                most = Math.max(most, Long.parseLong(anonymous.group(1)));
            }
        } catch (IOException ended) {
            // The process is gone, and has no memory any more.
        }
    }

    /** kB as /proc counts them, 1,024 bytes; 0 where there is no such file. */
    long mostKb() {
        return most;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
