package org.glossa.order;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import java.util.function.LongConsumer;
import org.glossa.column.CloseChain;
import org.glossa.spatial.QuadGrid;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a layer in the order of the Hilbert curve over the centres of their boxes ({@link org.glossa.geometry.BoxCentre}), so
 * that the rows of any cell of any level of its grid follow each other; equal distances in source order; rows without
 * a box ({@link SourceBox}) come last in source order, no region holds them.
 *
 * <p>Coordinates are read twice, from front to back: once to measure boxes, once to write the rows into partitions of a temporary
 * file, which are then read one after another, sorted in memory and handed out. A partition that is too large for a run is split in
 * its turn. A layer of some hundred MB is sorted by keys in memory instead, and its rows are gathered from the source: its pages are
 * still in memory, and a temporary file would be as much work again. Used on one thread, which works too; the other
 * threads are its own, and have ended when it is closed.
 *
 * <p>What was tried, on 10⁷ polygons of 24 vertices in random order, 1.92 GB, {@code -Xmx256m}:
 *
 * <ul>
 *   <li>A total sort of keys in memory, each row then copied from where it lies in the mapped source: 432 MB of anonymous memory, 24
 *       bytes for each row and as much heap again as the keys while they are sorted, where this takes 300 MB whatever the
 *       number. 13.4 s where this takes 10.1 to 11.3 s, although it makes no level of detail, and it reads the source from all sides at
 *       once when that is not in the page cache.
 *   <li>Partitions for a layer of 10⁶ such polygons, whose keys fit: 0.97 s of CPU on a warm machine where gathering takes 0.78 s,
 *       3.4 to 4.3 s in a new process where it takes 2.8 to 3.1 s. Touching the rows of a block before they are gathered, so that the memory is waited for at
 *       once: 0.65 s where the same run had 0.70 s, not worth its lines.
 *   <li>Sorted runs whose rows stayed where they were, found through a sorted list of places: every pass over the rows, of which there
 *       were seven, waited for memory. With all of them on the building thread 16.4 to 18.5 s; now the thread that sorts a run makes
 *       columns of it, and what is made of the rows besides their columns is made beside the writing.
 *   <li>{@code Arrays.sort} of keys with places below them, where digits are now sorted one after another: a second more on both cores.
 *   <li>Arrays of its own for each run: they lived until a record batch was written and filled the heap of a server up to its limit, 476 MB of
 *       anonymous memory where storing and building take 342 MB since they are filled again.
 *   <li>Two runs read ahead, and a thread that waits for the next: now what nobody has begun is done by who waits for it.
 *   <li>Boxes by {@code Math.min} of doubles, an ordinate at a time: half a second more on both cores.
 *   <li>More partitions: 1,024 took twice as long as 512 in the prototype, since each has a place in the file that is written to in turn.
 *       Runs are a few MiB, so that they are sorted and gathered within the cache.
 *   <li>Merging sorted runs instead: needs no sample and knows no crowded cell, but merges on one thread. Not measured. A border that is
 *       a distance and a place in the source cuts a crowded cell as well.
 *   <li>Measuring boxes again instead of keeping them: as much work as a pass over all coordinates, for a file of a twelfth of their size.
 *       Not measured.
 * </ul>
 */
public final class HilbertOrder implements AutoCloseable {
    /**
     * The grid has a side of at most 2^24 units, cells of 256. A larger one would hold the point that a broken file has somewhere far away,
     * and all others in a few cells: what lies beyond is in the cells on the rim instead.
     */
    public static final int LARGEST_GRID = 24;

    /** Runs that are made ahead of the one that is handed out, if together they take no more memory than one may. */
    private static final int AHEAD = 4;

    /** Partitions are made so much smaller than a run may be: a sample does not cut evenly, and small ones stay in the cache. */
    private static final int ROOM = 8;

    private final LayerSource source;
    private final Path folder;
    private final BuildLimits limits;
    private final RowShape shape;
    private final boolean isGathered;
    private final LayerBoxes boxes;
    private final int parts;
    private final BuildWorkers workers;
    private final RowProgress progress;
    private final Arena arena = Arena.ofShared();
    private final List<TemporaryFile> files = new ArrayList<>();
    private final Deque<Rows> waiting = new ArrayDeque<>();
    private final Deque<Loading> ahead = new ArrayDeque<>();
    private final Deque<MemorySegment> buffers = new ArrayDeque<>();
    private final Deque<RunArrays> arrays = new ArrayDeque<>();
    private final Map<MemorySegment, Arena> mappings = new ConcurrentHashMap<>();
    private long largestBuffer;

    /**
     * A run that is being made.
     *
     * @param memory bytes that it takes
     * @param records a buffer that is free again once it is made; empty when there is none
     */
    private record Loading(FutureTask<SortedRun> run, long memory, List<MemorySegment> records) {}

    /**
     * @param folder where temporary files go if some are needed
     * @param rowsDone told on the calling thread, ascending, up to two times the number of rows
     */
    public HilbertOrder(LayerSource source, Path folder, BuildLimits limits, LongConsumer rowsDone) throws IOException {
        this.source = source;
        this.folder = folder;
        this.limits = limits;
        this.shape = RowShape.of(source);
        this.isGathered = SourceOrder.holds(source, limits);
        this.boxes = new LayerBoxes(source, folder, isGathered ? Long.MAX_VALUE : limits.runBytes() / ROOM);
        this.parts = Math.clamp(source.annotationCount() / limits.partRows(), 1, limits.threads());
        this.workers = new BuildWorkers(parts);
        this.progress = new RowProgress(rowsDone, workers);
    }

    /**
     * Measures all boxes; call once, before all else.
     *
     * @throws java.io.InterruptedIOException when the thread is interrupted; so does {@link #next}
     */
    public void measure() throws IOException {
        boxes.measure(workers, parts, progress);
        SourceRows rows = new SourceRows(source, boxes, parts);
        if (isGathered) {
            cut(rows);
        } else {
            waiting.add(rows);
        }
    }

    private void cut(SourceRows rows) throws IOException {
        int count = Math.toIntExact(rows.count());
        if (count == 0) {
            return;
        }
        SourceOrder order = new SourceOrder(rows, shape, workers, progress);
        long ofRun = limits.runBytes() / ROOM;
        int step = Math.clamp(ofRun / (rows.byteSize() / count), 1, count);
        // More than the average: runs of longer rows leave them in the source.
        long memory = Math.min(rows.byteSize(), ofRun + ofRun / 4);
        for (int first = 0; first < count; first += step) {
            waiting.add(new GatheredRows(order, first, Math.min(count - first, step) + first, memory));
        }
    }

    /** Rows that have a box: they come first. */
    public long indexedCount() {
        return boxes.indexedCount();
    }

    /** What the curve is laid over: its cells are those of level {@link org.glossa.spatial.HilbertCurve#LEVELS}. */
    public QuadGrid grid() {
        return boxes.grid();
    }

    /** The next rows; null after the last. Give each back when it is done with. */
    public @Nullable SortedRun next() throws IOException {
        workers.requireRunning();
        while (!waiting.isEmpty() && (ahead.isEmpty() || isRoomAhead())) {
            loadOrSplit(waiting.remove());
        }
        if (ahead.isEmpty()) {
            return null;
        }
        Loading first = ahead.remove();
        SortedRun run = workers.await(first.run());
        buffers.addAll(first.records());
        return run;
    }

    private boolean isRoomAhead() {
        long taken = ahead.stream().mapToLong(Loading::memory).sum();
        return ahead.size() < AHEAD && taken + waiting.element().byteSize() <= limits.runBytes();
    }

    /** A part of the build. */
    @FunctionalInterface
    public interface Work {
        void run() throws IOException;
    }

    /**
     * Does two works at once where a thread is free, else one after the other. Both have ended when it returns or throws, then what the first
     * threw unless that stopped because of the second.
     */
    public void together(Work first, Work second) throws IOException {
        workers.run(2, part -> (part == 0 ? first : second).run());
    }

    /**
     * The most bytes that the temporary files of a layer have: none while its records fit into a run. What is split again, because it is
     * more than as many runs as there are partitions, is there twice; that a part is, because too many rows crowd in a cell, is not
     * foreseen.
     */
    public static long temporaryBytes(LayerSource source, BuildLimits limits) {
        if (SourceOrder.holds(source, limits)) {
            return 0;
        }
        long records = SourceRows.byteSize(source);
        long boxes = source.annotationCount() * RowRecord.BOX_BYTES;
        return records * (records > limits.partitions() * limits.runBytes() ? 2 : 1) + boxes;
    }

    /** Nothing of the run is read any more. */
    public void release(SortedRun run) {
        arrays.push(run.arrays());
        MemorySegment memory = run.memory();
        Arena mapping = mappings.get(memory);
        if (mapping != null) {
            mapping.close();
            mappings.remove(memory); // not before: what could not be closed is closed at the end
        } else if (memory.byteSize() > 0) {
            buffers.push(memory);
        }
    }

    private void loadOrSplit(Rows rows) throws IOException {
        if (rows.count() == 0) {
            return;
        }
        boolean fits = rows.byteSize() <= limits.runBytes();
        switch (rows) {
            case GatheredRows apart -> gather(apart);
            case SourceRows all -> split(all);
            case RowRun run when fits -> load(run);
            case RowRun few when few.count() <= limits.wholeRows() -> map(few);
            case RowRun large -> split(large);
        }
    }

    private void gather(GatheredRows rows) {
        MemorySegment coordinates = buffer(rows.byteSize());
        RunArrays sorted = freeArrays();
        Callable<SortedRun> work = () -> rows.order().gather(rows.first(), rows.end(), sorted, coordinates);
        ahead.add(new Loading(workers.submit(work), rows.byteSize(), List.of()));
    }

    private void load(RowRun run) {
        MemorySegment records = buffer(run.byteSize());
        MemorySegment coordinates = buffer(run.byteSize());
        RunArrays sorted = freeArrays();
        Callable<SortedRun> work = () -> {
            run.read(records);
            return SortedRun.of(records, (int) run.count(), shape, sorted, coordinates);
        };
        ahead.add(new Loading(workers.submit(work), run.byteSize(), List.of(records)));
    }

    /** Makes a run whose coordinates stay in the temporary file. */
    private void map(RowRun run) {
        RunArrays sorted = freeArrays();
        Callable<SortedRun> work = () -> {
            Arena mapping = Arena.ofShared();
            MemorySegment records;
            try {
                records = run.map(mapping);
            } catch (IOException | RuntimeException failure) {
                mapping.close();
                throw failure;
            }
            mappings.put(records, mapping);
            return SortedRun.ofMapped(records, (int) run.count(), shape, sorted);
        };
        ahead.add(new Loading(workers.submit(work), 0, List.of()));
    }

    private RunArrays freeArrays() {
        return arrays.isEmpty() ? new RunArrays() : arrays.pop();
    }

    private void split(UnsortedRows rows) throws IOException {
        TemporaryFile target = new TemporaryFile(folder);
        files.add(target);
        long wanted = rows.byteSize() / Math.max(1, limits.runBytes() / ROOM) + 1;
        RowSplitter splitter = new RowSplitter(workers, limits, shape);
        RowProgress told = rows instanceof SourceRows ? progress : RowProgress.untold(workers);
        List<RowRun> runs = splitter.split(rows, Math.clamp(wanted, 2, limits.partitions()), target, told);
        for (RowRun run : runs.reversed()) {
            waiting.push(run);
            if (run.byteSize() <= limits.runBytes()) {
                largestBuffer = Math.max(largestBuffer, run.byteSize());
            }
        }
    }

    /** Room for a run: of a run that was given back, or new. */
    private MemorySegment buffer(long bytes) {
        for (MemorySegment free : buffers) {
            if (free.byteSize() >= bytes) {
                buffers.remove(free);
                return free;
            }
        }
        largestBuffer = Math.max(largestBuffer, bytes);
        return arena.allocate(Math.max(largestBuffer, 1), 16);
    }

    @Override
    public void close() throws IOException {
        List<Closeable> all = new ArrayList<>(List.of(workers::close, arena::close, boxes::close));
        mappings.values().forEach(mapping -> all.add(mapping::close));
        all.addAll(files);
        CloseChain.close(all);
    }
}
