package org.glossa.corpus;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The committed cases: annotation objects written by highdicom and pydicom, with what pydicom and numpy read in them, and
 * the small slides that they refer to. {@code test-corpus/src/main/python/make_cases.py} writes them all again.
 *
 * <p>The files are read where they lie in the source tree; a test that changes one copies it first.
 */
public final class Corpus {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private Corpus() {}

    /** The folder that holds {@code cases} and {@code slides}. */
    public static Path folder() {
        return Project.root().resolve("test-corpus/src/main/resources");
    }

    /** All cases, by name. */
    public static List<CorpusCase> cases() {
        return names("cases").stream().map(Corpus::named).toList();
    }

    /**
     * One case, such as {@code polygon-3d-commonz-of-sparse} or {@code ellipse-thirty-degrees}.
     *
     * @throws IllegalArgumentException when there is none of that name
     */
    public static CorpusCase named(String name) {
        Path place = folder().resolve("cases").resolve(name);
        Path expected = place.resolve("expected.json");
        if (!Files.isRegularFile(expected)) {
            throw new IllegalArgumentException("no case " + name + " in " + place.getParent());
        }
        return new CorpusCase(name, place.resolve("input.dcm"), expected(expected));
    }

    /** What a script of ours that ends with {@code decode.annotation_set} wrote down. */
    public static ExpectedSet expected(Path json) {
        try {
            return JSON.readValue(json.toFile(), ExpectedSet.class);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + json, e);
        }
    }

    /** Names of the slides: {@code square}, {@code oblique}, {@code sparse}, {@code planes}, {@code cropped}. */
    public static List<String> slides() {
        return names("slides");
    }

    /** The instances of a slide, level 0 first. */
    public static List<Path> slide(String name) {
        return list(folder().resolve("slides").resolve(name));
    }

    /**
     * Viewer libraries of other people, each in a folder of its name; {@code test-corpus/viewers} brings them. Without them the test is
     * skipped, or fails with {@code CI=true}.
     */
    public static Path viewers() {
        Path folder = Project.root().resolve("test-corpus/node_modules");
        if (!Files.isDirectory(folder.resolve("dicom-microscopy-viewer"))) {
            throw Absence.of("dicom-microscopy-viewer", "Run test-corpus/viewers (needs npm).");
        }
        OracleUses.ran("dicom-microscopy-viewer", 1);
        return folder;
    }

    private static List<String> names(String kind) {
        return list(folder().resolve(kind)).stream()
                .map(path -> path.getFileName().toString())
                .toList();
    }

    private static List<Path> list(Path folder) {
        try (var entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
