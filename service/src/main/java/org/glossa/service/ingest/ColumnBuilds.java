package org.glossa.service.ingest;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.glossa.ann.BulkAnnotationReader;
import org.glossa.annotation.AnnotationSet;
import org.glossa.dicom.DicomFile;
import org.glossa.finding.Finding;
import org.glossa.finding.MalformedInputException;
import org.glossa.finding.Place;
import org.glossa.open.OpenSets;
import org.glossa.service.catalogue.Catalogue;
import org.glossa.service.catalogue.ColumnState;
import org.glossa.service.catalogue.DatabaseFailure;
import org.glossa.service.catalogue.InstanceRepository;
import org.glossa.service.catalogue.StoredInstance;
import org.glossa.service.config.Limits;
import org.glossa.service.config.ServiceConfig;
import org.glossa.service.objects.ObjectStore;
import org.glossa.service.objects.Step;
import org.glossa.service.objects.Steps;
import org.glossa.store.BuildRoom;
import org.glossa.store.ColumnStore;
import org.glossa.store.FolderTree;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes columns of annotation objects after they were acknowledged, one at a time, on a platform thread: it touches mapped memory.
 * What waits is in the catalogue, so that a new process goes on where the last one was killed.
 */
@Singleton
public final class ColumnBuilds {
    /** Code of the finding that says why columns are not made of bytes that did not come in. */
    private static final String ORIGINAL_DAMAGED = "ORIGINAL_DAMAGED";

    private static final String COLUMNS_NOT_WRITTEN = "COLUMNS_NOT_WRITTEN";

    /** Codes of what a build may fail of, and another build may not. */
    static final Set<String> PASSING = Set.of(ORIGINAL_DAMAGED, COLUMNS_NOT_WRITTEN);

    private static final Logger LOG = LoggerFactory.getLogger(ColumnBuilds.class);

    private final Catalogue catalogue;
    private final InstanceRepository instances;
    private final ObjectStore objects;
    private final Path columns;
    private final OpenSets open;
    private final ConcurrentHashMap<String, Long> annotationsDone = new ConcurrentHashMap<>();
    /** Of what did not fit, or may not: so that its next turn comes when there is room, not every time that one is tried. */
    private final ConcurrentHashMap<String, Long> roomNeeded = new ConcurrentHashMap<>();

    private final Set<String> rebuilding = ConcurrentHashMap.newKeySet();
    private final Steps steps;
    private volatile boolean interrupted;
    private final Set<String> unchecked = ConcurrentHashMap.newKeySet();
    private final long retryMillis;
    private final ScheduledExecutorService builder = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("glossa-build").daemon().factory());

    ColumnBuilds(
            Catalogue catalogue,
            InstanceRepository instances,
            ObjectStore objects,
            ServiceConfig config,
            Steps steps,
            Limits limits,
            OpenSets open) {
        this.open = open;
        this.retryMillis = limits.buildRetry().toMillis();
        this.catalogue = catalogue;
        this.instances = instances;
        this.objects = objects;
        this.steps = steps;
        this.columns = config.data().resolve("columns");
    }

    /** Has built what waits in the catalogue. */
    void resume() {
        interrupted = false;
        try {
            instances
                    .findByStateInOrderById(Set.of(ColumnState.STORED, ColumnState.INDEXING))
                    .forEach(instance -> enqueueChecked(instance.sopInstanceUid()));
        } catch (RuntimeException stillOut) {
            interrupted = true;
            throw stillOut;
        }
    }

    /** Tries again, at a start, what an earlier process had no room or no files for. */
    void retryFailed() {
        for (StoredInstance failed : instances.findByStateInOrderById(Set.of(ColumnState.FAILED))) {
            if (catalogue.findings(failed).stream()
                    .anyMatch(finding -> finding.code().equals(COLUMNS_NOT_WRITTEN))) {
                builder.execute(() -> retry(failed.sopInstanceUid()));
            }
        }
    }

    /** The folder that the columns of a set are in, or will be. */
    public Path folderOf(String sopInstanceUid) {
        return columns.resolve(sopInstanceUid);
    }

    /** How many annotations of a running build are in columns; 0 when none runs. */
    long annotationsDone(String sopInstanceUid) {
        return annotationsDone.getOrDefault(sopInstanceUid, 0L);
    }

    /** Builds the columns of a stored instance when its turn comes. */
    void enqueue(String sopInstanceUid) {
        builder.execute(() -> build(sopInstanceUid));
    }

    /** As {@link #enqueue}, of an original that lay there since, and is read first to see whether it still is what came in. */
    void enqueueChecked(String sopInstanceUid) {
        unchecked.add(sopInstanceUid);
        enqueue(sopInstanceUid);
    }

    /**
     * Builds the columns of a stored instance on the calling thread, whatever its state was, after comparing the original with what
     * came in. What became of it is in the catalogue.
     *
     * @return the state afterwards
     */
    public ColumnState rebuildNow(StoredInstance instance) {
        String uid = instance.sopInstanceUid();
        unchecked.add(uid);
        catalogue.retry(instance, PASSING);
        build(uid);
        return catalogue.instance(uid).orElseThrow().state();
    }

    /** Whether damaged columns of a set are being made again. */
    boolean isRebuilding(String sopInstanceUid) {
        return rebuilding.contains(sopInstanceUid);
    }

    /** Makes the columns of a set again; until then its state is stored or indexing. */
    void rebuild(String sopInstanceUid, IOException damage) {
        catalogue
                .instance(sopInstanceUid)
                .filter(instance -> instance.state() == ColumnState.READY)
                .ifPresent(instance -> {
                    LOG.warn("the columns of {} are built again: {}", sopInstanceUid, damage.getMessage());
                    rebuilding.add(sopInstanceUid);
                    catalogue.begin(instance, ColumnState.STORED);
                    enqueueChecked(sopInstanceUid);
                });
    }

    /** Whether builds ended because the catalogue did not answer; {@link #resume} begins them again. */
    boolean areInterrupted() {
        return interrupted;
    }

    private void build(String sopInstanceUid) {
        try {
            buildUnlessDone(sopInstanceUid);
        } catch (RuntimeException failure) {
            if (builder.isShutdown()) {
                return; // the next process goes on
            }
            interrupted = true;
            LOG.warn("the build of {} ended, the catalogue did not answer: {}", sopInstanceUid, failure.toString());
        }
    }

    private void buildUnlessDone(String sopInstanceUid) {
        StoredInstance instance = catalogue.instance(sopInstanceUid).orElseThrow();
        if (instance.state() == ColumnState.READY || instance.state() == ColumnState.FAILED) {
            return;
        }
        catalogue.begin(instance, ColumnState.INDEXING);
        try {
            Files.createDirectories(columns);
            FolderTree.delete(folderOf(sopInstanceUid));
            open.drop(sopInstanceUid); // from here on nobody opens the old files
            if (unchecked.remove(sopInstanceUid)) {
                steps.run(Step.RESUME, () -> requireUndamaged(instance));
            }
            steps.run(Step.BUILD, () -> write(instance));
            catalogue.succeed(instance, COLUMNS_NOT_WRITTEN);
            roomNeeded.remove(sopInstanceUid);
        } catch (MalformedInputException malformed) {
            catalogue.fail(instance, malformed.finding());
        } catch (IOException | RuntimeException | OutOfMemoryError | InternalError failure) {
            if (builder.isShutdown() || DatabaseFailure.isOutage(failure)) {
                interrupted = true;
                return; // goes on when the catalogue is back, or with the next process
            }
            LOG.warn("no columns of {}: {}", sopInstanceUid, failure.toString(), failure);
            deleteQuietly(sopInstanceUid);
            if (failure instanceof IOException) {
                retryLater(sopInstanceUid);
            }
            catalogue.fail(
                    instance,
                    Finding.error(
                            COLUMNS_NOT_WRITTEN,
                            Place.WHOLE,
                            String.valueOf(failure.getMessage()),
                            "",
                            "make room on the server's disk, or let it write, open more files or use more memory; it"
                                    + " tries again by itself, at the latest when it starts",
                            ""));
        } finally {
            annotationsDone.remove(sopInstanceUid);
            rebuilding.remove(sopInstanceUid);
        }
    }

    private void requireUndamaged(StoredInstance instance) throws IOException {
        List<Finding> damages = objects.damages(instance.sha256());
        if (!damages.isEmpty()) {
            Finding first = damages.getFirst();
            throw new MalformedInputException(Finding.error(
                    ORIGINAL_DAMAGED, first.place(), first.got(), first.allowed(), first.remedy(), first.clause()));
        }
    }

    /** Gives back the room of what was begun, or was made and cannot be entered. */
    private void deleteQuietly(String sopInstanceUid) {
        try {
            FolderTree.delete(folderOf(sopInstanceUid));
        } catch (IOException failure) {
            LOG.debug("what was begun of {} stays until it is tried again", sopInstanceUid, failure);
        }
        open.drop(sopInstanceUid);
    }

    private void retryLater(String sopInstanceUid) {
        if (!builder.isShutdown()) {
            builder.schedule(() -> retry(sopInstanceUid), retryMillis, TimeUnit.MILLISECONDS);
        }
    }

    /** Tries a build again that the machine kept from its end, once there is room. */
    private void retry(String sopInstanceUid) {
        try {
            StoredInstance instance = catalogue.instance(sopInstanceUid).orElseThrow();
            objects.requireRoom(roomNeeded.getOrDefault(sopInstanceUid, instance.byteLength()));
            if (instance.state() == ColumnState.FAILED) {
                catalogue.begin(instance, ColumnState.STORED);
            }
        } catch (IOException | RuntimeException stillNot) {
            LOG.debug("columns of {} wait", sopInstanceUid, stillNot);
            retryLater(sopInstanceUid);
            return;
        }
        build(sopInstanceUid);
    }

    private void write(StoredInstance instance) throws IOException {
        String uid = instance.sopInstanceUid();
        try (DicomFile file = objects.open(instance.sha256())) {
            AnnotationSet set = BulkAnnotationReader.read(file).set();
            long room = BuildRoom.of(set);
            roomNeeded.put(uid, room);
            objects.requireRoom(room);
            ColumnStore.write(set, folderOf(uid), (done, total) -> progress(uid, done, total));
        }
    }

    /** The last time that all are done, the manifest is there and the folder has not its name yet. */
    private void progress(String sopInstanceUid, long done, long total) {
        annotationsDone.put(sopInstanceUid, done);
        if (done == total) {
            steps.run(Step.MANIFEST, () -> LOG.debug("the columns of {} are written", sopInstanceUid));
        }
    }

    @PreDestroy
    void close() {
        builder.shutdownNow();
    }
}
