package org.glossa.mapping;

import java.util.List;
import org.glossa.annotation.Algorithm;
import org.glossa.annotation.GenerationType;

/**
 * How objects of an objectType came about.
 *
 * @param algorithms empty for MANUAL
 */
public record Made(GenerationType generation, List<Algorithm> algorithms) {
    public Made {
        algorithms = List.copyOf(algorithms);
    }

    /** Whether the algorithm is a stand-in because nobody says which it was. */
    public boolean isAlgorithmUnstated() {
        return algorithms.contains(ClassMapping.UNSTATED_ALGORITHM);
    }
}
