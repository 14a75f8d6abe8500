package org.glossa.convert;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStream;
import org.glossa.convert.ConversionOptions.Name;
import org.glossa.mapping.ClassMapping;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks for in words: in query parameters, or in a JSON object of the same names.
 *
 * @param to null when it is not said
 * @param imageUid SOP Instance UID of an image of the slide; empty when it is not said
 */
public record ConversionRequest(@Nullable Language to, OnLoss onLoss, String imageUid, ConversionOptions options) {
    private static final String TO = "to";
    private static final String STRICT = "strict";
    private static final String IMAGE = "image";

    /** What becomes of an output that has lost something. */
    public enum OnLoss {
        /** It is kept, and the ledger says what. */
        KEEP,
        /** It is refused. */
        REFUSE
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Not thread-safe. */
    public static final class Builder {
        private static final JsonFactory JSON = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();

        private final ConversionOptions.Builder options = ConversionOptions.builder();
        private @Nullable Language to;
        private OnLoss onLoss = OnLoss.KEEP;
        private String imageUid = "";

        private Builder() {}

        /**
         * @param name a name of an option, {@code to}, {@code strict} or {@code image}
         * @throws InvalidOptionException for any other name, or a value that it cannot have
         */
        public Builder set(String name, String text) throws InvalidOptionException {
            switch (name) {
                case TO ->
                    to = Language.named(text)
                            .orElseThrow(() -> new InvalidOptionException(TO, text, Language.allWords()));
                case STRICT ->
                    onLoss = switch (text) {
                        case "true" -> OnLoss.REFUSE;
                        case "false" -> OnLoss.KEEP;
                        default -> throw new InvalidOptionException(STRICT, text, "true, false");
                    };
                case IMAGE -> imageUid = text;
                default ->
                    options.set(
                            Name.named(name)
                                    .orElseThrow(() -> new InvalidOptionException(
                                            "options",
                                            name,
                                            TO + ", " + STRICT + ", " + IMAGE + ", " + Name.allWords())),
                            text);
            }
            return this;
        }

        public Builder mapping(ClassMapping mapping) {
            options.mapping(mapping);
            return this;
        }

        /**
         * Members of a JSON object, whose values are texts, numbers, true and false.
         *
         * @throws InvalidOptionException when it is no such object, or a member is not allowed
         */
        public Builder json(InputStream stream) throws IOException, InvalidOptionException {
            try (JsonParser in = JSON.createParser(stream)) {
                if (in.nextToken() != JsonToken.START_OBJECT) {
                    throw new InvalidOptionException("options", "no JSON object", "a JSON object of options");
                }
                while (in.nextToken() != JsonToken.END_OBJECT) {
                    String name = in.currentName();
                    JsonToken value = in.nextToken();
                    if (!value.isScalarValue() || value == JsonToken.VALUE_NULL) {
                        throw new InvalidOptionException(
                                name,
                                value.toString(),
                                "a text, a number, true or false; leave it out for its default");
                    }
                    set(name, in.getText());
                }
                if (in.nextToken() != null) {
                    throw new InvalidOptionException("options", "more than one JSON value", "a JSON object of options");
                }
                return this;
            } catch (JsonProcessingException malformed) {
                throw new InvalidOptionException(
                        "options",
                        "no JSON at byte offset " + malformed.getLocation().getByteOffset() + " ("
                                + malformed.getOriginalMessage() + ")",
                        "a JSON object of options");
            }
        }

        public ConversionRequest build() {
            return new ConversionRequest(to, onLoss, imageUid, options.build());
        }
    }
}
