package org.glossa.service.upkeep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.glossa.finding.Finding;
import org.glossa.service.catalogue.ColumnState;
import org.glossa.service.catalogue.StoredInstance;
import org.glossa.service.config.InvalidSettingException;
import org.glossa.service.config.ServiceConfig;
import org.glossa.service.objects.DataFolder;
import org.glossa.service.objects.IngestRecord;
import org.glossa.service.objects.ObjectStore;
import org.glossa.service.objects.Steps;
import org.glossa.store.ColumnCheck;
import org.glossa.store.StoreCorruptException;
import org.glossa.store.StoredSet;
import org.jspecify.annotations.Nullable;

/** Reads a data folder whole: originals, catalogue, columns, and whether they agree. Changes nothing. */
final class FolderCheck {
    private final DataFolder folder;
    private final Path root;
    private final ObjectStore objects;
    private final Progress progress;
    private final List<Finding> problems = new ArrayList<>();
    private final Set<String> originals = new HashSet<>();
    private final Set<String> undamaged = new HashSet<>();
    private final List<Path> recordsAlone = new ArrayList<>();
    private long bytes;

    /**
     * What was looked at and found.
     *
     * @param bytes of all originals
     * @param sets annotation objects in the catalogue
     */
    record Result(int originals, long bytes, int sets, List<Finding> problems) {
        Result {
            problems = List.copyOf(problems);
        }
    }

    FolderCheck(DataFolder folder, Progress progress) throws IOException {
        this.folder = folder;
        this.root = folder.root();
        this.objects = new ObjectStore(new ServiceConfig(root, null), new Steps());
        this.progress = progress;
    }

    Result run() throws IOException {
        checkOriginals();
        objects.begun().forEach(file -> problems.add(Problems.begun(name(file))));
        Map<String, StoredInstance> sets = null;
        try (OpenCatalogue open = OpenCatalogue.forReading(folder)) {
            CatalogueCheck check = new CatalogueCheck(root, objects, open, problems::add);
            sets = check.run(originals, undamaged, progress);
            recordsAlone.removeIf(file -> check.listed().contains(sha256(file)));
        } catch (DatabaseAwayException away) {
            problems.add(Problems.databaseAway(OpenCatalogue.rootMessage(away)));
        } catch (InvalidSettingException invalid) {
            throw invalid; // says nothing of the folder
        } catch (IOException | RuntimeException unreadable) {
            problems.add(Problems.catalogueUnreadable(OpenCatalogue.rootMessage(unreadable)));
        }
        for (Path record : recordsAlone) {
            problems.add(Problems.lost(objects.record(sha256(record)).sopInstanceUid(), name(record)));
        }
        checkColumns(sets);
        return new Result(originals.size(), bytes, sets == null ? 0 : sets.size(), problems);
    }

    private void checkOriginals() throws IOException {
        List<Path> files = objects.files();
        ReadingProgress reading = new ReadingProgress(files, progress);
        for (Path file : files) {
            String name = file.getFileName().toString();
            if (name.matches("[0-9a-f]{64}\\.dcm")) {
                String sha256 = name.substring(0, 64);
                checkRecord(sha256, name(file));
                List<Finding> damages = objects.damages(sha256, reading);
                originals.add(sha256);
                bytes += Files.size(file);
                problems.addAll(damages);
                if (damages.isEmpty()) {
                    undamaged.add(sha256);
                }
            } else if (!name.matches("[0-9a-f]{64}\\.json")) {
                problems.add(Problems.strangeFile(name(file)));
            } else if (!Files.exists(file.resolveSibling(name.replace(".json", ".dcm")))) {
                recordsAlone.add(file);
            }
        }
    }

    private static String sha256(Path file) {
        return file.getFileName().toString().substring(0, 64);
    }

    private void checkRecord(String sha256, String name) throws IOException {
        IngestRecord record = objects.record(sha256);
        if (!objects.hasIntactRecord(sha256) || !record.sha256().equals(sha256)) {
            problems.add(Problems.recordDamaged(name));
        }
    }

    /** @param sets rows of annotation objects; null when there is no catalogue to tell */
    private void checkColumns(@Nullable Map<String, StoredInstance> sets) throws IOException {
        List<Path> folders = columnFolders();
        for (int i = 0; i < folders.size(); i++) {
            checkFolder(folders.get(i), sets);
            progress.show("reading columns", i + 1, folders.size());
        }
        if (sets == null) {
            return;
        }
        for (StoredInstance row : sets.values()) {
            Path columns = root.resolve("columns").resolve(row.sopInstanceUid());
            if (row.state() == ColumnState.READY && !Files.exists(columns)) {
                problems.add(Problems.columnsMissing(name(columns)));
            }
            if (row.state() == ColumnState.STORED || row.state() == ColumnState.INDEXING) {
                problems.add(Problems.waits(row, name(columns)));
            }
        }
    }

    private List<Path> columnFolders() throws IOException {
        Path columns = root.resolve("columns");
        if (!Files.exists(columns)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(columns)) {
            return entries.sorted().toList();
        }
    }

    private void checkFolder(Path columns, @Nullable Map<String, StoredInstance> sets) throws IOException {
        String uid = columns.getFileName().toString();
        if (uid.endsWith(".building")) {
            problems.add(Problems.unfinishedBuild(name(columns)));
            return;
        }
        StoredInstance row = sets == null ? null : sets.get(uid);
        if (sets != null && row == null) {
            problems.add(Problems.columnsWithoutInstance(name(columns)));
        }
        if (row != null && row.state() != ColumnState.READY) {
            return; // the build that is to come begins with deleting them
        }
        List<StoreCorruptException> damages = ColumnCheck.damages(columns, read -> {});
        damages.forEach(damage -> problems.add(Problems.columnsDamaged(name(columns), damage)));
        if (damages.isEmpty() && row != null) {
            compare(columns, row);
        }
    }

    private void compare(Path columns, StoredInstance row) throws IOException {
        try (StoredSet set = StoredSet.open(columns)) {
            String got = set.annotationCount() + " annotations of " + set.sopInstanceUid();
            String said = row.annotationsTotal() + " annotations of " + row.sopInstanceUid();
            if (!got.equals(said) || row.annotationsDone() != row.annotationsTotal()) {
                problems.add(Problems.columnsDisagree(name(columns), got, said + ", as the catalogue says"));
            }
        }
    }

    private String name(Path file) {
        return root.relativize(file).toString();
    }
}
