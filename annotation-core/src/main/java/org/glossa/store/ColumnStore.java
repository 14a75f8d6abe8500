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
import java.util.function.LongConsumer;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.store.Manifest.FileEntry;

/**
 * Writes the derived files of a set: for each layer its columns and its tree, then the table of groups, then the manifest. The
 * files are described in the decision on Arrow over memory segments.
 */
public final class ColumnStore {
    private final AnnotationSet set;
    private final Path directory;
    private final BuildProgress progress;
    private final List<FileEntry> files = new ArrayList<>();
    private long annotationsDone;

    @FunctionalInterface
    private interface FileBody {
        void write(ChecksumChannel channel) throws IOException;
    }

    private ColumnStore(AnnotationSet set, Path directory, BuildProgress progress) {
        this.set = set;
        this.directory = directory;
        this.progress = progress;
    }

    /**
     * Writes all derived files of a set into a directory that must not exist. They go into the directory {@code <name>.building}
     * beside it first, where every file is synced, the manifest last; then that is renamed and the parent synced. So the directory
     * either does not exist or is complete; what a killed build left behind is removed by the next build of the same directory.
     *
     * @param progress told after every 65,536 annotations or less, and at the end
     * @throws FileAlreadyExistsException when the directory exists
     * @throws ArithmeticException when a layer has 2³¹ annotations or more
     */
    public static void write(AnnotationSet set, Path directory, BuildProgress progress) throws IOException {
        if (Files.exists(directory)) {
            throw new FileAlreadyExistsException(directory.toString());
        }
        Path absolute = directory.toAbsolutePath();
        Path building = absolute.resolveSibling(absolute.getFileName() + ".building");
        FolderTree.delete(building);
        Files.createDirectory(building);
        try {
            new ColumnStore(set, building, progress).writeFiles();
            sync(building);
            Files.move(building, absolute, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException failure) {
            FolderTree.delete(building);
            throw failure;
        }
        sync(absolute.resolveSibling(""));
    }

    private void writeFiles() throws IOException {
        int[][] measurementColumns = new int[set.groups().size()][];
        SortedMap<LayerKey, List<Integer>> layers = new TreeMap<>();
        for (int i = 0; i < set.groups().size(); i++) {
            layers.computeIfAbsent(LayerKey.of(set.groups().get(i)), key -> new ArrayList<>())
                    .add(i);
        }
        for (var layer : layers.entrySet()) {
            writeLayer(layer.getKey(), layer.getValue(), measurementColumns);
        }
        GroupTable groups = new GroupTable();
        for (int i = 0; i < measurementColumns.length; i++) {
            groups.add(set.groups().get(i), measurementColumns[i]);
        }
        writeFile(GroupTable.FILE_NAME, channel -> groups.write(channel, set));
        new Manifest(files).write(directory);
        progress.done(set.annotationCount(), set.annotationCount());
    }

    private void writeLayer(LayerKey key, List<Integer> setIndexes, int[][] measurementColumns) throws IOException {
        List<AnnotationGroup> groups =
                setIndexes.stream().map(set.groups()::get).toList();
        LayerSource source = new LayerSource(
                key, groups, setIndexes.stream().mapToInt(Integer::intValue).toArray());
        MeasurementColumns columns = new MeasurementColumns(groups);
        for (int i = 0; i < groups.size(); i++) {
            int group = i;
            int[] ofGroup = new int[groups.get(i).measurements().size()];
            Arrays.setAll(ofGroup, measurement -> columns.column(group, measurement));
            measurementColumns[setIndexes.get(i)] = ofGroup;
        }
        try (LayerOrder order = new LayerOrder(source)) {
            LayerWriter writer = new LayerWriter(source, order, columns);
            long before = annotationsDone;
            LongConsumer rowsDone = rows -> progress.done(before + rows, set.annotationCount());
            writeFile(key.columnFile(), channel -> writer.writeColumns(channel, rowsDone));
            writeFile(key.treeFile(), writer::writeTree);
        }
        annotationsDone += source.annotationCount();
    }

    private void writeFile(String name, FileBody body) throws IOException {
        Path path = directory.resolve(name);
        int[] blocks;
        try (ChecksumChannel channel = new ChecksumChannel(path)) {
            body.write(channel);
            blocks = channel.finish();
        }
        try (Arena arena = Arena.ofConfined();
                FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
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
