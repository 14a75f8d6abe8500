package org.glossa.service.dicomweb;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.glossa.dicom.Dictionary;
import org.glossa.service.catalogue.AttributeLevel;
import org.glossa.service.catalogue.QueryAttribute;
import org.glossa.service.catalogue.QueryAttribute.Matching;
import org.glossa.service.catalogue.Search;
import org.glossa.service.catalogue.Search.Criterion;
import org.glossa.service.web.ProblemException;

/**
 * A search as a client asked it, PS3.18 section 8.3.4. A parameter that names no attribute, or one that is not matched on, is left out
 * and a warning says so.
 *
 * @param included tags of includefield, and of what is matched on
 * @param includesAll {@code includefield=all}
 * @param warnings texts of Warning 299
 */
record SearchRequest(Search search, Set<Integer> included, boolean includesAll, List<String> warnings) {
    /** Results at most in one answer, and without a limit. */
    static final int MAXIMUM_LIMIT = 5_000;

    private static final Set<String> OTHER_PARAMETERS = Set.of(
            "limit",
            "offset",
            "includefield",
            "fuzzymatching",
            "emptyvaluematching",
            "multiplevaluematching",
            "accept",
            "charset");

    SearchRequest {
        included = Set.copyOf(included);
        warnings = List.copyOf(warnings);
    }

    /**
     * @param scope what the path of the request says
     * @throws ProblemException 400 when a value cannot be a value of its attribute
     */
    static SearchRequest parse(
            AttributeLevel level, List<Criterion> scope, Map<String, ? extends Collection<String>> parameters) {
        List<String> warnings = new ArrayList<>();
        List<Criterion> criteria = new ArrayList<>(scope);
        Set<String> notMatched = new TreeSet<>();
        Set<Integer> included = new TreeSet<>();
        for (Map.Entry<String, ? extends Collection<String>> parameter : parameters.entrySet()) {
            if (OTHER_PARAMETERS.contains(parameter.getKey())) {
                continue;
            }
            Optional<QueryAttribute> attribute = tag(parameter.getKey()).flatMap(QueryAttribute::ofTag);
            if (attribute.isEmpty()) {
                notMatched.add(parameter.getKey());
                continue;
            }
            included.add(attribute.get().tag()); // what is asked by comes back, PS3.18 10.6.3.3
            criterion(attribute.get(), parameter.getValue()).ifPresent(criteria::add);
        }
        if (!notMatched.isEmpty()) {
            warnings.add("The following parameters are not matched on: " + String.join(", ", notMatched));
        }
        if (first(parameters, "fuzzymatching").equals("true")) {
            warnings.add("The fuzzymatching parameter is not supported. Only literal matching has been performed.");
        }
        boolean includesAll = false;
        for (String field : fields(parameters)) {
            includesAll |= field.equals("all");
            tag(field).ifPresent(included::add);
        }
        int limit = Math.min(MAXIMUM_LIMIT, number(parameters, "limit", MAXIMUM_LIMIT));
        Search search = new Search(level, criteria, limit, number(parameters, "offset", 0));
        return new SearchRequest(search, included, includesAll, warnings);
    }

    private static Optional<Criterion> criterion(QueryAttribute attribute, Collection<String> given) {
        Matching matching = attribute.matching();
        boolean isList = matching == Matching.UID || matching == Matching.CODE;
        List<String> values = given.stream()
                .flatMap(value -> isList ? Stream.of(value.split("[,\\\\]")) : Stream.of(value))
                .map(String::strip)
                .filter(value -> !value.isEmpty() && !value.equals("\"\""))
                .toList();
        if (values.isEmpty()) {
            return Optional.empty(); // universal matching
        }
        if (values.stream().anyMatch(value -> value.indexOf(0) >= 0)) {
            throw ProblemException.badRequest(
                    name(attribute) + " has a NUL character (%00) in it, which no text of DICOM has");
        }
        if (!isList && values.size() > 1) {
            throw ProblemException.badRequest(
                    name(attribute) + " is matched by one value, got " + values.size() + ": " + values);
        }
        if (matching == Matching.DATE && !values.getFirst().matches("[0-9.]{4,10}|[0-9.]{0,10}-[0-9.]{0,10}")) {
            throw ProblemException.badRequest(name(attribute)
                    + " is a day or a range such as 20260131, 20260101-20260131, 20260101- or -20260131, got "
                    + values.getFirst());
        }
        if (matching == Matching.TIME && !values.getFirst().matches("[0-9.:]{2,15}|[0-9.:]{0,15}-[0-9.:]{0,15}")) {
            throw ProblemException.badRequest(name(attribute)
                    + " is a time or a range such as 1030, 1030-1200, 1030- or -1200, got " + values.getFirst());
        }
        return Optional.of(new Criterion(attribute, values));
    }

    /** The tag of eight hexadecimal digits or of a keyword; of a path in a sequence that of the sequence. */
    private static Optional<Integer> tag(String name) {
        String root = name.indexOf('.') < 0 ? name : name.substring(0, name.indexOf('.'));
        if (root.matches("[0-9A-Fa-f]{8}")) {
            return Optional.of(Integer.parseUnsignedInt(root, 16));
        }
        try {
            return Optional.of(Dictionary.tag(root));
        } catch (IllegalArgumentException noKeyword) {
            return Optional.empty();
        }
    }

    private static String name(QueryAttribute attribute) {
        Dictionary.Entry entry = Dictionary.lookup(attribute.tag());
        return entry == null ? attribute.name() : entry.keyword();
    }

    private static List<String> fields(Map<String, ? extends Collection<String>> parameters) {
        Collection<String> lines = parameters.get("includefield");
        return lines == null
                ? List.of()
                : lines.stream()
                        .flatMap(line -> Stream.of(line.split(",")))
                        .map(String::strip)
                        .toList();
    }

    private static int number(Map<String, ? extends Collection<String>> parameters, String name, int otherwise) {
        String text = first(parameters, name);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.matches("[0-9]{1,9}")) {
            throw ProblemException.badRequest(name + " is a number from 0 on, got " + text);
        }
        return Integer.parseInt(text);
    }

    private static String first(Map<String, ? extends Collection<String>> parameters, String name) {
        Collection<String> values = parameters.get(name);
        return values == null || values.isEmpty()
                ? ""
                : values.iterator().next().strip();
    }
}
