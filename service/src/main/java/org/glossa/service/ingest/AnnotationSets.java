package org.glossa.service.ingest;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.glossa.finding.Finding;
import org.glossa.geometry.Pyramid;
import org.glossa.open.OpenLimitException;
import org.glossa.open.OpenSet;
import org.glossa.open.OpenSets;
import org.glossa.service.catalogue.Catalogue;
import org.glossa.service.catalogue.ColumnState;
import org.glossa.service.catalogue.InstanceRepository;
import org.glossa.service.catalogue.LevelsOfSets;
import org.glossa.service.catalogue.StoredInstance;
import org.glossa.service.config.ColumnLimits;
import org.glossa.service.ingest.SetUnavailableException.Reason;
import org.glossa.store.StoreCorruptException;
import org.jspecify.annotations.Nullable;

/** The annotation objects that are stored, their states, and their open columns. Thread-safe. */
@Singleton
public final class AnnotationSets {
    private final Catalogue catalogue;
    private final InstanceRepository instances;
    private final ColumnBuilds builds;
    private final Slides slides;
    private final FramePositions framePositions;
    private final OpenSets open;
    private final LevelsOfSets levels;

    /** Of sets that were acquired, by their UIDs; never changes. Guarded by itself. */
    private final Map<String, MadeOn> madeOn;

    AnnotationSets(
            Catalogue catalogue,
            InstanceRepository instances,
            ColumnBuilds builds,
            Slides slides,
            FramePositions framePositions,
            OpenSets open,
            LevelsOfSets levels,
            ColumnLimits limits) {
        this.levels = levels;
        this.madeOn = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, MadeOn> eldest) {
                return size() > limits.openSets();
            }
        };
        this.open = open;
        this.catalogue = catalogue;
        this.instances = instances;
        this.builds = builds;
        this.slides = slides;
        this.framePositions = framePositions;
    }

    /** What became of an annotation object; empty when none of this UID is stored. */
    public Optional<SetStatus> status(String sopInstanceUid) {
        return annotations(sopInstanceUid).map(instance -> status(instance, catalogue.findings(instance)));
    }

    /** The catalogue's row of an annotation object; empty when none of this UID is stored. */
    public Optional<StoredInstance> annotations(String sopInstanceUid) {
        return catalogue.instance(sopInstanceUid).filter(instance -> instance.state() != ColumnState.NONE);
    }

    /**
     * A set for reading.
     *
     * @param open its columns, closed by whoever gets this
     * @param slide as far as it is stored now
     */
    public record ReadySet(OpenSet open, SlideLookup slide) {}

    /**
     * A set that was asked for before and is open since, so that it is ready and the catalogue is not asked; empty when it must be.
     *
     * @throws SetUnavailableException when its files were found damaged
     */
    public Optional<ReadySet> acquireOpen(String sopInstanceUid) throws IOException {
        MadeOn known = knownMadeOn(sopInstanceUid);
        if (known == null) {
            return Optional.empty();
        }
        OpenSet held;
        try {
            held = open.acquireOpen(sopInstanceUid);
        } catch (StoreCorruptException | NoSuchFileException damaged) {
            builds.rebuild(sopInstanceUid, damaged);
            throw rebuilding(sopInstanceUid, damaged);
        }
        return held == null ? Optional.empty() : Optional.of(withSlide(held, known));
    }

    /**
     * The same of a set whose row was just read.
     *
     * @throws SetUnavailableException when it is not ready, or its files were found damaged
     */
    public ReadySet acquireReady(StoredInstance instance) throws IOException {
        ReadySet ready = withSlide(acquire(instance), MadeOn.of(instance));
        synchronized (madeOn) {
            madeOn.put(instance.sopInstanceUid(), MadeOn.of(instance));
        }
        return ready;
    }

    private @Nullable MadeOn knownMadeOn(String sopInstanceUid) {
        synchronized (madeOn) {
            return madeOn.get(sopInstanceUid);
        }
    }

    private ReadySet withSlide(OpenSet held, MadeOn known) {
        try {
            return new ReadySet(held, slides.of(known));
        } catch (RuntimeException failure) {
            held.close();
            throw failure;
        }
    }

    /**
     * The open columns of a set whose row was just read.
     *
     * @throws SetUnavailableException when there are none now
     */
    public OpenSet acquire(StoredInstance instance) throws IOException {
        String sopInstanceUid = instance.sopInstanceUid();
        switch (instance.state()) {
            case NONE, STORED, INDEXING ->
                throw new SetUnavailableException(
                        builds.isRebuilding(sopInstanceUid) ? Reason.REBUILDING : Reason.NOT_READY,
                        sopInstanceUid,
                        "The annotations of " + sopInstanceUid + " are being read into columns; ask again.");
            case FAILED ->
                throw new SetUnavailableException(
                        Reason.FAILED,
                        sopInstanceUid,
                        "No columns could be made of " + sopInstanceUid + "; /collections/" + sopInstanceUid
                                + " says why.");
            case READY -> {
                // below
            }
        }
        try {
            return open.acquire(sopInstanceUid, builds.folderOf(sopInstanceUid));
        } catch (OpenLimitException inUse) {
            throw new SetUnavailableException(
                    Reason.BUSY,
                    sopInstanceUid,
                    "As many sets as the server may open (glossa.columns.open-sets, mapped-files, mapped-bytes) are being"
                            + " read: ask for " + sopInstanceUid + " again.");
        } catch (StoreCorruptException | NoSuchFileException damaged) {
            builds.rebuild(sopInstanceUid, damaged);
            throw rebuilding(sopInstanceUid, damaged);
        }
    }

    /**
     * Drops the columns of a set in which a reader met damage, and makes them again from the original; other readers of them go on, and
     * meet the damage or do not. Throw what it returns.
     */
    public SetUnavailableException rebuild(OpenSet damaged, StoreCorruptException damage) {
        String sopInstanceUid = damaged.set().sopInstanceUid();
        if (damaged.drop()) {
            builds.rebuild(sopInstanceUid, damage);
        }
        return rebuilding(sopInstanceUid, damage);
    }

    private static SetUnavailableException rebuilding(String sopInstanceUid, IOException damage) {
        return new SetUnavailableException(
                Reason.REBUILDING, sopInstanceUid, damage.getMessage() + ". It is being built again; ask again.");
    }

    /** How far an annotation object is, without its findings. */
    public SetStatus progress(StoredInstance instance) {
        return status(instance, List.of());
    }

    /** The slide of an annotation object, as far as it is stored now. */
    public SlideLookup slideOf(StoredInstance annotations) {
        return slides.of(MadeOn.of(annotations));
    }

    /**
     * Where a frame of a stored slide image lies.
     *
     * @param frameNumber one-based
     * @return empty when the image is not stored or has no such frame
     */
    public Optional<Pyramid.FramePosition> framePosition(String imageSopInstanceUid, long frameNumber)
            throws IOException {
        return framePositions.of(imageSopInstanceUid, frameNumber);
    }

    /** All annotation objects in the order of storing, without their findings; two statements, however many they are. */
    public List<SetSummary> list() {
        HeldLevels held = new HeldLevels(levels.all());
        Map<MadeOn, SlideLookup> slidesOfSets = new HashMap<>();
        List<SetSummary> all = new ArrayList<>();
        for (StoredInstance instance : instances.findByStateInOrderById(ColumnState.OF_ANNOTATIONS)) {
            SlideLookup slide = slidesOfSets.computeIfAbsent(MadeOn.of(instance), madeOn -> Slides.of(madeOn, held));
            String study = switch (slide) {
                case SlideLookup.Found found ->
                    held.studyOf(found.pyramid().levelZero().sopInstanceUid());
                case SlideLookup.Missing missing -> "";
            };
            all.add(new SetSummary(instance, status(instance, List.of()), slide, study));
        }
        return all;
    }

    private SetStatus status(StoredInstance instance, List<Finding> findings) {
        long done = instance.state() == ColumnState.INDEXING
                ? builds.annotationsDone(instance.sopInstanceUid())
                : instance.annotationsDone();
        return new SetStatus(instance.state(), done, instance.annotationsTotal(), findings);
    }
}
