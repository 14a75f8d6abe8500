package org.glossa.corpus;

import java.nio.file.Path;

/** One annotation object and what it says. */
public record CorpusCase(String name, Path input, ExpectedSet expected) {
    @Override
    public String toString() {
        return name;
    }
}
