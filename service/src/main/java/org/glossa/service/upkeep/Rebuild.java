package org.glossa.service.upkeep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.glossa.finding.Finding;
import org.glossa.finding.MalformedInputException;
import org.glossa.service.catalogue.Catalogue;
import org.glossa.service.catalogue.ColumnState;
import org.glossa.service.catalogue.InstanceRepository;
import org.glossa.service.catalogue.StoredInstance;
import org.glossa.service.config.InvalidSettingException;
import org.glossa.service.config.ServiceConfig;
import org.glossa.service.ingest.ColumnBuilds;
import org.glossa.service.ingest.Importer;
import org.glossa.service.objects.DataFolder;
import org.glossa.service.objects.IngestRecord;
import org.glossa.service.objects.ObjectStore;
import org.glossa.service.objects.Replay;
import org.glossa.service.objects.Steps;
import org.glossa.store.ColumnCheck;
import org.glossa.store.StoredSet;

/**
 * Makes catalogue and columns of a data folder again from its originals. What is no original any more, damaged or without one, is
 * set aside and told; nothing that came in is deleted.
 */
final class Rebuild {
    private final DataFolder folder;
    private final Path root;
    private final ObjectStore objects;
    private final Progress progress;
    private final List<Finding> problems = new ArrayList<>();
    private int instances;
    private int sets;

    /**
     * What was made, and what could not be.
     *
     * @param instances rows of the catalogue
     * @param sets annotation objects whose columns are there
     */
    record Result(int instances, int sets, List<Finding> problems) {
        Result {
            problems = List.copyOf(problems);
        }
    }

    Rebuild(DataFolder folder, Progress progress) throws IOException {
        this.folder = folder;
        this.root = folder.root();
        this.objects = new ObjectStore(new ServiceConfig(root, null), new Steps());
        this.progress = progress;
    }

    /** Catalogue and all columns. */
    Result everything() throws IOException {
        try (OpenCatalogue open = newCatalogue()) {
            setStrangeColumnsAside(open);
            buildColumns(open);
        }
        folder.endRebuild();
        return new Result(instances, sets, problems);
    }

    /** The catalogue; columns that are whole stay, and others wait for the next server. */
    Result catalogue() throws IOException {
        try (OpenCatalogue open = newCatalogue()) {
            setStrangeColumnsAside(open);
            adoptColumns(open);
        }
        folder.endRebuild();
        return new Result(instances, sets, problems);
    }

    /** All columns, by the catalogue as it is. */
    Result columns() throws IOException {
        folder.requireWhole();
        try (OpenCatalogue open = OpenCatalogue.forWriting(folder)) {
            instances = Math.toIntExact(open.part(InstanceRepository.class).count());
            buildColumns(open);
        }
        return new Result(instances, sets, problems);
    }

    /** Begins a rebuild, which its caller ends. */
    private OpenCatalogue newCatalogue() throws IOException {
        Set<String> named = nameLostRows();
        folder.beginRebuild();
        objects.replay((record, original) ->
                Replay.Outcome.ENTERED); // what was begun is an original with its record, or undone
        nameLostRecords(named);
        List<IngestRecord> records = soundOriginals();
        OpenCatalogue open = OpenCatalogue.newForWriting(folder);
        try {
            Catalogue catalogue = open.part(Catalogue.class);
            for (IngestRecord record : records) {
                add(catalogue, record);
                progress.show("writing the catalogue", ++instances, records.size());
            }
            catalogue.sync();
            return open;
        } catch (IOException | RuntimeException failure) {
            open.close();
            throw failure;
        }
    }

    /**
     * What the old catalogue, as far as it can be read, tells of, and is no more.
     *
     * @return SHA-256 of each
     * @throws DatabaseAwayException when its database does not answer
     * @throws InvalidSettingException when the verb was told what cannot be
     */
    private Set<String> nameLostRows() throws DatabaseAwayException {
        Set<String> named = new HashSet<>();
        try (OpenCatalogue old = OpenCatalogue.forReading(folder)) {
            for (StoredInstance row : old.part(Catalogue.class).everyInstance()) {
                if (!Files.exists(objects.path(row.sha256())) && named.add(row.sha256())) {
                    String name = root.relativize(objects.path(row.sha256())).toString();
                    problems.add(Problems.withRemedy(
                            Problems.missing(row, name), ObjectStore.STORE_AGAIN + "; its row is left out"));
                }
            }
        } catch (DatabaseAwayException | InvalidSettingException nothingToMend) {
            throw nothingToMend;
        } catch (IOException | RuntimeException unreadable) {
            // Then the records are all that tells.
        }
        return named;
    }

    /** What a record tells of, and is no more. */
    private void nameLostRecords(Set<String> named) throws IOException {
        for (Path file : objects.files()) {
            String name = file.getFileName().toString();
            if (name.matches("[0-9a-f]{64}\\.json") && !Files.exists(objects.path(name.substring(0, 64)))) {
                Finding lost = Problems.lost(
                        objects.record(name.substring(0, 64)).sopInstanceUid(),
                        root.relativize(file).toString());
                Path aside = objects.setAside(file);
                if (named.add(name.substring(0, 64))) {
                    problems.add(Problems.withRemedy(
                            lost, ObjectStore.STORE_AGAIN + "; its record is now " + root.relativize(aside)));
                }
            }
        }
    }

    /** Records of the originals that are what came in, in the order of their coming; others are set aside. */
    private List<IngestRecord> soundOriginals() throws IOException {
        List<Path> files = objects.files().stream()
                .filter(file -> file.getFileName().toString().matches("[0-9a-f]{64}\\.dcm"))
                .toList();
        ReadingProgress reading = new ReadingProgress(files, progress);
        List<IngestRecord> records = new ArrayList<>();
        for (Path file : files) {
            String sha256 = file.getFileName().toString().substring(0, 64);
            IngestRecord record = objects.record(sha256);
            List<Finding> damages = objects.damages(sha256, reading);
            if (damages.isEmpty()) {
                records.add(
                        objects.hasIntactRecord(sha256) && record.sha256().equals(sha256)
                                ? record
                                : newRecord(file, sha256));
                continue;
            }
            Path aside = objects.setAside(file);
            Path recordFile = file.resolveSibling(sha256 + ".json");
            if (Files.exists(recordFile)) {
                objects.setAside(recordFile);
            }
            damages.forEach(damage -> problems.add(Problems.withRemedy(
                    damage, ObjectStore.STORE_AGAIN + "; the damaged file is now " + root.relativize(aside))));
        }
        records.sort(Comparator.comparing(IngestRecord::receivedAt).thenComparing(IngestRecord::sha256));
        return records;
    }

    /** What can be known of an original whose record is lost. */
    private IngestRecord newRecord(Path original, String sha256) throws IOException {
        IngestRecord known = IngestRecord.ofFile(original, sha256);
        try {
            IngestRecord record = known.ofInstance(
                    Importer.entry(objects, sha256, known).instance().sopInstanceUid());
            objects.replaceRecord(record);
            return record;
        } catch (MalformedInputException unreadable) {
            return known; // said when it is added
        }
    }

    private void add(Catalogue catalogue, IngestRecord record) throws IOException {
        Path original = objects.path(record.sha256());
        String name = root.relativize(original).toString();
        try {
            Catalogue.Entry entry = Importer.entry(objects, record.sha256(), record);
            String uid = entry.instance().sopInstanceUid();
            if (catalogue.instance(uid).isPresent()) {
                problems.add(Problems.differs(
                        name,
                        "instance " + uid,
                        "a second original under its UID",
                        "one; the one that came first is kept"));
                return;
            }
            catalogue.add(entry);
        } catch (MalformedInputException unreadable) {
            problems.add(Problems.unreadable(name, unreadable.finding().sentence()));
        }
    }

    private void setStrangeColumnsAside(OpenCatalogue open) throws IOException {
        Path columns = root.resolve("columns");
        if (!Files.exists(columns)) {
            return;
        }
        List<Path> folders;
        try (Stream<Path> entries = Files.list(columns)) {
            folders = entries.sorted().toList();
        }
        for (Path each : folders) {
            String uid = each.getFileName().toString();
            if (!uid.endsWith(".building")
                    && open.part(Catalogue.class).instance(uid).isEmpty()) {
                String name = root.relativize(each).toString();
                Path aside = objects.setAside(each);
                problems.add(Problems.withRemedy(
                        Problems.columnsWithoutInstance(name),
                        "store the object again; its derived files are now " + root.relativize(aside)));
            }
        }
    }

    private void adoptColumns(OpenCatalogue open) throws IOException {
        InstanceRepository rows = open.part(InstanceRepository.class);
        for (StoredInstance row : rows.findByStateInOrderById(ColumnState.OF_ANNOTATIONS)) {
            Path columns = open.part(ColumnBuilds.class).folderOf(row.sopInstanceUid());
            if (Files.exists(columns) && isWhole(columns, row)) {
                rows.updateBySopInstanceUid(
                        row.sopInstanceUid(), ColumnState.READY, row.annotationsTotal(), row.annotationsTotal());
                sets++;
            }
        }
    }

    private static boolean isWhole(Path columns, StoredInstance row) throws IOException {
        if (!ColumnCheck.damages(columns, read -> {}).isEmpty()) {
            return false;
        }
        try (StoredSet set = StoredSet.open(columns)) {
            return set.sopInstanceUid().equals(row.sopInstanceUid()) && set.annotationCount() == row.annotationsTotal();
        }
    }

    private void buildColumns(OpenCatalogue open) {
        ColumnBuilds builds = open.part(ColumnBuilds.class);
        Catalogue catalogue = open.part(Catalogue.class);
        List<StoredInstance> rows =
                open.part(InstanceRepository.class).findByStateInOrderById(ColumnState.OF_ANNOTATIONS);
        for (int i = 0; i < rows.size(); i++) {
            StoredInstance row = rows.get(i);
            if (builds.rebuildNow(row) == ColumnState.READY) {
                sets++;
            } else {
                problems.add(catalogue.findings(row).getLast());
            }
            progress.show("building columns", i + 1, rows.size());
        }
        catalogue.sync();
    }
}
