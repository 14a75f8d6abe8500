package org.glossa.service.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.glossa.corpus.Depth;
import org.glossa.finding.Finding;
import org.glossa.finding.Place;
import org.glossa.service.PostgresServer;
import org.glossa.service.catalogue.Search.Criterion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the catalogue promises, whatever the database: each test runs on H2 and on a real PostgreSQL. */
abstract class CatalogueTest {
    static final class OnH2Test extends CatalogueTest {
        @Override
        Map<String, Object> database(Path folder) {
            return Map.of(
                    "glossa.catalogue.url",
                    "jdbc:h2:file:" + folder.resolve("catalogue")
                            + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH");
        }
    }

    static final class OnPostgresTest extends CatalogueTest {
        @Override
        Map<String, Object> database(Path folder) throws Exception {
            return Map.of("glossa.catalogue.url", PostgresServer.shared().newDatabase());
        }
    }

    private static final long SEED = 20260131;

    @TempDir
    Path folder;

    private ApplicationContext context;

    abstract Map<String, Object> database(Path folder) throws Exception;

    private void open() throws Exception {
        context = ApplicationContext.builder()
                .deduceEnvironment(false)
                .properties(Map.of("glossa.data", folder.toString()))
                .propertySources(io.micronaut.context.env.PropertySource.of("database", database(folder)))
                .start();
    }

    @AfterEach
    void close() {
        if (context != null) {
            context.close();
        }
    }

    @Test
    void searchesFindWhatLookingAtEverythingFinds() throws Exception {
        open();
        Random random = new Random(SEED);
        SampleEntries samples = new SampleEntries(random);
        List<Catalogue.Entry> entries = samples.entries(14);
        for (Catalogue.Entry entry : entries) {
            context.getBean(Catalogue.class).add(entry);
        }
        SearchTruth truth = new SearchTruth(entries);
        int queries = Depth.count(600, 20_000);
        int found = 0;
        for (int i = 0; i < queries; i++) {
            Search search = samples.search(entries);
            List<List<String>> all = truth.results(search);
            List<SearchRow> rows = run(search);

            assertThat(rows.stream().map(CatalogueTest::uids).toList())
                    .as("seed %d, query %d: %s", SEED, i, search)
                    .isEqualTo(all.stream()
                            .skip(search.offset())
                            .limit(search.limit())
                            .toList());
            for (SearchRow row : rows) {
                assertThat(row.matched()).isEqualTo(all.size());
                assertThat(row.instancesInStudy()).isEqualTo(truth.instances(List.of(row.studyInstanceUid())));
                assertThat(new TreeSet<>(List.of(row.modalitiesInStudy().split("\\\\"))))
                        .isEqualTo(truth.modalities(row.studyInstanceUid()));
            }
            found += rows.size();
        }
        System.out.println(getClass().getSimpleName() + ": " + queries + " searches of seed " + SEED + ", " + found
                + " results as by looking at all " + entries.size() + " instances");
        assertThat(found).isGreaterThan(queries);
    }

    @Test
    void manyValuesAndManyAsterisksAreAnswered() throws Exception {
        open();
        Catalogue catalogue = context.getBean(Catalogue.class);
        catalogue.add(new SampleEntries(new Random(1)).entry("1.2", "1.2.3", "1.2.3.4", "a".repeat(800)));
        List<String> many =
                IntStream.range(0, 12_000).mapToObj(Integer::toString).collect(Collectors.toCollection(ArrayList::new));
        many.add("1.2");

        assertThat(run(search(QueryAttribute.STUDY_INSTANCE_UID, many))).hasSize(1);
        assertThat(run(search(QueryAttribute.MODALITY, many))).isEmpty();
        assertThat(run(search(QueryAttribute.PATIENT_NAME, List.of("*A".repeat(30)))))
                .hasSize(1);
        assertThat(run(search(QueryAttribute.PATIENT_NAME, List.of("*a".repeat(30) + "b"))))
                .isEmpty();
        assertThat(run(search(QueryAttribute.PATIENT_ID, List.of("' or 1 = 1 --"))))
                .isEmpty();
    }

    @Test
    void whatIsAddedIsThereAsItWasGiven() throws Exception {
        open();
        Catalogue catalogue = context.getBean(Catalogue.class);
        SampleEntries samples = new SampleEntries(new Random(2));
        Catalogue.Entry entry = samples.entry("1.2", "1.2.3", "1.2.3.4", "Müller^Änne=山田^𠮷野");

        StoredInstance added = catalogue.add(entry);
        catalogue.sync();

        assertThat(catalogue.instance("1.2.3.4")).contains(added);
        assertThat(added.attributes()).isEqualTo(entry.instance().attributes());
        assertThat(catalogue.instance("1.2.3")).isEmpty();
        assertThat(catalogue.instance("1.2\0")).isEmpty();
        SearchRow row =
                run(new Search(AttributeLevel.INSTANCE, List.of(), 10, 0)).getFirst();
        assertThat(row.studyAttributes()).isEqualTo(entry.study().attributes());
        assertThat(row.instanceAttributes()).isEqualTo(entry.instance().attributes());
    }

    @Test
    void anInstanceIsThereOnce() throws Exception {
        open();
        Catalogue catalogue = context.getBean(Catalogue.class);
        SampleEntries samples = new SampleEntries(new Random(3));
        catalogue.add(samples.entry("1.2", "1.2.3", "1.2.3.4", "A"));

        Throwable again = catchThrowable(() -> catalogue.add(samples.entry("1.9", "1.9.3", "1.2.3.4", "B")));

        assertThat(DatabaseFailure.isRefusal(again)).as("%s", again).isTrue();
        assertThat(DatabaseFailure.isOutage(again)).isFalse();
        assertThat(run(new Search(AttributeLevel.STUDY, List.of(), 10, 0)))
                .as("nothing of it is left")
                .extracting(SearchRow::studyInstanceUid)
                .containsExactly("1.2");
    }

    @Test
    void aFailedBuildSaysWhyInWordsThatAnyDatabaseTakes() throws Exception {
        open();
        Catalogue catalogue = context.getBean(Catalogue.class);
        StoredInstance added = catalogue.add(new SampleEntries(new Random(4)).entry("1.2", "1.2.3", "1.2.3.4", "A"));

        catalogue.fail(
                added,
                Finding.error("CODE", new Place.DataElement(7, "(0010,0010)"), "a\0b\uD800c", "x", "y", "PS3.5 6.2"));

        StoredInstance failed = catalogue.instance("1.2.3.4").orElseThrow();
        assertThat(failed.state()).isEqualTo(ColumnState.FAILED);
        assertThat(catalogue.findings(failed))
                .containsExactly(Finding.error(
                        "CODE", new Place.DataElement(7, "(0010,0010)"), "ab\uFFFDc", "x", "y", "PS3.5 6.2"));
    }

    @Test
    void statesAreFoundInTheOrderOfStoring() throws Exception {
        open();
        Catalogue catalogue = context.getBean(Catalogue.class);
        InstanceRepository instances = context.getBean(InstanceRepository.class);
        SampleEntries samples = new SampleEntries(new Random(5));
        for (int i = 0; i < 12; i++) {
            catalogue.add(samples.entry("1.2", "1.2.3", "1.2.3." + (20 - i), "A"));
        }
        instances.updateBySopInstanceUid("1.2.3.13", ColumnState.READY, 3, 3);
        instances.updateBySopInstanceUid("1.2.3.19", ColumnState.INDEXING, 0, 3);

        assertThat(instances.findByStateInOrderById(Set.of(ColumnState.INDEXING, ColumnState.READY)))
                .extracting(StoredInstance::sopInstanceUid)
                .containsExactly("1.2.3.19", "1.2.3.13");
        assertThat(instances.findByStateInOrderById(Set.of(ColumnState.NONE))).hasSize(10);
    }

    @Test
    void eachChangeIsCountedWhateverComesOfIt() throws Exception {
        open();
        Catalogue catalogue = context.getBean(Catalogue.class);
        SampleEntries samples = new SampleEntries(new Random(6));
        Catalogue.Entry annotations = samples.entry("1.2", "1.2.3", "1.2.3.4", "A");
        StoredInstance added = catalogue.add(annotations);
        List<Runnable> writes = List.of(
                () -> catalogue.add(samples.entry("1.2", "1.2.3", "1.2.3.5", "A")),
                () -> catchThrowable(() -> catalogue.add(annotations)),
                () -> catalogue.begin(added, ColumnState.INDEXING),
                () -> catalogue.succeed(added, "CODE"),
                () -> catalogue.fail(added, Finding.error("CODE", Place.WHOLE, "a", "x", "y", "")),
                () -> catalogue.retry(added, Set.of("CODE")),
                catalogue::changed);
        for (int i = 0; i < writes.size(); i++) {
            long before = catalogue.changes();
            writes.get(i).run();
            assertThat(catalogue.changes()).as("write %d", i).isGreaterThan(before);
        }
        assertThat(catalogue.instance("1.2.3.4").orElseThrow().state()).isEqualTo(ColumnState.STORED);
        assertThat(catalogue.findings(added)).extracting(Finding::code).doesNotContain("CODE");

        long levels = catalogue.levelChanges();
        catalogue.add(samples.entry("1.2", "1.2.3", "1.2.3.6", "A"));
        assertThat(catalogue.levelChanges()).as("no slide image").isEqualTo(levels);
        SlideLevel level = new SlideLevel(
                "1.2.3.7", "1.2.3.7", "1.2.3", "1.9", "", SlideLevel.Content.VOLUME, 9, 9, 1, 1, 0, 0, "1\\0\\0", 1, 1);
        Catalogue.Entry image = samples.entry("1.2", "1.2.3", "1.2.3.7", "A");
        catalogue.add(new Catalogue.Entry(image.study(), image.series(), image.instance(), level, List.of()));
        assertThat(catalogue.levelChanges()).isGreaterThan(levels);
    }

    @Test
    void whoSeesAChangeSeesThatOfTheImages() throws Exception {
        open();
        Catalogue catalogue = context.getBean(Catalogue.class);
        long ahead = catalogue.levelChanges() - catalogue.changes();
        Thread writer = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < 2_000_000; i++) {
                catalogue.changed();
            }
        });
        long late = 0;
        while (writer.isAlive()) {
            long change = catalogue.changes();
            if (catalogue.levelChanges() - change < ahead) {
                late++;
            }
        }
        assertThat(late).isZero();
    }

    private List<SearchRow> run(Search search) throws Exception {
        List<SearchRow> rows = new ArrayList<>();
        context.getBean(Searches.class).run(search, rows::add);
        return rows;
    }

    private static Search search(QueryAttribute attribute, List<String> values) {
        return new Search(AttributeLevel.STUDY, List.of(new Criterion(attribute, values)), 10, 0);
    }

    private static List<String> uids(SearchRow row) {
        List<String> uids =
                new ArrayList<>(List.of(row.studyInstanceUid(), row.seriesInstanceUid(), row.sopInstanceUid()));
        uids.removeIf(String::isEmpty);
        return uids;
    }
}
