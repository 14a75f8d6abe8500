package org.glossa.service;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How long {@code ./glossa} takes for a file of some kilobytes, from the start of the process to its end: with the cache of classes, and
 * without; beside them Python that reads the same file with pydicom. All in turn, so that each meets the same load.
 */
final class VerbStartBenchmark {
    private static final Path ROOT = Path.of(System.getProperty("glossa.root", "."));
    private static final String WITHOUT = "-XX:AOTMode=off";

    private record Start(List<String> command, String options, List<Double> seconds, List<String> said) {
        Start(List<String> command, String options) {
            this(command, options, new ArrayList<>(), new ArrayList<>());
        }
    }

    private VerbStartBenchmark() {}

    /** @param arguments number of runs, folder for the files */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int runs = Integer.parseInt(arguments[0]);
        Path folder = Path.of(arguments[1]);
        String file = annotations(folder).toString();
        Map<String, Start> starts = new LinkedHashMap<>();
        for (List<String> verb : List.of(List.of("info", file), List.of("diff", file, file))) {
            starts.put(verb.getFirst(), new Start(glossa(verb), ""));
            starts.put(verb.getFirst() + ", no cache", new Start(glossa(verb), WITHOUT));
        }
        Path python = ROOT.resolve("test-corpus/.venv/bin/python");
        if (Files.exists(python)) {
            String script = "import pydicom, sys; print(pydicom.dcmread(sys.argv[1]).SOPInstanceUID)";
            starts.put("pydicom", new Start(List.of(python.toString(), "-c", script, file), ""));
        } else {
            System.out.println("pydicom is not installed: " + python + " is missing; test-corpus/peers makes it");
        }
        // The first run, which brings files into the memory of the system, does not count.
        for (int run = 0; run <= runs; run++) {
            for (Start start : starts.values()) {
                double seconds = seconds(start);
                if (run > 0) {
                    start.seconds().add(seconds);
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%s, %,d bytes, %d runs in turn, load %.2f%n",
                file,
                Files.size(Path.of(file)),
                runs,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        starts.forEach(VerbStartBenchmark::print);
        for (String verb : List.of("info", "diff")) {
            requireSame(starts.get(verb), starts.get(verb + ", no cache"));
        }
    }

    private static List<String> glossa(List<String> verb) {
        List<String> command = new ArrayList<>(List.of(ROOT.resolve("glossa").toString()));
        command.addAll(verb);
        return command;
    }

    private static Path annotations(Path folder) throws IOException, InterruptedException {
        Path file = folder.resolve("generated/annotations.dcm");
        if (!Files.exists(file)) {
            List<String> generate = List.of(
                    "generate",
                    "--annotations",
                    "20",
                    "--vertices",
                    "12",
                    "--seed",
                    "1",
                    "--size",
                    "512",
                    "--out",
                    folder.resolve("generated").toString());
            seconds(new Start(glossa(generate), ""));
        }
        return file;
    }

    private static double seconds(Start start) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(start.command()).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("GLOSSA_NO_BUILD", "1");
        builder.environment().put("GLOSSA_JAVA_OPTS", start.options());
        long begin = System.nanoTime();
        Process process = builder.start();
        start.said().add(new String(process.getInputStream().readAllBytes()));
        int exitCode = process.waitFor();
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (exitCode != 0) {
            throw new IllegalStateException(String.join(" ", start.command()) + " ended with " + exitCode);
        }
        return seconds;
    }

    private static void print(String name, Start start) {
        List<Double> sorted = new ArrayList<>(start.seconds());
        Collections.sort(sorted);
        System.out.printf(
                Locale.ROOT,
                "%-16s %.3f s (%.3f-%.3f)  %s%n",
                name,
                sorted.get(sorted.size() / 2),
                sorted.getFirst(),
                sorted.getLast(),
                start.seconds().stream()
                        .map(second -> String.format(Locale.ROOT, "%.3f", second))
                        .toList());
    }

    private static void requireSame(Start first, Start second) {
        if (first.said().stream().distinct().count() != 1 || !first.said().equals(second.said())) {
            throw new IllegalStateException("With and without the cache, answers differ: " + first.command());
        }
    }
}
