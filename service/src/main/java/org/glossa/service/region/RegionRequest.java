package org.glossa.service.region;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.glossa.geoarrow.CoordinateForm;
import org.glossa.query.Region;
import org.glossa.query.Selection;
import org.glossa.query.Traits;
import org.glossa.service.items.ItemFormat;
import org.glossa.service.web.ProblemException;
import org.glossa.spatial.Box;
import org.glossa.store.StoredGroup;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks of a set or a slide, as its query string says it.
 *
 * @param box closed, in {@code space}; null asks for everything
 * @param groups Annotation Group Numbers to keep; empty keeps all
 * @param format of the answer
 * @param coordinates of the answer; GeoJSON has geometries only
 * @param limit most annotations of the answer, at least 1, at most what the format allows
 * @param next token of the page to go on with, null for the first page
 */
record RegionRequest(
        @Nullable Box box,
        QuerySpace space,
        Set<Integer> groups,
        ItemFormat format,
        CoordinateForm coordinates,
        int limit,
        @Nullable String next) {
    static final int DEFAULT_LIMIT = 1_000;

    private static final String SOURCE = "source";
    private static final String GEOMETRY = "geometry";
    private static final SortedSet<String> NAMES =
            new TreeSet<>(Set.of("bbox", "coords", "crs", "group", "limit", "f", "next"));
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern WHOLE = Pattern.compile("\\d{1,9}");

    RegionRequest {
        groups = Set.copyOf(groups);
    }

    /**
     * What a request says.
     *
     * @throws ProblemException 400 when a parameter cannot be answered
     */
    static RegionRequest of(HttpRequest<?> request) {
        ItemFormat accepted = ItemFormat.accepted(request.getHeaders().getAll(HttpHeaders.ACCEPT));
        try {
            return parse(request.getParameters().asMap(), accepted);
        } catch (InvalidParameterException invalid) {
            throw ProblemException.badRequest(String.valueOf(invalid.getMessage()));
        }
    }

    /**
     * Refuses parameters that a request cannot have, or has more than once.
     *
     * @throws ProblemException 400
     */
    static void requireOnly(HttpRequest<?> request, String... names) {
        try {
            requireKnown(request.getParameters().asMap(), new TreeSet<>(Set.of(names)));
        } catch (InvalidParameterException invalid) {
            throw ProblemException.badRequest(String.valueOf(invalid.getMessage()));
        }
    }

    /**
     * Annotation Group Numbers that a request for a description asks for; empty for all.
     *
     * @throws ProblemException 400 when they are none, or another parameter than {@code f} and {@code group} is there
     */
    static Set<Integer> groupsOf(HttpRequest<?> request) {
        requireOnly(request, "f", "group");
        try {
            return groups(request.getParameters().get("group", String.class).orElse(null));
        } catch (InvalidParameterException invalid) {
            throw ProblemException.badRequest(String.valueOf(invalid.getMessage()));
        }
    }

    /**
     * @param query decoded values of each parameter of the query string
     * @param accepted the format when the query names none
     */
    static RegionRequest parse(Map<String, List<String>> query, ItemFormat accepted) throws InvalidParameterException {
        requireKnown(query, NAMES);
        ItemFormat format = format(value(query, "f"), accepted);
        return new RegionRequest(
                box(value(query, "bbox")),
                space(value(query, "crs")),
                groups(value(query, "group")),
                format,
                coordinates(value(query, "coords"), format),
                limit(value(query, "limit"), format),
                value(query, "next"));
    }

    /** Of what is asked, in {@code space}. */
    Selection selection() {
        Region region = box == null ? new Region.Everywhere() : new Region.InBox(box);
        return new Selection(region, Traits.ofGroups(groups));
    }

    /** Whether a group may be in the answer. */
    boolean asksFor(StoredGroup group) {
        return groups.isEmpty() || groups.contains(group.description().number());
    }

    /**
     * Refuses a group that there is not.
     *
     * @param existing Annotation Group Numbers of the set, or of all sets of the slide
     * @throws ProblemException 400
     */
    void requireGroups(SortedSet<Integer> existing) {
        requireGroups(groups, existing);
    }

    /** As {@link #requireGroups(SortedSet)}. */
    static void requireGroups(Set<Integer> asked, SortedSet<Integer> existing) {
        for (int number : asked) {
            if (!existing.contains(number)) {
                throw ProblemException.badRequest("got group=" + number + "; allowed: " + said(existing)
                        + "; remedy: leave group out to ask for all of them");
            }
        }
    }

    private static String said(SortedSet<Integer> existing) {
        if (existing.isEmpty()) {
            return "none, for there are no groups";
        }
        String first = existing.stream().limit(20).map(String::valueOf).collect(Collectors.joining(", "));
        return existing.size() > 20 ? first + " … (" + existing.size() + " groups)" : first;
    }

    /**
     * The address of a page of the same answer.
     *
     * @param collection the public address of the set or slide
     * @param token where the page begins, null for the first one
     */
    String url(String collection, @Nullable String token) {
        String numbers = groups.stream().sorted().map(String::valueOf).collect(Collectors.joining(","));
        return Stream.of(
                        box == null
                                ? ""
                                : "bbox=" + box.minX() + "," + box.minY() + "," + box.maxX() + "," + box.maxY(),
                        "crs=" + space.parameter(),
                        numbers.isEmpty() ? "" : "group=" + numbers,
                        "limit=" + limit,
                        format == ItemFormat.GEOJSON ? "" : "f=" + format.parameter(),
                        coordinates == CoordinateForm.GEOMETRY ? "" : "coords=" + SOURCE,
                        token == null ? "" : "next=" + URLEncoder.encode(token, StandardCharsets.US_ASCII))
                .filter(parameter -> !parameter.isEmpty())
                .collect(Collectors.joining("&", collection + "/items?", ""));
    }

    private static void requireKnown(Map<String, List<String>> query, SortedSet<String> names)
            throws InvalidParameterException {
        for (Map.Entry<String, List<String>> parameter : query.entrySet()) {
            if (!names.contains(parameter.getKey())) {
                throw new InvalidParameterException(
                        "the parameter \"" + parameter.getKey() + "\"",
                        names.isEmpty() ? "no parameters" : String.join(", ", names),
                        "leave it out or mend its name");
            }
            if (parameter.getValue().size() != 1) {
                throw new InvalidParameterException(
                        parameter.getKey() + " " + parameter.getValue().size() + " times",
                        "once",
                        parameter.getKey().equals("group")
                                ? "group numbers go into one parameter: group=1,2"
                                : "leave all but one of them out");
            }
        }
    }

    private static @Nullable String value(Map<String, List<String>> query, String name) {
        List<String> values = query.get(name);
        return values == null ? null : values.getFirst();
    }

    private static @Nullable Box box(@Nullable String text) throws InvalidParameterException {
        if (text == null) {
            return null;
        }
        String[] parts = text.split(",", -1);
        if (parts.length != 4) {
            throw invalidBox(text + " (" + parts.length + " values)");
        }
        double[] values = new double[4];
        for (int i = 0; i < values.length; i++) {
            // A plus sign that a client did not escape, as in 1e+05, arrives as a space.
            String part = parts[i].replace(' ', '+');
            if (!DECIMAL.matcher(part).matches()) {
                throw invalidBox(text + " (\"" + parts[i] + "\" is not a decimal number)");
            }
            values[i] = Double.parseDouble(part);
            if (Double.isInfinite(values[i])) {
                throw invalidBox(text + " (\"" + parts[i] + "\" is beyond the range of a double)");
            }
        }
        if (values[0] > values[2] || values[1] > values[3]) {
            throw invalidBox(text + " (a minimum above its maximum)");
        }
        return new Box(values[0], values[1], values[2], values[3]);
    }

    private static InvalidParameterException invalidBox(String got) {
        return new InvalidParameterException(
                "bbox=" + got,
                "minx,miny,maxx,maxy: four decimal numbers with minx <= maxx and miny <= maxy",
                "name the smaller corner first; leave bbox out to ask for everything");
    }

    private static QuerySpace space(@Nullable String text) throws InvalidParameterException {
        if (text == null) {
            return QuerySpace.LEVEL0_PIXELS;
        }
        return QuerySpace.named(text)
                .orElseThrow(() -> new InvalidParameterException(
                        "crs=" + text, QuerySpace.allNames(), "leave crs out for level0-pixels"));
    }

    private static Set<Integer> groups(@Nullable String text) throws InvalidParameterException {
        if (text == null) {
            return Set.of();
        }
        Set<Integer> numbers = new LinkedHashSet<>();
        for (String part : text.split(",", -1)) {
            if (!WHOLE.matcher(part).matches()) {
                throw new InvalidParameterException(
                        "group=" + text,
                        "Annotation Group Numbers separated by commas, such as group=1,2",
                        "leave group out to ask for all of them");
            }
            numbers.add(Integer.parseInt(part));
        }
        return numbers;
    }

    private static ItemFormat format(@Nullable String text, ItemFormat accepted) throws InvalidParameterException {
        if (text == null) {
            return accepted;
        }
        return ItemFormat.named(text)
                .orElseThrow(() -> new InvalidParameterException(
                        "f=" + text, ItemFormat.allNames(), "leave f out for what the header Accept asks, or geojson"));
    }

    private static CoordinateForm coordinates(@Nullable String text, ItemFormat format)
            throws InvalidParameterException {
        if (text == null || text.equals(GEOMETRY)) {
            return CoordinateForm.GEOMETRY;
        }
        if (!text.equals(SOURCE)) {
            throw new InvalidParameterException(
                    "coords=" + text, GEOMETRY + ", " + SOURCE, "leave coords out for " + GEOMETRY);
        }
        if (format != ItemFormat.ARROW) {
            throw new InvalidParameterException(
                    "coords=" + text + " with f=" + format.parameter(),
                    "coords=" + text + " with f=arrow",
                    "say f=arrow, or leave coords out");
        }
        return CoordinateForm.SOURCE;
    }

    private static int limit(@Nullable String text, ItemFormat format) throws InvalidParameterException {
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        if (!WHOLE.matcher(text).matches() || Integer.parseInt(text) < 1 || Integer.parseInt(text) > format.most()) {
            throw new InvalidParameterException(
                    "limit=" + text,
                    "1.." + format.most(),
                    "ask for a page and follow its link \"next\"; the default is " + DEFAULT_LIMIT);
        }
        return Integer.parseInt(text);
    }
}
