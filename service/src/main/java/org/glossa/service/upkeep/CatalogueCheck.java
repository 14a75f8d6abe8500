package org.glossa.service.upkeep;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.glossa.finding.Finding;
import org.glossa.finding.MalformedInputException;
import org.glossa.service.catalogue.Catalogue;
import org.glossa.service.catalogue.ColumnState;
import org.glossa.service.catalogue.InstanceRepository;
import org.glossa.service.catalogue.Series;
import org.glossa.service.catalogue.SeriesRepository;
import org.glossa.service.catalogue.SlideLevel;
import org.glossa.service.catalogue.SlideLevelRepository;
import org.glossa.service.catalogue.StoredFinding;
import org.glossa.service.catalogue.StoredInstance;
import org.glossa.service.catalogue.Study;
import org.glossa.service.catalogue.StudyRepository;
import org.glossa.service.ingest.Importer;
import org.glossa.service.objects.IngestRecord;
import org.glossa.service.objects.ObjectStore;
import org.jspecify.annotations.Nullable;

/** Compares every row of the catalogue with the original that it was made of. Changes nothing. */
final class CatalogueCheck {
    private static final Set<String> NOT_OF_ORIGINALS = Set.of("id", "seriesId", "studyId", "state", "annotationsDone");

    private final Path root;
    private final ObjectStore objects;
    private final Catalogue catalogue;
    private final InstanceRepository instances;
    private final StudyRepository studies;
    private final SeriesRepository series;
    private final SlideLevelRepository levels;
    private final Consumer<Finding> problems;

    /** Rows of studies and series whose first instance was met: it says what they say. */
    private final Set<Long> studiesMet = new HashSet<>();

    private final Set<Long> seriesMet = new HashSet<>();
    private final Set<Long> seriesUsed = new HashSet<>();
    private final Set<String> listed = new HashSet<>();

    CatalogueCheck(Path root, ObjectStore objects, OpenCatalogue open, Consumer<Finding> problems) {
        this.root = root;
        this.objects = objects;
        this.catalogue = open.part(Catalogue.class);
        this.instances = open.part(InstanceRepository.class);
        this.studies = open.part(StudyRepository.class);
        this.series = open.part(SeriesRepository.class);
        this.levels = open.part(SlideLevelRepository.class);
        this.problems = problems;
    }

    /**
     * @param originals SHA-256 of each original that is there
     * @param undamaged those whose bytes are what came in
     * @return the rows of annotation objects by SOP Instance UID
     */
    Map<String, StoredInstance> run(Set<String> originals, Set<String> undamaged, Progress progress)
            throws IOException {
        Map<String, StoredInstance> sets = new HashMap<>();
        long total = instances.count();
        for (StoredInstance row : catalogue.everyInstance()) {
            listed.add(row.sha256());
            seriesUsed.add(row.seriesId());
            check(row, originals, undamaged);
            if (row.state() != ColumnState.NONE) {
                sets.put(row.sopInstanceUid(), row);
            }
            progress.show("comparing the catalogue", listed.size(), total);
        }
        originals.stream()
                .filter(sha256 -> !listed.contains(sha256))
                .sorted()
                .forEach(sha256 -> problems.accept(Problems.notInCatalogue(name(sha256))));
        findStrangers();
        return sets;
    }

    private void check(StoredInstance row, Set<String> originals, Set<String> undamaged) throws IOException {
        boolean isNamed = row.sha256().matches("[0-9a-f]{64}");
        String file = isNamed ? name(row.sha256()) : "catalogue";
        if (!isNamed || !originals.contains(row.sha256())) {
            problems.accept(Problems.missing(row, file));
            return;
        }
        if (instances.findBySopInstanceUid(row.sopInstanceUid()).isEmpty()) {
            problems.accept(Problems.differs(
                    file, "instance " + row.sopInstanceUid(), "not found by its UID", "found by its UID"));
        }
        if (!undamaged.contains(row.sha256())) {
            return; // what it says now is not what it said
        }
        // a damaged record is told by itself; it is no measure for the row
        IngestRecord record = objects.hasIntactRecord(row.sha256()) ? objects.record(row.sha256()) : recordOf(row);
        try {
            compare(row, Importer.entry(objects, row.sha256(), record), file);
        } catch (MalformedInputException unreadable) {
            problems.accept(Problems.unreadable(file, unreadable.finding().sentence()));
        }
    }

    /** What the row knows of a record that is lost or damaged. */
    private static IngestRecord recordOf(StoredInstance row) {
        return new IngestRecord(row.sopInstanceUid(), row.sha256(), row.byteLength(), row.receivedAt(), "", "");
    }

    private void compare(StoredInstance row, Catalogue.Entry entry, String file) {
        String name = "instance " + row.sopInstanceUid();
        report(RowCheck.differences(file, name, row, entry.instance(), NOT_OF_ORIGINALS));
        if ((row.state() == ColumnState.NONE) != (entry.instance().state() == ColumnState.NONE)) {
            problems.accept(Problems.differs(
                    file,
                    name,
                    "state " + row.state(),
                    "state " + entry.instance().state() + ", or a later one"));
        }
        compareFindings(row, entry, file, name);
        compareLevel(row, entry.level(), file, name);
        Series seriesRow = series.findById(row.seriesId()).orElse(null);
        Study studyRow =
                seriesRow == null ? null : studies.findById(seriesRow.studyId()).orElse(null);
        if (seriesRow == null || studyRow == null) {
            problems.accept(Problems.differs(file, name, "no row of its series or study", "a row of each"));
            return;
        }
        if (seriesMet.add(row.seriesId())) {
            report(RowCheck.differences(file, "series of " + name, seriesRow, entry.series(), NOT_OF_ORIGINALS));
        }
        if (studiesMet.add(seriesRow.studyId())) {
            report(RowCheck.differences(file, "study of " + name, studyRow, entry.study(), NOT_OF_ORIGINALS));
        }
        if (!seriesRow.seriesInstanceUid().equals(row.seriesInstanceUid())
                || !studyRow.studyInstanceUid().equals(row.studyInstanceUid())) {
            problems.accept(Problems.differs(file, name, "in another series or study", "in its own"));
        }
    }

    private void compareFindings(StoredInstance row, Catalogue.Entry entry, String file, String name) {
        List<Finding> said = entry.findings().stream()
                .limit(Catalogue.MAXIMUM_FINDINGS)
                .map(finding -> StoredFinding.of(0, finding).finding())
                .toList();
        List<Finding> stored = catalogue.findings(row);
        // Of a build that failed the reason comes last.
        boolean hasReason = row.state() == ColumnState.FAILED && stored.size() > said.size();
        List<Finding> ofReading = hasReason ? stored.subList(0, said.size()) : stored;
        if (!ofReading.equals(said)) {
            problems.accept(Problems.differs(
                    file, name, stored.size() + " findings", said.size() + " findings, as reading the original gives"));
        }
    }

    private void compareLevel(StoredInstance row, @Nullable SlideLevel said, String file, String name) {
        SlideLevel stored = levels.findById(row.sopInstanceUid()).orElse(null);
        if (stored != null && said != null) {
            report(RowCheck.differences(file, "slide level of " + name, stored, said, Set.of()));
        } else if (stored != null || said != null) {
            problems.accept(Problems.differs(
                    file,
                    name,
                    stored == null ? "no slide level" : "a slide level",
                    said == null ? "none" : "the slide level that the original is"));
        }
    }

    private void findStrangers() {
        Set<Long> studiesUsed = new HashSet<>();
        for (Series each : series.findAll()) {
            studiesUsed.add(each.studyId());
            if (!seriesUsed.contains(each.id())) {
                problems.accept(Problems.strangeRow("series " + each.seriesInstanceUid()));
            }
        }
        for (Study study : studies.findAll()) {
            if (!studiesUsed.contains(study.id())) {
                problems.accept(Problems.strangeRow("study " + study.studyInstanceUid()));
            }
        }
    }

    /** SHA-256 of each original that has a row. */
    Set<String> listed() {
        return listed;
    }

    private void report(List<Finding> findings) {
        findings.forEach(problems);
    }

    private String name(String sha256) {
        return root.relativize(objects.path(sha256)).toString();
    }
}
