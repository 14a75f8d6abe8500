package org.glossa.corpus;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What QuPath's own reader makes of GeoJSON, where its jars are on this machine. */
public final class QuPathObjects {
    private QuPathObjects() {}

    /** What the system property {@code glossa.qupath} names: a jar, or a folder in or below which jars are; none when it is not set. */
    static List<Path> jars() {
        String told = System.getProperty("glossa.qupath");
        if (told == null || told.isBlank()) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(Path.of(told))) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * How many objects QuPath reads in each file, children included. Skips the test where QuPath is absent.
     *
     * @throws AssertionError when QuPath does not read a file
     */
    public static List<Long> counts(List<Path> files) {
        String classPath = Stream.concat(jars().stream(), Stream.of(ownClasses()))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command =
                new ArrayList<>(List.of("-Djava.awt.headless=true", "-cp", classPath, QuPathReading.class.getName()));
        files.forEach(file -> command.add(file.toString()));
        return Oracle.quPath()
                .cases(files.size())
                .within(Duration.ofMinutes(5))
                .run(command)
                .orFail()
                .outLines()
                .stream()
                .filter(line -> line.startsWith(QuPathReading.ANSWER))
                .map(line -> Long.parseLong(line.substring(QuPathReading.ANSWER.length())))
                .toList();
    }

    private static Path ownClasses() {
        return Path.of(QuPathObjects.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
    }
}
