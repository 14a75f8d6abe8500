package org.glossa.ann;

import java.util.List;
import org.glossa.annotation.Anatomy;
import org.glossa.annotation.GenerationType;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.ZPlanes;

/** Group descriptions for tests that are about something else. */
final class Descriptions {
    private Descriptions() {}

    static GroupDescription named(int number, String label) {
        return new GroupDescription(
                number,
                "2.25." + (1000 + number),
                label,
                "",
                GenerationType.MANUAL,
                List.of(),
                RandomSets.CATEGORY,
                RandomSets.NUCLEUS,
                List.of(),
                List.of(),
                List.of(),
                null,
                ZPlanes.UNSTATED,
                Anatomy.UNSTATED);
    }
}
