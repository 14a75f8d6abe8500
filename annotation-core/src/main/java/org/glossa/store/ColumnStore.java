package org.glossa.store;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.glossa.annotation.AnnotationSet;
import org.glossa.column.ScratchColumns;
import org.glossa.detail.LayerDetailWriter;
import org.glossa.detail.RowOutlines;
import org.glossa.order.BuildLimits;
import org.glossa.order.HilbertOrder;
import org.glossa.order.LayerSource;
import org.glossa.store.Manifest.FileEntry;

/**
 * Writes the derived files of a set: for each layer its columns, its tree, the ranges of its measurements and its detail, then the
 * statistics of the measurements, the table of groups, and the manifest. The page columns.md describes every byte of them.
 */
public final class ColumnStore {
    /** Passes over the rows that {@link HilbertOrder} tells of, and as much again for writing. */
    private static final int ORDER_PASSES = 4;

    private final AnnotationSet set;
    private final Path directory;
    private final BuildLimits limits;
    private final BuildProgress progress;
    private final List<FileEntry> files = new ArrayList<>();
    private long annotationsDone;

    private ColumnStore(AnnotationSet set, Path directory, BuildLimits limits, BuildProgress progress) {
        this.set = set;
        this.directory = directory;
        this.limits = limits;
        this.progress = progress;
    }

    /**
     * Writes all derived files of a set into a directory that must not exist. They go into the directory {@code <name>.building}
     * beside it first, where every file is synced, the manifest last; then that is renamed and the parent synced. So the directory
     * either does not exist or is complete; what a killed build left behind is removed by the next build of the same directory.
     *
     * <p>Needs room for the files and, until they are written, for the rows of the largest layer once more, if that is large, temporarily: {@link BuildRoom}
     * tells how much. An interrupt of the thread ends the build, as a failure does: all its threads have ended then, and nothing is left.
     *
     * @param progress told after every 65,536 annotations or less, and at the end
     * @throws FileAlreadyExistsException when the directory exists
     * @throws java.io.InterruptedIOException or another IOException when the thread is interrupted
     * @throws ArithmeticException when a group has 2³² annotations or more, or an annotation 2³¹ vertices or more
     */
    public static void write(AnnotationSet set, Path directory, BuildProgress progress) throws IOException {
        write(set, directory, BuildLimits.STANDARD, progress);
    }

    /** As the other, within other limits; the files are the same. */
    public static void write(AnnotationSet set, Path directory, BuildLimits limits, BuildProgress progress)
            throws IOException {
        if (Files.exists(directory)) {
            throw new FileAlreadyExistsException(directory.toString());
        }
        Path absolute = directory.toAbsolutePath();
        Path building = absolute.resolveSibling(absolute.getFileName() + ".building");
        FolderTree.delete(building);
        Files.createDirectory(building);
        try {
            new ColumnStore(set, building, limits, progress).writeFiles();
            sync(building);
            Files.move(building, absolute, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException | Error failure) {
            FolderTree.delete(building);
            throw failure;
        }
        sync(absolute.resolveSibling(""));
    }

    private void writeFiles() throws IOException {
        int[][] measurementColumns = new int[set.groups().size()][];
        for (var layer : layers(set).entrySet()) {
            writeLayer(layer.getKey(), layer.getValue(), measurementColumns);
        }
        GroupTable groups = new GroupTable();
        if (StatisticsTable.isOf(set)) {
            writeStatistics();
        }
        for (int i = 0; i < measurementColumns.length; i++) {
            groups.add(set.groups().get(i), measurementColumns[i]);
        }
        writeGroups(groups);
        new Manifest(files).write(directory);
        progress.done(set.annotationCount(), set.annotationCount());
    }

    /** The positions of the groups of each layer of a set. */
    static SortedMap<LayerKey, List<Integer>> layers(AnnotationSet set) {
        SortedMap<LayerKey, List<Integer>> layers = new TreeMap<>();
        for (int i = 0; i < set.groups().size(); i++) {
            layers.computeIfAbsent(LayerKey.of(set.groups().get(i)), key -> new ArrayList<>())
                    .add(i);
        }
        return layers;
    }

    static LayerSource source(AnnotationSet set, List<Integer> setIndexes) {
        return new LayerSource(
                setIndexes.stream().map(set.groups()::get).toList(),
                setIndexes.stream().mapToInt(Integer::intValue).toArray());
    }

    private void writeLayer(LayerKey key, List<Integer> setIndexes, int[][] measurementColumns) throws IOException {
        LayerSource source = source(set, setIndexes);
        for (int i = 0; i < setIndexes.size(); i++) {
            int group = i;
            int[] ofGroup = new int[source.groups().get(i).measurements().size()];
            Arrays.setAll(ofGroup, measurement -> source.columns().column(group, measurement));
            measurementColumns[setIndexes.get(i)] = ofGroup;
        }
        long rows = source.annotationCount();
        try (HilbertOrder order =
                        new HilbertOrder(source, directory, limits, passed -> tell(passed / ORDER_PASSES, rows));
                ScratchColumns scratch = new ScratchColumns(directory);
                ChecksumChannel columns = new ChecksumChannel(directory.resolve(key.columnFile()));
                ChecksumChannel tree = new ChecksumChannel(directory.resolve(key.treeFile()));
                ChecksumChannel ranges = source.columns().fields().isEmpty()
                        ? null
                        : new ChecksumChannel(directory.resolve(key.rangesFile()));
                ChecksumChannel points = new ChecksumChannel(directory.resolve(key.pointFile()));
                ChecksumChannel cells = new ChecksumChannel(directory.resolve(key.cellFile()));
                ChecksumChannel outlines = RowOutlines.areOf(key.graphicType())
                        ? new ChecksumChannel(directory.resolve(key.outlineFile()))
                        : null) {
            order.measure();
            LayerDetailWriter detail = new LayerDetailWriter(source, order, scratch, points, cells, outlines);
            new LayerWriter(key, source, order)
                    .write(columns, tree, ranges, detail, scratch, written -> tell(rows / 2 + written / 2, rows));
            addEntry(key.columnFile(), columns.finish());
            addEntry(key.treeFile(), tree.finish());
            if (ranges != null) {
                addEntry(key.rangesFile(), ranges.finish());
            }
            addEntry(key.pointFile(), points.finish());
            addEntry(key.cellFile(), cells.finish());
            if (outlines != null) {
                addEntry(key.outlineFile(), outlines.finish());
            }
        }
        annotationsDone += rows;
        progress.done(annotationsDone, set.annotationCount());
    }

    /** Tells how far a layer is; its end is told when its files are synced. */
    private void tell(long rowsDone, long rows) {
        progress.done(annotationsDone + Math.min(rowsDone, rows - 1), set.annotationCount());
    }

    private void writeStatistics() throws IOException {
        try (ChecksumChannel channel = new ChecksumChannel(directory.resolve(StatisticsTable.FILE_NAME))) {
            new StatisticsTable(set, channel).write();
            addEntry(StatisticsTable.FILE_NAME, channel.finish());
        }
    }

    private void writeGroups(GroupTable groups) throws IOException {
        try (ChecksumChannel channel = new ChecksumChannel(directory.resolve(GroupTable.FILE_NAME))) {
            groups.write(channel, set);
            addEntry(GroupTable.FILE_NAME, channel.finish());
        }
    }

    private void addEntry(String name, int[] blocks) throws IOException {
        try (Arena arena = Arena.ofConfined();
                FileChannel channel = FileChannel.open(directory.resolve(name), StandardOpenOption.READ)) {
            MemorySegment file = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            files.add(new FileEntry(
                    name,
                    file.byteSize(),
                    StoredFile.structureChecksum(file),
                    Arrays.stream(blocks).boxed().toList()));
        }
    }

    private static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
