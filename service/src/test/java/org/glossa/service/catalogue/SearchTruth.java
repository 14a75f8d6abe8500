package org.glossa.service.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.glossa.service.catalogue.Search.Criterion;

/** Searches by looking at every instance: what both databases must answer. */
final class SearchTruth {
    private final List<Catalogue.Entry> entries;

    /** @param entries in the order of storing */
    SearchTruth(List<Catalogue.Entry> entries) {
        this.entries = entries;
    }

    /** UIDs of study, series and instance of each result, as far as the level goes, without limit and offset. */
    List<List<String>> results(Search search) {
        List<List<String>> results = new ArrayList<>();
        for (Catalogue.Entry entry : inOrder()) {
            List<String> uids = uids(entry).subList(0, 1 + search.level().ordinal());
            boolean isNew = !results.contains(uids);
            if (isNew && entriesUnder(uids).stream().anyMatch(each -> matchesAll(search, each))) {
                results.add(uids);
            }
        }
        return results;
    }

    /** Studies in the order of their first instance, then series likewise, then instances. */
    private List<Catalogue.Entry> inOrder() {
        List<Catalogue.Entry> ordered = new ArrayList<>();
        for (String study : inOrderOfStoring(entries, 0)) {
            List<Catalogue.Entry> ofStudy = entriesUnder(List.of(study));
            for (String series : inOrderOfStoring(ofStudy, 1)) {
                ordered.addAll(entriesUnder(List.of(study, series)));
            }
        }
        return ordered;
    }

    private static List<String> inOrderOfStoring(List<Catalogue.Entry> some, int level) {
        return some.stream().map(entry -> uids(entry).get(level)).distinct().toList();
    }

    Set<String> modalities(String study) {
        Set<String> found = new TreeSet<>();
        entriesUnder(List.of(study)).forEach(entry -> found.add(entry.series().modality()));
        return found;
    }

    long instances(List<String> uids) {
        return entriesUnder(uids).size();
    }

    private List<Catalogue.Entry> entriesUnder(List<String> uids) {
        return entries.stream()
                .filter(entry -> uids(entry).subList(0, uids.size()).equals(uids))
                .toList();
    }

    private boolean matchesAll(Search search, Catalogue.Entry entry) {
        return search.criteria().stream().allMatch(criterion -> matches(criterion, entry));
    }

    private boolean matches(Criterion criterion, Catalogue.Entry entry) {
        List<String> values = values(criterion.attribute(), entry);
        String first = criterion.values().getFirst();
        return values.stream().anyMatch(value -> switch (criterion.attribute().matching()) {
            case UID -> criterion.values().contains(value);
            case CODE, TEXT ->
                criterion.values().stream()
                        .anyMatch(wanted -> glob(codePoints(wanted), codePoints(value), (one, other) -> one == other));
            case NAME -> name(first, value);
            case DATE -> range(first.replace(".", ""), value, "99999999");
            case TIME -> range(first.replace(":", ""), value, "235960.999999");
        });
    }

    private static boolean name(String wanted, String value) {
        String[] groups = value.split("=", -1);
        for (int from = 0; from < groups.length; from++) {
            for (int to = from; to < groups.length; to++) {
                String some = String.join("=", List.of(groups).subList(from, to + 1));
                if (glob(codePoints(wanted), codePoints(some), SearchTruth::isSameLetter)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean range(String wanted, String value, String last) {
        int dash = wanted.indexOf('-');
        if (dash < 0) {
            return value.equals(wanted);
        }
        String from = wanted.substring(0, dash);
        String to = wanted.substring(dash + 1);
        String until = to + (to.length() < last.length() ? last.substring(to.length()) : "");
        return !value.isEmpty() && value.compareTo(from) >= 0 && (to.isEmpty() || value.compareTo(until) <= 0);
    }

    /** A table of which beginnings match: {@code *} any text, {@code ?} one code point. */
    private static boolean glob(int[] pattern, int[] text, Equality equality) {
        boolean[] matched = new boolean[text.length + 1];
        matched[0] = true;
        for (int symbol : pattern) {
            boolean[] next = new boolean[text.length + 1];
            next[0] = matched[0] && symbol == '*';
            for (int i = 1; i <= text.length; i++) {
                next[i] = symbol == '*'
                        ? matched[i] || next[i - 1]
                        : matched[i - 1] && (symbol == '?' || equality.holds(symbol, text[i - 1]));
            }
            matched = next;
        }
        return matched[text.length];
    }

    /** Whether two code points are the same symbol. */
    private interface Equality {
        boolean holds(int one, int other);
    }

    private static boolean isSameLetter(int one, int other) {
        return Character.toString(one).equalsIgnoreCase(Character.toString(other));
    }

    private static int[] codePoints(String text) {
        return text.codePoints().toArray();
    }

    private static List<String> uids(Catalogue.Entry entry) {
        return List.of(
                entry.study().studyInstanceUid(),
                entry.series().seriesInstanceUid(),
                entry.instance().sopInstanceUid());
    }

    /** More than one for an attribute that a study has of what is below it. */
    private List<String> values(QueryAttribute attribute, Catalogue.Entry entry) {
        List<Catalogue.Entry> ofStudy = entriesUnder(List.of(entry.study().studyInstanceUid()));
        return switch (attribute) {
            case MODALITIES_IN_STUDY ->
                ofStudy.stream().map(each -> each.series().modality()).toList();
            case SOP_CLASSES_IN_STUDY ->
                ofStudy.stream().map(each -> each.instance().sopClassUid()).toList();
            default -> List.of(own(attribute, entry));
        };
    }

    /** The value that an instance has of an attribute, its own or that of its series or study. */
    static String own(QueryAttribute attribute, Catalogue.Entry entry) {
        return switch (attribute) {
            case MODALITIES_IN_STUDY -> entry.series().modality();
            case SOP_CLASSES_IN_STUDY -> entry.instance().sopClassUid();
            default -> own(entry).getOrDefault(attribute, "");
        };
    }

    private static Map<QueryAttribute, String> own(Catalogue.Entry entry) {
        Study study = entry.study();
        Series series = entry.series();
        StoredInstance instance = entry.instance();
        return Map.ofEntries(
                Map.entry(QueryAttribute.STUDY_INSTANCE_UID, study.studyInstanceUid()),
                Map.entry(QueryAttribute.STUDY_DATE, study.studyDate()),
                Map.entry(QueryAttribute.STUDY_TIME, study.studyTime()),
                Map.entry(QueryAttribute.ACCESSION_NUMBER, study.accessionNumber()),
                Map.entry(QueryAttribute.STUDY_ID, study.studyId()),
                Map.entry(QueryAttribute.STUDY_DESCRIPTION, study.studyDescription()),
                Map.entry(QueryAttribute.REFERRING_PHYSICIAN_NAME, study.referringPhysicianName()),
                Map.entry(QueryAttribute.PATIENT_NAME, study.patientName()),
                Map.entry(QueryAttribute.PATIENT_ID, study.patientId()),
                Map.entry(QueryAttribute.PATIENT_BIRTH_DATE, study.patientBirthDate()),
                Map.entry(QueryAttribute.PATIENT_SEX, study.patientSex()),
                Map.entry(QueryAttribute.SERIES_INSTANCE_UID, series.seriesInstanceUid()),
                Map.entry(QueryAttribute.MODALITY, series.modality()),
                Map.entry(QueryAttribute.SERIES_NUMBER, series.seriesNumber()),
                Map.entry(QueryAttribute.SERIES_DESCRIPTION, series.seriesDescription()),
                Map.entry(QueryAttribute.SERIES_DATE, series.seriesDate()),
                Map.entry(QueryAttribute.BODY_PART_EXAMINED, series.bodyPartExamined()),
                Map.entry(QueryAttribute.SOP_INSTANCE_UID, instance.sopInstanceUid()),
                Map.entry(QueryAttribute.SOP_CLASS_UID, instance.sopClassUid()),
                Map.entry(QueryAttribute.INSTANCE_NUMBER, instance.instanceNumber()),
                Map.entry(QueryAttribute.CONTENT_DATE, instance.contentDate()),
                Map.entry(QueryAttribute.FRAME_OF_REFERENCE_UID, instance.frameOfReferenceUid()));
    }
}
