package org.glossa.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Linux says of the mappings of an open set. */
class SparseReadingTest {
    private static final Path MAPPINGS = Path.of("/proc/self/smaps");

    @TempDir
    Path folder;

    @Test
    void nothingIsReadAroundWhatIsTouched() throws Exception {
        assumeThat(MAPPINGS).exists();
        Path set = folder.resolve("set");
        try (AnnotationSet source = new SampleSet()
                .group(GraphicType.POINT, 2, Precision.FLOAT32, List.of(new double[] {1, 2}, new double[] {3, 4}))
                .build()) {
            ColumnStore.write(source, set, (done, total) -> {});
        }
        try (StoredSet stored = StoredSet.open(set)) {
            assertThat(stored.annotationCount()).isEqualTo(2);
            Map<String, String> flags = flags(set);
            assertThat(flags).containsKey("point-2d-float32.arrow").containsKey("point-2d-float32.tree.arrow");
            // proc(5): rr is "random read advise provided"
            assertThat(flags).allSatisfy((file, its) -> assertThat(its).as(file).contains(" rr "));
        }
    }

    /** Of each mapped file of a folder its VmFlags. */
    private static Map<String, String> flags(Path of) throws IOException {
        Map<String, String> flags = new TreeMap<>();
        String file = "";
        for (String line : Files.readAllLines(MAPPINGS)) {
            if (line.matches("[0-9a-f]+-[0-9a-f]+ .*")) {
                int name = line.indexOf(of + "/");
                file = name < 0 ? "" : line.substring(name + of.toString().length() + 1);
            } else if (line.startsWith("VmFlags:") && !file.isEmpty()) {
                flags.put(file, line + " ");
            }
        }
        return flags;
    }
}
