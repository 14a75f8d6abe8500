package org.glossa.convert;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A way through languages and back.
 *
 * @param languages the first is that of the source, like the last
 */
public record Chain(List<Language> languages) {
    public Chain {
        languages = List.copyOf(languages);
    }

    /**
     * All of at most three conversions: the language anew, to each other and back, and through each pair of others in both orders.
     *
     * @param from the language of the source
     * @param through the languages that chains go through; the language anew is tried when it is among them
     */
    public static List<Chain> all(Language from, Set<Language> through) {
        List<Chain> chains = new ArrayList<>();
        if (through.contains(from)) {
            chains.add(new Chain(List.of(from, from)));
        }
        List<Language> others =
                through.stream().filter(other -> other != from).sorted().toList();
        for (Language other : others) {
            chains.add(new Chain(List.of(from, other, from)));
        }
        for (Language first : others) {
            for (Language second : others) {
                if (first != second) {
                    chains.add(new Chain(List.of(from, first, second, from)));
                }
            }
        }
        return chains;
    }

    @Override
    public String toString() {
        return languages.stream().map(Language::word).collect(Collectors.joining(">"));
    }
}
