package org.glossa.geojson.staged;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.glossa.finding.Finding;
import org.glossa.finding.MalformedInputException;
import org.glossa.finding.Place;
import org.glossa.json.JsonReader;

/** Flaws of a text, a hundred of each code. Not thread-safe. */
public final class Findings {
    private static final int OF_EACH_CODE = 100;
    private static final String CLAUSE = "RFC 7946";

    private final List<Finding> kept = new ArrayList<>();
    private final Map<String, Integer> counts = new HashMap<>();

    /** At the token at hand. */
    public void warn(JsonReader in, String code, String got, String allowed, String remedy) {
        int count = counts.merge(code, 1, Integer::sum);
        if (count <= OF_EACH_CODE) {
            String more = count == OF_EACH_CODE ? ", and perhaps more after it, which are not listed" : "";
            kept.add(Finding.warning(code, at(in), got + more, allowed, remedy, CLAUSE));
        }
    }

    /** Of the text as a whole or of a place that is known no more. */
    public void warn(String place, String code, String got, String allowed, String remedy) {
        int count = counts.merge(code, 1, Integer::sum);
        if (count <= OF_EACH_CODE) {
            kept.add(Finding.warning(code, new Place.JsonValue(-1, place), got, allowed, remedy, CLAUSE));
        }
    }

    public boolean isEmpty() {
        return kept.isEmpty();
    }

    public void clear() {
        kept.clear();
        counts.clear();
    }

    public List<Finding> all() {
        return List.copyOf(kept);
    }

    public static Place at(JsonReader in) {
        return new Place.JsonValue(in.byteOffset(), in.pointer());
    }

    public static MalformedInputException malformed(
            JsonReader in, String code, String got, String allowed, String remedy) {
        return new MalformedInputException(Finding.error(code, at(in), got, allowed, remedy, CLAUSE));
    }

    /** The token at hand in words. */
    public static String got(JsonReader in) {
        return switch (in.token()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case END_OBJECT -> "the end of the object";
            case END_ARRAY -> "the end of the array";
            case NAME -> "the member \"" + shown(in.text()) + "\"";
            case STRING -> "the text \"" + shown(in.text()) + "\"";
            case NUMBER -> "the number " + shown(in.text());
            case TRUE -> "true";
            case FALSE -> "false";
            case NULL -> "null";
            case END -> "nothing";
        };
    }

    public static String shown(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
