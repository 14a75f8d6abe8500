package org.glossa.mapping;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.glossa.annotation.Algorithm;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.GenerationType;
import org.glossa.finding.Finding;
import org.glossa.finding.MalformedInputException;
import org.glossa.finding.Place;
import org.glossa.json.JsonReader;
import org.glossa.json.JsonToken;
import org.glossa.mapping.ClassMapping.MeasurementEntry;
import org.glossa.mapping.ClassMapping.Parsed;
import org.jspecify.annotations.Nullable;

/** Reads a mapping file; refuses what {@code mapping.schema.json} does not allow. */
final class MappingReader {
    private static final String VERSION = "glossa-mapping-1";
    private static final int MOST_BYTES = 16 << 20;

    /** SH, LO and UC of the code macro (PS3.3 8.8), in characters. */
    private static final int MOST_SCHEME_CHARACTERS = 16;

    private static final int MOST_MEANING_CHARACTERS = 64;

    private final JsonReader in;
    private final Map<String, ClassCodes> classes = new HashMap<>();
    private final Map<String, CodedConcept> modifiers = new HashMap<>();
    private final Map<String, MeasurementEntry> measurements = new HashMap<>();
    private final Map<String, Made> objectTypes = new HashMap<>();
    private List<String> prefixes = List.of();
    private @Nullable ClassCodes withoutClass;
    private @Nullable CodedConcept unmappedCategory;

    private MappingReader(JsonReader in) {
        this.in = in;
    }

    static ClassMapping read(InputStream stream) throws IOException {
        byte[] bytes = stream.readNBytes(MOST_BYTES + 1);
        JsonReader in = new JsonReader(new ByteArrayInputStream(bytes));
        MappingReader reader = new MappingReader(in);
        if (bytes.length > MOST_BYTES) {
            throw reader.refused("a file of more than 16 MiB", "at most 16 MiB", "map fewer names");
        }
        in.next();
        reader.file();
        if (in.next() != JsonToken.END) {
            throw reader.refused("a second value", "one object", "remove what follows the first object");
        }
        return new ClassMapping(reader.parsed(), HexFormat.of().formatHex(sha256(bytes)));
    }

    private void file() throws IOException {
        boolean[] versioned = {false};
        members(
                name -> {
                    switch (name) {
                        case "version" -> {
                            if (!text().equals(VERSION)) {
                                throw refused(
                                        "version " + in.text(), VERSION, "write the file as that version describes");
                            }
                            versioned[0] = true;
                        }
                        case "description", "$schema" -> text();
                        case "classes" -> named("class", classes, this::classCodes);
                        case "modifiers" -> named("part", modifiers, this::concept);
                        case "withoutClass" -> withoutClass = classCodes(Match.ABSENT);
                        case "unmappedCategory" -> unmappedCategory = concept();
                        case "measurements" -> named("measurement", measurements, this::measurement);
                        case "prefixes" -> prefixes = texts();
                        case "objectTypes" -> named("objectType", objectTypes, this::made);
                        default -> {
                            return false;
                        }
                    }
                    return true;
                },
                "version, description, $schema, classes, modifiers, withoutClass, unmappedCategory, measurements,"
                        + " prefixes, objectTypes");
        if (!versioned[0]) {
            throw missing("version", "\"version\": \"" + VERSION + "\"");
        }
    }

    private Parsed parsed() throws MalformedInputException {
        if (withoutClass == null) {
            throw missing("withoutClass", "an object of category and type");
        }
        if (unmappedCategory == null) {
            throw missing("unmappedCategory", "a code");
        }
        return new Parsed(
                Map.copyOf(classes),
                Map.copyOf(modifiers),
                withoutClass,
                unmappedCategory,
                Map.copyOf(measurements),
                prefixes,
                Map.copyOf(objectTypes));
    }

    @FunctionalInterface
    private interface Member {
        /** Reads the value that the token begins; false when there is no such member. */
        boolean read(String name) throws IOException;
    }

    @FunctionalInterface
    private interface Value<T> {
        T read() throws IOException;
    }

    private void members(Member member, String allowed) throws IOException {
        expect(JsonToken.START_OBJECT, "an object");
        Set<String> seen = new HashSet<>();
        while (in.next() == JsonToken.NAME) {
            String name = in.text();
            if (!seen.add(name)) {
                throw refused("the member \"" + name + "\" twice", "each member once", "remove one of them");
            }
            in.next();
            if (!member.read(name)) {
                throw refused(
                        "the member \"" + name + "\"", allowed, "remove it, or look whether its name is spelled so");
            }
        }
    }

    private <T> void named(String what, Map<String, T> into, Value<T> value) throws IOException {
        members(
                name -> {
                    if (name.isEmpty()) {
                        throw refused("an empty name", "the name of a " + what, "name it");
                    }
                    into.put(name, value.read());
                    return true;
                },
                "");
    }

    private ClassCodes classCodes() throws IOException {
        return classCodes(Match.MAPPED);
    }

    private ClassCodes classCodes(Match match) throws IOException {
        CodedConcept[] codes = new CodedConcept[2];
        List<CodedConcept> own = new ArrayList<>();
        members(
                name -> {
                    switch (name) {
                        case "category" -> codes[0] = concept();
                        case "type" -> codes[1] = concept();
                        case "modifiers" -> elements(() -> own.add(concept()));
                        default -> {
                            return false;
                        }
                    }
                    return true;
                },
                "category, type, modifiers");
        return new ClassCodes(required(codes[0], "category"), required(codes[1], "type"), own, match);
    }

    private MeasurementEntry measurement() throws IOException {
        CodedConcept[] codes = new CodedConcept[2];
        members(
                name -> {
                    switch (name) {
                        case "concept" -> codes[0] = concept();
                        case "unit" -> codes[1] = concept();
                        default -> {
                            return false;
                        }
                    }
                    return true;
                },
                "concept, unit");
        return new MeasurementEntry(required(codes[0], "concept"), codes[1]);
    }

    private Made made() throws IOException {
        GenerationType[] generation = new GenerationType[1];
        Algorithm[] algorithm = new Algorithm[1];
        members(
                name -> {
                    switch (name) {
                        case "generation" -> generation[0] = generation();
                        case "algorithm" -> algorithm[0] = algorithm();
                        default -> {
                            return false;
                        }
                    }
                    return true;
                },
                "generation, algorithm");
        GenerationType how = required(generation[0], "generation");
        if (how != GenerationType.MANUAL) {
            return new Made(how, List.of(algorithm[0] == null ? ClassMapping.UNSTATED_ALGORITHM : algorithm[0]));
        }
        if (algorithm[0] != null) {
            throw refused("an algorithm of MANUAL", "an algorithm of the others only", "remove it");
        }
        return new Made(how, List.of());
    }

    private GenerationType generation() throws IOException {
        return switch (text()) {
            case "MANUAL" -> GenerationType.MANUAL;
            case "SEMIAUTOMATIC" -> GenerationType.SEMIAUTOMATIC;
            case "AUTOMATIC" -> GenerationType.AUTOMATIC;
            default -> throw refused('"' + in.text() + '"', "MANUAL, SEMIAUTOMATIC, AUTOMATIC", "write one of them");
        };
    }

    private Algorithm algorithm() throws IOException {
        String[] texts = {null, null, "", ""};
        CodedConcept[] family = new CodedConcept[1];
        members(
                name -> {
                    switch (name) {
                        case "name" -> texts[0] = dicomText(MOST_MEANING_CHARACTERS);
                        case "version" -> texts[1] = dicomText(MOST_MEANING_CHARACTERS);
                        case "parameters" -> texts[2] = text();
                        case "source" -> texts[3] = dicomText(MOST_MEANING_CHARACTERS);
                        case "family" -> family[0] = concept();
                        default -> {
                            return false;
                        }
                    }
                    return true;
                },
                "name, version, family, parameters, source");
        return new Algorithm(
                required(texts[0], "name"),
                required(texts[1], "version"),
                required(family[0], "family"),
                texts[2],
                texts[3]);
    }

    private CodedConcept concept() throws IOException {
        String[] texts = {null, null, "", null};
        members(
                name -> {
                    switch (name) {
                        case "value" -> texts[0] = dicomText(Integer.MAX_VALUE);
                        case "scheme" -> texts[1] = dicomText(MOST_SCHEME_CHARACTERS);
                        case "schemeVersion" -> texts[2] = dicomText(MOST_SCHEME_CHARACTERS);
                        case "meaning" -> texts[3] = dicomText(MOST_MEANING_CHARACTERS);
                        default -> {
                            return false;
                        }
                    }
                    return true;
                },
                "value, scheme, schemeVersion, meaning");
        return new CodedConcept(
                required(texts[0], "value"), required(texts[1], "scheme"), texts[2], required(texts[3], "meaning"));
    }

    private void elements(Value<?> value) throws IOException {
        expect(JsonToken.START_ARRAY, "an array");
        while (in.next() != JsonToken.END_ARRAY) {
            value.read();
        }
    }

    private List<String> texts() throws IOException {
        List<String> texts = new ArrayList<>();
        elements(() -> texts.add(text()));
        return List.copyOf(texts);
    }

    private String text() throws MalformedInputException {
        expect(JsonToken.STRING, "a text");
        return in.text();
    }

    private String dicomText(int most) throws MalformedInputException {
        String text = text();
        boolean fits = !text.isBlank()
                && text.equals(text.strip())
                && text.codePointCount(0, text.length()) <= most
                && text.chars().noneMatch(c -> c == '\\' || Character.isISOControl(c));
        if (!fits) {
            throw refused(
                    '"' + text + '"',
                    (most == Integer.MAX_VALUE ? "a text" : "1 to " + most + " characters")
                            + " without backslash, control characters, and spaces at its ends",
                    "shorten or change it");
        }
        return text;
    }

    private void expect(JsonToken token, String allowed) throws MalformedInputException {
        if (in.token() != token) {
            throw refused(kind(in.token()), allowed, "write what is allowed there");
        }
    }

    private static String kind(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case STRING -> "a text";
            case NUMBER -> "a number";
            case TRUE -> "true";
            case FALSE -> "false";
            case NULL -> "null";
            case NAME, END_OBJECT, END_ARRAY, END -> "no value";
        };
    }

    private <T> T required(@Nullable T value, String member) throws MalformedInputException {
        if (value == null) {
            throw missing(member, "it must be there");
        }
        return value;
    }

    private MalformedInputException missing(String member, String allowed) {
        return refused("no member \"" + member + "\" before the end of the object", allowed, "add it");
    }

    private MalformedInputException refused(String got, String allowed, String remedy) {
        return new MalformedInputException(Finding.error(
                "MAPPING_MALFORMED",
                new Place.JsonValue(in.byteOffset(), in.pointer()),
                got,
                allowed,
                remedy,
                "mapping.schema.json"));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256 (java.security.MessageDigest)", e);
        }
    }
}
