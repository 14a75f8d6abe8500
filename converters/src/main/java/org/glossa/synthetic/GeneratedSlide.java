package org.glossa.synthetic;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What was written.
 *
 * @param levels the slide's instances, level 0 first
 * @param annotations the ANN instance
 */
public record GeneratedSlide(List<Path> levels, Path annotations) {
    public GeneratedSlide {
        levels = List.copyOf(levels);
    }

    /** The slide's instances and the annotations, in the order in which a store should get them. */
    public List<Path> instances() {
        return Stream.concat(levels.stream(), Stream.of(annotations)).toList();
    }
}
