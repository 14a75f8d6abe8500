package org.glossa.service.steps;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.glossa.service.ServerProcess.Launch;
import org.glossa.service.objects.Step;

/** A test's hold on the steps of servers that it starts: the file that {@link ControlledSteps} reads, and the jar that brings it. */
public final class StepControl {
    private static final String PACKAGE = "org/glossa/service/steps";
    private static final String BEANS = "META-INF/micronaut/";

    private final Path file;
    private final Path jar;

    /** @param folder that the test owns */
    public StepControl(Path folder) throws IOException {
        this.file = folder.resolve("steps");
        this.jar = folder.resolve("steps.jar");
        writeJar(classes(), jar);
    }

    /** Where on a step a process is held. */
    public enum Side {
        BEFORE,
        AFTER
    }

    /** The same launch of a server that is under control. */
    public Launch controlled(Launch launch) {
        return launch.withJvmOptions(List.of("-Dglossa.test.steps=" + file)).withClassPath(jar);
    }

    /** Has the server hold the thread that comes to the step as the given one from now on, counted from 1. */
    public void hold(Step step, Side side, int occurrence) throws IOException {
        Files.deleteIfExists(held(file));
        order("hold " + step + " " + (side == Side.BEFORE ? "before" : "after") + " " + occurrence);
    }

    /** Has the next run of a step end as when the connection to the database breaks. */
    public void breakConnection(Step step, Side side) throws IOException {
        order("break " + step + " " + (side == Side.BEFORE ? "before" : "after") + " 1");
    }

    /** Has the work of a step left out from now on. */
    public void omit(Step step) throws IOException {
        order("omit " + step);
    }

    /** From now on all steps are what they are in production; a held thread goes on. */
    public void release() throws IOException {
        Files.deleteIfExists(file);
        Files.deleteIfExists(held(file));
    }

    /** Whether a thread is held. */
    public boolean isHeld() {
        return Files.exists(held(file));
    }

    private void order(String order) throws IOException {
        Path written = file.resolveSibling("steps.new");
        Files.writeString(written, order);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }

    static Path held(Path file) {
        return file.resolveSibling(file.getFileName() + ".held");
    }

    private static Path classes() {
        try {
            URI place = StepControl.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
            return Path.of(place);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The classes of this package with Micronaut's list of their beans. */
    private static void writeJar(Path classes, Path jar) throws IOException {
        try (OutputStream bytes = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(bytes);
                Stream<Path> files = Files.walk(classes)) {
            for (Path each : files.sorted().toList()) {
                String name = classes.relativize(each).toString();
                boolean isBean = name.startsWith(BEANS) && name.contains("service.steps.");
                if (Files.isDirectory(each) && (BEANS.startsWith(name) || name.startsWith(BEANS))) {
                    out.putNextEntry(new JarEntry(name + "/")); // Micronaut looks for the folder
                } else if (isBean || name.startsWith(PACKAGE) && Files.isRegularFile(each)) {
                    out.putNextEntry(new JarEntry(name));
                    Files.copy(each, out);
                }
            }
        }
    }
}
