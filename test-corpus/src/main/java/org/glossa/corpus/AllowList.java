package org.glossa.corpus;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.opentest4j.AssertionFailedError;

/**
 * Lines of a validator that we know to be wrong or harmless, so that any other line fails a test.
 *
 * <p>A resource holds one entry on a line: exact text, the tool's version, the reason; between them a tab. In the text
 * {@code [n]} stands for any item number in brackets, nothing else is a pattern. An entry speaks for its version only, so
 * a new edition of the tool is looked at afresh. {@code #} at the start of a line is a comment.
 */
public final class AllowList {

    /** One known line. */
    public record Entry(String text, String toolVersion, String reason) {}

    private final List<Entry> entries;
    private final Set<Entry> used = ConcurrentHashMap.newKeySet();

    private AllowList(List<Entry> entries) {
        this.entries = entries;
    }

    public static AllowList empty() {
        return new AllowList(List.of());
    }

    /** Reads a resource beside {@code owner}. */
    public static AllowList load(Class<?> owner, String resource) {
        List<Entry> entries = new ArrayList<>();
        try (var stream = Objects.requireNonNull(owner.getResourceAsStream(resource), resource);
                var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    entries.add(entry(line, resource));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new AllowList(List.copyOf(entries));
    }

    /** The lines that no entry for this version of the tool allows. */
    public List<String> unexpected(List<String> lines, String toolVersion) {
        return lines.stream().filter(line -> !allows(line, toolVersion)).toList();
    }

    /** Fails when an entry has never been needed: it is then stale, or hides what it should not. */
    public void assertAllUsed() {
        List<Entry> idle =
                entries.stream().filter(entry -> !used.contains(entry)).toList();
        if (!idle.isEmpty()) {
            throw new AssertionFailedError("allow-list entries that nothing needed, remove them: " + idle);
        }
    }

    private boolean allows(String line, String toolVersion) {
        String numbered = line.strip().replaceAll("\\[\\d+\\]", "[n]");
        for (Entry entry : entries) {
            if (entry.toolVersion().equals(toolVersion)
                    && (entry.text().equals(line.strip()) || entry.text().equals(numbered))) {
                used.add(entry);
                return true;
            }
        }
        return false;
    }

    private static Entry entry(String line, String resource) {
        String[] fields = line.split("\t", -1);
        if (fields.length != 3 || fields[2].isBlank()) {
            throw new IllegalArgumentException(
                    resource + ": a line is text, tool version, reason with tabs between; got: " + line);
        }
        return new Entry(fields[0], fields[1], fields[2]);
    }
}
