package org.glossa.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.opentest4j.AssertionFailedError;

/**
 * What Linux lets a process have of memory, its share of the page cache included: a control group of its own, of version 1 or 2. The
 * process that passes it is killed.
 */
public final class MemoryLimit implements AutoCloseable {
    private static final Path MOUNT = Path.of("/sys/fs/cgroup");
    private static final Pattern OWN_GROUP_1 = Pattern.compile("(?m)^\\d+:memory:(/.*)$");
    private static final Pattern OWN_GROUP_2 = Pattern.compile("(?m)^0::(/.*)$");
    private static final Pattern KILLS = Pattern.compile("(?m)^oom_kill (\\d+)$");

    private final Path group;
    private final String killsFile;

    private MemoryLimit(Path group, String killsFile) {
        this.group = group;
        this.killsFile = killsFile;
    }

    /** Makes a group with such a limit and no swap; empty where this process may not, or the system has none. */
    public static Optional<MemoryLimit> of(long bytes) {
        try {
            String own = Files.readString(Path.of("/proc/self/cgroup"));
            Optional<MemoryLimit> first = ofVersion1(own, bytes);
            return first.isPresent() ? first : ofVersion2(own, bytes);
        } catch (IOException denied) {
            return Optional.empty();
        }
    }

    private static Optional<MemoryLimit> ofVersion1(String own, long bytes) throws IOException {
        Matcher line = OWN_GROUP_1.matcher(own);
        Path mount = MOUNT.resolve("memory");
        if (!line.find() || !Files.isDirectory(mount)) {
            return Optional.empty();
        }
        Path parent = Path.of(mount + line.group(1));
        MemoryLimit limit = made(Files.isDirectory(parent) ? parent : mount, "memory.oom_control");
        limit.set("memory.limit_in_bytes", bytes);
        limit.setWherePresent("memory.memsw.limit_in_bytes", bytes);
        return Optional.of(limit);
    }

    /** Beside the first group above that hands the control of memory on: one with processes of its own may not. */
    private static Optional<MemoryLimit> ofVersion2(String own, long bytes) throws IOException {
        Matcher line = OWN_GROUP_2.matcher(own);
        if (!line.find()) {
            return Optional.empty();
        }
        for (Path parent = Path.of(MOUNT + line.group(1)); parent.startsWith(MOUNT); parent = parent.getParent()) {
            Path handedOn = parent.resolve("cgroup.subtree_control");
            if (Files.exists(handedOn)
                    && List.of(Files.readString(handedOn).strip().split(" ")).contains("memory")) {
                MemoryLimit limit = made(parent, "memory.events");
                limit.set("memory.max", bytes);
                limit.setWherePresent("memory.swap.max", 0);
                return Optional.of(limit);
            }
        }
        return Optional.empty();
    }

    private static MemoryLimit made(Path parent, String killsFile) throws IOException {
        Path group = parent.resolve("glossa-test-" + ProcessHandle.current().pid() + "-" + System.nanoTime());
        return new MemoryLimit(Files.createDirectory(group), killsFile);
    }

    private void set(String file, long bytes) throws IOException {
        try {
            Files.writeString(group.resolve(file), Long.toString(bytes));
        } catch (IOException denied) {
            Files.delete(group);
            throw denied;
        }
    }

    private void setWherePresent(String file, long bytes) throws IOException {
        if (Files.exists(group.resolve(file))) {
            set(file, bytes);
        }
    }

    /** What runs a program within the limit, in front of its command line. */
    public List<String> prefix() {
        return List.of(
                "sh",
                "-c",
                "echo $$ >\"$0\" && exec \"$@\"",
                group.resolve("cgroup.procs").toString());
    }

    /** How many processes of the group were killed because they passed the limit. */
    public long kills() throws IOException {
        Matcher kills = KILLS.matcher(Files.readString(group.resolve(killsFile)));
        if (!kills.find()) {
            throw new AssertionFailedError("no oom_kill in " + group.resolve(killsFile));
        }
        return Long.parseLong(kills.group(1));
    }

    /** Its processes must have ended. */
    @Override
    public void close() throws IOException {
        Files.delete(group);
    }
}
