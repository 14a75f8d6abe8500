package org.glossa.service.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.glossa.service.catalogue.QueryAttribute.Matching;
import org.glossa.service.catalogue.Search.Criterion;

/** Seeded rows and searches, of texts that databases like to treat each in its own way. */
final class SampleEntries {
    private static final List<String> PIECES = List.of(
            "a", "A", "b", "B", "ab", "Ä", "ä", "é", "e\u0301", "ß", "ẞ", "İ", "ı", "I", "i", "Σ", "ς", "σ", "ſ", "山田",
            "𠮷", "野", "やまだ", "^", "=", " ", "_", "%", "\\", "'", "\"", "-", ".", "1", "2", "\n", "\uFFFD", "\uE000",
            "[", "]", "(", "$", "\\E");
    private static final List<String> DATES =
            List.of("20200115", "20200116", "20210301", "2020", "", "2020-01-15", "unknown", "Ä", "20201231", "_");
    private static final List<String> TIMES = List.of("103000", "10", "1030", "", "235959.5", "235960", "10-30", "a");
    private static final List<String> DATE_QUERIES = List.of(
            "20200115",
            "2020.01.15",
            "20200101-20201231",
            "2020-",
            "-2020",
            "20200116-20210301",
            "-20200115",
            "2021-2021",
            "-");
    private static final List<String> TIME_QUERIES = List.of("1030", "10:30:00", "10-11", "-1030", "1030-", "23-", "-");

    private final Random random;

    SampleEntries(Random random) {
        this.random = random;
    }

    /** Instances of some studies in a mixed order; the study's and the series' rows are the same for all of them. */
    List<Catalogue.Entry> entries(int studies) {
        List<Catalogue.Entry> entries = new ArrayList<>();
        for (int s = 1; s <= studies; s++) {
            Study study = study("2.25." + s, text(4));
            for (int r = 1; r <= 1 + random.nextInt(3); r++) {
                Series series = series(study.studyInstanceUid() + "." + r);
                for (int i = 1; i <= 1 + random.nextInt(3); i++) {
                    entries.add(new Catalogue.Entry(
                            study,
                            series,
                            instance(study, series, series.seriesInstanceUid() + "." + i),
                            null,
                            List.of()));
                }
            }
        }
        java.util.Collections.shuffle(entries, random);
        return entries;
    }

    Catalogue.Entry entry(String study, String series, String instance, String patientName) {
        Study studyRow = study(study, patientName);
        Series seriesRow = series(series);
        return new Catalogue.Entry(studyRow, seriesRow, instance(studyRow, seriesRow, instance), null, List.of());
    }

    /** One that often finds something: its values are made from those of an entry. */
    Search search(List<Catalogue.Entry> entries) {
        AttributeLevel level = one(List.of(AttributeLevel.values()));
        Catalogue.Entry like = one(entries);
        List<Criterion> criteria = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            QueryAttribute attribute = one(List.of(QueryAttribute.values()));
            boolean isTaken = criteria.stream().anyMatch(criterion -> criterion.attribute() == attribute);
            if (!isTaken) {
                criteria.add(new Criterion(attribute, queried(attribute, like)));
            }
        }
        int limit = random.nextInt(4) == 0 ? random.nextInt(5) : 5_000;
        return new Search(level, criteria, limit, random.nextInt(4) == 0 ? random.nextInt(6) : 0);
    }

    private List<String> queried(QueryAttribute attribute, Catalogue.Entry like) {
        String value = SearchTruth.own(attribute, like);
        Matching matching = attribute.matching();
        return switch (matching) {
            case DATE -> List.of(one(DATE_QUERIES));
            case TIME -> List.of(one(TIME_QUERIES));
            case UID -> List.of(value, "2.25." + (1 + random.nextInt(9)));
            case CODE -> List.of(wild(value), wild(text(2)));
            case TEXT, NAME -> List.of(wild(value));
        };
    }

    /** A value with some code points replaced by wildcards or by the other case; never empty. */
    private String wild(String value) {
        String wild = value.codePoints()
                .mapToObj(point -> switch (random.nextInt(9)) {
                    case 0 -> "*";
                    case 1 -> "?";
                    case 2 -> Character.toString(Character.toUpperCase(point));
                    case 3 -> random.nextInt(4) == 0 ? "" : Character.toString(point);
                    default -> Character.toString(point);
                })
                .collect(Collectors.joining());
        return switch (random.nextInt(5)) {
            case 0 -> wild + "*";
            case 1 -> "*" + wild;
            default -> wild.isEmpty() ? "*" : wild;
        };
    }

    private Study study(String uid, String patientName) {
        return new Study(
                null,
                uid,
                one(DATES),
                one(TIMES),
                text(2),
                text(1),
                text(3),
                text(3),
                patientName,
                text(3),
                one(DATES),
                text(1),
                json());
    }

    private Series series(String uid) {
        return new Series(
                null,
                0,
                uid,
                one(List.of("SM", "ANN", "sm", "Sm", "S_", "S%")),
                text(1),
                text(3),
                one(DATES),
                text(1),
                json());
    }

    private StoredInstance instance(Study study, Series series, String uid) {
        return new StoredInstance(
                null,
                0,
                uid,
                "1.2.840." + random.nextInt(3),
                study.studyInstanceUid(),
                series.seriesInstanceUid(),
                Integer.toString(random.nextInt(20)),
                one(DATES),
                "1.2.840.10008.1.2.1",
                "00",
                1,
                "2026-01-31T12:00:00.123Z",
                ColumnState.NONE,
                0,
                0,
                "2.25.5" + random.nextInt(3),
                "",
                "",
                json());
    }

    private String text(int pieces) {
        return Stream.generate(() -> one(PIECES))
                .limit(random.nextInt(pieces + 1))
                .collect(Collectors.joining());
    }

    /** Longer than a page of either database now and then. */
    private String json() {
        return "{\"00100010\":\"" + text(5).repeat(random.nextInt(20) == 0 ? 20_000 : 1) + "\"}";
    }

    private <T> T one(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}
