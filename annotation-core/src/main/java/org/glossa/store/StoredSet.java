package org.glossa.store;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.ImageReference;
import org.glossa.query.Traits;
import org.glossa.spatial.Box;
import org.glossa.spatial.QuadGrid;
import org.glossa.statistics.MeasurementStatistics;
import org.jspecify.annotations.Nullable;

/**
 * A stored set, mapped. Thread-safe for reads. Whoever reads while others may close the set takes a {@link Lease} first: nothing is
 * unmapped before the last lease is closed. A reader without one gets an IllegalStateException after the end, never other bytes.
 *
 * <p>Nothing of a file is handed out before the block that holds it was compared with its checksum: manifest, table of groups and
 * structure on opening, each mebibyte of columns and trees when it is first touched.
 */
public final class StoredSet implements AutoCloseable {
    /** Rows of a layer take the lower bits of a position, the layer the bits above. */
    static final int ROW_BITS = 48;

    private final Arena arena;
    private final List<Path> files;
    private final StoredFile groupFile;
    private final String sopInstanceUid;
    private final CoordinateSpace space;
    private final @Nullable ImageReference image;
    private final List<StoredGroup> groups;
    private final int[][] measurementColumns;
    private final List<StoredLayer> layers;
    private final int[] groupLayers;
    private final @Nullable StoredStatistics statistics;

    /** Of the last question: who moves over a slide asks for the same traits again and again. */
    private volatile @Nullable KeptRows lastKept;

    // The set holds one itself until it is closed.
    private final AtomicLong leases = new AtomicLong(1);
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Keeps the set mapped until it is closed; closing it again does nothing. */
    public final class Lease implements AutoCloseable {
        private final AtomicBoolean returned = new AtomicBoolean();

        private Lease() {}

        @Override
        public void close() {
            if (returned.compareAndSet(false, true)) {
                release();
            }
        }
    }

    /**
     * What a set takes of the process while it is open.
     *
     * @param files mappings, one for each derived file
     * @param bytes of address space
     */
    public record Footprint(int files, long bytes) {
        public static final Footprint NONE = new Footprint(0, 0);

        private static Footprint of(Manifest manifest) {
            List<Manifest.FileEntry> files = manifest.files();
            return new Footprint(
                    files.size(),
                    files.stream().mapToLong(Manifest.FileEntry::length).sum());
        }

        public Footprint plus(Footprint other) {
            return new Footprint(files + other.files, bytes + other.bytes);
        }

        public Footprint minus(Footprint other) {
            return new Footprint(files - other.files, bytes - other.bytes);
        }
    }

    /** Asked before anything of a set is mapped. */
    @FunctionalInterface
    public interface Admission {
        /** @throws IOException when the set shall not be opened */
        void admit(Footprint footprint) throws IOException;
    }

    private StoredSet(Path directory, Manifest manifest, Arena arena) throws IOException {
        this.arena = arena;
        this.files = manifest.files().stream()
                .map(file -> directory.resolve(file.name()))
                .toList();
        this.groupFile = StoredFile.open(directory, manifest.file(GroupTable.FILE_NAME), arena);
        groupFile.verify();
        GroupTableReader table = new GroupTableReader(groupFile.arrow());
        this.sopInstanceUid = table.sopInstanceUid();
        this.space = table.space();
        this.image = table.image();
        this.groups = List.copyOf(table.groups());
        this.measurementColumns = table.measurementColumns();
        TreeSet<LayerKey> keys = new TreeSet<>();
        groups.forEach(group -> keys.add(LayerKey.of(group)));
        List<StoredLayer> opened = new ArrayList<>();
        for (LayerKey key : keys) {
            opened.add(StoredLayer.open(directory, manifest, key, arena));
        }
        boolean measures =
                groups.stream().anyMatch(group -> !group.measurements().isEmpty());
        this.statistics = measures
                ? new StoredStatistics(
                        StoredFile.open(directory, manifest.file(StatisticsTable.FILE_NAME), arena), groups)
                : null;
        this.layers = List.copyOf(opened);
        List<LayerKey> order = List.copyOf(keys);
        this.groupLayers = groups.stream()
                .mapToInt(group -> order.indexOf(LayerKey.of(group)))
                .toArray();
    }

    /**
     * Maps the files of a set. Reads the manifest, the table of groups and the structure of the other files, and checks those.
     *
     * @throws StoreCorruptException when they are not what was written, or of another version
     */
    public static StoredSet open(Path directory) throws IOException {
        return open(directory, footprint -> {});
    }

    /** As {@link #open(Path)}, once the set is admitted. */
    public static StoredSet open(Path directory, Admission admission) throws IOException {
        Manifest manifest = Manifest.read(directory);
        admission.admit(Footprint.of(manifest));
        Arena arena = Arena.ofShared();
        try {
            return new StoredSet(directory, manifest, arena);
        } catch (IOException | RuntimeException failure) {
            arena.close();
            throw failure;
        }
    }

    /** Identity of the source document. */
    public String sopInstanceUid() {
        return sopInstanceUid;
    }

    public CoordinateSpace space() {
        return space;
    }

    /** The annotated image; null when the source does not name one. */
    public @Nullable ImageReference image() {
        return image;
    }

    /** All groups in the order of the source, also those without annotations. */
    public List<StoredGroup> groups() {
        return groups;
    }

    /**
     * What the values of a measurement look like; read from the file at each call.
     *
     * @param group zero-based among {@link #groups()}
     * @param measurement zero-based among those of the group
     * @throws IndexOutOfBoundsException when there is no such group or measurement
     * @throws java.io.UncheckedIOException of a {@link StoreCorruptException} when they are damaged
     */
    public MeasurementStatistics statistics(int group, int measurement) {
        Objects.checkIndex(measurement, groups.get(group).measurements().size());
        return Objects.requireNonNull(statistics, "A set with a measurement has statistics")
                .of(group, measurement);
    }

    public long annotationCount() {
        return layers.stream().mapToLong(StoredLayer::rowCount).sum();
    }

    /** No annotation has more vertices: those of the record batch that has most, some millions where all outlines have fewer. */
    public long mostVertices() {
        return layers.stream().mapToLong(StoredLayer::mostVertices).max().orElse(0);
    }

    /**
     * A box around everything that a region query can find, in the space of the set; null when there is nothing.
     *
     * @throws java.io.UncheckedIOException of a {@link StoreCorruptException} when a tree is damaged there
     */
    public @Nullable Box bounds() {
        Box bounds = null;
        for (StoredLayer layer : layers) {
            Box box = layer.tree().bounds();
            if (box != null) {
                bounds = bounds == null ? box : bounds.union(box);
            }
        }
        return bounds;
    }

    /** A new slice, before the first annotation; one per thread. */
    public RowSlice slice() {
        return new RowSlice(this);
    }

    /**
     * The grid of tiles that the set suggests when no pixel matrix is known, in its own space: the smallest that holds the centres of
     * all boxes, those far outside aside.
     */
    public QuadGrid grid() {
        QuadGrid grid = new QuadGrid(QuadGrid.Origin.CORNER, 0);
        for (StoredLayer layer : layers) {
            grid = grid.union(layer.detail().points().grid());
        }
        return grid;
    }

    /** A new cursor, before the first annotation; one per thread. */
    public Cursor cursor() {
        return new Cursor(this);
    }

    /** @throws IllegalStateException when the set was closed */
    public Lease acquire() {
        long held;
        do {
            held = leases.get();
            if (held == 0 || closed.get()) {
                throw new IllegalStateException("The stored set " + sopInstanceUid + " was closed; open it again");
            }
        } while (!leases.compareAndSet(held, held + 1));
        return new Lease();
    }

    /**
     * Copies the ordinates of the hits of a page as the source wrote them, one hit after the other; hits that follow each other
     * in the file by one copy.
     *
     * @param offset where to begin in the target
     * @return bytes copied
     * @throws IndexOutOfBoundsException when the target is too small
     * @throws java.io.UncheckedIOException of a {@link StoreCorruptException} when some of them are damaged
     */
    public long copyCoordinates(RegionHits hits, MemorySegment target, long offset) {
        return new CoordinateCopy(this, target, offset).copy(hits);
    }

    /**
     * Blocks are compared with their checksums when they are first touched; when something wrote to a file since, or its comparisons
     * may be too old, all of that file are compared again at their next touch. Costs a look at the date of each file.
     *
     * @param validFor how long a comparison is believed; a disk may lose a bit without any write
     * @throws StoreCorruptException when a file is gone or has another length
     */
    public void recheck(Duration validFor) throws IOException {
        groupFile.recheck(validFor);
        for (StoredLayer layer : layers) {
            layer.recheck(validFor);
        }
        if (statistics != null) {
            statistics.recheck(validFor);
        }
    }

    /**
     * A number that is another one once something has written to a file of the set since; nothing does once it is built. Costs a look at
     * the date of each file.
     */
    public long dates() {
        long dates = 0;
        for (Path file : files) {
            dates = 31 * dates + date(file);
        }
        return dates;
    }

    private static long date(Path file) {
        try {
            return Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS);
        } catch (IOException gone) {
            return -1;
        }
    }

    /**
     * Reads every byte and compares it with the checksums of the manifest.
     *
     * @throws StoreCorruptException naming the first damaged block
     */
    public void verify() throws IOException {
        groupFile.verify();
        for (StoredLayer layer : layers) {
            layer.verify();
        }
        if (statistics != null) {
            statistics.verify();
        }
    }

    /** No further lease is given; unmapped now or when the last lease is closed. Closing again does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            release();
        }
    }

    private void release() {
        if (leases.decrementAndGet() == 0) {
            arena.close();
        }
    }

    List<StoredLayer> layers() {
        return layers;
    }

    /** Traits as this set has them. */
    KeptRows kept(Traits traits) {
        KeptRows last = lastKept;
        if (last == null || !last.traits().equals(traits)) {
            last = new KeptRows(this, traits);
            lastKept = last;
        }
        return last;
    }

    /**
     * The layer that holds the annotations of a group: one for each graphic type, precision and number of ordinates. Answers have all
     * of a layer before any of the next.
     *
     * @param group position among {@link #groups()}
     */
    public int groupLayer(int group) {
        return groupLayers[group];
    }

    /**
     * The column of its layer that holds a measurement of a group; rows of other groups may have other measurements there.
     *
     * @param group position among {@link #groups()}
     * @param measurement position among those of the group
     */
    public int measurementColumn(int group, int measurement) {
        return measurementColumns[group][measurement];
    }

    static long position(int layer, long row) {
        return (long) layer << ROW_BITS | row;
    }

    static int layerOf(long position) {
        return (int) (position >>> ROW_BITS);
    }

    static long rowOf(long position) {
        return position & ((1L << ROW_BITS) - 1);
    }
}
