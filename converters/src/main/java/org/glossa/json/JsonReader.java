package org.glossa.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import org.glossa.finding.MalformedInputException;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON texts token by token from a stream. At the root any number of values may follow one another, apart by white space or by the
 * record separator of RFC 8142. Duplicate names are given as they come. Not thread-safe; closing the stream is the caller's.
 */
public final class JsonReader {
    /** Containers within each other. */
    public static final int MOST_DEPTH = 1_000;

    private static final byte[] NAN = {'N', 'a', 'N'};
    private static final byte[] INFINITY = {'I', 'n', 'f', 'i', 'n', 'i', 't', 'y'};
    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private enum Expected {
        VALUE,
        VALUE_OR_END,
        NAME,
        NAME_OR_END,
        COLON,
        COMMA_OR_END
    }

    private final JsonBytes in;
    private final JsonPath path = new JsonPath();
    private final NameCache names;
    private final JsonNumber number = new JsonNumber();
    private final PairScanner pairs = new PairScanner();
    private Expected expected = Expected.VALUE;
    private JsonToken token = JsonToken.END;

    /** Of the token's text in the buffer: without the quotes. */
    private int textStart;

    private int textEnd;
    /** Of the NAME at hand; null when it was scanned. */
    private NameCache.@Nullable Name known;

    private boolean textHasEscapes;
    private boolean textIsAscii;
    private long tokenOffset;

    /** Where a number or word ended, which nothing may touch; −1 after others. */
    private long barewordEnd = -1;

    public JsonReader(InputStream stream) {
        this.in = new JsonBytes(stream);
        this.names = new NameCache(new ConcurrentHashMap<>());
    }

    private JsonReader(NameCache names) {
        this.in = new JsonBytes();
        this.names = names;
    }

    /**
     * A reader for {@link #beginElements} alone, for use by another thread if need be; the same names are mostly the same strings in both
     * readers.
     */
    public JsonReader ofElements() {
        return new JsonReader(new NameCache(names.shared));
    }

    /**
     * Reads elements of an array, each with the comma before it, in place of what was read before. Offsets count from the first byte and
     * pointers lack the containers.
     *
     * @param depth containers around the elements, at least one
     */
    public void beginElements(byte[] bytes, int count, int depth) {
        in.window(bytes, count);
        path.clear();
        for (int i = 0; i < depth; i++) {
            path.push(false);
        }
        expected = Expected.COMMA_OR_END;
        token = JsonToken.END_OBJECT;
        barewordEnd = -1;
    }

    /**
     * Passes over elements of the array at hand which are known to be well-formed, each with the comma before it, without reading them.
     *
     * @param bytes from {@link #endOffset} on
     * @param count of the elements, which must be objects
     */
    public void passElements(long bytes, long count) throws IOException {
        if (expected != Expected.COMMA_OR_END || !path.inArray() || !in.pass(bytes)) {
            throw new IllegalStateException("No such elements follow");
        }
        path.nextElements(count);
        token = JsonToken.END_OBJECT;
        tokenOffset = in.offset() - 1;
        barewordEnd = -1;
    }

    /** Zero-based offset of the byte after the token, in the stream. */
    public long endOffset() {
        return in.offset();
    }

    /** Copies bytes that follow the token, as many as are there without reading on; gives how many. */
    public int peek(byte[] target) {
        int count = Math.min(target.length, in.limit - in.position);
        System.arraycopy(in.bytes, in.position, target, 0, count);
        return count;
    }

    /**
     * The next token; {@link JsonToken#END} when nothing follows.
     *
     * @throws MalformedInputException when the text is no JSON, with byte offset and pointer
     */
    public JsonToken next() throws IOException {
        token = advance();
        return token;
    }

    /** The token that {@link #next} gave last. */
    public JsonToken token() {
        return token;
    }

    /** Zero-based offset of the first byte of the token, in the stream. */
    public long byteOffset() {
        return tokenOffset;
    }

    /** One-based line that the token at hand is in, as line feeds count them; asked for in the order of the text, before its value is read. */
    public long line() {
        return in.lineFeedsBefore(Math.max(in.mark, 0)) + 1;
    }

    /** Containers around the token; that of a container's own first token is not counted. */
    public int depth() {
        return token == JsonToken.START_ARRAY || token == JsonToken.START_OBJECT ? path.depth() - 1 : path.depth();
    }

    /** RFC 6901 pointer of the token in its root value; array indexes are zero-based. */
    public String pointer() {
        return path.pointer(depth());
    }

    /** The text of a NAME or STRING, escapes resolved; of a NUMBER, its characters. */
    public String text() {
        if (token == JsonToken.NAME && !textHasEscapes) {
            NameCache.Name name = known;
            return name == null ? names.get(in.bytes, textStart, textEnd, this::decoded) : name.text;
        }
        return decoded(in.bytes, textStart, textEnd);
    }

    /** The value of a NUMBER as {@link Double#parseDouble} reads it. */
    public double doubleValue() {
        return number.value(in.bytes, textStart, textEnd);
    }

    /**
     * How many decimals a finite NUMBER is written with, zeros at its end included: 2 of {@code 1.50} and of {@code 150e-2}, −1 of
     * {@code 1e1}.
     */
    public long decimals() {
        return number.decimals();
    }

    /**
     * Passes over arrays of two numbers each, {@code [x,y],[x,y],…}, in the array at hand: from the token after its START_ARRAY, or after
     * the END_ARRAY of an array in it. What is written otherwise stays for {@link #next}, and nothing may be passed at all.
     *
     * @param target gets x and y of each, as {@link #doubleValue} would give them
     * @return how many arrays were passed; when there were any, the token is the END_ARRAY of the last
     */
    public int nextPairs(double[] target) throws IOException {
        boolean first = expected == Expected.VALUE_OR_END;
        if (!first && expected != Expected.COMMA_OR_END || !path.inArray()) {
            return 0;
        }
        int count = pairs.scan(in, target, !first);
        if (count > 0) {
            path.nextElements(first ? count - 1 : count);
            expected = Expected.COMMA_OR_END;
            token = JsonToken.END_ARRAY;
            tokenOffset = in.offset() - 1;
            barewordEnd = -1;
        }
        return count;
    }

    /**
     * Passes over the object or array that begins with the token when it is written as another was.
     *
     * @param bytes begin with the bytes of a whole object or array that this reader passed before
     * @return whether it was passed; the token is its last then
     */
    public boolean skipIfSame(byte[] bytes, int count) throws IOException {
        if (token != JsonToken.START_OBJECT && token != JsonToken.START_ARRAY) {
            return false;
        }
        int start = in.position - 1;
        if (in.limit - start < count || !Arrays.equals(in.bytes, start, start + count, bytes, 0, count)) {
            return false;
        }
        in.position = start + count;
        token = end(in.bytes[in.position - 1]);
        return true;
    }

    /** Passes over the value that begins with the token, to its last token. */
    public void skipValue() throws IOException {
        if (token == JsonToken.NAME) {
            next();
        }
        if (token.isScalar()) {
            return;
        }
        int outside = path.depth() - 1;
        while (path.depth() > outside) {
            next();
        }
    }

    /** Copies the bytes of the value that begins with the token, as they are, and passes over it. */
    public void copyValue(OutputStream out) throws IOException {
        if (token == JsonToken.NAME) {
            next();
        }
        in.beginCopy(out);
        skipValue();
        in.endCopy();
    }

    private JsonToken advance() throws IOException {
        int character = in.nonSpace(path.depth() == 0);
        if (expected == Expected.COMMA_OR_END) {
            if (character == ',') {
                expected = path.inObject() ? Expected.NAME : Expected.VALUE;
                path.nextElement();
                character = in.nonSpace(false);
            } else {
                return end(character);
            }
        }
        tokenOffset = in.offset() - (character < 0 ? 0 : 1);
        return switch (expected) {
            case VALUE -> path.depth() == 0 ? root(character) : value(character);
            case VALUE_OR_END -> character == ']' ? end(character) : value(character);
            case NAME -> name(character);
            case NAME_OR_END -> character == '}' ? end(character) : name(character);
            case COLON -> {
                if (character != ':') {
                    throw unexpected(character, "':' and the value of the member");
                }
                character = in.nonSpace(false);
                tokenOffset = in.offset() - (character < 0 ? 0 : 1);
                yield value(character);
            }
            case COMMA_OR_END -> throw new IllegalStateException("a comma was read");
        };
    }

    private JsonToken root(int character) throws IOException {
        if (character < 0) {
            return JsonToken.END;
        }
        if (tokenOffset == barewordEnd) {
            throw unexpected(character, "the end of the text, or white space before the next one");
        }
        return value(character);
    }

    private JsonToken end(int character) throws MalformedInputException {
        tokenOffset = in.offset() - (character < 0 ? 0 : 1);
        boolean object = path.inObject();
        if (character != (object ? '}' : ']')) {
            throw unexpected(character, object ? "',' and a member, or '}'" : "',' and a value, or ']'");
        }
        path.pop();
        afterValue();
        return object ? JsonToken.END_OBJECT : JsonToken.END_ARRAY;
    }

    private void afterValue() {
        expected = path.depth() == 0 ? Expected.VALUE : Expected.COMMA_OR_END;
    }

    private JsonToken name(int character) throws IOException {
        if (character != '"') {
            throw unexpected(character, "the name of a member, in quotes");
        }
        NameCache.Name likely = names.pass(in);
        known = likely;
        if (likely == null) {
            string();
        } else {
            textStart = in.mark + 1; // after the quote
            textEnd = in.position - 1;
            textHasEscapes = false;
        }
        path.name(in.bytes, textStart, textEnd);
        expected = Expected.COLON;
        return JsonToken.NAME;
    }

    private JsonToken value(int character) throws IOException {
        JsonToken found = switch (character) {
            case '{' -> {
                push(Expected.NAME_OR_END, character);
                yield JsonToken.START_OBJECT;
            }
            case '[' -> {
                push(Expected.VALUE_OR_END, character);
                yield JsonToken.START_ARRAY;
            }
            case '"' -> {
                string();
                yield JsonToken.STRING;
            }
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            case 'N' -> notFinite(NAN, Double.NaN);
            case 'I' -> notFinite(INFINITY, Double.POSITIVE_INFINITY);
            case 't' -> word(TRUE, JsonToken.TRUE);
            case 'f' -> word(FALSE, JsonToken.FALSE);
            case 'n' -> word(NULL, JsonToken.NULL);
            default -> throw unexpected(character, "a value");
        };
        if (found.isScalar()) {
            barewordEnd = found == JsonToken.STRING ? -1 : in.offset();
            afterValue();
        }
        return found;
    }

    private void push(Expected first, int bracket) throws MalformedInputException {
        if (path.depth() == MOST_DEPTH) {
            throw malformed(
                    "JSON_TOO_DEEP",
                    "a container in " + MOST_DEPTH + " others",
                    "at most " + MOST_DEPTH + " containers within each other",
                    "write it flatter");
        }
        path.push(bracket == '{');
        expected = first;
    }

    private void string() throws IOException {
        int kind = in.scanString();
        textStart = in.mark + 1; // after the quote
        textEnd = in.position - 1;
        textHasEscapes = (kind & JsonBytes.HAS_ESCAPES) != 0;
        textIsAscii = (kind & JsonBytes.BEYOND_ASCII) == 0;
        if ((kind & JsonBytes.ENDED) != 0) {
            throw unexpected(-1, "the '\"' that ends the text");
        }
        if ((kind & JsonBytes.CONTROL) != 0) {
            int control = in.bytes[textEnd];
            throw unexpected(control, "characters from U+0020 on; control characters as \\u00XX");
        }
        if (!textIsAscii) {
            checkUtf8();
        }
        if (textHasEscapes) {
            int wrong = JsonText.firstWrongEscape(in.bytes, textStart, textEnd);
            if (wrong >= 0) {
                throw malformedAt(
                        in.offsetOf(wrong),
                        "JSON_MALFORMED",
                        "an escape that JSON does not have",
                        "\\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX",
                        "write the character itself, or one of these");
            }
        }
    }

    private void checkUtf8() throws MalformedInputException {
        int wrong = Utf8.firstIllFormed(in.bytes, textStart, textEnd);
        if (wrong >= 0) {
            throw malformedAt(
                    in.offsetOf(wrong),
                    "JSON_NOT_UTF8",
                    "bytes that are no UTF-8",
                    "UTF-8 (RFC 8259 section 8.1)",
                    "convert the file to UTF-8");
        }
    }

    private JsonToken number() throws IOException {
        int after = number.scan(in);
        textStart = in.mark;
        textEnd = in.position;
        if (after != JsonNumber.WHOLE) {
            if (textEnd == textStart + 1 && after == 'I') { // after a minus
                return notFinite(INFINITY, Double.NEGATIVE_INFINITY);
            }
            in.position += after < 0 ? 0 : 1;
            throw unexpected(after, "a digit");
        }
        return JsonToken.NUMBER;
    }

    private JsonToken notFinite(byte[] rest, double value) throws IOException {
        number.set(value);
        return word(rest, JsonToken.NUMBER);
    }

    /** The letters after the first, which is passed already, but for -Infinity. */
    private JsonToken word(byte[] letters, JsonToken meaning) throws IOException {
        if (in.position == in.mark + 1 && in.bytes[in.mark] == letters[0]) {
            in.position = in.mark;
        }
        int character = in.scanWord(letters);
        textStart = in.mark;
        textEnd = in.position;
        if (character != JsonBytes.MATCHES) {
            throw unexpected(
                    character, "a value: an object, an array, a text in quotes, a number, true, false or null");
        }
        return meaning;
    }

    private String decoded(byte[] bytes, int start, int end) {
        return textHasEscapes
                ? JsonText.unescaped(bytes, start, end)
                : new String(
                        bytes, start, end - start, textIsAscii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }

    private MalformedInputException unexpected(int character, String allowed) {
        if (character < 0) {
            return malformedAt(
                    in.offset(),
                    "JSON_ENDS_EARLY",
                    "the end of the text",
                    allowed,
                    "the file is cut short: get it again, or let its producer finish it");
        }
        String got = character < 0x20 || character > 0x7E
                ? "the byte 0x%02X".formatted(character & 0xFF)
                : "the character '" + (char) character + "'";
        return malformedAt(
                in.offset() - 1, "JSON_MALFORMED", got, allowed, "look at that byte, and at what wrote the file");
    }

    private MalformedInputException malformed(String code, String got, String allowed, String remedy) {
        return malformedAt(tokenOffset, code, got, allowed, remedy);
    }

    private MalformedInputException malformedAt(long offset, String code, String got, String allowed, String remedy) {
        return JsonPath.malformed(offset, path.pointer(path.depth()), code, got, allowed, remedy);
    }
}
