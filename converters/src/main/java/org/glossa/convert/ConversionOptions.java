package org.glossa.convert;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.glossa.image.SpaceName;
import org.glossa.mapping.ClassMapping;
import org.glossa.option.CoordinatePrecision;
import org.glossa.option.Holes;
import org.glossa.option.OutOfBounds;
import org.glossa.option.Word;
import org.jspecify.annotations.Nullable;

/**
 * What a caller decides about a conversion.
 *
 * @param space of the coordinates that are written; null: as the target and the images tell
 * @param sourceSpace of GeoJSON that does not say its space
 * @param mostSrObjects an SR of more is refused
 * @param contentDate when the annotations were made, for a source that does not say; null: as the image says
 * @param decimals of coordinates in GeoJSON, −1: as many as tell the number
 * @param mapping of names to codes
 */
public record ConversionOptions(
        Holes holes,
        CoordinatePrecision precision,
        OutOfBounds outOfBounds,
        @Nullable SpaceName space,
        SpaceName sourceSpace,
        long mostSrObjects,
        @Nullable LocalDateTime contentDate,
        int decimals,
        Layout layout,
        Compression compression,
        ClassMapping mapping) {
    private static final long MOST_SR_OBJECTS = 50_000;
    private static final int ALL_DECIMALS = -1;

    public static final ConversionOptions DEFAULT = new ConversionOptions(
            Holes.KEYHOLE,
            CoordinatePrecision.AUTO,
            OutOfBounds.KEEP,
            null,
            SpaceName.LEVEL0_PIXELS,
            MOST_SR_OBJECTS,
            null,
            ALL_DECIMALS,
            Layout.COLLECTION,
            Compression.NONE,
            ClassMapping.standard());

    /** How GeoJSON is laid out. */
    public enum Layout {
        /** One FeatureCollection. */
        COLLECTION,
        /** One Feature on each line. */
        NEWLINE_DELIMITED
    }

    public enum Compression {
        NONE,
        GZIP
    }

    /** The options that have a text, by the names that requests have; commands say {@code --out-of-bounds} for {@code outOfBounds}. */
    public enum Name {
        HOLES("holes"),
        PRECISION("precision"),
        OUT_OF_BOUNDS("outOfBounds"),
        SPACE("space"),
        SOURCE_SPACE("sourceSpace"),
        MAX_SR("maxSr"),
        CONTENT_DATE("contentDate"),
        DECIMALS("decimals"),
        NEWLINE_DELIMITED("newlineDelimited"),
        GZIP("gzip");

        private final String word;

        Name(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        public static Optional<Name> named(String word) {
            return Arrays.stream(values())
                    .filter(name -> name.word.equals(word))
                    .findFirst();
        }

        /** All of them, for messages. */
        public static String allWords() {
            return Arrays.stream(values()).map(Name::word).collect(Collectors.joining(", "));
        }
    }

    public ConversionOptions withCompression(Compression other) {
        Builder copy = toBuilder();
        copy.compression = other;
        return copy.build();
    }

    /** @param other null: as the target and the images tell */
    ConversionOptions withSpace(@Nullable SpaceName other) {
        Builder copy = toBuilder();
        copy.space = other;
        return copy.build();
    }

    /** With all that these options say. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    public static Builder builder() {
        return new Builder(DEFAULT);
    }

    /** Options from their texts. Not thread-safe. */
    public static final class Builder {
        private static final int MOST_DECIMALS = 15;
        private static final DateTimeFormatter DATE =
                DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);
        private static final DateTimeFormatter TIME =
                DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withResolverStyle(ResolverStyle.STRICT);

        private Holes holes;
        private CoordinatePrecision precision;
        private OutOfBounds outOfBounds;
        private @Nullable SpaceName space;
        private SpaceName sourceSpace;
        private long mostSrObjects;
        private @Nullable LocalDateTime contentDate;
        private int decimals;
        private Layout layout;
        private Compression compression;
        private ClassMapping mapping;

        private Builder(ConversionOptions said) {
            holes = said.holes;
            precision = said.precision;
            outOfBounds = said.outOfBounds;
            space = said.space;
            sourceSpace = said.sourceSpace;
            mostSrObjects = said.mostSrObjects;
            contentDate = said.contentDate;
            decimals = said.decimals;
            layout = said.layout;
            compression = said.compression;
            mapping = said.mapping;
        }

        public Builder set(Name name, String text) throws InvalidOptionException {
            return set(name, name.word, text);
        }

        /** @param shownName what the caller calls it */
        public Builder set(Name name, String shownName, String text) throws InvalidOptionException {
            switch (name) {
                case HOLES -> holes = word(Holes.class, shownName, text);
                case PRECISION -> precision = word(CoordinatePrecision.class, shownName, text);
                case OUT_OF_BOUNDS -> outOfBounds = word(OutOfBounds.class, shownName, text);
                case SPACE -> space = space(shownName, text);
                case SOURCE_SPACE -> sourceSpace = space(shownName, text);
                case MAX_SR -> mostSrObjects = number(shownName, text, 0, Long.MAX_VALUE);
                case CONTENT_DATE -> contentDate = date(shownName, text);
                case DECIMALS -> decimals = (int) number(shownName, text, 0, MOST_DECIMALS);
                case NEWLINE_DELIMITED ->
                    layout = isTrue(shownName, text) ? Layout.NEWLINE_DELIMITED : Layout.COLLECTION;
                case GZIP -> compression = isTrue(shownName, text) ? Compression.GZIP : Compression.NONE;
            }
            return this;
        }

        public Builder mapping(ClassMapping mapping) {
            this.mapping = mapping;
            return this;
        }

        private static <E extends Enum<E> & Word> E word(Class<E> type, String name, String text)
                throws InvalidOptionException {
            return Word.named(type, text).orElseThrow(() -> new InvalidOptionException(name, text, Word.all(type)));
        }

        private static SpaceName space(String name, String text) throws InvalidOptionException {
            return SpaceName.named(text)
                    .orElseThrow(() -> new InvalidOptionException(name, text, SpaceName.allWords()));
        }

        private static long number(String name, String text, long least, long most) throws InvalidOptionException {
            try {
                long number = Long.parseLong(text);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // refused below like a number out of range
            }
            throw new InvalidOptionException(
                    name, text, "an integer from " + least + (most == Long.MAX_VALUE ? " on" : " to " + most));
        }

        private static LocalDateTime date(String name, String text) throws InvalidOptionException {
            try {
                return text.length() == 8
                        ? LocalDate.parse(text, DATE).atStartOfDay()
                        : LocalDateTime.parse(text, TIME);
            } catch (DateTimeException e) {
                throw new InvalidOptionException(name, text, "a date as YYYYMMDD or YYYYMMDDHHMMSS");
            }
        }

        private static boolean isTrue(String name, String text) throws InvalidOptionException {
            return switch (text) {
                case "true" -> true;
                case "false" -> false;
                default -> throw new InvalidOptionException(name, text, "true, false");
            };
        }

        public ConversionOptions build() {
            return new ConversionOptions(
                    holes,
                    precision,
                    outOfBounds,
                    space,
                    sourceSpace,
                    mostSrObjects,
                    contentDate,
                    decimals,
                    layout,
                    compression,
                    mapping);
        }
    }
}
