package org.glossa.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.glossa.annotation.Algorithm;
import org.glossa.annotation.AnatomicSite;
import org.glossa.annotation.Anatomy;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CieLab;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.GenerationType;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.Precision;
import org.glossa.annotation.ZPlanes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a group says of itself comes out of a store as it went in. */
class GroupTableTest {
    private static final CodedConcept COLON = new CodedConcept("71854001", "SCT", "2024", "Colon");
    private static final CodedConcept RIGHT = new CodedConcept("24028007", "SCT", "Right");

    @TempDir
    Path folder;

    @Test
    void keeps_everything_that_a_group_says() throws Exception {
        GroupDescription full = new GroupDescription(
                1,
                "2.25.7",
                "label",
                "in words",
                GenerationType.SEMIAUTOMATIC,
                List.of(
                        new Algorithm("a", "1", COLON, "p=1", "maker", RIGHT),
                        new Algorithm("b", "2", null, "", "", null)),
                RIGHT,
                COLON,
                List.of(RIGHT, COLON),
                List.of("1", "2"),
                List.of(0.25),
                new CieLab(1, 2, 65535),
                ZPlanes.ALL,
                new Anatomy(
                        List.of(new AnatomicSite(COLON, List.of(RIGHT, COLON)), new AnatomicSite(RIGHT, List.of())),
                        List.of(new AnatomicSite(RIGHT, List.of(COLON)))));
        GroupDescription plain = full.named(2, "2.25.8", "other");
        GroupDescription bare = SampleSet.description(3);
        SampleSet sample = new SampleSet();
        for (GroupDescription description : List.of(full, plain, bare)) {
            sample.group(description, GraphicType.POINT, 2, Precision.FLOAT32, List.of(new double[] {1, 2}));
        }
        try (AnnotationSet set = sample.build()) {
            ColumnStore.write(set, folder.resolve("set"), (done, total) -> {});
        }
        try (StoredSet stored = StoredSet.open(folder.resolve("set"))) {
            assertThat(stored.groups().stream().map(StoredGroup::description)).containsExactly(full, plain, bare);
        }
    }
}
