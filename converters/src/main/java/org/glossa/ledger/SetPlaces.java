package org.glossa.ledger;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How writers name places, who know a set but not the text that it was read from: objects and groups by their place in the set, from zero.
 * Whoever knows the source names them as the source does.
 */
public final class SetPlaces {
    private static final Pattern FEATURE = Pattern.compile("/features/(\\d+)(/.*)?", Pattern.DOTALL);
    private static final Pattern GROUP = Pattern.compile("/groups/(\\d+)(/.*)?", Pattern.DOTALL);

    private SetPlaces() {}

    /** The words of a source for places of a set. */
    public interface Words {
        /** @param within a JSON pointer within the object; empty for the object */
        String ofFeature(long feature, String within);

        /** @param within a tag within the group's item, such as {@code (006A,000D)}; empty for the group */
        String ofGroup(int group, String within);
    }

    /** @param feature zero-based */
    public static String ofFeature(long feature) {
        return "/features/" + feature;
    }

    /**
     * @param feature zero-based
     * @param names of members, one within the other
     */
    public static String ofMember(long feature, Iterable<String> names) {
        return ofFeature(feature) + pointer(names);
    }

    /** @param group zero-based */
    public static String ofGroup(int group) {
        return "/groups/" + group;
    }

    /**
     * @param group zero-based
     * @param eightDigits of a tag; another name is left as it is
     */
    public static String ofAttribute(int group, String eightDigits) {
        String tag =
                eightDigits.length() == 8 ? eightDigits.substring(0, 4) + "," + eightDigits.substring(4) : eightDigits;
        return ofGroup(group) + "/(" + tag + ")";
    }

    /** An RFC 6901 JSON pointer. */
    static String pointer(Iterable<String> names) {
        StringBuilder pointer = new StringBuilder();
        names.forEach(name -> pointer.append('/').append(name.replace("~", "~0").replace("/", "~1")));
        return pointer.toString();
    }

    /** A place in the words of the source; what is no place of a set stays as it is. */
    public static String in(Words words, String place) {
        Matcher feature = FEATURE.matcher(place);
        if (feature.matches()) {
            return words.ofFeature(Long.parseLong(feature.group(1)), rest(feature));
        }
        Matcher group = GROUP.matcher(place);
        if (group.matches()) {
            String rest = rest(group);
            return words.ofGroup(Integer.parseInt(group.group(1)), rest.isEmpty() ? "" : rest.substring(1));
        }
        return place;
    }

    private static String rest(Matcher matcher) {
        String rest = matcher.group(2);
        return rest == null ? "" : rest;
    }
}
