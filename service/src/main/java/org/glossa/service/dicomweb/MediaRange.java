package org.glossa.service.dicomweb;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One range of an Accept header. Read tolerantly: clients leave out the quotes that {@code type="application/dicom"} needs, repeat
 * {@code transfer-syntax}, and put several ranges into one line.
 *
 * @param type {@code type/subtype} in lower case, {@code *} included
 * @param parameters in their order, names in lower case; a name may occur twice
 * @param quality 0 to 1
 */
public record MediaRange(String type, List<Parameter> parameters, double quality) {
    static final String RELATED = "multipart/related";

    /** @param value without quotes */
    public record Parameter(String name, String value) {}

    public MediaRange {
        parameters = List.copyOf(parameters);
    }

    private static final MediaRange ANYTHING = new MediaRange("*/*", List.of(), 1);

    /**
     * The ranges of a header, best first; everything when the header is absent or holds no range at all.
     *
     * @param lines the lines of the header
     */
    public static List<MediaRange> parse(List<String> lines) {
        List<MediaRange> ranges = new ArrayList<>();
        for (String line : lines) {
            for (String element : split(line, ',')) {
                one(element).ifPresent(ranges::add);
            }
        }
        if (ranges.isEmpty()) {
            return List.of(ANYTHING);
        }
        ranges.removeIf(range -> range.quality == 0);
        ranges.sort(Comparator.comparingDouble(MediaRange::quality).reversed());
        return List.copyOf(ranges);
    }

    /** One range, or one Content-Type; empty when it is none. */
    public static Optional<MediaRange> one(String text) {
        List<String> pieces = split(text, ';');
        String type = pieces.getFirst().strip().toLowerCase(Locale.ROOT);
        if (type.equals("*")) {
            type = "*/*"; // as some HTTP libraries write it
        }
        if (type.indexOf('/') < 1) {
            return Optional.empty();
        }
        List<Parameter> parameters = new ArrayList<>();
        double quality = 1;
        for (String piece : pieces.subList(1, pieces.size())) {
            int equals = piece.indexOf('=');
            if (equals < 0) {
                continue;
            }
            String name = piece.substring(0, equals).strip().toLowerCase(Locale.ROOT);
            String value = unquoted(piece.substring(equals + 1).strip());
            if (name.equals("q")) {
                quality = parseQuality(value);
            } else {
                parameters.add(new Parameter(name, value));
            }
        }
        return Optional.of(new MediaRange(type, parameters, quality));
    }

    boolean isRelated() {
        return type.equals(RELATED);
    }

    /** The type of the content: of the parts when this is multipart/related, {@code *}/{@code *} when it does not say. */
    String contentType() {
        if (!isRelated()) {
            return type;
        }
        List<String> types = values("type");
        return types.isEmpty() ? "*/*" : types.getFirst().toLowerCase(Locale.ROOT);
    }

    /** Whether content of this type is asked for, by itself or in parts as the range says. */
    public boolean admits(String content) {
        String wanted = contentType();
        if (wanted.equals("*/*") || wanted.equals(content)) {
            return true;
        }
        return wanted.endsWith("/*") && content.startsWith(wanted.substring(0, wanted.length() - 1));
    }

    /** All values of a parameter. */
    public List<String> values(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(Parameter::value)
                .toList();
    }

    private static double parseQuality(String value) {
        try {
            return Math.clamp(Double.parseDouble(value), 0.0, 1.0);
        } catch (NumberFormatException noNumber) {
            return 1;
        }
    }

    private static String unquoted(String value) {
        if (value.length() < 2 || value.charAt(0) != '"' || !value.endsWith("\"")) {
            return value.replace("\"", "");
        }
        return value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1");
    }

    /** At separators outside quotes. */
    private static List<String> split(String text, char separator) {
        List<String> pieces = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                pieces.add(text.substring(start, i));
                start = i + 1;
            }
        }
        pieces.add(text.substring(start));
        return pieces;
    }
}
