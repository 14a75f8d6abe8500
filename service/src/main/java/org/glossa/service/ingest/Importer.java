package org.glossa.service.ingest;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.glossa.ann.BulkAnnotationReader;
import org.glossa.ann.BulkAnnotationReader.BulkAnnotations;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.Tag;
import org.glossa.finding.Finding;
import org.glossa.finding.MalformedInputException;
import org.glossa.finding.Place;
import org.glossa.service.catalogue.Catalogue;
import org.glossa.service.catalogue.ColumnState;
import org.glossa.service.catalogue.DatabaseFailure;
import org.glossa.service.catalogue.StoredInstance;
import org.glossa.service.ingest.Outcome.Failure;
import org.glossa.service.objects.Arrival;
import org.glossa.service.objects.InDoubtException;
import org.glossa.service.objects.IngestRecord;
import org.glossa.service.objects.ObjectStore;
import org.glossa.service.objects.Replay;
import org.glossa.service.objects.Step;
import org.glossa.service.objects.Steps;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores an object that arrived: reads its structure, publishes its bytes, enters it into the catalogue, and has columns made of it
 * later. Structural damage refuses; whatever else is wrong with it is kept as findings. Touches mapped memory: call it on a worker.
 */
@Singleton
public final class Importer {
    private static final Logger LOG = LoggerFactory.getLogger(Importer.class);
    private static final int STRIPES = 64;

    private final ObjectStore objects;
    private final Catalogue catalogue;
    private final ColumnBuilds builds;
    private final Steps steps;
    private final Clock clock = Clock.systemUTC();
    /** One publication of an instance at a time. */
    private final List<Lock> instanceLocks =
            Stream.generate(() -> (Lock) new ReentrantLock()).limit(STRIPES).toList();
    /** One addition to the catalogue at a time, so that a study is not made twice. */
    private final Lock catalogueLock = new ReentrantLock();

    Importer(ObjectStore objects, Catalogue catalogue, ColumnBuilds builds, Steps steps) {
        this.objects = objects;
        this.catalogue = catalogue;
        this.builds = builds;
        this.steps = steps;
    }

    /** Which study an object may be of. */
    public sealed interface StudyRule {
        record Any() implements StudyRule {}

        record Only(String studyInstanceUid) implements StudyRule {}
    }

    /**
     * Stores an arrival; durable when this returns.
     *
     * @param door how it came, for the ingest record
     */
    public Outcome take(Arrival arrival, StudyRule rule, String door) throws IOException {
        try (DicomFile file = objects.open(arrival)) {
            return take(file, arrival, rule, door);
        } catch (MalformedInputException malformed) {
            return refused(malformed.finding());
        }
    }

    private Outcome take(DicomFile file, Arrival arrival, StudyRule rule, String door) throws IOException {
        DataSet dataSet = file.dataSet();
        Optional<Finding> unidentified = Identity.finding(dataSet);
        if (unidentified.isPresent()) {
            return refused(unidentified.get());
        }
        String sopClass = dataSet.string(Tag.SOPClassUID).orElse("");
        String sopInstance = dataSet.string(Tag.SOPInstanceUID).orElseThrow();
        String study = dataSet.string(Tag.StudyInstanceUID).orElseThrow();
        if (rule instanceof StudyRule.Only(String only) && !only.equals(study)) {
            return new Outcome.Refused(Failure.OTHER_STUDY, sopClass, sopInstance, otherStudy(only, study));
        }
        try {
            IngestRecord record = new IngestRecord(
                    sopInstance,
                    arrival.sha256(),
                    arrival.byteLength(),
                    clock.instant().toString(),
                    door,
                    arrival.blockChecksums());
            return take(file, arrival, read(file, record), record);
        } catch (MalformedInputException malformed) {
            return new Outcome.Refused(Failure.CANNOT_UNDERSTAND, sopClass, sopInstance, malformed.finding());
        }
    }

    private Outcome take(DicomFile file, Arrival arrival, Catalogue.Entry entry, IngestRecord record)
            throws IOException {
        Optional<StoredInstance> stored = catalogue.instance(record.sopInstanceUid());
        List<StoredInstance> added = new ArrayList<>(1);
        if (stored.isEmpty()) {
            Lock lock = lockOf(record);
            lock.lock();
            try {
                stored = catalogue.instance(record.sopInstanceUid());
                if (stored.isEmpty()) {
                    objects.publish(arrival, record, () -> added.add(addAndBuild(entry)));
                }
            } finally {
                lock.unlock();
            }
        }
        // Comparing with a stored one reads files whole: no lock is held that long.
        return stored.isPresent()
                ? again(file, arrival, stored.get(), record)
                : new Outcome.Stored(added.getFirst(), entry.findings());
    }

    /** Enters an original that a killed process had published, or whose commit was in doubt, unless it is there. */
    Replay.Outcome replay(IngestRecord record, Path original) throws IOException {
        Lock lock = lockOf(record);
        lock.lock();
        try {
            Optional<StoredInstance> stored = catalogue.instance(record.sopInstanceUid());
            if (stored.isPresent()) {
                catalogue.changed();
                resumeIfWaiting(stored.get());
                return stored.get().sha256().equals(record.sha256())
                        ? Replay.Outcome.ENTERED
                        : Replay.Outcome.SUPERSEDED;
            }
            try (DicomFile file = objects.open(record.sha256())) {
                resumeIfWaiting(add(read(file, record)));
            }
            return Replay.Outcome.ENTERED;
        } catch (InDoubtException unanswered) {
            throw unanswered;
        } catch (IOException | RuntimeException failure) {
            if (DatabaseFailure.isOutage(failure)) {
                throw failure;
            }
            LOG.warn("{} cannot be entered into the catalogue", original, failure);
            return Replay.Outcome.LEFT;
        } finally {
            lock.unlock();
        }
    }

    private Lock lockOf(IngestRecord record) {
        return instanceLocks.get(Math.floorMod(record.sopInstanceUid().hashCode(), STRIPES));
    }

    private StoredInstance add(Catalogue.Entry entry) throws InDoubtException {
        AtomicReference<StoredInstance> added = new AtomicReference<>();
        try {
            catalogueLock.lock();
            try {
                steps.run(Step.CATALOGUE_COMMIT, () -> added.set(catalogue.add(entry)));
            } finally {
                catalogueLock.unlock();
            }
            steps.run(Step.CATALOGUE_FSYNC, catalogue::sync);
        } catch (RuntimeException failure) {
            if (DatabaseFailure.isRefusal(failure)) {
                throw failure;
            }
            throw new InDoubtException(failure);
        }
        return added.get();
    }

    private StoredInstance addAndBuild(Catalogue.Entry entry) throws InDoubtException {
        StoredInstance added = add(entry);
        if (added.state() == ColumnState.STORED) {
            builds.enqueue(added.sopInstanceUid());
        }
        return added;
    }

    /** Builds what another process, or this one before an outage, did not get to; its original lay there since. */
    private void resumeIfWaiting(StoredInstance instance) {
        if (instance.state() == ColumnState.STORED) {
            builds.enqueueChecked(instance.sopInstanceUid());
        }
    }

    private Outcome again(DicomFile file, Arrival arrival, StoredInstance stored, IngestRecord record)
            throws IOException {
        catalogue.changed(); // what was in doubt before is acknowledged now
        catalogue.sync();
        if (stored.sha256().equals(arrival.sha256())) {
            restoreIfDamaged(arrival, stored, record);
            return new Outcome.Known(stored);
        }
        try (DicomFile first = objects.open(stored.sha256())) {
            if (SameDataSet.inBoth(first, file)) {
                return new Outcome.Known(stored);
            }
        }
        return new Outcome.Refused(
                Failure.DUPLICATE_SOP_INSTANCE,
                stored.sopClassUid(),
                stored.sopInstanceUid(),
                Finding.error(
                        "SOP_INSTANCE_DIFFERS",
                        Place.WHOLE,
                        "another data set under the SOP Instance UID " + stored.sopInstanceUid() + " of a stored one",
                        "the same data set again, or a SOP Instance UID that is new",
                        "give a changed object a SOP Instance UID of its own; what came first stays",
                        "PS3.3 C.12.1"));
    }

    /** The same bytes came again: they mend an original that was lost or damaged since. */
    private void restoreIfDamaged(Arrival arrival, StoredInstance stored, IngestRecord record) throws IOException {
        if (objects.damages(stored.sha256()).isEmpty()) {
            return;
        }
        Lock lock = lockOf(record);
        lock.lock();
        try {
            if (!objects.damages(stored.sha256()).isEmpty()) {
                restore(arrival, stored, record);
            }
        } finally {
            lock.unlock();
        }
    }

    private void restore(Arrival arrival, StoredInstance stored, IngestRecord record) throws IOException {
        LOG.warn(
                "the original of {} was lost or damaged; the same object came again and took its place",
                stored.sopInstanceUid());
        objects.restore(arrival, record.receivedFirst(stored.receivedAt()));
        catalogue.changed();
        if (stored.state() == ColumnState.FAILED) {
            catalogue.retry(stored, ColumnBuilds.PASSING);
            builds.enqueue(stored.sopInstanceUid());
        }
    }

    /**
     * The catalogue's rows of an original, as they are when it is stored.
     *
     * @param sha256 of the original among the objects
     * @throws MalformedInputException when it is none that is ever stored
     */
    public static Catalogue.Entry entry(ObjectStore objects, String sha256, IngestRecord record) throws IOException {
        try (DicomFile file = objects.open(sha256)) {
            Optional<Finding> unidentified = Identity.finding(file.dataSet());
            if (unidentified.isPresent()) {
                throw new MalformedInputException(unidentified.get());
            }
            return read(
                    file,
                    record.ofInstance(file.dataSet().string(Tag.SOPInstanceUID).orElseThrow()));
        }
    }

    /** The catalogue's rows; reading an annotation object passes over its index lists, which decide whether it can be read at all. */
    private static Catalogue.Entry read(DicomFile file, IngestRecord record) throws IOException {
        if (!CatalogueEntries.isAnnotationObject(file.dataSet())) {
            return CatalogueEntries.of(file, record, null, file.findings());
        }
        BulkAnnotations annotations = BulkAnnotationReader.read(file);
        return CatalogueEntries.of(file, record, annotations.set(), annotations.findings());
    }

    private static Outcome refused(Finding finding) {
        Failure failure = finding.code().equals("UNSUPPORTED_TRANSFER_SYNTAX")
                ? Failure.TRANSFER_SYNTAX_NOT_SUPPORTED
                : Failure.CANNOT_UNDERSTAND;
        return new Outcome.Refused(failure, "", "", finding);
    }

    private static Finding otherStudy(String only, String study) {
        return Finding.error(
                "OTHER_STUDY",
                new Place.DataElement(-1, "(0020,000D)"),
                "Study Instance UID " + study,
                only + ", as the URL of the request says",
                "post it to /studies, or to the URL of its own study",
                "PS3.18 10.5.1");
    }
}
