package org.glossa.sr.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.glossa.sr.SrBlock;

/** Values of our private elements that may be damaged. */
final class BlockValues {
    private static final JsonFactory JSON = new JsonFactory();

    private BlockValues() {}

    static <E extends Enum<E>> E word(Class<E> words, String text) throws DamagedBlockException {
        for (E word : words.getEnumConstants()) {
            if (word.name().equals(text)) {
                return word;
            }
        }
        throw new DamagedBlockException("\"" + text + "\" as " + words.getSimpleName());
    }

    /** The one value of UL. */
    static long one(SrBlock block, int element) throws DamagedBlockException {
        long[] numbers = block.numbers(element);
        if (numbers.length != 1) {
            throw new DamagedBlockException(numbers.length + " values instead of one");
        }
        return numbers[0];
    }

    /** What a JSON text says. */
    static String unquoted(SrBlock block, int element) throws IOException, DamagedBlockException {
        List<String> texts = texts(block.text(element));
        if (texts.size() != 1) {
            throw new DamagedBlockException("no JSON text");
        }
        return texts.getFirst();
    }

    /** The texts of an array, or the one text. */
    static List<String> texts(String json) throws IOException, DamagedBlockException {
        List<String> texts = new ArrayList<>();
        try (JsonParser in = JSON.createParser(json)) {
            while (in.nextToken() != null) {
                if (in.currentToken() == JsonToken.VALUE_STRING) {
                    texts.add(in.getText());
                }
            }
        } catch (JsonProcessingException e) {
            throw new DamagedBlockException(e.getOriginalMessage());
        }
        return texts;
    }
}
