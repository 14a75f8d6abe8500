package org.glossa.service.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.glossa.service.catalogue.Search.Criterion;

/** The one statement of a search, for H2 and PostgreSQL. What a client gave is in the parameters only. */
final class SearchStatement {
    private static final String STUDY_COLUMNS = "s.study_instance_uid, s.attributes,"
            + " (select string_agg(distinct c.modality, '\\') from series c where c.study_id = s.id),"
            + " (select string_agg(distinct c.sop_class_uid, '\\') from instance c join series d on d.id = c.series_id"
            + " where d.study_id = s.id),"
            + " (select count(*) from series c where c.study_id = s.id),"
            + " (select count(*) from instance c join series d on d.id = c.series_id where d.study_id = s.id)";
    private static final String SERIES_COLUMNS =
            "r.series_instance_uid, r.attributes," + " (select count(*) from instance c where c.series_id = r.id)";
    private static final String INSTANCE_COLUMNS = "i.sop_instance_uid, i.attributes";

    private final Database database;
    private final List<String> parameters = new ArrayList<>();
    private final String sql;

    SearchStatement(Search search, Database database) {
        this.database = database;
        List<String> conditions = new ArrayList<>();
        for (Criterion criterion : search.criteria()) {
            if (criterion.attribute().level().compareTo(search.level()) <= 0) {
                conditions.add(condition(criterion));
            }
        }
        below(search).forEach(conditions::add);
        String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
        String last = switch (search.level()) {
            case STUDY -> "s.id";
            case SERIES -> "s.id, r.id";
            case INSTANCE -> "s.id, r.id, i.id";
        };
        this.sql = "select count(*) over (), " + columns(search.level()) + from(search.level()) + where + " order by "
                + last + " limit " + search.limit() + " offset " + search.offset();
    }

    String sql() {
        return sql;
    }

    List<String> parameters() {
        return List.copyOf(parameters);
    }

    private static String columns(AttributeLevel level) {
        return switch (level) {
            case STUDY -> STUDY_COLUMNS;
            case SERIES -> STUDY_COLUMNS + ", " + SERIES_COLUMNS;
            case INSTANCE -> STUDY_COLUMNS + ", " + SERIES_COLUMNS + ", " + INSTANCE_COLUMNS;
        };
    }

    private static String from(AttributeLevel level) {
        return switch (level) {
            case STUDY -> " from study s";
            case SERIES -> " from series r join study s on s.id = r.study_id";
            case INSTANCE -> " from instance i join series r on r.id = i.series_id join study s on s.id = r.study_id";
        };
    }

    /** Criteria on lower levels: something below must fulfil all of them together. */
    private List<String> below(Search search) {
        List<Criterion> criteria = search.criteria().stream()
                .filter(criterion -> criterion.attribute().level().compareTo(search.level()) > 0)
                .toList();
        if (criteria.isEmpty()) {
            return List.of();
        }
        boolean needsInstances =
                criteria.stream().anyMatch(criterion -> criterion.attribute().level() == AttributeLevel.INSTANCE);
        String tables;
        if (search.level() == AttributeLevel.SERIES) {
            tables = "instance i where i.series_id = r.id";
        } else if (needsInstances) {
            tables = "series r join instance i on i.series_id = r.id where r.study_id = s.id";
        } else {
            tables = "series r where r.study_id = s.id";
        }
        String conditions = criteria.stream().map(this::condition).collect(Collectors.joining(" and "));
        return List.of("exists (select 1 from " + tables + " and " + conditions + ")");
    }

    private String condition(Criterion criterion) {
        String matches = matches(criterion);
        return switch (criterion.attribute()) {
            case MODALITIES_IN_STUDY -> "exists (select 1 from series m where m.study_id = s.id and " + matches + ")";
            case SOP_CLASSES_IN_STUDY ->
                "exists (select 1 from series m join instance n on n.series_id = m.id where m.study_id = s.id and "
                        + matches + ")";
            default -> matches;
        };
    }

    private String matches(Criterion criterion) {
        String column = criterion.attribute().column();
        List<String> values = criterion.values();
        return switch (criterion.attribute().matching()) {
            case UID -> oneOf(column, values);
            case CODE, TEXT -> texts(column, values);
            case NAME -> name(column, values.getFirst());
            case DATE -> range(column, values.getFirst().replace(".", ""), "99999999");
            case TIME -> range(column, values.getFirst().replace(":", ""), "235960.999999");
        };
    }

    private String oneOf(String column, List<String> values) {
        return column + " in (" + values.stream().map(this::parameter).collect(Collectors.joining(", ")) + ")";
    }

    private String texts(String column, List<String> values) {
        Map<Boolean, List<String>> byWildcards =
                values.stream().distinct().collect(Collectors.partitioningBy(SearchStatement::hasWildcard));
        List<String> plain = byWildcards.getOrDefault(false, List.of());
        List<String> conditions = new ArrayList<>();
        if (!plain.isEmpty()) {
            conditions.add(oneOf(column, plain));
        }
        byWildcards.getOrDefault(true, List.of()).forEach(value -> conditions.add(like(column, value)));
        return "(" + String.join(" or ", conditions) + ")";
    }

    private static boolean hasWildcard(String value) {
        return value.indexOf('*') >= 0 || value.indexOf('?') >= 0;
    }

    private String like(String column, String wildcards) {
        parameters.add(database.pattern(wildcards));
        return database.matches(column);
    }

    /** Alphabetic, ideographic and phonetic group are separated by equals signs; any of them may match. */
    private String name(String column, String value) {
        String name = KeyText.folded(value);
        return List.of(name, name + "=*", "*=" + name, "*=" + name + "=*").stream()
                .map(each -> like(column, each))
                .collect(Collectors.joining(" or ", "(", ")"));
    }

    /** @param last the highest value; its end completes an upper bound that is given in part */
    private String range(String column, String value, String last) {
        int dash = value.indexOf('-');
        if (dash < 0) {
            return column + " = " + parameter(value);
        }
        String from = value.substring(0, dash);
        String to = value.substring(dash + 1);
        String completed = to.length() < last.length() ? to + last.substring(to.length()) : to;
        String ordered = database.inCodeOrder(column);
        String lower = from.isEmpty() ? "" : " and " + ordered + " >= " + parameter(from);
        String upper = to.isEmpty() ? "" : " and " + ordered + " <= " + parameter(completed);
        return "(" + column + " <> ''" + lower + upper + ")";
    }

    private String parameter(String value) {
        parameters.add(value);
        return "?";
    }
}
