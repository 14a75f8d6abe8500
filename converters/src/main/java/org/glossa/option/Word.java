package org.glossa.option;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A value of an option, as commands and requests spell it. */
public sealed interface Word permits CoordinatePrecision, Holes, OutOfBounds {
    /** The name of an enum constant. */
    String name();

    /** Lower case. */
    default String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The constant of that word. */
    static <E extends Enum<E> & Word> Optional<E> named(Class<E> type, String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> value.word().equals(word))
                .findFirst();
    }

    /** All words of an option, for messages. */
    static <E extends Enum<E> & Word> String all(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Word::word).collect(Collectors.joining(", "));
    }
}
